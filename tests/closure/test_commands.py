import re
from datetime import datetime

import pytest

from olcrm.closure import last, store, telling

NOW = "2027-02-24T09:00:00+07:00"  # two weeks before Idul Fitri, as it is estimated


@pytest.fixture
def shop(shop):
    """A shop two weeks before Lebaran: what Rina and Budi ordered, and what else was meant for those days."""

    def typed(line, **given):
        return shop(line, now=given.pop("now", NOW), **given)

    typed("config set shop 'Toko Ani'")
    typed("contact add 'Rina Wati' --phone 081234567890")
    typed("contact add Budi --phone 081234567891")
    typed("order add rina 'Gamis M @150rb' --keep 12d --courier 'jne REG'")
    typed("order add budi 'Sprei @150rb' --promise 9/3")
    typed("order add budi 'Tas @75rb' --promise 20/3")
    return typed


def test_a_closure_is_noted_listed_and_taken_out(shop):
    assert shop("closure add 6/3 14/3 --because Lebaran").out.startswith("The shop is closed: 6 Mar–14 Mar (Lebaran).")
    assert shop("closure add besok --json").json["closure"] == {
        "id": 2,
        "from_on": "2027-02-25",
        "until_on": "2027-02-25",
        "days": 1,
        "because": None,
    }
    assert [row["id"] for row in shop("closure list --json").json["rows"]] == [2, 1]
    later = "2027-03-10T12:00:00+07:00"
    assert [row["id"] for row in shop("closure list --json", now=later).json["rows"]] == [1]
    assert [row["id"] for row in shop("closure list --past --json", now=later).json["rows"]] == [2, 1]
    assert "The shop is not closed after all: 6 Mar–14 Mar (Lebaran)." in shop("closure remove 1").out
    shop("closure remove 2")
    assert "is not closed for a while" in shop("closure list").out


def test_a_closure_that_shares_days_with_another_says_so(shop):
    shop("closure add 24/12 --because Natal")
    told = shop("closure add 24/12 2/1").out
    assert "Closure 1, 24 Dec (Natal), lies within it; `olcrm closure remove 1` takes that one out." in told
    shared = shop("closure add 30/12 5/1 --dry-run").out
    assert "Closure 2, 24 Dec–2 Jan, has some of these days, too; no day is counted twice." in shared
    assert shop("closure add 26/12 27/12 --dry-run --json").json["overlaps"] == [2]
    assert shop("closure add 3/1 5/1 --dry-run --json").json["overlaps"] == []
    assert shop("closure remove 1").status == 0


def test_what_comes_next_is_about_the_closure_that_was_noted(shop):
    said = shop("closure add 6/3 14/3").out
    assert "`olcrm closure away`. To tell those with open orders: `olcrm closure tell`." in said
    later = shop("closure add 2027-05-01 2027-05-03").out
    assert "`olcrm closure away 2`. To tell those with open orders: `olcrm closure tell 2`." in later
    assert "1 May" in shop("closure away 2 --lang en").out
    assert "`olcrm closure away 2`" in shop("closure show 2").out
    assert "`olcrm closure away`" in shop("closure show 1").out
    assert "closure away" not in shop("closure show 1", now="2027-03-20T09:00:00+07:00").out  # it is over


def test_a_closure_of_many_months_is_doubted(shop):
    said = shop("closure add 1/12 30/11").out
    assert "Look again: it is closed for 366 days, until 30 Nov 2028. `olcrm undo` takes it back." in said
    assert shop("undo --yes").status == 0
    assert "Look again" not in shop("closure add 1/12 31/12").out


def test_what_a_closure_moved_can_be_had_back_after_it_was_taken_out(shop, look):
    before = look("SELECT keep_until FROM sale_order ORDER BY id")
    shop("closure add 6/3 14/3")
    moved = look("SELECT keep_until FROM sale_order ORDER BY id")
    assert moved != before
    assert "take back what `olcrm log` shows of this closure, the latest first" in shop("closure remove 1").out
    assert look("SELECT keep_until FROM sale_order ORDER BY id") == moved
    first, second = [row["id"] for row in shop("log --json").json["rows"][:2]]
    assert [shop(f"undo {number} --yes").status for number in (first, second)] == [0, 0]
    assert look("SELECT keep_until FROM sale_order ORDER BY id") == before


def test_a_keep_that_would_end_in_it_ends_after_it_and_one_undo_takes_it_all_back(shop, look):
    said = shop("closure add 6/3 14/3 --because Lebaran")
    assert "Order 1 of Rina Wati is kept until 17 Mar 09:00 instead of 8 Mar, 9 days later." in said.out
    assert shop("order show 1 --json").json["order"]["keep_until"] == "2027-03-17T09:00:00+07:00"
    assert shop("order show 2 --json").json["order"]["keep_until"] == "2027-02-26T09:00:00+07:00"
    assert shop("undo --yes").status == 0
    assert shop("order show 1 --json").json["order"]["keep_until"] == "2027-03-08T09:00:00+07:00"
    assert look("SELECT count(*) FROM closure") == [(0,)]


def test_the_day_to_pay_by_follows_the_keep_unless_another_was_agreed(shop):
    def due_on(number):
        rows = shop("due list --all --json").json["rows"]
        return next(row["due_on"] for row in rows if row["order"] == number)

    agreed = shop("order add rina 'Peci @50rb' --keep 3d --due 9/3 --json", now="2027-03-05T09:00:00+07:00")
    number = agreed.json["order"]["id"]
    assert (due_on(1), due_on(number)) == ("2027-03-08", "2027-03-09")
    shop("closure add 6/3 14/3 --because Lebaran")
    assert (due_on(1), due_on(number)) == ("2027-03-17", "2027-03-09")
    shop("order edit 1 --keep 20d")
    assert due_on(1) == shop("order show 1 --json").json["order"]["keep_until"][:10]


def test_the_ladder_follows_the_keep_and_nobody_is_reminded_on_closed_days(shop):
    shop("closure add 6/3 14/3")
    steps = {
        day: [row["order"] for row in shop("remind unpaid --json", now=f"{day}T12:00:00+07:00").json["rows"]]
        for day in ("2027-03-05", "2027-03-07", "2027-03-14", "2027-03-15")
    }
    assert steps["2027-03-07"] == steps["2027-03-14"] == []
    assert 1 not in steps["2027-03-05"]  # half of its keep is over on 6 March, a closed day
    assert 1 in steps["2027-03-15"]


def test_promises_are_named_and_put_off_when_the_owner_says_so(shop):
    tried = shop("closure add 6/3 14/3 --move-promises --dry-run").out
    assert "Order 2 of Budi was promised for 9 Mar and is put off to 18 Mar." in tried
    assert "Nothing is changed yet" in tried
    said = shop("closure add 6/3 14/3")
    assert "Order 2 of Budi is promised for 9 Mar: it has to leave by 5 Mar." in said.out
    assert "`olcrm closure shift 1 --move-promises`, or one: `olcrm order promise 2 2027-03-18`." in said.out
    assert shop("order show 2 --json").json["order"]["promised_on"] == "2027-03-09"
    shop("closure shift 1 --move-promises")
    order = shop("order show 2 --json").json["order"]
    assert order["promised_on"] == "2027-03-18"
    assert "9 Mar" in shop("order show 2", width=120, terminal=True).out  # the first day promised still counts


def test_a_promise_that_a_closure_puts_at_risk_is_said(shop):
    shop("order add rina 'Mukena @150rb' --promise 16/3", now="2027-03-05T09:00:00+07:00")
    done = shop("closure add 6/3 14/3 --json", now="2027-03-05T09:00:00+07:00").json
    assert [(one["order"], one["at_risk"]) for one in done["promises"]] == [(2, True), (4, True)]


def test_what_else_was_meant_for_those_days_is_said(shop):
    shop("ask visit rina 8/3 'lihat kain'")
    shop("due add rina 50rb sabun --by 10/3")
    shop("complaint add rina late 'belum sampai'")
    shop("complaint update 1 --next 9/3")
    said = shop("closure add 6/3 14/3").out
    assert "Visit of Rina Wati, 8 Mar: lihat kain" in said
    assert "Word promised to Rina Wati about a complaint, 9 Mar: belum sampai" in said
    assert "1 due of these days is asked for from 15 Mar on." in said


def test_orders_taken_since_are_shown_and_shifted_too(shop):
    shop("closure add 6/3 14/3")
    shop("order add budi 'Tas @75rb' --keep 13d")
    shown = shop("closure show").out
    assert "The keep of order 4 of Budi ends 9 Mar, on a closed day." in shown
    assert "`olcrm closure shift 1`" in shown
    assert "kept until 18 Mar 09:00" in shop("closure shift").out
    assert shop("closure show --json").json["keeps"] == []


def test_the_away_text_is_for_anybody_and_keeps_the_reason_to_itself(shop):
    shop("closure add 6/3 14/3 --because operasi")
    said = shop("closure away").out
    assert "Toko libur Sabtu, 6 Maret sampai Minggu, 14 Maret, dan buka lagi Senin, 15 Maret." in said
    assert "operasi" not in said
    assert "The shop is closed from Saturday, 6 March until Sunday, 14 March" in shop("closure away --lang en").out
    shop("closure remove 1")
    shop("closure add 8/3")
    assert (
        "The shop is closed on Monday, 8 March, and opens again on Tuesday, 9 March."
        in shop("closure away --lang en").out
    )


def test_the_away_text_is_handed_over_on_a_terminal(shop):
    shop("closure add 6/3 14/3")
    assert shop("closure away --send", keys="x\n").out == "Nothing was handed over.\n"
    assert "Handed over" in shop("closure away --send", keys="c\n").out


def test_whoever_has_orders_in_the_house_is_told_once(shop):
    shop("closure add 6/3 14/3")
    rows = shop("closure tell --json").json["rows"]
    assert [(row["id"], row["orders"], row["purpose"]) for row in rows] == [
        ("1-away-2027-03-06", [1], "away"),
        ("2-away-2027-03-06", [2, 3], "away"),
    ]
    assert "Pesanan nomor 1 aman bersama saya: Gamis M." in rows[0]["text"]
    assert "Disimpan sampai Rabu, 17 Maret pukul 09.00 WIB." in rows[0]["text"]
    assert "Pesanan nomor 2 dan 3 aman bersama saya: Sprei, Tas." in rows[1]["text"]
    assert shop("closure tell --sent 2-away-2027-03-06").status == 0
    assert [row["id"] for row in shop("closure tell --json").json["rows"]] == ["1-away-2027-03-06"]
    assert "1 message logged" in shop("closure tell --all-sent").out
    assert "Nobody with an open order is left to be told." in shop("closure tell").out


def test_whoever_was_told_is_told_anew_once_the_closure_ends_on_another_day(shop):
    def drafts():
        return [row["id"] for row in shop("closure tell --json").json["rows"]]

    shop("closure add 6/3 14/3")
    assert shop("closure tell --all-sent").status == 0
    shop("closure remove 1")
    shop("closure add 6/3 14/3")
    assert drafts() == []
    shop("closure add 6/3 18/3")
    shop("closure remove 2")
    assert drafts() == ["1-away-2027-03-06", "2-away-2027-03-06"]
    assert "18 Maret" in shop("closure tell --json").json["rows"][0]["text"]
    assert shop("closure tell --sent 1-away-2027-03-06").status == 0
    assert "was told of this closure already." in shop("closure tell --sent 1-away-2027-03-06").err
    assert drafts() == ["2-away-2027-03-06"]


def test_of_two_closures_from_the_same_day_on_each_is_told(shop):
    shop("closure add 6/3 14/3")
    shop("closure add 6/3 18/3")
    assert shop("closure tell 1 --all-sent").status == 0
    assert shop("closure tell 2 --sent 1-away-2027-03-06").status == 0
    (text,) = [row["text"] for row in shop("message list rina --limit 1 --json").json["rows"]]
    assert "18 Maret" in text


def test_who_is_left_alone_is_not_told(shop):
    shop("closure add 6/3 14/3")
    shop("contact pause 1 --until 1/4 --because sakit")
    shop("contact archive 2")
    assert shop("closure tell --json").json["rows"] == []


def test_late_in_the_day_it_is_asked_whether_to_write(shop):
    shop("closure add 6/3 14/3")
    walked = shop("closure tell --send", keys="n\n", now="2027-02-24T21:30:00+07:00")
    assert "It is 21:30; write to people all the same?" in walked.err
    assert "Nothing was sent." in walked.out


def test_quiet_hours_are_said(shop):
    shop("closure add 6/3 14/3")
    night = shop("closure tell --json", now="2027-02-24T22:00:00+07:00").json["rows"][0]
    assert night["reason"] == "1 order in the house, wait until 08:00"


def test_the_last_day_to_send_is_told_courier_by_courier(shop):
    shop("config set closure.last-day.jne 9")
    page = shop("closure last-day --json").json
    assert (page["feast"], page["how"], page["last_on"]) == ("idul-fitri", "estimated", "2027-03-03")
    by = {row["courier"]: row for row in page["couriers"]}
    assert (by["jne"]["last_on"], by["jne"]["orders"], by[None]["orders"]) == ("2027-03-01", 1, 2)
    assert by["sicepat"]["hint"].startswith("2026: last pickup two days before")
    assert [(one["order"], one["last_on"]) for one in page["orders"]] == [
        (1, "2027-03-01"),
        (2, "2027-03-03"),
        (3, "2027-03-03"),
    ]
    shop("closure add 2/3 14/3")
    assert shop("closure last-day --json").json["last_on"] == "2027-03-01"
    assert shop("closure last-day natal --json").json["last_on"] == "2027-12-18"


def test_the_morning_warns_of_the_last_day_and_of_the_closure(shop, db):
    def lines(day):
        return [(one.kind, one.text) for one in last.waiting(db, datetime.fromisoformat(f"{day}T08:00:00+07:00"), 9)]

    db.execute("INSERT INTO closure (from_on, until_on, because) VALUES ('2027-03-06', '2027-03-14', 'Lebaran')")
    assert lines("2027-02-23") == []
    assert lines("2027-02-24") == [
        (
            "lastship",
            "Last day to send before Eid al-Fitr (estimated): 3 Mar; 3 orders are still in the house: 1, 2, 3",
        )
    ]
    assert lines("2027-03-04")[0][1].startswith("Last day to send before Eid al-Fitr (estimated): yesterday; 3 orders")
    assert lines("2027-03-04")[1] == (
        "closing",
        "Closed soon: 6 Mar–14 Mar (Lebaran); 3 orders are still in the house",
    )
    db.execute("UPDATE sale_order SET closed_as = 'cancelled', closed_on = '2027-02-24'")
    assert lines("2027-03-02") == [("lastship", "Last day to send before Eid al-Fitr (estimated): tomorrow")]
    assert [kind for kind, _text in lines("2027-03-04")] == ["closing"]
    db.execute("INSERT INTO setting (key, value) VALUES ('closure.feasts', '-')")


def test_a_word_of_the_settings_that_names_no_feast_is_passed_over_and_said(shop):
    shop("config set closure.feasts natal,galugan")
    said = shop("closure last-day")
    assert (said.status, "Christmas, " in said.out) == (0, True), said.out
    assert "“galugan” is no feast that is known; the setting closure.feasts names it." in said.out + said.err
    assert "galugan" not in shop("closure last-day natal").out


def test_where_more_is_in_the_house_than_the_morning_looks_at_its_counts_say_so(shop, monkeypatch):
    shop("closure add 27/2 28/2")
    monkeypatch.setattr(last, "COUNTED", 3)
    told = [row["text"] for row in shop("today --all --json").json["rows"] if row["room"] == "closure"]
    assert [text.rpartition("; ")[2] for text in told] == [
        "3 orders are still in the house: 1, 2, 3",
        "3 orders are still in the house",
    ]
    monkeypatch.setattr(last, "COUNTED", 2)
    told = [row["text"] for row in shop("today --all --json").json["rows"] if row["room"] == "closure"]
    assert [text.rpartition("; ")[2] for text in told] == [
        "at least 2 orders are still in the house: 1, 2",
        "at least 2 orders are still in the house",
    ]
    page = shop("closure last-day --json").json
    assert [one["order"] for one in page["orders"]] == [1, 2, 3]
    assert {one["courier"]: one["orders"] for one in page["couriers"] if one["orders"]} == {None: 2, "jne": 1}


def test_no_feast_is_watched_where_the_owner_wants_none(shop):
    shop("config set closure.feasts -")
    done = shop("closure last-day")
    assert (done.status, "No day is known by which parcels must have left." in done.err) == (3, True)
    assert shop("closure last-day idul-fitri").status == 0


@pytest.mark.parametrize(
    ("line", "status", "words"),
    [
        ("closure add 6/3 14/3", 4, "That closure is there already, as number 1."),
        ("closure add 5/3 4/3/2027", 4, "4 Mar 2027 comes before 5 Mar 2027."),
        ("closure add 1/1/2028 1/1/2030", 4, "732 days are more than one closure can be."),
        ("closure add kapan", 2, "is not a day that can be read"),
        ("closure remove natal", 2, "“natal” is no number of a closure."),
        ("closure remove 7", 3, "There is no closure 7."),
        ("closure show 7", 3, "There is no closure 7."),
        ("closure away x", 2, "“x” is no number of a closure."),
        ("closure away --lang fr", 2, "is not a language messages are written in"),
        ("closure tell --sent 1", 2, "“1” is not the id of a word about a closure."),
        ("closure tell --sent 1-away-2027-04-01", 4, "No closure that is to come begins on 2027-04-01."),
        ("closure tell --sent 2-away-2027-03-06", 4, "Budi was told of this closure already."),
        ("closure tell --sent 3-away-2027-03-06", 4, "Sari has no order in the house."),
        ("closure tell --sent 1-away-2027-03-06", 4, "Rina Wati is to be left alone just now."),
        ("closure last-day galugan", 2, "“galugan” is no feast that is known."),
    ],
)
def test_what_cannot_be_is_refused_and_says_what_can(shop, line, status, words):
    shop("closure add 6/3 14/3")
    shop("contact add Sari")
    shop("closure tell --sent 2-away-2027-03-06")
    shop("contact pause 1 --until 1/4 --because sakit")
    done = shop(line)
    assert (done.status, words in done.err) == (status, True), done.err


def test_without_a_closure_it_says_how_to_note_one(shop):
    done = shop("closure show")
    assert (done.status, "The shop is not closed, nor will it be." in done.err) == (3, True)


def test_no_question_scans_a_table_that_grows(shop, db):
    values = {"first": "2027-03-06", "last": "2027-03-14", "after": "2027-03-15"}
    asked = [store.PROMISED, store.DUES, store.ASKS, store.COMPLAINTS]
    from olcrm.order.shifting import KEPT

    questions = [(one, values) for one in (*asked, KEPT)]
    questions += [(last.IN_HOUSE, (5,)), (last.BY_COURIER, ()), (telling.WHOSE, ()), (telling.HERS, (1,))]
    for question, given in questions:
        plan = [step["detail"] for step in db.execute(f"EXPLAIN QUERY PLAN {question}", given)]
        assert not [step for step in plan if re.match(r"SCAN (?!closure)", step)], (question, plan)
