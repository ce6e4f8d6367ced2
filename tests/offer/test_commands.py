"""Whom an offer goes to, how it is sent, and why somebody gets none."""

import pytest

OFFER = 'offer list --name lebaran-2027 --say "Gamis baru sudah datang."'


def left(shop, more=""):
    return shop(f'offer list --say "Gamis baru." --json {more}').json["left_out"]


def test_only_who_agreed_gets_an_offer_and_regulars_come_first(people, got):
    assert got() == [1, 3]
    assert left(people) == {"no_consent": 1}


def test_who_rests_stands_among_those_who_came_back_by_what_she_spent(people, got):
    people("contact consent siti --give offers")
    for who, price, day in (
        ("siti", 500, "1/1/2025"),
        ("siti", 500, "8/1/2025"),
        ("dewi", 90, "1/11"),
        ("dewi", 90, "2/11"),
    ):
        people(f"order add {who} 'Gamis @{price}rb' --dp {price}rb --on {day}")
    standings = [people(f"contact show {who} --json").json["contact"]["standing"] for who in ("siti", "dewi", "rina")]
    assert (standings, got()) == (["resting", "repeat", "new"], [2, 3, 1])


def test_the_list_says_how_many_are_left_out_and_why(people):
    told = people("offer list", terminal=True, width=200).out
    assert "Left out: 1 who has not agreed to offers." in told
    assert "offer consent" not in told  # Siti has not come back yet, so nobody is to be asked
    for day in ("1/10", "1/11"):
        people(f"order add siti 'Gamis @100rb' --on {day}")
    people("due settle siti 200rb")
    assert "`olcrm offer consent` shows whom to ask." in people("offer list", terminal=True, width=200).out


@pytest.mark.parametrize(
    ("more", "whom"),
    [
        ("--city BANDUNG", [1]),
        ("--city bandung --city solo", [1, 3]),
        ("--tag Reseller", [1]),
        ("--source shopee", [3]),
        ("--standing new", [1]),
        ("--standing new --standing Prospect", [1, 3]),
        ("--standing prospect", [3]),
        ("--bought gamis", [1]),
        ("--bought GM-M", [1]),
        ("--bought '100%'", []),
        ("--spent-over 300rb", []),
        ("--spent-over 299.999", [1]),
        ("--not-bought-since 2/10/2026", [1, 3]),
        ("--not-bought-since 1/10/2026", [3]),
        ("--bought gamis --city solo", []),
        ("--contact dewi", [3]),
        ("--member", []),
        ("--size gamis=m", [3]),
        ("--size gamis=XL", []),
    ],
)
def test_a_segment_is_who_fits_all_that_is_asked(people, got, more, whom):
    people("product add GM-M Gamis --variant M --price 150rb")
    people("contact size set dewi gamis M")
    assert got(more) == whom


def test_what_was_cancelled_was_not_bought(people, got):
    people("order add dewi 'Bros @20rb'")
    assert got("--bought bros") == [3]
    people("order cancel 2 --because 'batal'")
    assert got("--bought bros") == []


def test_a_product_that_was_sold_is_found_by_its_number_too(people, got):
    people("product add BR Bros --price 20rb")
    people("order add dewi BR")
    people("product edit BR --name 'Bros Mutiara'")
    assert got("--bought br") == [3]


@pytest.mark.parametrize(
    ("before", "why"),
    [
        ("contact consent 1 --withdraw offers", "unwanted"),
        ("contact edit 1 --no-greet", "unwanted"),
        ("contact pause 1 --until 1/12 --because sakit", "paused"),
        ("complaint add 1 damaged 'jahitan lepas'", "something_open"),
    ],
)
def test_whoever_is_to_be_left_in_peace_gets_none(people, got, before, why):
    assert people(before).status == 0
    assert got() == [3]
    assert left(people)[why] == 1


def test_after_a_pause_an_offer_waits_for_the_check_in(people, got, monkeypatch):
    people("contact pause 1 --until 24/11 --because sakit")
    monkeypatch.setenv("OLCRM_NOW", "2026-11-25T10:00:00+07:00")
    assert got() == [3]
    assert left(people) == {"check_in": 1, "no_consent": 1}
    told = people("offer list", terminal=True, width=200).out
    assert "1 who waits for the check-in after her pause" in told
    refused = people(f"{OFFER} --sent 1-lebaran-2027")
    assert (refused.status, refused.err) == (
        4,
        "Rina Wati waits for the check-in after her pause.\nAsk her first how she is; `olcrm today` says how.\n",
    )
    people("follow checkin --all-sent")
    assert got() == [1, 3]


def test_somebody_archived_is_not_even_counted(people, got):
    people("contact archive 1")
    assert got() == [3]
    assert left(people) == {"no_consent": 1}


def test_nobody_gets_an_offer_twice(people):
    assert people(f"{OFFER} --all-sent").status == 0
    assert people(f"{OFFER} --json").json["rows"] == []
    assert people(f"{OFFER} --json").json["left_out"] == {"got_it": 2, "no_consent": 1}
    again = people(f"{OFFER} --sent 1-lebaran-2027")
    assert (again.status, again.err.splitlines()[0]) == (4, "Rina Wati has had this message already.")


def test_two_offers_a_month_are_enough_and_the_shop_may_set_another_number(people, got):
    for name in ("satu", "dua"):
        people(f"offer list --name {name} --say x --sent 1-{name}", now="2026-11-22T12:00:00+07:00")
    assert got() == [3]
    assert left(people)["enough"] == 1
    assert got(now="2026-12-23T12:00:00+07:00") == [1, 3]
    people("config set offer.per-month 3", now="2026-11-22T12:00:00+07:00")
    assert got() == [1, 3]


def test_an_offer_to_who_waits_is_not_one_of_the_month(people, got):
    people("product add GM-M Gamis --variant M --price 150rb --stock 5")
    people("config set offer.per-month 1")
    people("wait add 1 GM-M")
    assert people("wait offer 1 --sent").status == 0
    assert got() == [1, 3]


def test_the_message_greets_says_the_words_and_how_to_stop_it(people, look):
    told = people(f"{OFFER} --text").out
    assert "Halo Kak Rina" in told
    assert "Gamis baru sudah datang." in told
    assert "tidak mau dikabari, bilang saja" in told
    assert "https://wa.me/6281234567890?text=" in told
    assert look("SELECT count(*) FROM message") == [(0,)]


def test_without_words_a_script_gets_people_and_no_message(people):
    rows = people("offer list --json").json["rows"]
    assert [(row["id"], row["text"], row["occasion"]) for row in rows] == [("1", "", None), ("3", "", None)]


def test_a_walk_logs_what_was_sent(people, look):
    people(f"{OFFER} --send", keys="c\ny\nx\n", terminal=True)
    assert look("SELECT contact_id, purpose, occasion FROM message") == [(1, "offer", "offer-lebaran-2027")]


def test_a_closed_day_is_said_and_asked_about(people, look):
    people("config set closed-on sunday")
    assert "The shop is closed today; an offer can wait for an open day." in people("offer list --plain").err
    told = people(f"{OFFER} --send", keys="n\n", terminal=True)
    assert "The shop is closed today; write to people all the same?" in told.out + told.err
    assert look("SELECT count(*) FROM message") == [(0,)]


def test_quiet_hours_are_asked_about(people):
    told = people(f"{OFFER} --send", keys="n\n", terminal=True, now="2026-11-22T21:30:00+07:00")
    assert "It is 21:30; write to people all the same?" in told.out + told.err


@pytest.mark.parametrize(
    ("line", "status", "because"),
    [
        ("offer list --text", 2, "It is not said what is offered."),
        ("offer list --say x --all-sent", 2, "The offer has no name."),
        ("offer list --name 2027 --say x", 2, "“2027” cannot be the name of an offer."),
        ("offer list --name a --say x --sent 1-b", 2, "“1-b” is not the id of a draft of this offer."),
        ("offer list --name a --say x --sent 9-a", 3, "There is no customer 9."),
        ("offer list --name a --say x --sent 2-a", 4, "Siti Aminah has not agreed to offers."),
        ("offer list --name a --say x --city solo --sent 1-a", 4, "Rina Wati is not among those who are meant."),
        ("offer list --size M", 2, "“M” is no size."),
        ("offer list --standing vip", 2, "There is no standing “vip”."),
        ("offer list --not-bought-since 1/1/2030", 4, ""),
        ("offer list --contact nobody", 3, ""),
    ],
)
def test_what_cannot_be_is_refused_with_what_can(people, line, status, because):
    result = people(line)
    assert (result.status, because in result.err) == (status, True), result.err
    assert len(result.err.splitlines()) > 1


@pytest.mark.parametrize(
    ("before", "because"),
    [
        ("contact consent 1 --withdraw offers", "Rina Wati does not want offers."),
        ("contact pause 1 --until 1/12 --because sakit", "Rina Wati is in a pause, and is left alone."),
        ("complaint add 1 damaged rusak", "Something is open with Rina Wati: a complaint or a claim."),
        ("config set offer.per-month 0", "Rina Wati has had her offers of this month."),
    ],
)
def test_a_refusal_says_why_she_gets_none(people, before, because):
    people(before)
    result = people("offer list --name a --say x --sent 1-a")
    assert (result.status, because in result.err) == (4, True), result.err


def test_who_came_back_or_is_near_and_was_never_asked_can_be_asked(people):
    people("contact edit 2 --closeness 3")
    told = people("offer consent --json").json["rows"]
    assert [(row["contact"]["id"], row["next"]) for row in told] == [(2, "olcrm contact consent 2 --ask offers")]
    people("contact consent 2 --ask offers --sent")
    assert people("offer consent --json").json["rows"] == []


def test_who_bought_once_is_not_asked_yet(people):
    people("contact add Tuti")
    people("order add tuti 'Bros @20rb'")
    people("pay add 2 20rb")
    assert people("offer consent --json").json["rows"] == []
    people("order add tuti 'Bros @20rb'")
    people("pay add 3 20rb")
    assert [row["contact"]["name"] for row in people("offer consent --json").json["rows"]] == ["Tuti"]
    assert "olcrm contact consent 4 --ask offers" in people("offer consent --plain").err
