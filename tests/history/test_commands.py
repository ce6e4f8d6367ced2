"""``log``, ``undo`` and ``redo`` as the owner types them."""

import shlex

import pytest

from olcrm.history import pages

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
    assert "Touched: 1 note" in done.out
    assert "olcrm redo" in done.out
    assert "suka biru" not in told("note list").out


def test_undo_of_the_undo_does_it_again(told):
    told(UNDO)
    assert "Did change 4 again" in told("undo 5 --yes").out
    assert "suka biru" in told("note list").out


def test_redo_does_it_again_and_says_what_it_was(told):
    told(UNDO)
    done = told("redo --yes")
    assert "Did change 4 again: " in done.out
    assert "Touched: 1 note" in done.out
    assert "olcrm undo" in done.out
    assert "suka biru" in told("note list").out


def test_redo_asks_on_a_terminal_and_says_what_it_will_do_again(told):
    told(UNDO)
    done = told("redo", keys="y\n")
    assert "olcrm note add budi 'suka biru'" in done.err
    assert "Do it again?" in done.err
    assert "Did change 4 again" in done.out


def test_redo_leaves_everything_when_the_answer_is_no(told):
    told(UNDO)
    assert "Nothing was changed." in told("redo", keys="n\n").out
    assert len(rows(told)) == 5


def test_redo_without_a_terminal_names_the_option(told):
    told(UNDO)
    done = told("redo")
    assert (done.status, "--yes" in done.err, len(rows(told))) == (4, True, 5)


def test_the_json_of_a_redo_names_the_change_that_is_done_again(told):
    told(UNDO)
    trial = told("redo --dry-run --json").json
    assert (trial["kind"], trial["redoes"], trial["undoes"], trial["changed"], trial["change"]) == (
        "redo",
        4,
        5,
        False,
        None,
    )
    done = told("redo --yes --json").json
    assert (done["redoes"], done["undoes"], done["changed"], done["change"]) == (4, 5, True, 6)
    assert done["rows"] == {"note": 1}


def test_after_something_new_a_redo_says_how_to_do_it_again_all_the_same(told):
    told(UNDO)
    told("contact add Siti")
    done = told("redo --yes")
    assert done.status == 4
    assert "There is nothing to do again: since change 4 was taken back, something new was done" in done.err
    assert "olcrm redo 4" in done.err
    assert "Did change 4 again" in told("redo 4 --yes").out


def test_several_undos_and_redos_walk_back_and_forth(told):
    walked = [told(f"{word} --yes --json").json["said"][:23] for word in ["undo", "undo", "redo", "redo", "undo"]]
    assert walked == [
        "Took back change 4: Not",
        "Took back change 3: Ord",
        "Did change 3 again: Ord",
        "Did change 4 again: Not",
        "Took back change 4: Not",
    ]


def test_undo_right_after_a_restore_names_the_way_back_instead_of_an_older_change(told):
    told("backup create")
    told("contact add Siti", now="2026-11-22T12:05:00+07:00")
    copy = told("backup list --json").json["rows"][0]["file"]
    assert told(["backup", "restore", copy, "--yes"], now="2026-11-22T12:10:00+07:00").status == 0
    done = told(UNDO, now="2026-11-22T12:15:00+07:00")
    assert done.status == 4
    assert "cannot be taken back: Brought back from" in done.err
    way = done.err.split("`")[1].removeprefix("olcrm ")
    assert "replaced" in way
    assert told("contact list --plain").out.count("Siti") == 0
    assert told(f"{way} --yes").status == 0
    assert told("contact list --plain").out.count("Siti") == 1


def test_one_who_is_forgotten_stays_forgotten(told):
    assert told("contact forget budi --yes").status == 0
    assert "Change 5 cannot be taken back: " in told(UNDO).err
    done = told("undo 2 --yes")
    assert done.status == 4
    assert "Change 5 is for good" in done.err
    page = told("log show 5").out
    assert ("suka biru" in page, "note 1 · removed" in page, "1 forgotten customer" in page) == (False, False, True)
    assert told("undo 3 --yes").status == 0


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


# one change whole ------------------------------------------------------------------------------------------------


def shown(shop, number, *more):
    return shop(["log", "show", str(number), "--json", *more]).json


def fields(document, table):
    return [
        {one["field"]: (one["before"], one["after"]) for one in row["fields"]}
        for row in document["rows"]
        if row["table"] == table
    ]


def test_a_change_is_shown_field_by_field_with_whom_it_concerns(told):
    told("contact edit rina --city Solo --nickname Rin")
    told("contact edit rina --city Bogor")
    document = shown(told, 5)
    assert (document["kind"], document["change"]["id"]) == ("log.show", 5)
    (row,) = document["rows"]
    assert (row["table"], row["row"], row["did"], row["contact"], row["order"]) == ("contact", 1, "edit", 1, None)
    (edited,) = fields(document, "contact")
    assert (edited["city"], edited["nickname"]) == ((None, "Solo"), (None, "Rin"))
    assert fields(shown(told, 6), "contact") == [{"city": ("Solo", "Bogor")}]
    page = told("log show 6", terminal=True).out
    for word in ("Change 6", "customer 1 · changed", "city", "Solo", "Bogor", "Concerns", "Rina"):
        assert word in page
    assert "_key" not in told("log show 5", terminal=True).out


def test_an_added_row_shows_what_was_filled_in(told):
    (line,) = fields(shown(told, 3), "order_line")
    assert (line["name"], line["qty"], line["price"]) == ((None, "Gamis M"), (None, 2), (None, 150_000))
    assert "sku" not in line
    page = told("log show 3", terminal=True).out
    for word in ("order 1 · added", "Rp150.000", "Rina", "kept until", "24 Nov 12:00", "due of order 1 · added"):
        assert word in page
    assert "Rp0" not in page


def test_what_was_added_is_shown_as_it_was_then_though_it_was_changed_and_removed_since(told):
    told("note remove 1")
    (note,) = fields(shown(told, 4), "note")
    assert note["text"] == (None, "suka biru")
    (removed,) = fields(shown(told, 5), "note")
    assert removed["text"] == ("suka biru", None)
    assert "note 1 · removed" in told("log show 5").out
    told("order edit 1 --item '3x Gamis M @150rb'")
    told("undo --yes")
    told("undo 3 --yes")
    (line,) = fields(shown(told, 3), "order_line")
    assert line["qty"] == (None, 2)
    assert "Rina" in told("log show 3").out


def test_a_change_that_was_taken_back_says_by_which(told):
    told(UNDO)
    assert "by 5" in told("log show 4", terminal=True).out
    assert shown(told, 4)["change"]["undone_by"] == 5
    assert "Took back change 4" in told("log show 5").out


def test_the_text_of_a_private_note_stays_in_the_note(told):
    told("note add budi rahasia-sekali --private")
    done = told("log show 5")
    assert "note 2 · added" in done.out
    assert "rahasia" not in done.out.partition("note 2")[2] + told("log show 5 --csv").out
    assert "text" not in fields(shown(told, 5), "note")[0]


def test_as_a_table_each_field_is_a_line(told):
    told("contact edit rina --city Solo")
    assert told("log show 5 --csv").out.splitlines() == [
        "table,row,did,field,before,after",
        "contact,1,edit,city,,Solo",
    ]


def test_of_thousands_of_rows_the_first_few_are_shown_and_the_others_counted(told, tmp_path):
    file = tmp_path / "many.csv"
    file.write_text("name,phone\n" + "".join(f"Nama {n},08130000{n:04}\n" for n in range(60)))
    assert told(f"import contacts {file} --yes").status == 0
    page = told("log show 5", terminal=True).out
    assert "customer: 57 more; `--all` shows them." in page
    assert "60 customers" in page
    assert page.count("· added") == 3 + 3 + 1 + 3
    assert told("log show 5 --limit 2", terminal=True).out.count("· added") == 2 + 2 + 1 + 2
    assert told("log show 5 --all", terminal=True).out.count("· added") == 60 * 3 + 1
    assert len([row for row in shown(told, 5)["rows"] if row["table"] == "contact"]) == 60
    assert shown(told, 5)["counts"]["contact"] == 60


def test_of_a_change_too_large_to_read_a_few_rows_are_told_in_every_form(told, tmp_path, monkeypatch):
    monkeypatch.setattr(pages, "MANY", 50)
    file = tmp_path / "many.csv"
    file.write_text("name,phone\n" + "".join(f"Nama {n},08130000{n:04}\n" for n in range(60)))
    assert told(f"import contacts {file} --yes").status == 0
    document = shown(told, 5)
    assert len([row for row in document["rows"] if row["table"] == "contact"]) == 3
    assert document["counts"]["contact"] == 60
    assert len(shown(told, 5, "--all")["rows"]) == 181
    assert "57 more" in told("log show 5").out


def test_names_in_a_change_are_shown_harmless_and_told_exact(told):
    name = "Evil\x1b[31m [red]x[/]"
    assert told(["contact", "edit", "rina", "--name", name]).status == 0
    assert "\x1b[31m" not in told("log show 5", terminal=True).out
    assert fields(shown(told, 5), "contact")[0]["name"] == ("Rina", name)


@pytest.mark.parametrize(
    ("line", "status", "words"),
    [
        ("log show abc", 2, "is not the number of a change"),
        ("log show 99", 3, "There is no change 99"),
        ("log show", 2, "olcrm log show needs CHANGE"),
    ],
)
def test_a_change_that_is_not_there_cannot_be_shown(told, line, status, words):
    done = told(line)
    assert (done.status, words in done.err) == (status, True)


def test_a_customer_called_show_is_found_by_number_and_behind_two_dashes(shop):
    shop("contact add Show")
    shop("note add 1 halo")
    assert [row["id"] for row in rows(shop, "log 1")] == [2, 1]
    assert [row["id"] for row in shop("log --json -- show").json["rows"]] == [2, 1]


def test_the_help_of_the_log_leads_to_its_verb(shop):
    assert "olcrm log show 41" in shop("log --help").out
    assert "Usage: olcrm log show [OPTIONS] CHANGE" in shop("log show --help").out


@pytest.mark.parametrize(
    ("words", "offered"),
    [("log s", {"show", "siti"}), ("log show ", {"1", "2", "3", "4", "5"}), ("log ri", {"rina"}), ("redo 5", {"5"})],
)
def test_the_shell_completes_the_verb_of_the_log_customers_and_numbers(told, monkeypatch, capsys, words, offered):
    told("contact add Siti")
    monkeypatch.setenv("_OLCRM_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", f"olcrm {words}")
    monkeypatch.setenv("COMP_CWORD", str(len(f"olcrm {words}".split(" ")) - 1))
    assert offered <= set(told("").out.split())


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (["note", "add", "budi", "suka biru"], "olcrm note add budi 'suka biru'"),
        (["pay", "add", "1", "50.000", "--note", "café"], "olcrm pay add 1 50.000 --note café"),
        (["note", "add", "#1", "halo"], "olcrm note add '#1' halo"),
        (["note", "add", "budi", "Jum'at ya"], 'olcrm note add budi "Jum\'at ya"'),
        (["note", "add", "budi", "'$5' & \"x\""], "olcrm note add budi ''\"'\"'$5'\"'\"' & \"x\"'"),
        (["note", "add", "budi", "=x"], "olcrm note add budi '=x'"),
    ],
)
def test_what_was_typed_is_kept_so_that_a_shell_would_read_it_back(told, typed, kept):
    assert told(typed).status == 0
    newest = rows(told)[0]["command"]
    assert newest == kept
    assert shlex.split(newest) == ["olcrm", *typed]
