"""The owner types about remarks."""

import pytest


@pytest.fixture
def market(shop):
    assert shop('contact add "Rina Wati" --phone 081234567890').status == 0
    assert shop('order add rina "2x Gamis M @150rb"').status == 0
    return shop


def test_a_note_on_a_customer_is_kept(market):
    said = market("note add rina 'suka warna pastel'")
    assert said.out == "Note 1 kept on Rina Wati · prospect.\n"
    note = market("note add rina 'alergi wol' --json").json["note"]
    assert (note["id"], note["text"], note["private"], note["order"]) == (2, "alergi wol", False, None)
    assert note["contact"] == {"id": 1, "name": "Rina Wati", "standing": "prospect"}


def test_a_note_on_an_order_belongs_to_its_customer(market):
    said = market(["note", "add", "#1", "minta dibungkus kado"])
    assert said.out == "Note 1 kept on order 1 of Rina Wati · prospect.\n"
    (row,) = market(["note", "list", "#1", "--json"]).json["rows"]
    assert (row["order"], row["contact"]["id"]) == (1, 1)
    assert len(market("note list rina --json").json["rows"]) == 1


def test_a_number_alone_is_a_customer_and_not_an_order(market):
    market("contact add Sari")
    assert market("note add 2 halo --json").json["note"]["contact"]["name"] == "Sari"


def test_a_private_note_is_marked_on_the_screen(market):
    said = market("note add rina 'ibunya sakit' --private")
    assert said.out.splitlines()[1] == "It is private and stays on this screen."
    market("note add rina 'suka pastel'")
    lines = market("note list --plain").out.splitlines()
    assert [("private" in line) for line in lines[1:]] == [False, True]
    assert [row["text"] for row in market("note list --private --json").json["rows"]] == ["ibunya sakit"]
    assert "private" in market("note show 1").out


def test_a_private_note_is_in_no_message(market):
    market("note add rina 'ibunya sakit' --private")
    for name in ("remind-1", "remind-2", "release", "invoice", "birthday", "thanks-paid", "due-1", "statement"):
        shown = market(f"template preview {name} rina")
        assert (shown.status, "ibunya" in shown.out) == (0, False), name


def test_the_log_does_not_repeat_a_note(market, look):
    market("note add rina 'ibunya sakit' --private")
    (said,) = look("SELECT said FROM change ORDER BY id DESC LIMIT 1")[0]
    assert said == "Note 1 kept on Rina Wati · prospect."


def test_notes_are_found_by_words(market):
    market("note add rina 'suka warna pastel'")
    market("note add rina 'alergi wol'")
    assert [row["id"] for row in market("note find warna past --json").json["rows"]] == [1]
    nothing = market("note find '!!'")
    assert (nothing.status, nothing.out) == (0, "No note has these words.\n")


def test_a_full_page_says_that_there_are_more(market):
    for number in range(3):
        market(f"note add rina 'catatan {number}'")
    page = market("note list --limit 2 --plain")
    assert "There are more: give --all to see them." in page.err
    assert "There are more" not in market("note list --limit 3 --plain").err
    assert len(market("note find catatan --limit 2 --json").json["rows"]) == 2


def test_a_note_is_shown_whole(market):
    market(["note", "add", "rina", "baris satu\nbaris dua"])
    shown = market("note show 1")
    assert "baris satu\nbaris dua" in shown.out
    assert market("note show 1 --json").json["note"]["text"] == "baris satu\nbaris dua"


def test_a_note_is_removed_and_can_be_brought_back(market, look):
    market("note add rina 'suka pastel'")
    said = market("note remove 1")
    assert said.out == "Note 1 removed from Rina Wati · prospect.\n"
    assert market("note list").out == "There is no note here yet.\n"
    assert market("note remove 1").status == 3
    market("undo --yes")
    assert look("SELECT text FROM note") == [("suka pastel",)]
    assert market("note find pastel --json").json["rows"][0]["id"] == 1


@pytest.mark.parametrize(
    ("line", "status", "words"),
    [
        (["note", "add", "rina", ""], 2, "The note is empty."),
        (["note", "add", "rina", "x" * 10_001], 2, "nothing was cut or saved"),
        (["note", "add", "rina", "a\0b"], 2, "holds a character that cannot be kept"),
        (["note", "add", "nobody", "halo"], 3, "Nobody here is called"),
        (["note", "add", "#9", "halo"], 3, "There is no order 9."),
        (["note", "add", "#x", "halo"], 2, "“#x” is not an order number."),
        (["note", "list", "#9"], 3, "There is no order 9."),
        (["note", "show", "9"], 3, "There is no note 9."),
        (["note", "remove", "9x"], 2, "“9x” is not the number of a note."),
        (["note", "find", ""], 2, "The text is empty."),
    ],
)
def test_what_cannot_be_is_refused(market, look, line, status, words):
    refused = market(line)
    assert (refused.status, refused.out) == (status, "")
    assert words in refused.err
    assert look("SELECT count(*) FROM note") == [(0,)]
