"""The shop's settings."""

from datetime import date, time, timedelta

import pytest

from olcrm.kit.errors import Misunderstood
from olcrm.shop import accounts, rules
from olcrm.shop.settings import SETTINGS


def test_nothing_kept_makes_the_standard_policy():
    policy = rules.policy({})
    assert (policy.keep_new, policy.keep_repeat, policy.keep_loyal) == tuple(
        timedelta(hours=hours) for hours in (48, 72, 7 * 24)
    )
    assert (policy.salutation, policy.message_language, policy.unique_code) == ("Kak", "id", False)


def test_every_standard_value_can_be_read_by_its_own_setting():
    for key, standard in rules.STANDARD.items():
        if standard:
            assert SETTINGS[key].read(standard) == standard, key


def test_every_standard_value_is_that_of_a_setting():
    assert list(rules.STANDARD) == list(SETTINGS)


@pytest.mark.parametrize("preset", rules.PRESETS)
def test_a_preset_sets_the_keep_times_and_a_setting_of_ones_own_comes_before_it(preset):
    policy = rules.policy({"preset": preset, "keep-loyal": "30d"})
    assert policy.keep_loyal == timedelta(days=30)
    assert policy.keep_new < policy.keep_repeat < policy.keep_loyal


@pytest.mark.parametrize(
    ("standing", "hours"), [("prospect", 48), ("new", 48), ("repeat", 72), ("resting", 72), ("loyal", 168)]
)
def test_goods_are_kept_by_standing(standing, hours):
    assert rules.policy({}).keep_for(standing) == timedelta(hours=hours)


def test_quiet_hours_reach_over_midnight():
    policy = rules.policy({})
    assert [policy.is_quiet(time(hour)) for hour in (19, 20, 23, 0, 7, 8, 12)] == [
        False, True, True, True, True, False, False,
    ]  # fmt: skip
    siesta = rules.policy({"quiet-from": "12:00", "quiet-until": "14:00"})
    assert [siesta.is_quiet(time(hour)) for hour in (11, 12, 13, 14)] == [False, True, True, False]


def test_a_closed_day_is_a_weekday_or_lies_in_a_period():
    policy = rules.policy({"closed-on": SETTINGS["closed-on"].read("minggu, Friday")})
    sunday, monday = date(2026, 11, 22), date(2026, 11, 23)
    assert rules.is_closed(policy, [], sunday)
    assert not rules.is_closed(policy, [], monday)
    assert rules.is_closed(policy, [(monday, monday)], monday)
    assert not rules.is_closed(policy, [(monday, monday)], date(2026, 11, 24))


@pytest.mark.parametrize(
    ("key", "word", "kept"),
    [
        ("time-zone", "wita", "WITA"),
        ("time-zone", "Asia/Jayapura", "WIT"),
        ("time-zone", "Asia/Singapore", "Asia/Singapore"),
        ("quiet-from", "9.5", "09:05"),
        ("quiet-from", "21", "21:00"),
        ("loyal-spent", "1,5jt", "1500000"),
        ("closed-on", "-", ""),
        ("closed-on", "ahad,jum'at", "friday,sunday"),
        ("language", "ID", "id"),
    ],
)
def test_a_setting_is_kept_in_one_form(key, word, kept):
    assert SETTINGS[key].read(word) == kept


@pytest.mark.parametrize(
    ("key", "word"),
    [
        ("time-zone", "WIBB"),
        ("time-zone", "../etc/passwd"),
        ("quiet-from", "25:00"),
        ("quiet-from", "noon"),
        ("loyal-orders", "0"),
        ("loyal-orders", "five"),
        ("loyal-orders", "²"),
        ("closed-on", "someday"),
        ("language", "fr"),
        ("keep-new", "soon"),
        ("preset", "gila"),
    ],
)
def test_what_a_setting_cannot_be_is_misunderstood(key, word):
    with pytest.raises(Misunderstood):
        SETTINGS[key].read(word)


@pytest.mark.parametrize(
    ("word", "line"),
    [
        ("BCA 1234567890 a.n. Ani Wijaya", "BCA 1234567890 a.n. Ani Wijaya"),
        ("DANA 0812-3456", "DANA 0812-3456"),
        ("bca 123 Ani", "bca 123 a.n. Ani"),
    ],
)
def test_an_account_is_read_and_written(word, line):
    assert accounts.account(word).line() == line


@pytest.mark.parametrize("word", ["", "BCA", "BCA Ani", "1234567890"])
def test_an_account_needs_bank_and_number(word):
    with pytest.raises(Misunderstood):
        accounts.account(word)


def test_a_folder_is_kept_by_its_whole_path_and_a_hyphen_means_none(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    read = SETTINGS["backup.also-to"].read
    assert read("usb") == str(tmp_path / "usb")
    assert read("-") == ""


def test_a_public_key_is_told_from_what_is_none():
    read = SETTINGS["backup.also-key"].read
    key = "age1fu32psddutmn6q7nslqsshne333lp4uuvp2nmjscygmqjnlf2pys047hlt"
    assert read(f" {key} ") == read(key.upper()) == key
    assert read("-") == ""
    for wrong in (key[:-1], key.replace("age1", "age2"), "AGE-SECRET-KEY-1ABC", key.replace("f", "b")):
        with pytest.raises(Misunderstood, match="is no public key of age"):
            read(wrong)
