"""Promises: reckoned from working days, put off kindly, and judged by the day that was promised first."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from olcrm.ledger import windows
from olcrm.order import promising
from olcrm.order.promising import Pace
from olcrm.shop.calendar import DAY, Calendar, Closure

TODAY = date(2026, 11, 22)  # a Sunday
DAYS = st.dates(min_value=date(2026, 6, 1), max_value=date(2027, 6, 1))
FEW = st.integers(min_value=0, max_value=12)
CALENDARS = st.builds(
    Calendar,
    st.frozensets(st.integers(min_value=0, max_value=6), max_size=6),
    st.lists(st.builds(lambda first, days: Closure(1, first, first + days * DAY), DAYS, FEW), max_size=3),
)
PACES = st.builds(Pace, FEW, FEW, FEW, CALENDARS)


def order(promised_on, making_on=None, ready_on=None):
    return {"id": 1, "promised_on": promised_on.isoformat(), "making_on": making_on, "ready_on": ready_on}


@given(PACES, DAYS)
def test_no_promise_is_made_for_a_closed_day_or_the_past(pace, begins):
    found = promising.reckon(pace, begins)
    assert pace.calendar.is_open(found.day)
    assert pace.calendar.is_open(found.leaves)
    assert begins <= found.leaves <= found.day


@given(PACES, DAYS, DAYS)
def test_who_begins_later_promises_no_sooner(pace, one, other):
    first, last = sorted((one, other))
    assert promising.reckon(pace, first).day <= promising.reckon(pace, last).day


@given(PACES, DAYS)
def test_what_was_just_reckoned_is_not_at_risk(pace, begins):
    assert not promising.outlook(pace, order(promising.reckon(pace, begins).day), begins + DAY).at_risk or (
        pace.days == pace.buffer == 0  # what needs no day is late as soon as one has passed
    )


@given(PACES, DAYS, st.integers(min_value=0, max_value=90))
def test_nothing_behind_the_safe_day_is_at_risk(pace, today, later):
    promised = promising.safe_from(pace, today) + later * DAY
    assert not promising.outlook(pace, order(promised), today).at_risk


@given(PACES, DAYS, DAYS)
def test_what_is_further_along_is_at_less_risk(pace, promised, today):
    at_first = promising.outlook(pace, order(promised), today)
    begun = promising.outlook(pace, order(promised, making_on=(today - DAY).isoformat()), today)
    ready = promising.outlook(pace, order(promised, ready_on=today.isoformat()), today)
    assert at_first.needs >= begun.needs >= ready.needs == 1


@pytest.fixture
def rina(shop):
    shop("contact add Rina --phone 081234567890")
    return shop


def test_a_day_is_reckoned_and_the_reckoning_shown(rina):
    rina("order add rina 'Gamis @150rb'")
    rina("config set closed-on minggu")
    rina("closure add 26/11 --because libur")
    said = rina("order promise 1 --days 3").out.splitlines()
    assert said == [
        "Order 1 is promised for Mon 30 Nov.",
        "3 working days + 1 in reserve + 2 on the road, closed: 26 Nov (libur), Sunday → Mon 30 Nov",
    ]
    assert rina("order promise 1 --json").json["reckoning"] == {
        "from": "2026-11-22",
        "days": 2,
        "buffer": 1,
        "road": 2,
        "closed": [],
        "leaves_on": "2026-11-25",
        "day": "2026-11-27",
    }


def test_a_parcel_does_not_arrive_on_a_closed_day(rina):
    rina("order add rina 'Gamis @150rb'")
    rina("config set closed-on jumat")
    assert rina("order promise 1").out.splitlines()[1].endswith("closed: Friday → Sat 28 Nov")


def test_a_day_on_which_the_shop_is_closed_is_said_and_taken(rina):
    rina("order add rina 'Gamis @150rb'")
    rina("config set closed-on minggu")
    said = rina("order promise 1 29/11")
    assert said.out == "Order 1 is promised for Sun 29 Nov.\nThe shop is closed that day: Sunday.\n"


def test_a_day_sooner_than_reckoned_is_doubted(rina):
    rina("order add rina 'Gamis @150rb'")
    assert "Sooner than reckoned: 2 working days + 1 in reserve + 2 on the road → Fri 27 Nov." in (
        rina("order promise 1 besok").out
    )


def test_a_promise_that_is_put_off_comes_with_the_message_and_is_judged_by_the_first_day(rina):
    rina("order add rina 'Gamis @150rb' --promise 27/11")
    moved = rina("order promise 1 1/12 --json").json
    assert (moved["order"]["promised_on"], moved["order"]["first_promised_on"]) == ("2026-12-01", "2026-11-27")
    assert "Tadinya Jumat, 27 November." in moved["text"]
    assert "paling lambat Selasa, 1 Desember." in moved["text"]
    assert moved["link"].startswith("https://wa.me/6281234567890")
    again = rina("order promise 1 3/12").out
    assert "Put off: whether it is on time goes by Fri 27 Nov." in again
    assert "Tadinya Selasa, 1 Desember." in again
    rina("order status 1 arrived --on 30/11", now="2026-12-04T12:00:00+07:00")
    assert rina("order show 1 --json").json["order"]["promise"] == "late"


def test_before_word_of_another_day_to_somebody_in_a_pause_it_is_said_that_she_is_left_alone(rina):
    rina("order add rina 'Gamis @150rb' --promise 27/11")
    rina("contact pause rina --until 1/12 --because 'ibunya sakit'")
    alone = "She is left alone until 1 Dec (ibunya sakit): write only if she waits for it."
    assert alone in rina("order promise 1 1/12").out.splitlines()
    assert "left alone" not in rina("order promise 1 30/11 --anew").out


def test_a_promise_brought_forward_again_was_never_put_off(rina):
    rina("order add rina 'Gamis @150rb' --promise 27/11")
    rina("order edit 1 --promise 1/12")
    assert rina("order show 1 --json").json["order"]["first_promised_on"] == "2026-11-27"
    sooner = rina("order promise 1 27/11 --json").json
    assert sooner["order"]["first_promised_on"] is None
    assert "text" not in sooner


def test_a_promise_made_anew_is_the_first_one(rina):
    rina("order add rina 'Gamis @150rb' --promise 27/11")
    rina("order promise 1 1/12")
    anew = rina("order promise 1 3/12 --anew --json").json
    assert (anew["order"]["promised_on"], anew["order"]["first_promised_on"]) == ("2026-12-03", None)
    assert "text" not in anew


@pytest.mark.parametrize(
    ("arrived", "kept"), [("26/11", "early"), ("27/11", "on-time"), ("28/11", "late"), (None, "late")]
)
def test_how_a_promise_was_kept_follows_from_the_day_of_arrival(rina, arrived, kept):
    rina("order add rina 'Gamis @150rb' --promise 27/11")
    assert rina("order show 1 --json").json["order"]["promise"] == "open"
    assert rina("order show 1 --json", now="2026-11-27T23:00:00+07:00").json["order"]["promise"] == "open"
    if arrived:
        rina(f"order status 1 arrived --on {arrived}", now="2026-11-29T12:00:00+07:00")
    assert rina("order show 1 --json", now="2026-11-29T12:00:00+07:00").json["order"]["promise"] == kept


def test_what_was_sent_off_is_open_until_it_is_known_when_it_arrived(rina):
    rina("order add rina 'Gamis @150rb' --promise 27/11")
    rina("order status 1 shipped", now="2026-12-01T12:00:00+07:00")
    assert rina("order show 1 --json").json["order"]["promise"] == "open"
    rina("order add rina 'Tas @50rb'")
    assert rina("order show 2 --json").json["order"]["promise"] is None


def test_every_order_is_promised_by_itself_where_the_shop_wants_it(rina):
    assert rina("order add rina 'Gamis @150rb' --json").json["order"]["promised_on"] is None
    rina("config set promise.auto on")
    assert rina("order add rina 'Gamis @150rb' --json").json["order"]["promised_on"] == "2026-11-27"
    assert rina("order add rina 'Gamis @150rb' --promise '' --json").json["order"]["promised_on"] is None
    assert rina("order add rina 'Gamis @150rb' --promise 1/12 --json").json["order"]["promised_on"] == "2026-12-01"


def test_one_order_can_be_promised_by_itself(rina):
    said = rina("order add rina 'Gamis @150rb' --promise auto").out
    assert "2 working days + 1 in reserve + 2 on the road → Fri 27 Nov\nPromised for Fri 27 Nov." in said
    rina("order edit 1 --promise 1/12")
    assert rina("order edit 1 --promise auto --json").json["order"]["promised_on"] == "2026-11-27"


def test_trying_a_promise_changes_nothing(rina):
    rina("order add rina 'Gamis @150rb'")
    assert "Only tried, nothing is saved: Order 1 is promised for" in rina("order promise 1 --dry-run").out
    assert rina("order show 1 --json").json["order"]["promised_on"] is None


def test_a_day_and_a_number_of_days_do_not_go_together(rina):
    rina("order add rina 'Gamis @150rb'")
    both = rina("order promise 1 besok --days 3")
    assert (both.status, "A day and --days do not go together." in both.err) == (2, True)
    odd = rina("order promise 1 --days seminggu")
    assert (odd.status, "“seminggu” is no number of working days." in odd.err) == (2, True)


def test_today_names_what_is_late_and_what_is_at_risk_and_why(rina):
    for day in ("20/11/2026", "24/11", "25/11", "1/12"):
        rina(f"order add rina 'Gamis @150rb' --on 18/11 --promise {day}")

    def rows():
        return {row["order"]: row for row in rina("today --json").json["rows"] if row["room"] == "order"}

    assert {number: row["kind"] for number, row in rows().items()} == {1: "late", 2: "promise"}
    assert rows()[1]["text"] == "Order 1: promised for 20 Nov, 2 days late, not paid yet"
    assert rows()[1]["next"] == "olcrm order promise 1"
    rina("order edit 2 --cod")
    assert rows()[2]["text"] == "Order 2: promised for 24 Nov, at risk: needs 2 working days, has 1 until today"
    rina("order status 2 ready")
    assert {number: row["kind"] for number, row in rows().items()} == {1: "late", 2: "ship"}


def test_today_is_shown_in_a_shop_that_is_closed_every_day(rina):
    rina("config set closed-on senin,selasa,rabu,kamis,jumat,sabtu,minggu")
    rina("order add rina 'Gamis @150rb' --promise besok")
    assert [row["order"] for row in rina("today --json").json["rows"]] == [1]


def test_the_promise_is_worded_in_the_window_of_every_room(db):
    assert windows.promise({"promised_on": None, "first_promised_on": None, "arrived_on": None}) is None


SOONEST = "Too soon to be kept; begun today: 2 working days + 2 on the road → Wed 25 Nov at the earliest."


def test_a_promise_that_cannot_be_kept_is_doubted_at_once(rina):
    assert SOONEST in rina("order add rina 'Gamis @150rb' --promise besok").out.splitlines()
    assert SOONEST in rina("order add rina 'Gamis @150rb' --promise 24/11").out
    assert "Too soon" not in rina("order add rina 'Gamis @150rb' --promise 25/11").out
    said = rina("order promise 3 24/11").out.splitlines()
    assert said[1:] == [SOONEST, "Sooner than reckoned: 2 working days + 1 in reserve + 2 on the road → Fri 27 Nov."]
    assert "Too soon" not in rina("order promise 3 25/11").out
    rina("order status 3 ready")
    rina("config set promise.road 1")
    assert "Too soon" not in rina("order promise 3 besok").out


def test_the_earliest_day_leaves_closed_days_out(rina):
    rina("config set closed-on senin")
    said = rina("order add rina 'Gamis @150rb' --promise 24/11").out
    assert (
        "Too soon to be kept; begun today: 2 working days + 2 on the road, closed: Monday → Thu 26 Nov at the earliest."
        in said
    )
    assert "The shop is closed that day: Monday." in rina("order add rina 'Gamis @150rb' --promise 30/11").out
    rina("config set closed-on senin,selasa,rabu,kamis,jumat,sabtu,minggu")
    assert "Too soon" not in rina("order add rina 'Gamis @150rb' --promise besok").out


def test_a_day_that_is_changed_to_one_too_soon_is_doubted_and_an_old_one_is_not_again(rina):
    rina("order add rina 'Gamis @150rb' --promise 27/11")
    assert SOONEST in rina("order edit 1 --promise 23/11").out
    assert SOONEST not in rina("order edit 1 --note 'titip satpam'").out


def test_a_promise_of_an_order_that_is_noted_afterwards_is_not_doubted(rina):
    assert "Too soon" not in rina("order add rina 'Gamis @150rb' --on 10/11 --promise 12/11").out


def test_nothing_is_promised_for_a_day_that_has_passed(rina):
    rina("order add rina 'Gamis @150rb' --on 18/11")
    refused = rina("order promise 1 kemarin")
    assert refused.status == 4
    assert refused.err == (
        "Sat 21 Nov has passed.\n"
        "Promise today or a later day; what was agreed before: `olcrm order edit 1 --promise 2026-11-21`.\n"
    )
    assert rina("order show 1 --json").json["order"]["promised_on"] is None
    assert rina("order edit 1 --promise 2026-11-21").status == 0
    assert rina("order promise 1 22/11").status == 0


def test_today_never_says_that_an_order_should_have_left_before_it_was_taken(rina):
    rina("order add rina 'Gamis @150rb' --cod --promise besok")
    (row,) = [row for row in rina("today --json").json["rows"] if row["room"] == "order"]
    assert row["text"] == "Order 1: promised for tomorrow, at risk: too soon for the days it needs"
