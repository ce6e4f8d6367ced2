"""The whole of one person on one screen."""

from collections.abc import Callable
from typing import Any

import pytest

Run = Callable[..., Any]


@pytest.fixture
def rina(shop: Run) -> Run:
    shop("contact add 'Rina Wati' --phone 0812-3456-7890 --birthday 22/11/1990 --celebrates lebaran --source ig")
    shop("contact size set rina gamis M")
    return shop


def drawn(run: Run, words: str = "contact show rina", **more: Any) -> str:
    return str(run(words, terminal=True, **more).out)


def test_a_terminal_shows_what_is_to_be_known_before_she_is_answered(rina):
    rina("note add rina 'ibunya sakit' --private")
    rina("contact consent rina --withdraw offers")
    rina("contact pause rina --until 1/12 --because duka")
    page = drawn(rina)
    for words in (
        *("Addressed as  Kak Rina", "prospect: ", "leave alone until 1 Dec 2026: duka", "ibunya sakit"),
        *("0812-3456-7890", "born 22 Nov 1990", "greeted for lebaran", "came from ig", "gamis M", "0 orders"),
    ):
        assert words in page, words
    (careful,) = [line for line in page.splitlines() if "Be careful" in line]
    assert "leave alone" in careful


def test_what_is_open_stands_in_one_table_with_the_next_command(rina):
    rina("order add rina 'Gamis @150rb'")
    rina("order add rina 'Sprei @250rb' --dp 250rb --via bca --address 'Jl. Mawar 1, Solo'")
    rina("due add rina 50rb 'titip sabun'")
    rina("wait add rina 'Tas Rotan'")
    rina("errand add rina 'kue lapis'")
    rina("ask add rina 'ready navy?'")
    rina("complaint add 2 late 'belum sampai'")
    opened = rina("contact show rina --json").json["open"]
    assert [(one["kind"], one["order"], one["amount"], one["next"]) for one in opened] == [
        ("complaint", None, None, "olcrm complaint show 1"),
        ("question", None, None, "olcrm ask answer 1"),
        ("order", 1, 150_000, "olcrm order show 1"),
        ("due", None, 50_000, "olcrm due show due:3"),
        ("ship", 2, None, "olcrm parcel pack 2"),
        ("errand", None, None, "olcrm errand show 1"),
        ("wish", None, None, "olcrm wait list"),
    ]
    page = drawn(rina, width=120)
    for one in opened:
        assert one["next"].removeprefix("olcrm ") in page
    assert "1 complaint open" in page
    rina("parcel ship 2 jne CGK1234567890")
    kinds = [one["kind"] for one in rina("contact show rina --json").json["open"]]
    assert ("road" in kinds, "ship" in kinds) == (True, False)


def test_a_claim_is_named_beside_its_complaint_and_in_the_language_of_the_screen(rina):
    rina("order add rina 'Gamis @150rb' --dp 150rb --via bca --address 'Jl. Mawar 1, Solo'")
    rina("parcel ship 1 jne CGK1234567890")
    rina("parcel arrived 1")
    rina("claim open 1 --wants exchange --reason size")
    assert "1 complaint open · 1 claim open" in drawn(rina, width=120)
    page = drawn(rina, "--lang id contact show rina", width=120)
    assert "Minta sesuai garansi: tukar" in page


def test_nothing_open_is_no_table(rina):
    assert rina("contact show rina --json").json["open"] == []
    assert "Still open" not in drawn(rina)


def test_the_timeline_fills_the_rest_of_the_screen_and_no_more(rina, monkeypatch):
    for number in range(30):
        rina(f"message add rina 'kabar {number}'")
    monkeypatch.setenv("LINES", "26")
    page = drawn(rina)
    assert len(page.splitlines()) < 26
    assert 3 < page.count("kabar") < 15
    assert page.count("More with --all.") == 1
    assert drawn(rina, "contact show rina --all").count("kabar") == 30


def test_all_of_it_is_shown_where_it_is_asked_for_or_read_by_a_program(rina):
    rina("order add rina 'Gamis @150rb'")
    assert "Owes" in drawn(rina, "contact show rina --all")
    assert "Orders" in drawn(rina, "contact show rina --all")
    assert "#1\tGamis" in rina("contact show rina --plain").out


def test_a_question_about_buying_stays_open_when_only_an_exchange_went_out(rina):
    rina("claim policy add toko --basis paid --days 30 --grants exchange")
    rina("order add rina 'Gamis M @150rb' --dp 150rb --via bca")
    rina("order status 1 arrived")
    rina("ask add rina 'Sprei masih ada?' --objection price", now="2026-11-23T12:00:00+07:00")
    rina("claim open 1 --wants exchange --reason size --no-complaint")
    rina("claim decide 1 --yes")
    rina("claim back 1")
    done = rina("claim exchange 1 'Gamis L @160rb'", now="2026-11-23T13:00:00+07:00")
    assert done.status == 0, done.err
    kinds = [one["kind"] for one in rina("contact show rina --json").json["open"]]
    assert "question" in kinds
    rina("order release 2", now="2026-11-30T12:00:00+07:00")
    assert (rina("contact show rina --json").json["next_order"] or {"released": 0})["released"] == 0


def test_what_has_a_day_to_come_says_it_and_not_since_when_it_waits(rina):
    rina("ask add rina 'Gamis masih ada?' --objection price", now="2026-11-20T12:00:00+07:00")
    at = {"now": "2026-11-22T12:00:00+07:00"}
    rina("ask answer 1 --next 26/11", **at)
    rina("ask visit rina besok", **at)
    rina("ask about rina 'ujian anaknya' --on 30/11", **at)
    rina("order add rina 'Sprei @250rb' --dp 250rb --via bca --promise 28/11", **at)
    rina("ask add rina 'Kapan ada warna navy?' --next 1/12", **at)
    opened = rina("contact show rina --json", **at).json["open"]
    assert [(one["kind"], one["since"], one["on"], one["next"]) for one in opened] == [
        ("visit", "2026-11-22", "2026-11-23", "olcrm ask done 2"),
        ("about", "2026-11-22", "2026-11-30", "olcrm ask done 3"),
        ("question", "2026-11-22", None, "olcrm ask answer 4"),
        ("ship", "2026-11-22", "2026-11-28", "olcrm parcel pack 1"),
    ]
    page = drawn(rina, width=120, **at)
    assert ("Visit tomorrow  " in page, "Visit tomorrow:" in page) == (True, False)
    assert "To ask about 30 Nov: ujian anaknya" in page
    assert "Order 1 is to be sent off, promised for 28 Nov" in page


def test_who_was_answered_and_hesitates_is_to_be_come_back_to_and_not_answered_again(rina):
    rina("ask add rina 'Gamis masih ada?'", now="2026-11-20T12:00:00+07:00")
    rina("ask answer 1 --objection price --next 26/11", now="2026-11-22T12:00:00+07:00")
    at = {"now": "2026-11-22T13:00:00+07:00"}
    (one,) = rina("contact show rina --json", **at).json["open"]
    assert (one["kind"], one["since"], one["on"]) == ("question", "2026-11-20", "2026-11-26")
    assert "Come back to her 26 Nov: Gamis masih ada?" in drawn(rina, width=120, **at)
    further = rina(one["next"].removeprefix("olcrm "), **at).out
    assert ("ask bought 1" in further, "ask drop 1" in further) == (True, True)


def test_the_timeline_says_which_orders_were_called_off(rina):
    for item in ("Gamis @150rb", "Sprei @250rb", "Bros @20rb"):
        rina(f"order add rina '{item}'")
    rina("order cancel 1 --because habis")
    rina("order release 2")
    rina("message add rina 'ready kak'")
    events = rina("contact show rina --json").json["timeline"]
    stand = [(event["ref"], event["status"]) for event in events if event["kind"] == "order"]
    assert sorted(stand) == [(1, "cancelled"), (2, "released"), (3, "kept")]
    assert {event["status"] for event in events if event["kind"] != "order"} <= {None}
    for page in (drawn(rina, width=120), rina("contact show rina --plain").out):
        for words in ("Order 1, cancelled", "Order 2, released", "Order 3"):
            assert words in page
    assert "Order 3," not in page


def test_what_her_next_order_has_stands_on_one_line(rina):
    rina("order add rina 'Gamis @150rb'")
    rina("order release 1")
    for page in (drawn(rina, width=120), rina("contact show rina --plain").out):
        assert page.count("Next order") == 1
        assert "DP 50 %: 1 released keep; Kept for 1 day instead of 2 days" in page


def test_money_that_was_moved_to_credit_and_from_it_is_said_in_words(rina):
    rina("order add rina 'Gamis @150rb' --dp 50rb --via bca")
    rina("order release 1 --as-credit")
    rina("order add rina 'Sprei @250rb'")
    rina("pay add 2 20rb --via credit")
    events = rina("contact show rina --plain --all").out.partition("Timeline")[2]
    assert "by credit" not in events
    for line in ("Paid from credit\tRp20.000", "Moved\t-Rp20.000", "To credit\tRp50.000", "Moved\t-Rp50.000"):
        assert line in events, events


def test_whoever_was_never_asked_what_she_allows_can_be_asked(rina):
    told = rina("contact consent rina", terminal=True).out
    asked = "olcrm contact consent 1 --ask offers"
    assert f"`{asked}`" in told
    assert rina(asked.removeprefix("olcrm ")).status == 0
    rina("contact consent rina --give offers")
    assert asked not in rina("contact consent rina", terminal=True).out


def test_a_feast_noted_for_somebody_who_is_not_greeted_says_how_she_is(rina):
    again = "`olcrm contact edit 1 --greet`"
    assert again not in rina("contact celebrates rina jangan").out
    assert again in rina("contact celebrates rina natal").out
    assert again not in rina("contact celebrates rina natal --remove").out
    rina("contact edit rina --greet")
    assert rina("contact celebrates rina natal").out == "Rina Wati (1) is greeted for: lebaran, natal.\n"
