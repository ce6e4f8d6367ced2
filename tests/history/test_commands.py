"""``log`` and ``undo`` as the owner types them."""

import pytest

UNDO = "undo --yes"


@pytest.fixture
def told(shop):
    """A shop in which a few things were done."""
    shop("contact add Rina --phone 081234567890")
    shop("contact add Budi")
    shop('order add rina "2x Gamis M @150rb"')
    shop("note add budi 'suka biru'")
    return shop


def rows(shop, line="log"):
    return shop(f"{line} --json").json["rows"]


def test_the_log_shows_the_newest_first_with_what_was_typed_and_done(told):
    found = rows(told)
    assert [row["id"] for row in found] == [4, 3, 2, 1]
    newest = found[0]
    assert newest["command"] == "olcrm note add budi 'suka biru'"
    assert "Budi" in newest["said"]
    assert newest["at"] == "2026-11-22T12:00:00+07:00"
    assert (newest["undoes"], newest["undone_by"]) == (None, None)


def test_the_log_of_a_customer_or_an_order_holds_only_theirs(told):
    assert [row["id"] for row in rows(told, "log rina")] == [3, 1]
    assert [row["id"] for row in rows(told, "log 2")] == [4, 2]
    assert [row["id"] for row in rows(told, "log '#1'")] == rows_of_order(told) == [3]


def rows_of_order(shop):
    return [row["id"] for row in rows(shop, "log order:1")]


def test_the_log_can_be_cut_short(told):
    assert [row["id"] for row in told("log --limit 2 --json").json["rows"]] == [4, 3]


def test_the_log_of_one_who_was_taken_back_is_found_by_number(told):
    told("undo 4 --yes")
    told("undo 2 --yes")
    assert told("log budi").status == 3
    assert [row["id"] for row in rows(told, "log 2")] == [6, 5, 4, 2]
    told("undo 3 --yes")
    assert [row["id"] for row in rows(told, "log '#1'")] == [7, 3]


def test_the_log_marks_what_was_taken_back(told):
    told(UNDO)
    assert [(row["id"], row["undoes"], row["undone_by"]) for row in rows(told)][:2] == [(5, 4, None), (4, None, 5)]
    assert "by 5" in told("log", terminal=True, width=120).out


@pytest.mark.parametrize(("line", "status"), [("log nobody", 3), ("log '#99'", 3), ("log '#x'", 2), ("log 99", 3)])
def test_a_log_of_nothing_known_says_so(told, line, status):
    assert told(line).status == status


def test_an_empty_log_says_so(shop):
    assert "Nothing was written down yet" in shop("log").out


def test_undo_takes_the_last_change_back_and_says_what_it_was(told):
    done = told(UNDO)
    assert done.status == 0
    assert "Took back change 4" in done.out
    assert "notes 1" in done.out
    assert "olcrm undo 5" in done.out
    assert "suka biru" not in told("note list").out


def test_undo_of_the_undo_does_it_again(told):
    told(UNDO)
    assert "Did change 4 again" in told("undo 5 --yes").out
    assert "suka biru" in told("note list").out


def test_undo_asks_on_a_terminal_and_says_what_it_will_take_back(told):
    done = told("undo", keys="y\n")
    assert done.status == 0
    assert "olcrm note add budi 'suka biru'" in done.err
    assert "22 Nov" in done.err
    assert "Took back change 4" in done.out


def test_undo_leaves_everything_when_the_answer_is_no(told):
    done = told("undo", keys="n\n")
    assert (done.status, "Nothing was changed." in done.out) == (0, True)
    assert len(rows(told)) == 4


def test_undo_without_a_terminal_names_the_option(told):
    done = told("undo")
    assert done.status == 4
    assert "--yes" in done.err
    assert len(rows(told)) == 4


def test_a_dry_run_says_what_would_be_and_changes_nothing(told):
    done = told("undo 3 --dry-run --json")
    assert done.json["kind"] == "undo"
    assert (done.json["undoes"], done.json["changed"]) == (3, False)
    assert done.json["rows"]["sale_order"] == 1
    assert len(rows(told)) == 4


def test_the_json_of_an_undo_names_both_changes(told):
    document = told("undo --yes --json").json
    assert (document["undoes"], document["change"], document["rows"]) == (4, 5, {"note": 1})


def test_undo_refuses_what_later_changes_build_on(told):
    told("pay add 1 50rb")
    done = told("undo 3 --yes --json")
    assert (done.status, done.error["code"]) == (4, "refused")
    assert "cannot be taken back while later ones build on it: 5" in done.error["message"]


@pytest.mark.parametrize(
    ("line", "status", "words"),
    [
        ("undo abc --yes", 2, "is not the number of a change"),
        ("undo -- -1", 2, "is not the number of a change"),
        ("undo 99 --yes", 3, "There is no change 99"),
    ],
)
def test_a_number_that_is_none_is_refused(told, line, status, words):
    done = told(line)
    assert done.status == status
    assert words in done.err


def test_undo_in_a_new_ledger_has_nothing_to_take_back(shop):
    done = shop(UNDO)
    assert done.status == 4
    assert "There is nothing to take back" in done.err
