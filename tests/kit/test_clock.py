from datetime import UTC, date, datetime

import pytest

from olcrm.kit import clock
from olcrm.kit.errors import Misunderstood


@pytest.fixture(autouse=True)
def _at_half_past_midnight(monkeypatch: pytest.MonkeyPatch) -> None:
    """In Jakarta it is the 22nd already, in Greenwich still the 21st."""
    monkeypatch.setenv("OLCRM_NOW", "2026-11-22T00:30:00+07:00")


def test_a_day_is_counted_where_the_shop_is() -> None:
    assert clock.now() == datetime(2026, 11, 21, 17, 30, tzinfo=UTC)
    assert clock.today() == date(2026, 11, 22)
    clock.use_zone("Europe/London")
    try:
        assert clock.today() == date(2026, 11, 21)
    finally:
        clock.use_zone("WIB")


def test_today_is_noted_at_this_moment_and_another_day_at_its_noon() -> None:
    assert clock.moment_of(date(2026, 11, 22)) == clock.now()
    assert clock.stamp(clock.moment_of(date(2026, 11, 20))) == "2026-11-20T05:00:00+00:00"


def test_a_kept_moment_comes_back_in_the_shops_zone() -> None:
    stored = clock.stamp(clock.now())
    assert stored == "2026-11-21T17:30:00+00:00"
    assert clock.from_stamp(stored).isoformat() == "2026-11-22T00:30:00+07:00"


@pytest.mark.parametrize("stated", ["noon", "2026-11-22", "2026-11-22T09:00:00"])
def test_a_stated_moment_needs_its_offset(monkeypatch: pytest.MonkeyPatch, stated: str) -> None:
    monkeypatch.setenv("OLCRM_NOW", stated)
    with pytest.raises(Misunderstood):
        clock.now()
