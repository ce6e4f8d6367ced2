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


@pytest.mark.parametrize(
    ("line", "status", "words"),
    [
        ("config set promise.buffer -1", 2, "is not a whole number from 0 to 100."),
        ("config set errand.fee gratis", 2, "is not an amount"),
    ],
)
def test_what_cannot_be_a_setting_is_refused(shop, line, status, words):
    done = shop(line.replace(" -1", " -- -1"))
    assert (done.status, words in done.err) == (status, True), done.err
