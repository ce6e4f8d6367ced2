"""``olcrm config``."""

import pytest


def test_a_setting_is_changed_shown_and_dropped(shop):
    assert shop("config get keep-new --json").json["value"] == "48h"
    assert "keep-new is now 24h" in shop("config set keep-new 24h").out
    assert shop("config get keep-new --json").json == {
        "olcrm": 1, "kind": "config.get", "key": "keep-new", "value": "24h", "own": True,
    }  # fmt: skip
    assert "back to its standard, 48h" in shop(["config", "set", "keep-new", ""]).out
    assert shop("config get keep-new --json").json["own"] is False


def test_a_preset_shows_in_the_list(shop):
    shop("config set preset ketat")
    rows = {row["key"]: row for row in shop("config list --json").json["rows"]}
    assert rows["keep-new"]["value"] == "12h"
    assert rows["preset"]["own"] is True


def test_the_answer_to_a_change_of_language_is_in_the_new_one(shop):
    assert "sekarang" in shop("config set language id").out


def test_an_unknown_setting_is_answered_with_near_ones(shop):
    result = shop("config set kep-new 24h")
    assert result.status == 2
    assert "There is no setting" in result.err
    assert "keep-new" in result.err


def test_a_value_that_cannot_be_is_refused_and_nothing_changes(shop):
    result = shop("config set language fr")
    assert (result.status, result.out) == (2, "")
    assert "is not one of" in result.err
    assert shop("config get language --json").json["own"] is False


def test_accounts_are_added_listed_and_removed(shop):
    assert shop('config account add "BCA 1234567890 a.n. Ani"').out == (
        "Customers can pay to BCA 1234567890 a.n. Ani.\n"
    )
    shop('config account add "BCA 1234567890 a.n. Ani Wijaya"')
    assert shop("config account list --json").json["rows"] == [
        {"bank": "BCA", "number": "1234567890", "holder": "Ani Wijaya"}
    ]
    assert shop("config account remove 1234567890").status == 0
    assert "There is no account yet" in shop("config account list").out
    missing = shop("config account remove 1234567890")
    assert (missing.status, missing.out) == (3, "")
    assert "There is no account 1234567890" in missing.err


def test_an_account_without_a_number_is_refused(shop):
    result = shop("config account add BCA")
    assert result.status == 2
    assert "is no account" in result.err


def test_a_closure_is_noted_listed_and_taken_out(shop):
    said = shop("config closure add 24/12 2/1 --because Natal")
    assert said.out == "The shop is closed: 24 Dec–2 Jan (Natal).\n"
    assert shop("config closure add besok --json").json["closure"] == {
        "id": 2,
        "from_on": "2026-11-23",
        "until_on": "2026-11-23",
        "days": 1,
        "because": None,
    }
    assert [row["id"] for row in shop("config closure list --json").json["rows"]] == [2, 1]
    later = "2026-12-30T12:00:00+07:00"
    assert [row["id"] for row in shop("config closure list --json", now=later).json["rows"]] == [1]
    assert [row["id"] for row in shop("config closure list --past --json").json["rows"]] == [2, 1]
    assert "The shop is not closed after all: 24 Dec–2 Jan (Natal)." in shop("config closure remove 1").out
    assert "is not closed for a while" in shop("config closure list").out


def test_a_closure_names_the_promises_that_fall_into_it(shop):
    shop("contact add Rina")
    for day in ("23/12", "24/12", "3/1"):
        shop(f"order add rina 'Gamis @150rb' --promise {day}")
    shop("order add rina 'Gamis @150rb' --promise 25/12")
    shop("order status 4 shipped")
    said = shop("config closure add 24/12 2/1")
    assert said.out.splitlines()[1:] == [
        "Order 2 of Rina is promised for 24 Dec.",
        "To put one off until the shop is open again: `olcrm order promise 2 2027-01-03`.",
    ]
    assert shop("order promise 2 2027-01-03").out.startswith("Order 2 is promised for Sun 3 Jan 2027.")


@pytest.mark.parametrize(
    ("line", "status", "words"),
    [
        ("config closure add 24/12 2/1", 4, "That closure is there already, as number 1."),
        ("config closure add 5/12 4/12/2026", 4, "4 Dec 2026 comes before 5 Dec 2026."),
        ("config closure add 1/1/2027 1/1/2029", 4, "732 days are more than one closure can be."),
        ("config closure add kapan", 2, "is not a day that can be read"),
        ("config closure remove natal", 2, "“natal” is no number of a closure."),
        ("config closure remove 7", 3, "There is no closure 7."),
        ("config set promise.buffer -1", 2, "is not a whole number from 0 to 100."),
        ("config set errand.fee gratis", 2, "is not an amount"),
    ],
)
def test_what_cannot_be_a_closure_or_a_setting_is_refused(shop, line, status, words):
    shop("config closure add 24/12 2/1")
    done = shop(line.replace(" -1", " -- -1"))
    assert (done.status, words in done.err) == (status, True), done.err
