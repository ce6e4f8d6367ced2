import re
from datetime import date

import pytest

from olcrm.member import gaps, store


@pytest.fixture
def club(shop):
    """A shop with two tiers, open at noon, and three customers."""
    shop("config set shop 'Toko Ani'")
    shop("config set member.benefits 'kartu ucapan'")
    shop("config set member.benefits.gold 'gratis ongkir'")
    for number, name in enumerate(("Rina", "Siti", "Ani")):
        shop(f"contact add {name} --phone 08123456789{number}")
    return shop


def bought(shop, who, amount, day="2026-11-01"):
    number = shop(f"order add {who} 'Gamis @{amount}' --on {day} --json").json["order"]["id"]
    assert shop(f"pay add {number} {amount} --on {day}").status == 0


def test_members_get_their_numbers_one_after_the_other(club):
    assert club("member add rina").out.splitlines() == [
        "Rina · prospect is a member, number M-0001.",
        "Benefits: kartu ucapan.",
    ]
    club("member add siti --number M-0002")
    assert club("member add ani --json").json["member"]["number"] == "M-0003"
    assert [row["number"] for row in club("member list --json").json["rows"]] == ["M-0001", "M-0002", "M-0003"]
    club("undo --yes")
    club("config set member.number VIP-7")
    assert club("member add ani --json").json["member"]["number"] == "VIP-9"


@pytest.mark.parametrize(
    ("now", "first", "before"), [("2026-11-22", "2025-11-22", "2025-11-21"), ("2028-02-29", "2027-02-28", "2027-02-27")]
)
def test_twelve_months_begin_on_the_same_day_for_tiers_and_for_standings(club, now, first, before):
    club("config set loyal-spent 2jt")
    now += "T12:00:00+07:00"
    for who, day in (("rina", first), ("siti", before)):
        for line in (f"order add {who} 'Gamis @2jt' --on {day}", f"order add {who} 'Bros @20rb'", f"member add {who}"):
            club(line, now=now)
    for number in (1, 3):
        club(f"pay add {number} 2jt", now=now)
    found = {row["contact"]["name"]: row for row in club("member list --json", now=now).json["rows"]}
    assert {name: (row["contact"]["standing"], row["spent"]) for name, row in found.items()} == {
        "Rina": ("loyal", 2_000_000),
        "Siti": ("new", 0),
    }


def test_a_tier_is_earned_by_what_was_spent_in_twelve_months(club):
    bought(club, "rina", "1200000")
    bought(club, "rina", "9000000", day="2025-11-01")
    club("member add rina --on 1/10")
    member = club("member show rina --json").json["member"]
    assert member == {
        "contact": {"id": 1, "name": "Rina", "standing": "repeat"},
        "number": "M-0001",
        "tier": "Silver",
        "tier_is_set": False,
        "joined_on": "2026-10-01",
        "left_on": None,
        "spent": 1_200_000,
        "benefits": ["kartu ucapan"],
        "next_tier": "Gold",
        "missing": 3_800_000,
    }
    assert "Rp3.800.000 more for Gold" in club("member show rina").out
    bought(club, "rina", "4jt")
    member = club("member show rina --json").json["member"]
    assert (member["tier"], member["benefits"], member["missing"]) == ("Gold", ["kartu ucapan", "gratis ongkir"], None)


def test_the_owner_may_set_a_tier_and_let_it_be_earned_again(club):
    club("member add rina --tier gold")
    club("member add siti")
    assert [row["contact"]["name"] for row in club("member list --tier gold --json").json["rows"]] == ["Rina"]
    assert "gold (set by you)" in club("member show rina").out.casefold()
    club("member edit rina --tier - --number VIP-1 --on kemarin")
    row = club("member list --json").json["rows"][0]
    assert (row["tier"], row["number"], row["joined_on"]) == (None, "VIP-1", "2026-11-21")
    assert "No member has the tier Gold." in club("member list --tier gold").out


def test_whoever_left_keeps_her_number_and_may_come_back(club):
    club("member add rina --tier gold")
    assert club("member leave rina").out == "Rina · prospect is no member any more.\n"
    assert club("member list --json").json["rows"] == []
    assert club("member show rina --json").json["member"]["left_on"] == "2026-11-22"
    assert club("member add rina --json").json["member"]["number"] == "M-0001"


def test_whoever_comes_back_has_her_first_day_or_the_one_that_is_given(club):
    club("member add rina --on 1/10")
    club("member leave rina --on 1/11")
    refused = club("member add rina --on 31/10")
    assert (refused.status, "She left only on 1 Nov 2026." in refused.err) == (4, True)
    assert "Member since 20 Nov 2026." in club("member add rina --on 20/11").out
    assert club("member show rina --json").json["member"]["joined_on"] == "2026-11-20"
    club("member leave rina")
    assert "Member since 20 Nov 2026." in club("member add rina").out
    assert "Member since 2 Dec 2025." in club("member edit rina --on 2/12/2025").out, "a day that is over"
    assert club("member show rina --json").json["member"]["left_on"] is None


@pytest.mark.parametrize(
    ("line", "status", "said"),
    [
        ("member add rina", 4, "Rina is a member already, number M-0001."),
        ("member add siti --number M-0001", 4, "The number M-0001 is that of another member."),
        ("member add siti --number ' '", 2, "cannot be the number of a member."),
        ("member add siti --number 'M\n1'", 2, "cannot be the number of a member."),
        ("member add siti --tier platin", 2, "There is no tier “platin”."),
        ("member show siti", 3, "Siti is no member."),
        ("member edit rina", 2, "Nothing was said that is to change about the membership."),
        ("member leave rina --on 1/11", 4, "She joined only on 22 Nov 2026."),
        ("member leave ani", 4, "Ani has left already."),
        ("member gaps --sent x", 2, "“x” is not the id of a draft for members."),
        ("member gaps --sent 1-ask", 4, "Rina is not to be asked just now."),
        ("config set member.number VIP", 2, "“VIP” cannot be the number of a member."),
        ("config set member.tiers :1jt", 2, "“:1jt” is no tier with what is spent for it."),
    ],
)
def test_what_cannot_be_is_refused_with_what_can(club, line, status, said):
    club("member add rina")
    club("member add ani")
    club("member leave ani")
    done = club(line)
    assert (done.status, said in done.err) == (status, True), done.err


def test_tiers_are_kept_in_their_order_and_may_be_none(club):
    club("config set member.tiers 'gold:5jt, silver:1jt'")
    assert club("config get member.tiers").out.strip() == "silver:1000000,gold:5000000"
    club("config set member.tiers -")
    assert club("member add rina --json").json["member"]["tier"] is None


def test_the_form_is_ready_to_be_sent_and_speaks_her_language(club):
    shown = club("member form rina --json").json
    assert "Formulir member" in shown["text"]
    assert "Tanggal lahir:" in shown["text"]
    assert shown["link"].startswith("https://wa.me/62812")
    club("contact edit rina --lang en")
    assert "Membership form" in club("member form rina").out


def test_beside_the_form_for_somebody_in_a_pause_it_is_said_that_she_is_left_alone(club):
    club("contact pause rina --until 1/12 --because 'ibunya sakit'")
    assert "Rina is left alone until 1 Dec: ibunya sakit." in club("member form rina").err
    assert "left alone" not in club("member form siti").err


def test_a_regular_is_asked_for_what_is_missing_at_the_right_moment_and_once(club):
    def ids():
        return [row["id"] for row in club("member gaps --json").json["rows"]]

    bought(club, "rina", "100000")
    assert ids() == []
    bought(club, "rina", "150000")
    club("contact edit siti --closeness 3")
    club("contact edit ani --closeness 2")
    assert ids() == ["1-ask", "2-ask"]
    club("contact edit rina --birthday 17/8 --address 'Jl. Melati 3'")
    (draft, _other) = club("member gaps --json").json["rows"]
    assert draft["missing"] == ["celebrates"]
    assert "boleh tahu hari raya yang ingin diberi ucapan?" in draft["text"]
    for line, back in (
        ("complaint add rina late 'belum sampai'", "undo --yes"),
        ("contact pause rina --until besok --because sakit", "contact pause rina --end"),
        ("contact celebrates rina jangan", "contact celebrates rina jangan --remove"),
        ("closure add 22/11", "undo --yes"),
    ):
        club(line)
        assert "1-ask" not in ids(), line
        club(back)
        assert "1-ask" in ids(), back
    club("member gaps --sent 1-ask")
    assert ids() == ["2-ask"]
    club("contact edit siti --birthday 1/2 --address 'Jl. A' ")
    club("contact celebrates siti natal")
    assert ids() == []


def test_at_a_quiet_hour_asking_can_wait(club):
    club("contact edit siti --closeness 3")
    (row,) = club("member gaps --json", now="2026-11-22T22:00:00+07:00").json["rows"]
    assert "wait until 08:00" in row["reason"]


def test_members_and_gaps_are_found_by_index(db):
    seen = []
    db.set_trace_callback(seen.append)
    today = date(2026, 11, 22)
    list(gaps.gaps(db))
    list(gaps.gaps(db, 1))
    store.spent(db, [1, 2], today)
    store.listed(db, today, None, 5)
    db.set_trace_callback(None)
    for question in {one for one in seen if one.lstrip().startswith("SELECT") and "setting" not in one}:
        for step in db.execute(f"EXPLAIN QUERY PLAN {question}").fetchall():
            scan = re.match(r"SCAN (?!json_each|member|contact USING INDEX contact_spent|closure)", step["detail"])
            assert not scan, f"{step['detail']}: {question}"


def test_a_membership_that_stays_as_it_was_leaves_nothing_to_undo(club):
    club("member add rina")
    assert club("member edit rina --number M-0001 --tier -").status == 0
    assert len(club("log rina --json").json["rows"]) == 2
