"""Who did what, where more than one person serves."""

import pytest


@pytest.fixture
def served(shop):
    shop("contact add Rina --by Sari")
    shop("order add rina 'Tas @150rb'")
    shop("order add rina 'Topi @50rb' --by dewi")
    return shop


def test_the_history_keeps_who_did_it_and_nothing_where_nobody_was_named(served):
    rows = served("log --json").json["rows"]
    assert [row["served_by"] for row in rows][:3] == ["dewi", None, "Sari"]


def test_the_log_of_one_person_is_found_whatever_the_capitals(served):
    rows = served("log --by SARI --json").json["rows"]
    assert [row["command"] for row in rows] == ["olcrm contact add Rina --by Sari"]
    assert [row["served_by"] for row in served("log rina --by dewi --json").json["rows"]] == ["dewi"]
    assert served("log --by nobody --json").json["rows"] == []


def test_one_change_says_who_did_it(served):
    number = served("log --by dewi --json").json["rows"][0]["id"]
    assert "Served by\tdewi" in served(f"log show {number}").out
    assert served(f"log show {number} --json").json["change"]["served_by"] == "dewi"


def test_the_environment_names_her_for_a_whole_day_and_what_is_typed_comes_before_it(shop, monkeypatch):
    monkeypatch.setenv("OLCRM_BY", "Sari")
    shop("contact add Rina")
    shop("contact add Siti --by Dewi")
    shop("contact add Ani --by ''")
    rows = shop("log --limit 3 --json").json["rows"]
    assert [row["served_by"] for row in rows] == [None, "Dewi", "Sari"]


def test_a_name_that_cannot_be_kept_is_refused_and_nothing_is_written(shop, monkeypatch):
    monkeypatch.setenv("OLCRM_BY", "a\udc80")
    done = shop("contact add Rina")
    assert (done.status, "The name of who serves" in done.err) == (2, True)


def test_a_day_that_is_called_by_stays_a_day_and_the_name_is_said_otherwise(served):
    assert served("due add rina 50rb pulsa --by 1/12 --served-by Sari").status == 0
    row = served("log --limit 1 --json").json["rows"][0]
    assert row["served_by"] == "Sari"
    assert "2026-12-01" in [due["due_on"] for due in served("due list --json").json["rows"]]


def test_what_was_sent_from_a_list_has_its_sender_too(served, monkeypatch):
    monkeypatch.setenv("OLCRM_NOW", "2026-11-24T13:00:00+07:00")
    served("remind unpaid --sent 1-1 --by Sari")
    row = served("log --limit 1 --json").json["rows"][0]
    assert row["served_by"] == "Sari"


def test_nothing_is_kept_of_what_was_only_tried(served):
    before = served("log --json").json["rows"]
    served("order add rina 'Tas @150rb' --dry-run --by Sari")
    assert served("log --json").json["rows"] == before


def test_lists_that_note_nothing_take_no_name(served):
    assert served("contact list --by Sari").status == 2
    assert served("report sales --by product").status == 0
