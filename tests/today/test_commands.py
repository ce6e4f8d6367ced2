"""The morning's screen."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from olcrm.ask import rules as asking
from olcrm.follow import rules as following
from olcrm.kit.waiting import Waiting
from olcrm.parcel import patience
from olcrm.shop import settings
from olcrm.today import rules, store


def test_nothing_waiting_is_said_kindly(shop):
    assert "Nothing waits today. Add the first customer:" in shop("today").out
    shop("contact add Rina")
    assert "Nothing waits today. A good day to write" in shop("today").out
    assert shop([]).out == shop("today").out


def test_what_waits_is_listed_with_the_command_to_type(shop):
    shop("contact add Rina --birthday 22/11/1990")
    shop('order add rina "Gamis M @150rb"', now="2026-11-18T12:00:00+07:00")
    shop('order add rina "Sprei King @250rb" --dp 250rb', now="2026-11-19T12:00:00+07:00")
    document = shop("today --json", now="2026-11-22T12:00:00+07:00").json
    assert document["date"] == "2026-11-22"
    assert [(row["room"], row["kind"], row["order"], row["next"]) for row in document["rows"]] == [
        ("order", "ship", 2, "olcrm parcel pack 2"),
        ("greet", "birthday", None, "olcrm greet birthdays --send"),
        ("remind", "remind", 1, "olcrm remind unpaid --send"),
        ("follow", "thanks", 2, "olcrm follow thanks --send"),
    ]
    assert document["rows"][2]["contact"] == {"id": 1, "name": "Rina", "standing": "new"}
    assert document["rows"][2]["text"] == "Order 1: first reminder, Rp150.000"
    assert (document["rows"][1]["amount"], document["rows"][2]["amount"]) == (None, 150_000)


def test_the_command_to_type_is_given_whole_but_for_the_drawn_table(shop):
    shop("contact add Rina --birthday 22/11/1990")
    for form in ("--plain", "--csv"):
        assert "olcrm greet birthdays --send" in shop(f"today {form}", now="2026-11-22T12:00:00+07:00").out
    assert "olcrm greet" not in shop("today", terminal=True, now="2026-11-22T12:00:00+07:00").out


def test_a_screen_holds_the_most_pressing_and_says_that_there_is_more(shop, monkeypatch):
    for number in range(20):
        shop(f"contact add P{number} --birthday 22/11")
    drawn = shop("today", terminal=True)
    assert drawn.out.count("Birthday today") == 15
    assert "today --all" in drawn.out
    assert shop("today --all", terminal=True).out.count("Birthday today") == 20
    monkeypatch.setenv("LINES", "18")
    short = shop("today", terminal=True).out
    assert short.count("Birthday today") == 11
    assert len(short.splitlines()) < 18
    assert "today --all" in short
    assert shop("today --all", terminal=True).out.count("Birthday today") == 20


def test_a_number_of_rows_that_is_asked_for_is_shown_however_low_the_terminal_is(shop, monkeypatch):
    for number in range(20):
        shop(f"contact add P{number} --birthday 22/11")
    monkeypatch.setenv("LINES", "18")
    for limit, shown in (("5", 5), ("17", 17), ("30", 20)):
        drawn = shop(f"today --limit {limit}", terminal=True).out
        assert (drawn.count("Birthday today"), "today --all" in drawn) == (shown, shown < 20)


@pytest.mark.parametrize("lang", ["en", "id"])
def test_what_is_explained_keeps_its_command_on_a_usual_screen(shop, lang):
    for name in ("Ni Made Ayu Lestari", "Raden Ajeng Kusumaningrum"):
        shop(["contact", "add", name, "--phone", "0812-9876-5432" if name[0] == "N" else "0813-1111-2222"])
        shop(["order", "add", name, "Gamis Kirana M @250rb", "--promise", "18/11"], now="2026-11-12T12:00:00+07:00")
    drawn = shop(f"--lang {lang} today --explain", terminal=True, now="2026-11-22T12:00:00+07:00").out
    drawn = re.sub(r"\x1b\[[0-9;]*m", "", drawn)
    assert drawn.count("order promise") == 2
    assert max(map(len, drawn.splitlines())) <= 80


def test_long_lines_count_for_as_many_as_they_take(shop, monkeypatch):
    monkeypatch.setenv("LINES", "24")
    for number in range(12):
        shop(["contact", "add", f"Raden Ajeng Kusumaningrum Sastrowardoyo {number}", "--birthday", "22/11"])
    drawn = shop("today", terminal=True).out
    assert 2 < drawn.count("Birthday today") < 12
    assert len(drawn.splitlines()) < 24
    assert "today --all" in drawn


def test_the_order_is_explained_in_points(shop):
    shop("contact add Rina")
    shop('order add rina "Gamis M @250rb"', now="2026-11-18T12:00:00+07:00")
    now = "2026-11-22T12:00:00+07:00"
    (row,) = shop("today --explain --json", now=now).json["rows"]
    assert row["why"] == "unpaid +50, 3 days +3, Rp250.000 +2 = 55"
    assert row["rank"] == 55
    columns = [shop(f"today {more} --plain", now=now).out.splitlines()[0].split("\t") for more in ("--explain", "")]
    assert ["why" in names for names in columns] == [True, False]


def test_a_parcel_that_came_back_is_named_on_its_last_day_though_nothing_else_is_on_the_way(shop, ledger):
    shop("contact add Rina", now="2026-09-01T12:00:00+07:00")
    shop("order add rina 'Gamis M @250rb' --dp 250rb --via bca", now="2026-09-01T12:00:00+07:00")
    shop("parcel ship 1 jne CGK1234567890", now="2026-09-02T12:00:00+07:00")
    shop("parcel returned 1 --because 'alamat salah'", now="2026-09-10T12:00:00+07:00")
    mornings = [shop("today --json --all", now=f"2026-11-{day}T12:00:00+07:00") for day in ("09", "10")]
    named = ["parcel" in {row["room"] for row in morning.json["rows"]} for morning in mornings]
    assert named == [True, False]


@pytest.mark.parametrize(
    ("question", "days"),
    [
        (store._ON_THE_WAY, {patience.LATELY.days}),
        (store._ASKED, {asking.ASLEEP.days + 1}),
        (store._AFTERWARDS, {max(settings.FEW, following.MOST_DAYS)}),
    ],
    ids=["parcels", "questions", "kind words"],
)
def test_the_morning_looks_as_far_back_as_the_room_would(question, days):
    assert {int(number) for number in re.findall(r"'-(\d+) days'", question)} == days


TODAY = date(2026, 11, 22)


def one(kind="remind", when="2026-11-20", standing="new", amount=0):
    return Waiting("order", kind, when, "", "", {"id": 1, "name": "", "standing": standing}, amount=amount)


def order_of(*things):
    return [waiting for waiting, _rank in rules.ranked(things, TODAY)]


def test_a_broken_promise_comes_first_then_what_has_its_day_then_money_then_what_is_as_kind_tomorrow():
    late, unpaid, birthday, care = one("late"), one("remind"), one("birthday", "2026-11-22"), one("care", "2026-11-22")
    assert order_of(care, unpaid, birthday, late) == [late, birthday, unpaid, care]


def test_what_has_waited_longer_is_worth_more_and_so_is_more_money():
    older, dearer, plain = one(when="2026-11-10"), one(amount=500_000), one()
    assert order_of(plain, dearer, older) == [older, dearer, plain]


def test_a_regular_comes_before_a_stranger_who_waits_as_long():
    loyal, repeat, new, prospect = (one(standing=standing) for standing in ("loyal", "repeat", "new", "prospect"))
    assert order_of(prospect, new, repeat, loyal) == [loyal, repeat, new, prospect]


@given(st.integers(-400, 4000), st.integers(0, 10**12))
def test_neither_age_nor_money_lets_a_kind_word_pass_a_broken_promise(days, amount):
    thanks = one("thanks", (TODAY - timedelta(days=days)).isoformat(), "loyal", amount)
    assert rules.rank(thanks, TODAY).points < rules.rank(one("late", "2026-11-22", "prospect"), TODAY).points


def test_an_unknown_kind_of_work_comes_last():
    odd, ship = one("something new", "2026-01-01"), one("ship")
    assert order_of(odd, ship) == [ship, odd]


def test_every_kind_that_a_room_names_has_its_points():
    house = Path(rules.__file__).parent.parent
    named = {
        kind
        for source in house.rglob("*.py")
        for kind in re.findall(r"\bWaiting\(\s*(?:\*\()?\"\w+\",\s*\"(\w+)\"", source.read_text())
    }
    assert named <= set(rules.URGENCY)


def test_a_pause_that_is_over_asks_for_a_word_once(shop):
    def agenda(day):
        rows = shop("today --json", now=f"2026-{day}T10:00:00+07:00").json["rows"]
        found = [(row["room"], row["kind"], row["when"], row["contact"]["name"], row["next"]) for row in rows]
        return [row for row in found if row[0] == "contact"]

    asked = "olcrm follow checkin --send"
    shop("contact add Rina")
    shop("contact pause rina --until 1/12 --because sakit")
    assert agenda("11-30") == []
    assert agenda("12-01") == agenda("12-10") == [("contact", "pause", "2026-12-01", "Rina", asked)]
    assert agenda("12-16") == []
    shop("message add rina halo", now="2026-11-30T10:00:00+07:00")
    assert agenda("12-02") != []
    shop("contact edit rina --no-greet")
    asked = 'olcrm message add 1 "asked how things are"'
    assert [row[-1] for row in agenda("12-02")] == [asked]
    shop(asked.removeprefix("olcrm "), now="2026-12-02T10:00:00+07:00")
    assert agenda("12-02") == []


def test_after_a_pause_how_she_is_comes_before_what_she_owes(shop):
    shop("contact add Rina")
    shop("order add rina 'Gamis @900rb'")
    shop("contact pause rina --until 1/12 --because sakit")
    kinds = []
    for day in (2, 5):
        rows = shop("today --json", now=f"2026-12-0{day}T10:00:00+07:00").json["rows"]
        kinds.append([row["kind"] for row in rows if row["contact"]])
    assert kinds == [["pause"], ["pause", "remind"]]


def test_a_pause_that_goes_on_or_of_somebody_put_away_asks_for_nothing(shop):
    for name in ("Rina", "Siti"):
        shop(f"contact add {name}")
        shop(f"contact pause {name} --until 1/12 --because sakit")
    shop("contact pause rina --until 10/12 --because sakit", now="2026-12-01T10:00:00+07:00")
    shop("contact archive siti")
    assert shop("today --json", now="2026-12-02T10:00:00+07:00").json["rows"] == []
