"""The morning's screen."""

from olcrm.kit.waiting import Waiting
from olcrm.today import rules


def test_nothing_waiting_is_said_kindly(shop):
    assert "Nothing waits today" in shop("today").out
    assert shop([]).out == shop("today").out


def test_what_waits_is_listed_with_the_command_to_type(shop):
    shop("contact add Rina --birthday 22/11/1990")
    shop('order add rina "Gamis M @150rb"', now="2026-11-18T12:00:00+07:00")
    shop('order add rina "Sprei King @250rb" --dp 250rb', now="2026-11-19T12:00:00+07:00")
    document = shop("today --json", now="2026-11-22T12:00:00+07:00").json
    assert document["date"] == "2026-11-22"
    assert [(row["room"], row["kind"], row["order"], row["next"]) for row in document["rows"]] == [
        ("remind", "remind", 1, "olcrm remind unpaid --send"),
        ("greet", "birthday", None, "olcrm greet birthdays --send"),
        ("order", "ship", 2, "olcrm parcel pack 2"),
    ]
    assert document["rows"][0]["contact"] == {"id": 1, "name": "Rina", "standing": "new"}
    assert document["rows"][0]["text"] == "Order 1: first reminder, Rp150.000"


def test_the_command_to_type_is_given_whole_but_for_the_drawn_table(shop):
    shop("contact add Rina --birthday 22/11/1990")
    for form in ("--plain", "--csv"):
        assert "olcrm greet birthdays --send" in shop(f"today {form}", now="2026-11-22T12:00:00+07:00").out
    assert "olcrm greet" not in shop("today", terminal=True, now="2026-11-22T12:00:00+07:00").out


def test_a_screen_holds_the_most_pressing_and_says_that_there_is_more(shop):
    for number in range(20):
        shop(f"contact add P{number} --birthday 22/11")
    drawn = shop("today", terminal=True)
    assert drawn.out.count("Birthday today") == 15
    assert "today --all" in drawn.out
    assert shop("today --all", terminal=True).out.count("Birthday today") == 20


def test_the_pressing_come_first_then_the_longest_waiting_then_regulars():
    def one(kind, when, standing):
        return Waiting("order", kind, when, "", "", contact={"id": 1, "name": "", "standing": standing})

    late, new, loyal, older = (
        one("late", "2026-11-20", "new"),
        one("remind", "2026-11-20", "new"),
        one("remind", "2026-11-20", "loyal"),
        one("remind", "2026-11-19", "prospect"),
    )
    assert rules.ranked([new, loyal, older, late]) == [late, older, loyal, new]


def test_an_unknown_kind_of_work_comes_last():
    odd = Waiting("x", "something new", "2026-01-01", "", "")
    ship = Waiting("order", "ship", "2026-11-20", "", "")
    assert rules.ranked([odd, ship]) == [ship, odd]


def test_a_pause_that_is_over_asks_for_a_word_once(shop):
    def agenda(day):
        rows = shop("today --json", now=f"2026-{day}T10:00:00+07:00").json["rows"]
        return [(row["room"], row["kind"], row["when"], row["contact"]["name"], row["next"]) for row in rows]

    asked = 'olcrm message add 1 "asked how things are"'
    shop("contact add Rina")
    shop("contact pause rina --until 1/12 --because sakit")
    assert agenda("11-30") == []
    assert agenda("12-01") == agenda("12-10") == [("contact", "pause", "2026-12-01", "Rina", asked)]
    assert agenda("12-16") == []
    shop("message add rina halo", now="2026-11-30T10:00:00+07:00")
    assert agenda("12-02") != []
    shop(asked.removeprefix("olcrm "), now="2026-12-02T10:00:00+07:00")
    assert agenda("12-02") == []


def test_a_pause_that_goes_on_or_of_somebody_put_away_asks_for_nothing(shop):
    for name in ("Rina", "Siti"):
        shop(f"contact add {name}")
        shop(f"contact pause {name} --until 1/12 --because sakit")
    shop("contact pause rina --until 10/12 --because sakit", now="2026-12-01T10:00:00+07:00")
    shop("contact archive siti")
    assert shop("today --json", now="2026-12-02T10:00:00+07:00").json["rows"] == []
