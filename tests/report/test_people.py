"""What each person did who serves."""

import pytest


@pytest.fixture
def served(shop):
    shop("contact add Rina --by Sari")
    shop("order add rina 'Tas @150rb' --dp 50rb --by Sari")
    shop("order add rina 'Topi @50rb' --by dewi")
    shop("pay add 2 50rb --by sari")
    shop("message add rina 'Sudah dikirim ya' --by dewi")
    shop("order add rina 'Topi @50rb'")
    return shop


def rows(run, words=""):
    return {row["name"]: row for row in run(f"report people {words} --json").json["rows"]}


def test_each_is_counted_with_what_she_did_whatever_the_capitals(served):
    found = rows(served)
    assert found == {
        "dewi": {"name": "dewi", "orders": 1, "money": 0, "answers": 0, "messages": 1, "complaints": 0},
        "Sari": {"name": "Sari", "orders": 1, "money": 100_000, "answers": 0, "messages": 0, "complaints": 0},
    }


def test_what_was_taken_back_does_not_count(served):
    served("order add rina 'Tas @1jt' --by dewi")
    served("undo --yes")
    served("pay add 1 10rb --by dewi")
    served("undo --yes --by sari")
    assert rows(served)["dewi"]["orders"] == 1
    assert rows(served)["dewi"]["money"] == 0


def test_only_the_days_asked_for_are_counted(served, monkeypatch):
    monkeypatch.setenv("OLCRM_NOW", "2026-12-01T00:30:00+07:00")  # still November in UTC
    served("order add rina 'Tas @150rb' --by dewi")
    assert rows(served, "--since 1/12/2026")["dewi"]["orders"] == 1
    assert rows(served, "--until 30/11/2026")["dewi"]["orders"] == 1
    assert rows(served, "--since 23/11/2026 --until 30/11/2026") == {}


def test_whoever_closes_a_complaint_and_not_who_only_wrote_to_it_has_closed_it(served):
    served("complaint add rina late 'belum sampai' --by Sari")
    served("complaint update 1 --next besok --by Sari")
    served("complaint close 1 --outcome refund --cause 'kurir lambat' --by dewi")
    found = rows(served)
    assert (found["Sari"]["complaints"], found["dewi"]["complaints"]) == (0, 1)


def test_whoever_answers_a_question_is_counted(served):
    served("ask add rina 'ready ukuran M?' --by Sari")
    served("ask answer 1 'ready kak' --by dewi")
    assert rows(served)["dewi"]["answers"] == 1


def test_where_nobody_was_named_it_says_how(shop):
    assert "$OLCRM_BY" in shop("report people").err + shop("report people").out
