import re

import pytest

from olcrm.gift import store


@pytest.fixture
def hers(shop):
    shop("contact add Rina --phone 081234567890")
    shop("contact add Ani")
    return shop


def test_a_gift_is_noted_and_says_what_was_given_before(hers):
    said = hers("gift add rina 'mug bunga' --worth 50rb --because 'ulang tahun' --on 1/11")
    assert said.out == "Gift 1 to Rina · prospect: mug bunga.\n"
    second = hers("gift add rina dodol --received --json").json
    assert second["gift"] == {
        "id": 2,
        "contact": {"id": 1, "name": "Rina", "standing": "prospect"},
        "direction": "received",
        "what": "dodol",
        "worth": None,
        "because": None,
        "on": "2026-11-22",
    }
    assert [one["what"] for one in second["before"]] == ["mug bunga"]
    third = hers("gift add rina syal").out
    assert "Gave before: dodol, 22 Nov 2026." in third
    assert "Had before: mug bunga (Rp50.000), ulang tahun, 1 Nov 2026." in third
    assert "before" not in hers("gift add ani syal").out


def test_a_list_has_the_sums_of_each_way(hers):
    hers("gift add rina mug --worth 50rb --on 1/11")
    hers("gift add rina teko --worth 75rb")
    hers("gift add ani dodol --received")
    shown = hers("gift list")
    assert "Given: 2, worth Rp125.000." in shown.err
    assert "Received: 1." in shown.err
    assert [row["what"] for row in hers("gift list --contact rina --json").json["rows"]] == ["teko", "mug"]
    assert [row["what"] for row in hers("gift list --received --json").json["rows"]] == ["dodol"]
    found = hers("gift list --given --since 20/11 --json").json
    assert [row["what"] for row in found["rows"]] == ["teko"]
    assert found["sums"] == {"given": {"gifts": 1, "worth": 75_000}}
    assert "1 more: --all" in hers("gift list --given --limit 1", terminal=True).out


def test_a_gift_is_corrected_and_removed(hers):
    hers("gift add rina mug --worth 50rb --because ultah")
    hers("gift edit 1 --what 'mug biru' --worth - --because - --on kemarin --received")
    assert hers("gift list --plain").out.splitlines()[1] == "1\t2026-11-21\tRina\tprospect\treceived\tmug biru\t\t"
    hers("gift remove '#1'")
    assert "No gift is noted here" in hers("gift list").out + hers("gift list").err
    hers("undo --yes")
    assert len(hers("gift list --json").json["rows"]) == 1


@pytest.mark.parametrize(
    ("line", "status", "said"),
    [
        ("gift edit x --what y", 2, "“x” is no number of a gift."),
        ("gift remove 9", 3, "There is no gift 9."),
        ("gift edit 1", 2, "Nothing was said that is to change about the gift."),
        ("gift list --given --received", 2, "--given and --received do not go together."),
        ("gift add rina mug --on besok", 4, "is still to come"),
        ("gift add rina ' '", 2, "The gift is empty."),
    ],
)
def test_what_cannot_be_is_refused_with_what_can(hers, line, status, said):
    hers("gift add rina mug")
    done = hers(line)
    assert (done.status, said in done.err) == (status, True), done.err


def test_she_is_told_of_her_gifts_when_she_asks_for_her_data(hers):
    hers("gift add rina mug --worth 50rb --because ultah")
    hers("contact edit rina --lang en")
    assert "to you: mug (ultah, Rp50.000)" in hers("contact export rina").out


def test_the_gifts_of_one_customer_are_found_by_index(db):
    seen = []
    db.set_trace_callback(seen.append)
    store.before(db, 1)
    store.listed(db, contact_id=1, direction="given", limit=5)
    db.set_trace_callback(None)
    for question in {one for one in seen if one.lstrip().startswith("SELECT")}:
        for step in db.execute(f"EXPLAIN QUERY PLAN {question}").fetchall():
            assert not re.match(r"SCAN ", step["detail"]), f"{step['detail']}: {question}"


def test_a_gift_that_stays_as_it_was_leaves_nothing_to_undo(hers):
    hers("gift add rina mug --worth 50rb")
    assert hers("gift edit 1 --what mug --worth 50rb").status == 0
    assert len(hers("log rina --json").json["rows"]) == 2
