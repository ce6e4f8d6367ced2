import json

import pytest

from olcrm.note import journal

SECRET = "capek-sekali-hari-ini"


@pytest.fixture
def diary(shop):
    shop("contact add Rina --phone 081234567890")
    said = shop(["note", "add", "--journal", f"{SECRET} tapi semua terkirim"])
    assert said.out.splitlines() == [
        "Page 1 of the journal written.",
        "It stays here: in no message, no report and no export.",
    ]
    return shop


def test_the_journal_is_read_whole_the_latest_first(diary):
    diary("note add --journal halaman dua")
    rows = diary("note list --journal --json").json["rows"]
    assert [(row["id"], row["text"]) for row in rows] == [
        (2, "halaman dua"),
        (1, f"{SECRET} tapi semua terkirim"),
    ]
    assert [row["id"] for row in diary("note find TERKIRIM semua --journal --json").json["rows"]] == [1]
    assert len(diary("note list --journal --limit 1 --json").json["rows"]) == 1
    assert diary("note list --json").json["rows"] == []


def test_the_journal_stays_out_of_everything_else(diary, tmp_path, look):
    diary(["note", "remove", "1", "--journal"])
    diary("undo --yes")
    (last,) = look("SELECT max(id) FROM change")[0]
    for line in (
        *("log --all", "log --json", "today", "contact show rina --all", "contact find capek", "note find capek"),
        *("contact export rina --json", "report month", "contact show rina --json", "note list", "contact list --json"),
        *(f"log show {number} --json" for number in range(1, last + 1)),
        *(f"log show {number}" for number in range(1, last + 1)),
    ):
        done = diary(line)
        assert SECRET not in done.out + done.err, line
    assert not [row for row in look("SELECT command, said FROM change") if SECRET in json.dumps(row)]


@pytest.mark.parametrize(
    ("line", "status", "said"),
    [
        ("note add rina", 2, "There is no remark on “rina”."),
        ("note list rina --journal", 2, "The journal is about nobody."),
        ("note remove x --journal", 2, "“x” is not the number of a page."),
        ("note remove 9 --journal", 3, "There is no page 9 in the journal."),
    ],
)
def test_what_cannot_be_is_refused_with_what_can(diary, line, status, said):
    done = diary(line)
    assert (done.status, said in done.err) == (status, True), done.err


def test_the_latest_pages_are_found_along_their_numbers(db):
    steps = db.execute(f"EXPLAIN QUERY PLAN {journal.LATEST}", (5,)).fetchall()
    assert "TEMP B-TREE" not in " ".join(step["detail"] for step in steps)
