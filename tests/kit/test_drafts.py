import io
import sys
from contextlib import nullcontext
from types import SimpleNamespace

import pytest

from olcrm.kit import drafts, show
from olcrm.kit.drafts import Audience, Sketch
from olcrm.kit.errors import Missing, Misunderstood, Refused
from olcrm.kit.table import Column, Table, Words


class Terminal(io.StringIO):
    def isatty(self):
        return True


def sketch(number, **given):
    given = {"phone": "+6281234567890", "choice": False, "ready": True} | given
    return Sketch(
        id=f"{number}-1",
        contact={"id": number, "name": f"Rina {number}", "standing": "new"},
        purpose="remind",
        step=1,
        template="remind-1",
        heading=f"Rina {number}",
        reason="kept until tomorrow",
        **given,
    )


class Room:
    """A room that writes to the people of ``waiting`` and remembers whom it has written to."""

    def __init__(self, *waiting, **given):
        self.people = list(waiting)
        self.logged, self.worded = [], []
        self.ledger = SimpleNamespace(said="")
        self.audience = Audience(
            waiting=lambda db: iter(self.people),
            sketches=lambda db, found: list(found),
            named=self.named,
            worded=lambda db, one: self.worded.append(one.id) or f"Halo {one.contact['name']}",
            log=lambda db, one, text: self.logged.append((one.id, text)),
            table=lambda db, rows: Table("room.verb", [Column("id", "Draft")], rows, empty="Nobody waits."),
            **given,
        )

    def named(self, db, word):
        for one in self.people:
            if one.id == word:
                return one
        raise Refused(f"{word} does not wait.")

    def __call__(self, *, text=False, send=False, sent=None, all_sent=False):
        def open_():
            return nullcontext(self.ledger)

        return drafts.answer(self.audience, drafts.way(text, send, sent, all_sent), reading=open_, writing=open_)


@pytest.fixture(autouse=True)
def _plain(monkeypatch):
    show.begin(plain=True)
    yield
    show.begin()


@pytest.fixture
def owner(monkeypatch):
    """``owner("s")`` sits at a terminal and types these keys; gives what she sees."""

    def type_(*keys):
        screen = Terminal()
        monkeypatch.setattr(sys, "stdin", Terminal("".join(f"{key}\n" for key in keys)))
        monkeypatch.setattr(sys, "stderr", screen)
        return screen

    return type_


def test_a_list_words_no_message():
    room = Room(sketch(1), sketch(2))
    table = room()
    assert [row["id"] for row in table.rows] == ["1-1", "2-1"]
    assert table.rows[0]["text"] is None
    assert room.worded == []


def test_a_document_has_every_message_with_its_link():
    show.begin(json=True)
    first, second = Room(sketch(1), sketch(2, phone=None))().rows
    assert first["text"] == "Halo Rina 1"
    assert first["link"] == "https://wa.me/6281234567890?text=Halo%20Rina%201"
    assert second["link"] is None


def test_only_a_page_of_messages_is_worded():
    show.begin(json=True, limit=2)
    room = Room(*(sketch(number) for number in range(9)))
    assert len(room().rows) == 2
    assert room.worded == ["0-1", "1-1"]


def test_the_whole_messages_are_words_and_nobody_is_a_table():
    shown = Room(sketch(1), sketch(2, phone=None))(text=True)
    assert isinstance(shown, Words)
    assert shown.text == (
        "── 1-1 · Rina 1\n\nHalo Rina 1\n\nhttps://wa.me/6281234567890?text=Halo%20Rina%201\n\n"
        "── 2-1 · Rina 2\n\nHalo Rina 2"
    )
    assert Room()(text=True).empty == "Nobody waits."


def test_those_that_are_named_are_logged_once_each_and_in_their_order():
    room = Room(sketch(1), sketch(2, choice=True), sketch(3))
    said = room(sent=["3-1", "2-1", "3-1"])
    assert room.logged == [("3-1", "Halo Rina 3"), ("2-1", "Halo Rina 2")]
    assert said.sentence == room.ledger.said == "2 messages logged as sent: Rina 3 (3-1), Rina 2 (2-1)."
    assert said.document == {"logged": ["3-1", "2-1"]}


def test_one_name_that_is_refused_stops_all_of_them():
    room = Room(sketch(1))
    with pytest.raises(Refused, match="9-1 does not wait"):
        room(sent=["1-1", "9-1"])
    assert room.logged == []


def test_all_are_logged_but_decisions_and_those_whose_day_is_still_to_come():
    room = Room(*(sketch(number) for number in range(1, 5)), sketch(5, choice=True), sketch(6, ready=False))
    said = room(all_sent=True)
    assert [word for word, _text in room.logged] == ["1-1", "2-1", "3-1", "4-1"]
    assert said.sentence.endswith("Rina 1 (1-1), Rina 2 (2-1), Rina 3 (3-1), ….")
    assert said.more == [
        "Left for you to decide: 5-1.",
        "Not logged, because the day is still to come: 6-1.",
    ]
    nobody = Room()(all_sent=True)
    assert (nobody.sentence, nobody.document) == ("Nobody waits.", {"logged": []})


def test_a_walk_takes_decisions_last_and_offers_their_keys_there_only(owner):
    screen = owner("s", "z")
    done = []
    extra = {"z": ("decide", lambda one: done.append(one.id) or True)}
    said = Room(sketch(1, choice=True), sketch(2), sketch(3, ready=False), extra=extra)(send=True)
    reminder, decision = screen.getvalue().split("1 of 1: Rina 1")
    assert "1 of 1: Rina 2" in reminder
    assert "[z] decide" not in reminder
    assert "[z] decide" in decision
    assert "Rina 3" not in screen.getvalue()
    assert done == ["1-1"]
    assert said.sentence == "Nothing was logged."
    assert said.more == ["1 skipped."]


def test_whoever_stops_is_not_asked_to_decide_either(owner):
    screen = owner("x")
    Room(sketch(1), sketch(2), sketch(3, choice=True))(send=True)
    assert "Rina 3" not in screen.getvalue()


def test_each_is_logged_at_once_and_followed_up(owner):
    owner("c", "y", "c", "y")
    after = []
    room = Room(sketch(1), sketch(2), after=after.append)
    said = room(send=True)
    assert [word for word, _text in room.logged] == ["1-1", "2-1"]
    assert [one.id for one in after] == ["1-1", "2-1"]
    assert said.document == {"logged": ["1-1", "2-1"], "skipped": 0}


def test_what_was_logged_from_another_window_meanwhile_is_not_logged_again(owner):
    screen = owner("c", "y", "c", "y")
    room = Room(sketch(1), sketch(2))
    named = room.named

    def gone_meanwhile(db, word):
        if word == "1-1":
            raise Refused("1-1 was sent already.")
        return named(db, word)

    room.audience = Audience(**{**vars(room.audience), "named": gone_meanwhile})
    said = room(send=True)
    assert "1-1 was sent already." in screen.getvalue()
    assert said.document["logged"] == ["2-1"]


def test_who_is_gone_meanwhile_is_passed_over_with_a_word(owner):
    screen = owner("c", "y", "c", "y", "g", "g")
    room = Room(sketch(1), sketch(2), sketch(3, choice=True), sketch(4, choice=True))
    named = room.named

    def gone_meanwhile(db, word):
        if word == "1-1":
            raise Missing("There is no customer 1.")
        return named(db, word)

    def give(one):
        if one.id == "3-1":
            raise Missing("There is no order 3.")
        return True

    more = {"named": gone_meanwhile, "extra": {"g": ("give back", give)}}
    room.audience = Audience(**{**vars(room.audience), **more})
    said = room(send=True)
    assert "Rina 1 is passed over. There is no customer 1." in screen.getvalue()
    assert "Rina 3 is passed over. There is no order 3." in screen.getvalue()
    assert "2 of 2: Rina 4" in screen.getvalue()
    assert said.document["logged"] == ["2-1"]


def test_a_question_comes_before_the_walk(owner):
    screen = owner("n")
    said = Room(sketch(1), question=lambda db: "Really?")(send=True)
    assert "Really?" in screen.getvalue()
    assert said.sentence == "Nothing was sent."
    assert "Rina 1" not in screen.getvalue()


def test_without_a_terminal_nothing_is_asked():
    with pytest.raises(Refused, match="needs a terminal"):
        Room(sketch(1), question=lambda db: "Really?")(send=True)
    assert Room()(send=True).empty == "Nobody waits."


@pytest.mark.parametrize("both", [{"text": True, "send": True}, {"sent": ["1-1"], "all_sent": True}])
def test_only_one_of_the_ways_is_taken(both):
    with pytest.raises(Misunderstood, match="do not go together"):
        Room(sketch(1))(**both)
