"""Dues that are paid in parts."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from olcrm.due import parts
from olcrm.due.parts import Step
from olcrm.kit.errors import Misunderstood, Refused

TODAY = date(2026, 11, 22)
MONTH = Step(0, 1)


@pytest.fixture
def loan(shop):
    """Rina owes 285,000."""
    shop("contact add 'Rina Wati' --phone 081234567890")
    shop("due add rina 285rb modal --kind loan")
    return shop


def test_parts_have_their_days_and_the_last_is_what_is_left():
    found = parts.planned(285, 3, 100, date(2027, 1, 31), MONTH)
    assert [(one.due_on.isoformat(), one.amount, one.rest) for one in found] == [
        ("2027-01-31", 100, 185),
        ("2027-02-28", 100, 85),
        ("2027-03-31", 85, 0),
    ]


@given(st.integers(2, 60), st.integers(1, 10**6), st.integers(0, 10**6))
def test_parts_come_to_what_is_owed(times, amount, less):
    balance = times * amount - less % amount
    found = parts.planned(balance, times, amount, TODAY, Step(7, 0))
    assert sum(one.amount for one in found) == balance
    assert all(one.amount > 0 for one in found)
    assert found[-1].rest == 0
    assert [one.due_on for one in found] == sorted({one.due_on for one in found})


@pytest.mark.parametrize("amount", [94, 143])
def test_parts_that_do_not_come_to_what_is_owed_are_refused(amount):
    with pytest.raises(Refused) as refused:
        parts.planned(285, 3, amount, TODAY, MONTH)
    assert "do not come to what is owed, Rp285." in refused.value.message
    assert "3 parts would be Rp95 each" in refused.value.hint


@pytest.mark.parametrize(
    ("word", "days", "months"), [("1m", 0, 1), ("sebulan", 0, 1), ("2w", 14, 0), ("10 hari", 10, 0)]
)
def test_the_time_from_part_to_part_is_read(word, days, months):
    assert parts.every(word) == Step(days, months)


@pytest.mark.parametrize("word", ["", "0m", "lama", "1", "m1"])
def test_what_is_no_time_is_refused(word):
    with pytest.raises(Misunderstood, match="is not a time from part to part"):
        parts.every(word)


def test_how_many_parts_is_read_or_refused():
    assert [parts.count(word) for word in ("3x", "3 X", "12 kali")] == [3, 3, 12]
    with pytest.raises(Misunderstood, match="is not a number of parts"):
        parts.count("tiga")
    for word in ("1x", "61x", "0x"):
        with pytest.raises(Refused, match="A due is paid in 2 to 60 parts"):
            parts.count(word)


def test_a_due_says_what_is_next_as_money_comes_in(loan):
    planned = loan("due plan due:1 3x 100rb --every 1m --from besok --json").json["due"]
    assert [one["due_on"] for one in planned["parts"]] == ["2026-11-23", "2026-12-23", "2027-01-23"]
    assert (planned["due_on"], planned["part"]["amount"]) == ("2026-11-23", 100_000)
    loan("pay add due:1 130rb")
    shown = loan("due show due:1 --json").json["due"]
    assert [one["open"] for one in shown["parts"]] == [0, 70_000, 85_000]
    (row,) = loan("due list --json").json["rows"]
    assert (row["due_on"], row["part"]) == ("2026-12-23", {"due_on": "2026-12-23", "amount": 70_000})
    assert "Next part" in loan("due list", terminal=True, width=140).out
    assert "To be paid in parts" in loan("due show due:1").out
    loan("pay add due:1 155rb")
    assert loan("due show due:1 --json").json["due"]["part"] is None


def test_a_payment_that_is_taken_back_opens_its_parts_again(loan):
    loan("due plan due:1 3x 95rb")
    loan("pay add due:1 190rb")
    loan("pay void 1 --because salah")
    assert [one["open"] for one in loan("due show due:1 --json").json["due"]["parts"]] == [95_000] * 3


def test_only_the_part_whose_day_has_gone_by_makes_a_due_late(loan):
    loan("due plan due:1 3x 95rb --from besok")
    assert loan("due list --overdue --json").json["rows"] == []
    assert len(loan("due list --overdue --json", now="2026-11-24T12:00:00+07:00").json["rows"]) == 1
    loan("pay add due:1 95rb")
    assert loan("due list --overdue --json").json["rows"] == []


def test_reminders_follow_each_day_and_ask_for_what_is_due_by_then(loan):
    loan("due plan due:1 3x 95rb --from besok")
    assert loan("remind due --json").json["rows"] == []
    first = loan("remind due --json", now="2026-11-23T12:00:00+07:00").json["rows"][0]
    assert (first["id"], first["balance"]) == ("due:1-1", 95_000)
    assert "Rp95.000" in first["text"]
    loan("remind due --all-sent")
    loan("remind due --all-sent", now="2026-12-10T12:00:00+07:00")
    assert loan("remind due --json", now="2026-12-20T12:00:00+07:00").json["rows"] == []
    second = loan("remind due --json", now="2026-12-23T12:00:00+07:00").json["rows"][0]
    assert (second["id"], second["balance"]) == ("due:1-1", 190_000)
    loan("pay add due:1 190rb")
    assert loan("remind due --json", now="2026-12-26T12:00:00+07:00").json["rows"] == []
    third = loan("remind due --json", now="2027-01-23T12:00:00+07:00").json["rows"][0]
    assert third["balance"] == 95_000


@pytest.mark.parametrize(
    ("language", "one", "two"),
    [
        (
            "id",
            "Rp95.000*.\nRencananya dibayar Rabu, 23 Desember.",
            "modal\n- Rabu, 23 Desember 2026: Rp95.000\n- Sabtu",
        ),
        ("en", "*Rp95.000*.\nWe planned it for Wednesday, 23 December.", "- Wednesday, 23 December 2026: Rp95.000\n"),
    ],
)
def test_a_reminder_names_the_parts_it_asks_for_with_their_days(loan, language, one, two):
    loan(f"contact edit rina --lang {language}")
    loan("due plan due:1 3x 95rb --from besok")
    loan("pay add due:1 95rb")
    said = loan("remind due --json", now="2026-12-24T12:00:00+07:00").json["rows"][0]
    assert (one in said["text"], said["reason"]) == (True, "due yesterday")
    assert "Rp95.000" not in said["text"].partition(one)[0]
    later = loan("remind due --json", now="2027-01-25T12:00:00+07:00").json["rows"][0]
    assert two in later["text"]
    assert later["balance"] == 190_000
    assert "*Rp190.000*" in later["text"]
    assert later["text"].count("23 Januar") == 2
    assert later["reason"] == "due 23 Jan"


def test_a_part_that_was_reminded_of_twice_waits_in_the_morning_only_until_the_next(loan):
    loan("due plan due:1 3x 95rb --from besok")
    for now in ("2026-11-23T12:00:00+07:00", "2026-12-10T12:00:00+07:00"):
        loan("remind due --all-sent", now=now)
    late = loan("today --json", now="2026-12-15T12:00:00+07:00").json["rows"]
    assert [row["room"] for row in late if row["room"] == "due"] == ["due"]
    loan("pay add due:1 95rb")
    late = loan("today --json", now="2026-12-25T12:00:00+07:00").json["rows"]
    assert [row["room"] for row in late if row["room"] in ("due", "remind")] == ["remind"]


def test_a_reminder_early_on_the_day_of_a_part_counts_for_that_part(loan):
    loan("config set quiet-until 05:00")
    loan("due plan due:1 3x 95rb --from besok")
    for now in ("2026-11-23T06:30:00+07:00", "2026-12-10T12:00:00+07:00"):
        loan("remind due --all-sent", now=now)
    late = loan("today --json", now="2026-12-15T12:00:00+07:00").json["rows"]
    assert [row["room"] for row in late if row["room"] in ("due", "remind")] == ["due"]


def test_a_plan_is_changed_and_ended(loan, look):
    loan("due plan due:1 3x 95rb")
    loan("due plan due:1 2x 150rb --every 2w")
    assert look("SELECT due_on, amount, rest FROM instalment ORDER BY due_on") == [
        ("2026-12-06", 150_000, 135_000),
        ("2026-12-20", 135_000, 0),
    ]
    refused = loan("due edit due:1 --by besok")
    assert (refused.status, "due:1 is paid in parts." in refused.err) == (4, True)
    assert "due:1 is paid at once again, Rp285.000." in loan("due plan due:1 --none").out
    assert loan("due edit due:1 --by besok").status == 0


def test_an_order_is_paid_in_parts_too(shop):
    shop("contact add Rina")
    shop("order add rina 'Mesin @900rb'")
    assert "order 1 is paid in 3 parts, Rp900.000 in all." in shop("due plan 1 3x 300rb").out
    assert shop("due list --json").json["rows"][0]["part"]["amount"] == 300_000


def test_reminders_of_an_order_in_parts_follow_their_days_and_not_its_keep_time(shop):
    shop("contact add Rina")
    shop("order add rina 'Mesin @900rb'")
    shop("due plan 1 3x 300rb --from 2/12/2026")
    for now in ("2026-11-26T12:00:00+07:00", "2026-12-03T12:00:00+07:00"):
        assert shop("remind unpaid --json", now=now).json["rows"] == []
    assert shop("remind due --json", now="2026-12-01T12:00:00+07:00").json["rows"] == []
    first = shop("remind due --json", now="2026-12-02T12:00:00+07:00").json["rows"][0]
    assert (first["id"], first["balance"]) == ("due:1-1", 300_000)
    due_today = shop("today --json", now="2026-12-02T12:00:00+07:00").json["rows"]
    assert [row["next"] for row in due_today if row["room"] == "remind"] == ["olcrm remind due --send"]
    shop("due plan 1 --none")
    assert [row["id"] for row in shop("remind unpaid --json", now="2026-12-03T12:00:00+07:00").json["rows"]] == ["1-1"]


def test_an_order_in_parts_shows_them_in_place_of_its_keep_time(shop):
    shop("contact add Rina")
    shop("order add rina 'Mesin @900rb'")
    assert "Kept until" in shop("order show 1").out
    shop("due plan 1 3x 300rb --from 2/12/2026")
    shop("pay add 1 300rb")
    shown = shop("order show 1")
    assert ("To be paid in parts" in shown.out, "Kept until" in shown.out) == (True, False)
    assert [one["open"] for one in shop("order show 1 --json").json["parts"]] == [0, 300_000, 300_000]


def test_what_cannot_be_planned_is_refused(loan):
    assert "Say how many parts of how much, or --none." in loan("due plan due:1 3x").err
    assert "Say how many parts of how much, or --none." in loan("due plan due:1 3x 95rb --none").err
    assert "21 Nov 2026 has gone by." in loan("due plan due:1 3x 95rb --from 21/11/2026").err
    loan("pay add due:1 285rb")
    refused = loan("due plan due:1 3x 95rb")
    assert (refused.status, "Nothing is owed for due:1." in refused.err) == (4, True)
    assert loan("due plan due:9 3x 95rb").status == 3


def test_a_statement_that_shows_the_next_part_fits_it(loan, tmp_path):
    loan("due plan due:1 3x 100rb")
    file = tmp_path / "bca.csv"
    file.write_text("Tanggal,Keterangan,Cabang,Jumlah,,Saldo\n'21/11/2026,RINA WATI,'0000,100000.00,CR,1.00\n")
    (row,) = loan(f"match {file} --dry-run --json").json["rows"]
    assert (row["sure"], row["why"]) == ("likely", "part")
