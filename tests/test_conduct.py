"""The twelve rules of conduct of the shop, one test each, by the commands she types."""

import json
import sqlite3

import pytest

DAY = "2026-11-{:02}T12:00:00+07:00"
ORDERED = DAY.format(10)


@pytest.fixture
def rina(shop):
    """A shop with one customer, who can be reached and has an address."""
    shop("contact add Rina --phone 0812-3456-7890 --birthday 22/11 --celebrates natal --address 'Jl. Mawar 1, Solo'")
    return shop


def drafts(run, words, now):
    return run(f"{words} --json", now=now).json["rows"]


def remind(run, now):
    """The step of order 1 and its words, which are logged as sent."""
    (draft,) = drafts(run, "remind unpaid", now)
    if draft["step"] != "release":
        run(f"remind unpaid --sent {draft['id']}", now=now)
    return draft["step"], draft["text"]


def test_rule_1_two_reminders_at_most_the_second_names_no_amount_and_none_threatens(rina):
    rina("order add rina 'Gamis @150rb'", now=ORDERED)
    first, second = remind(rina, DAY.format(13)), remind(rina, DAY.format(16))
    assert (first[0], second[0]) == (1, 2)
    assert "150.000" in first[1]
    assert "150" not in second[1]
    assert "kabar" in second[1]
    for day in (19, 22, 28):
        assert remind(rina, DAY.format(day))[0] == "release"
    checked = rina("template check")
    assert checked.status == 0
    harsh = rina(["template", "edit", "remind-2", "--text", "{greeting}, BAYAR SEKARANG atau kami laporkan!!"])
    assert harsh.status == 4


def test_rule_2_a_hit_and_run_shortens_the_next_keep_and_good_orders_make_it_fade(rina):
    rina("config set released.shortens 50")
    rina("config set released.fades-after 2")
    rina("order add rina 'Gamis @150rb'", now=ORDERED)
    rina("order release 1", now=DAY.format(11))
    agreed = rina("contact show rina --json").json["next_order"]
    assert agreed["released_counting"] == 1
    assert agreed["keep_hours"] < agreed["usual_keep_hours"]
    assert rina("order add rina 'Gamis @150rb'", now=DAY.format(12)).status == 0  # nobody is shut out
    rina("pay add 2 150rb --via bca")
    rina("order add rina 'Bros @15rb' --dp 15rb --via bca", now=DAY.format(13))
    faded = rina("contact show rina --json").json["next_order"]
    assert (faded["released"], faded["released_counting"]) == (1, 0)
    assert faded["keep_hours"] == faded["usual_keep_hours"]


def test_rule_3_a_dp_is_never_silently_forfeited(rina):
    rina("order add rina 'Gamis @150rb' --dp 50rb --via bca", now=ORDERED)
    refused = rina("order release 1", now=DAY.format(11))
    assert refused.status != 0
    assert "--refund" in refused.err
    assert "--as-credit" in refused.err
    rina("order release 1 --as-credit", now=DAY.format(11))
    assert rina("contact show rina --json").json["contact"]["credit"] == 50_000


def test_rule_4_a_regular_is_not_treated_like_a_stranger(rina):
    for _number in range(5):
        rina("order add rina 'Gamis @150rb' --dp 150rb --via bca", now=ORDERED)
    rina("contact add Vina --phone 0813-1111-2222")
    for who in ("rina", "vina"):
        rina(f"order add {who} 'Sprei @250rb'", now=DAY.format(11))
    kept = {one["contact"]["name"]: one["keep_until"] for one in rina("order list --unpaid --json").json["rows"]}
    assert kept["Rina"] > kept["Vina"]
    for listing in ("order list", "contact list", "due list", "remind unpaid", "today"):
        assert "loyal" in rina(listing, now=DAY.format(16)).out, listing


def test_rule_5_a_complaint_is_closed_with_outcome_and_cause_and_the_same_again_raises_a_flag(rina):
    rina("product add GM-M Gamis --variant M --price 150rb --stock 9")
    for number in range(1, 4):
        rina("order add rina GM-M", now=ORDERED)
        noted = rina(f"complaint add {number} size 'kekecilan'", now=DAY.format(15))
    assert rina("complaint close 1 --cause 'tabel ukuran keliru'").status == 4
    assert rina("complaint close 1 --outcome ditukar").status == 4
    assert rina("complaint close 1 --outcome ditukar --cause 'tabel ukuran keliru'").status == 0
    assert rina("complaint close 1 --outcome ditukar --cause lain").status == 4
    assert "Again: 3 times “size” on Gamis M within 90 days." in noted.out
    assert {row["again"] for row in rina("complaint causes --json").json["rows"]} == {True}


def test_rule_6_the_guarantee_is_what_was_agreed_to_the_day_and_both_answers_are_ready(rina):
    rina("claim policy add toko --basis arrived --days 3 --grants exchange,refund --clause 'Tukar dalam 3 hari.'")
    rina("order add rina 'Gamis @150rb' --dp 150rb --via bca", now=ORDERED)
    rina("parcel ship 1 jne CGK1234567890", now=DAY.format(11))
    rina("parcel arrived 1", now=DAY.format(12))
    verdicts = {}
    for day in (15, 16):
        (row,) = rina("claim check 1 --reason size --json", now=DAY.format(day)).json["rows"]
        verdicts[day] = (row["state"], row["last_on"], row["clause"])
    assert verdicts[15][0] != verdicts[16][0]
    assert verdicts[15][1:] == verdicts[16][1:] == ("2026-11-15", "Tukar dalam 3 hari.")
    rina("claim open 1 --wants exchange --reason size", now=DAY.format(15))
    rina("claim decide 1 --yes", now=DAY.format(15))
    (yes,) = drafts(rina, "claim say", DAY.format(15))
    assert "Rina" in yes["text"]
    rina("undo --yes")
    rina("claim decide 1 --no --because 'sudah dicuci'", now=DAY.format(15))
    (no,) = drafts(rina, "claim say", DAY.format(15))
    assert "Tukar dalam 3 hari." in no["text"]


def test_rule_7_thanks_and_sorry_are_said_at_the_right_moment_and_once(rina):
    rina("order add rina 'Gamis @150rb' --promise 12/11", now=ORDERED)
    rina("pay add 1 150rb --via bca", now=ORDERED)
    rina("parcel ship 1 jne CGK1234567890", now=DAY.format(15))
    rina("parcel arrived 1", now=DAY.format(16))
    for word, day in (("thanks", 16), ("sorry", 17)):
        (draft,) = drafts(rina, f"follow {word}", DAY.format(day))
        rina(f"follow {word} --sent {draft['id']}")
        assert drafts(rina, f"follow {word}", DAY.format(day + 1)) == []


def test_rule_8_a_greeting_carries_no_offer_nobody_is_greeted_twice_and_who_wants_none_gets_none(rina):
    rina("contact add Sari --phone 0813-1111-2222 --celebrates natal")
    rina("contact consent sari --give offers")
    rina("contact add Budi --phone 0813-1111-3333 --celebrates natal")
    rina("contact edit budi --no-greet")
    christmas = "2026-12-25T10:00:00+07:00"
    plain = {one["contact"]["name"]: one["text"] for one in drafts(rina, "greet holiday natal", christmas)}
    assert set(plain) == {"Rina", "Sari"}
    offered = {
        one["contact"]["name"]: one["text"]
        for one in drafts(rina, "greet holiday natal --offer 'Gamis baru sudah ada'", christmas)
    }
    assert "Gamis baru" not in offered["Rina"] + "".join(plain.values())
    assert "Gamis baru" in offered["Sari"]
    rina("greet holiday natal --all-sent", now=christmas)
    assert drafts(rina, "greet holiday natal", christmas) == []
    (birthday,) = drafts(rina, "greet birthdays", DAY.format(22))
    rina(f"greet birthdays --sent {birthday['id']}")
    assert drafts(rina, "greet birthdays", DAY.format(22)) == []


def test_rule_9_trouble_at_her_end_stops_money_offers_and_cheer_and_asks_for_a_check_in(rina):
    rina("order add rina 'Gamis @150rb'", now=ORDERED)
    rina("contact pause rina --until 24/11 --because sakit", now=DAY.format(11))
    for words in ("remind unpaid", "greet birthdays", "follow thanks", "follow prospects"):
        assert drafts(rina, words, DAY.format(22)) == [], words
    assert [row for row in rina("today --json", now=DAY.format(22)).json["rows"] if row["room"] == "remind"] == []
    (checkin,) = drafts(rina, "follow checkin", DAY.format(25))
    assert "150" not in checkin["text"]
    for words in ("remind unpaid", "greet birthdays --late 3"):
        assert drafts(rina, words, DAY.format(25)) == [], "how she is comes first"
    assert len(drafts(rina, "remind unpaid", DAY.format(28))) == 1, "but not for ever"
    rina("remind unpaid --all-sent", now=DAY.format(28))
    assert len(drafts(rina, "follow checkin", DAY.format(28))) == 1, "and it is not forgotten over anything else"
    rina("follow checkin --all-sent", now=DAY.format(28))
    assert drafts(rina, "follow checkin", DAY.format(28)) == []


def test_rule_10_private_notes_never_leave(rina, tmp_path):
    secret = "suaminya dirawat di Sardjito"
    rina(["note", "add", "rina", secret, "--private"])
    rina("order add rina 'Gamis @150rb'", now=ORDERED)
    rina(f"contact export rina --to {tmp_path}")
    for words in ("remind unpaid --text", "report customers --json", "report month --json", "due statement rina"):
        assert "Sardjito" not in rina(words, now=DAY.format(13)).out, words
    written = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file() and path.suffix != ".db")
    assert b"Sardjito" not in written
    assert "Sardjito" not in rina("log --json --all").out


def test_rule_11_nothing_is_lost(rina, ledger):
    rina("order add rina 'Gamis @150rb'", now=ORDERED)
    before = rina("contact show rina --json").json
    rina("order cancel 1 --because batal")
    rina("undo --yes")
    after = rina("contact show rina --json").json
    assert (after["orders"], after["dues"]) == (before["orders"], before["dues"])
    snapshots = sorted((ledger.parent / "backups").glob("*.db"))
    assert snapshots
    assert rina("backup check").status == 0


def test_rule_12_her_data_is_hers_to_ask_for_and_totals_survive_forgetting(rina, ledger, tmp_path):
    rina("order add rina 'Gamis @150rb' --dp 150rb --via bca", now=ORDERED)
    assert rina(["contact", "export", "rina", "--to", str(tmp_path / "rina.zip")]).status == 0
    sold = rina("report sales --json").json["rows"]
    rina("contact forget rina --yes")
    assert "Nobody was found" in rina("contact find 7890").out
    assert rina("report sales --json").json["rows"] == sold
    assert "Rina" not in json.dumps(rina("contact list --json --all").json)
    db = sqlite3.connect(ledger)
    columns = {
        name
        for (name,) in db.execute("SELECT lower(c.name) FROM pragma_table_list AS t, pragma_table_info(t.name) AS c")
    }
    db.close()
    assert columns.isdisjoint({"religion", "agama", "faith"})
