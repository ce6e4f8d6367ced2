"""The owner types about what was said."""

import pytest


@pytest.fixture
def market(shop):
    assert shop('contact add "Rina Wati" --phone 081234567890').status == 0
    assert shop("contact add Sari").status == 0
    assert shop('order add rina "2x Gamis M @150rb"').status == 0
    return shop


def test_a_talk_is_noted(market):
    said = market("message add rina 'minta waktu sampai jumat'")
    assert said.out == "Noted a talk with Rina Wati · prospect.\n"
    assert market("contact show rina --json").json["contact"]["last_contact"] == "2026-11-22T12:00:00+07:00"


def test_a_talk_is_answered_as_a_document(market):
    message = market("message add rina 'sudah tf ya kak' --in --order 1 --json").json["message"]
    assert (message["direction"], message["purpose"], message["order"]) == ("in", "talk", 1)
    assert (message["text"], message["at"]) == ("sudah tf ya kak", "2026-11-22T12:00:00+07:00")
    assert message["contact"]["name"] == "Rina Wati"


def test_who_wrote_today_is_not_reminded_today(market):
    later = "2026-11-24T11:00:00+07:00"
    assert len(market("remind unpaid --json", now=later).json["rows"]) == 1
    assert market("message add rina 'sudah tf ya kak' --in").out == (
        "Noted that a message came from Rina Wati · prospect.\n"
    )
    assert market("remind unpaid --json").json["rows"] == []
    assert len(market("remind unpaid --json", now="2026-11-25T11:01:00+07:00").json["rows"]) == 1


def test_an_earlier_talk_is_noted_at_noon_of_its_day(market):
    message = market("message add rina halo --on kemarin --json").json["message"]
    assert message["at"] == "2026-11-21T12:00:00+07:00"


def test_what_was_said_is_listed_the_latest_first(market):
    market("message add rina halo --on kemarin")
    market("message add rina 'ya kak' --in")
    rows = market("message list rina --json").json["rows"]
    assert [row["text"] for row in rows] == ["ya kak", "halo"]
    plain = market("message list rina --plain").out
    assert "customer" in plain
    assert "shop" in plain
    assert len(market("message list rina --limit 1 --json").json["rows"]) == 1


def test_what_it_was_for_is_said_in_words(market):
    market("message add rina halo")
    assert "\tpercakapan\t" in market("--lang id message list rina --plain").out


def test_nothing_said_is_a_sentence(market):
    assert market("message list rina").out == "Nothing has been said to or by Rina Wati · prospect yet.\n"


@pytest.mark.parametrize(
    ("line", "status", "words"),
    [
        ("message add rina ''", 2, "The message is empty."),
        ("message add nobody halo", 3, "Nobody here is called"),
        ("message add rina halo --order 9", 3, "There is no order 9."),
        ("message add sari halo --order 1", 4, "Order 1 is not an order of Sari."),
        ("message add rina halo --on besok", 4, "23 Nov 2026 is still to come."),
        ("message add rina halo --on 31/2", 2, "There is no such day"),
        ("message list nobody", 3, "Nobody here is called"),
    ],
)
def test_what_cannot_be_is_refused(market, look, line, status, words):
    refused = market(line)
    assert (refused.status, refused.out) == (status, "")
    assert words in refused.err
    assert look("SELECT count(*) FROM message") == [(0,)]
