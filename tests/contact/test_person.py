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
