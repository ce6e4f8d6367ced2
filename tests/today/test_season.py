"""What the calendar brings into the morning, and that an ordinary morning does not pay for it."""

import sys

import pytest


@pytest.fixture
def morning(shop):
    """What ``today`` shows at eight on a day, as kinds."""
    shop("contact add Rina --phone 081234567890 --celebrates lebaran")
    shop("order add rina 'Gamis @150rb' --promise 2027-03-01 --keep 365d")

    def morning(day):
        rows = shop("today --json", now=f"{day}T08:00:00+07:00").json["rows"]
        return {row["kind"]: row for row in rows if row["kind"] in ("holiday", "lastship", "closing")}

    return morning


def test_the_calendar_brings_feasts_last_days_and_closures(shop, morning):
    shop("closure add 2027-03-06 2027-03-14 --because Lebaran")
    assert morning("2027-02-23") == {}
    assert list(morning("2027-02-24")) == ["lastship"]
    assert set(morning("2027-03-04")) == {"lastship", "closing"}
    found = morning("2027-03-09")
    assert found["holiday"]["text"] == "Eid al-Fitr (estimated) tomorrow: 1 customer to greet"
    assert found["holiday"]["next"] == "olcrm greet holiday idul-fitri --send"
    shop("greet holiday lebaran --all-sent", now="2027-03-09T09:00:00+07:00")
    assert "holiday" not in morning("2027-03-10")


def test_a_day_that_the_owner_set_is_the_one_that_counts(shop, morning):
    shop("holiday set lebaran 2027-03-12")
    assert "holiday" not in morning("2027-03-09")
    assert "holiday" in morning("2027-03-11")
    shop("holiday add 'Hari Guru' 2026-11-25 --yearly --everyone")
    assert morning("2029-11-25")["holiday"]["text"] == "Hari Guru today: 1 customer to greet"


@pytest.mark.parametrize(
    ("setting", "day"),
    [
        ("closure.feasts lebaran", "2027-03-02"),  # another word for the same feast
        ("closure.feasts lebaran,galugan", "2027-03-02"),  # and one that is none, which keeps no morning from coming
        ("closure.last-day 60", "2027-01-08"),
        ("closure.warn-days 60", "2027-01-08"),
    ],
)
def test_last_days_follow_the_settings_however_they_are_written(shop, morning, setting, day):
    shop(f"config set {setting}")
    assert "lastship" in morning(day)
    assert morning("2027-07-01") == {}


def test_an_ordinary_morning_opens_none_of_these_rooms(shop, morning):
    rooms = ("olcrm.greet.feasts", "olcrm.closure.last", "olcrm.holiday.store", "olcrm.holiday.rules")
    for name in rooms:
        sys.modules.pop(name, None)
    assert morning("2027-09-01") == {}
    assert not [name for name in rooms if name in sys.modules]
