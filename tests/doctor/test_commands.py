"""The doctor finds what is wrong, says what to do, and touches nothing."""

import os
import sqlite3

import pytest

from olcrm.doctor import around, rules
from olcrm.ledger import door, migrations, proving, safekeep, trouble


@pytest.fixture
def told(shop):
    shop("contact add 'Rina Wati' --phone 081234567890 --nickname Rin")
    shop('order add rina "2x Gamis M @150rb"')
    shop("note add rina 'suka warna pastel'")
    return shop


def behind_its_back(path, *statements, keep=()):
    """Change the file as no olcrm does: without its triggers, which come back afterwards."""
    db = sqlite3.connect(path, isolation_level=None)
    triggers = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _text in triggers:
        db.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        db.execute(statement)
    for name, text in triggers:
        if name not in keep:
            db.execute(text)
    db.close()


def examined(shop, ledger, status):
    """What was found, by what was looked at, and that nothing was touched."""
    before = {path: path.read_bytes() for path in ledger.parent.rglob("*") if path.is_file()}
    done = shop("doctor --json")
    assert {path: path.read_bytes() for path in ledger.parent.rglob("*") if path.is_file()} == before
    assert done.status == status, done.out + done.err
    found = done.json["rows"]
    assert all(row["next"] for row in found if row["state"] != "ok")
    return {row["check"]: row for row in reversed(found)}


def test_a_ledger_in_order_is_found_in_order(told, ledger):
    found = examined(told, ledger, 0)
    assert {row["state"] for row in found.values()} == {"ok"}
    assert set(found) == set(rules.CHECKS) - {"file", "folder"}
    screen = told("doctor", terminal=True, width=100).out
    assert "The ledger is whole and in order." in screen


def test_a_new_ledger_is_in_order(shop, ledger):
    assert {row["state"] for row in examined(shop, ledger, 0).values()} == {"ok"}


@pytest.mark.parametrize(
    ("statement", "check", "words"),
    [
        ("UPDATE contact SET owed = 5", "sums", "owed of contact 1 is kept as 5 and comes to 300000"),
        ("UPDATE due SET paid = 7 WHERE id = 1", "sums", "paid of due 1 is kept as 7 and comes to 0"),
        ("UPDATE sale_order SET goods = 1", "sums", "goods of sale_order 1 is kept as 1 and comes to 300000"),
        ("UPDATE contact SET last_message_at = 'x'", "sums", "last_message_at of contact 1"),
        ("UPDATE order_line SET price = price + 1", "sums", "comes to 300002"),
        ("UPDATE contact SET name = 'Rjna Wati'", "names", "is shown as “Rjna Wati” and looked up as “rina wati”"),
        ("UPDATE note SET text = 'suka warna pastet'", "search", "note_search is not in step"),
        ("UPDATE channel SET value = '+6281234567891'", "search", "channel_search is not in step"),
        ("UPDATE due SET contact_id = 999", "links", "due 1 refers to a contact that is not there"),
        ("UPDATE change_row SET was = '{' WHERE id = 1", "history", "Row 1 of the history"),
        ("DELETE FROM change WHERE id = 2", "history", "Change 2 is missing"),
        ("DELETE FROM change WHERE id > 1", "history", "Changes 2 to 3 are missing"),
        ("UPDATE change SET undoes_id = 3 WHERE id = 2", "history", "Change 2 is said to take back change 3"),
        ("DELETE FROM change_row WHERE tbl = 'note'", "history", "note 1 is there, and no change has added it"),
        ("DELETE FROM note", "history", "note 1 is gone, and no change has removed it"),
        ("UPDATE sqlite_sequence SET seq = 0 WHERE name = 'note'", "numbers", "The numbers of note went up to 1 once"),
        ("UPDATE due SET created_on = '2026-1q-22'", "values", "created_on of due 1 is “2026-1q-22”"),
        ("UPDATE due SET created_on = '2026-02-30'", "values", "created_on of due 1 is “2026-02-30”"),
        ("UPDATE note SET noted_at = '2026-11-22T05:00:00'", "values", "noted_at of note 1"),
        ("UPDATE channel SET typed = '081234567891'", "values", "was typed as “081234567891”"),
        ("UPDATE note SET text = CAST(x'61ff62' AS TEXT)", "values", "This cannot be read"),
        ("CREATE TABLE extra (a)", "schema", "extra does not belong there"),
        ("DROP INDEX due_open", "schema", "due_open is missing"),
    ],
)
def test_what_was_not_done_by_olcrm_is_damage(told, ledger, statement, check, words):
    behind_its_back(ledger, statement)
    found = examined(told, ledger, 5)
    assert found[check]["state"] == "damage"
    assert words in found[check]["what"]


def test_a_value_that_flipped_since_the_snapshot_is_shown_with_both_values(told, ledger):
    behind_its_back(ledger, "UPDATE contact SET created_at = '2026-11-22T05:00:01+00:00'")
    row = examined(told, ledger, 5)["comparison"]
    assert row["state"] == "damage"
    assert "05:00:01" in row["what"]
    assert "05:00:00" in row["what"]


def test_a_missing_trigger_is_damage(told, ledger):
    behind_its_back(ledger, keep=("keep_paid_add",))
    assert "keep_paid_add is missing" in examined(told, ledger, 5)["schema"]["what"]


def test_a_page_of_zeros_is_damage_and_the_way_back_is_named(told, ledger):
    content = bytearray(ledger.read_bytes())
    content[8192:12288] = bytes(4096)
    ledger.write_bytes(bytes(content))
    found = examined(told, ledger, 5)
    damaged = next(row for row in found.values() if row["state"] == "damage")
    assert f"olcrm backup restore {safekeep.snapshots(ledger)[0].path.stem}`" in damaged["next"]


@pytest.mark.parametrize("kept", [1, 50, 0.5])
def test_a_ledger_that_was_cut_off_is_damage(told, ledger, kept):
    content = ledger.read_bytes()
    ledger.write_bytes(content[: -kept if kept >= 1 else int(len(content) * kept)])
    assert any(row["state"] == "damage" for row in examined(told, ledger, 5).values())


@pytest.mark.parametrize("content", [b"nama,telepon\n", b"x" * 9000, bytes(9000)])
def test_what_sqlite_cannot_read_is_damage(told, ledger, content):
    ledger.write_bytes(content)
    assert examined(told, ledger, 5)["file"]["state"] == "damage"


def test_bytes_after_the_end_are_a_warning(told, ledger):
    ledger.write_bytes(ledger.read_bytes() + b"x" * 100)
    assert "100 bytes" in examined(told, ledger, 0)["length"]["what"]


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (lambda path: path.unlink(), "There is no ledger at"),
        (lambda path: path.write_bytes(b""), "is empty; it is no ledger"),
        (lambda path: behind_its_back(path, "PRAGMA user_version = 99"), "was written by a newer olcrm"),
        (lambda path: behind_its_back(path, "PRAGMA application_id = 7"), "is not an olcrm ledger"),
    ],
)
def test_what_is_no_ledger_of_ours_is_refused(told, ledger, damage, words):
    damage(ledger)
    done = told("doctor")
    assert done.status == 5
    assert words in done.err


def test_an_older_ledger_is_a_warning(told, ledger, monkeypatch):
    steps = type(migrations.steps)("olcrm")
    for step in migrations.steps._migrations:
        steps(name=step.name)(step.fn)
    steps(name="m999_to_come")(lambda _db: None)
    monkeypatch.setattr(migrations, "steps", steps)
    monkeypatch.setattr(door, "SCHEMA", door.SCHEMA + 1)
    proving.expected.cache_clear()
    try:
        row = examined(told, ledger, 0)["schema"]
    finally:
        proving.expected.cache_clear()
    assert row["state"] == "warning"
    assert "of an older olcrm" in row["what"]


def test_a_locked_ledger_is_refused(told, ledger, monkeypatch):
    for name in ("SLICE", "FIRST_WAIT", "LAST_WAIT"):
        monkeypatch.setattr(trouble, name, 2)
    other = sqlite3.connect(ledger, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    assert told("doctor").status == 5
    other.execute("ROLLBACK")
    other.execute("BEGIN IMMEDIATE")
    assert "could not be looked at" in examined(told, ledger, 0)["search"]["what"]
    other.close()


def test_a_setting_that_cannot_be_read_is_a_warning(told, ledger):
    told("config set salutation Kak")
    behind_its_back(ledger, "UPDATE setting SET key = 'keep-new', value = 'soon'")
    (ledger.parent / "backups" / "olcrm-2026-11-22.db").unlink()
    assert examined(told, ledger, 0)["settings"]["state"] == "warning"


def test_snapshots_that_are_gone_or_damaged_are_a_warning(told, ledger):
    (snapshot,) = safekeep.snapshots(ledger)
    told("backup create")
    asked = safekeep.snapshots(ledger)[0]
    asked.path.write_bytes(b"x" * 5000)
    rows = [row for row in told("doctor --json").json["rows"] if row["check"] == "snapshots"]
    assert [row["state"] for row in rows] == ["ok", "warning"]
    assert f"The snapshot {asked.path.name} is damaged." in rows[1]["what"]
    asked.path.unlink()
    snapshot.path.unlink()
    assert examined(told, ledger, 0)["snapshots"]["what"] == "There is no snapshot."


def test_a_snapshot_of_another_history_is_a_warning(told, ledger):
    behind_its_back(ledger, "UPDATE change SET made_at = '2025-03-04T05:06:07+00:00' WHERE id = 1")
    assert "of another history" in examined(told, ledger, 0)["comparison"]["what"]


def test_odd_moments_are_a_warning(told, ledger):
    told("contact add Budi", now="2030-01-01T00:00:00+07:00")
    told("contact add Siti", now="2026-11-22T13:00:00+07:00")
    rows = [row for row in told("doctor --json").json["rows"] if row["check"] == "clock"]
    assert [row["state"] for row in rows] == ["warning", "warning"]
    assert "dated in the future" in rows[0]["what"]
    assert "before the one made before it" in rows[1]["what"]
    assert "yet to come" in examined(told, ledger, 0)["snapshots"]["what"]


@pytest.mark.skipif(os.name != "posix", reason="modes of POSIX")
def test_a_ledger_that_others_may_read_is_a_warning(told, ledger):
    ledger.chmod(0o644)
    row = examined(told, ledger, 0)["permissions"]
    assert f"chmod 600 {ledger}" in row["next"]


def test_conflicting_copies_and_synced_folders_are_warnings(told, ledger, tmp_path, monkeypatch):
    cloud = tmp_path / "Dropbox" / "olcrm.db"
    cloud.parent.mkdir()
    for name in ("olcrm.db", "olcrm (Ani's conflicted copy).db"):
        (cloud.parent / name).write_bytes(ledger.read_bytes())
        (cloud.parent / name).chmod(0o600)
    monkeypatch.setenv("OLCRM_DB", str(cloud))
    rows = [row["what"] for row in told("doctor --json").json["rows"] if row["check"] == "folder"]
    assert "Dropbox" in rows[0]
    assert "conflicted copy" in rows[1]


def test_the_doctor_speaks_indonesian(told, ledger, monkeypatch):
    monkeypatch.setenv("OLCRM_LANG", "id")
    assert told("doctor --json").json["rows"][0]["check"] == "version"


def test_what_can_be_mended_is_mended_after_a_question_and_told(told, ledger):
    behind_its_back(ledger, "UPDATE contact SET owed = 5")
    assert "olcrm doctor --repair --dry-run" in told("doctor").err
    ledger.chmod(0o644)
    trial = told("doctor --repair --dry-run --json")
    assert trial.status == 5
    assert (trial.json["changed"], trial.json["kept"]) == (False, None)
    assert trial.json["mended"] == [
        f"{ledger} is for its owner's eyes only.",
        "The sums of 1 customer were computed anew.",
    ]
    assert told("doctor --repair", keys="n\n").status == 5
    assert ledger.stat().st_mode & 0o777 == 0o644
    refused = told("doctor --repair")
    assert refused.status == 4
    assert "--yes" in refused.err
    done = told("doctor --repair", keys="y\n")
    assert done.status == 0
    assert "The sums of 1 customer were computed anew." in done.err
    assert "before-repair" in done.err
    assert "The ledger is whole and in order." in done.err
    assert told("log --json").json["rows"][0]["said"] == "Repaired: The sums of 1 customer were computed anew."


def test_what_cannot_be_mended_walks_to_the_way_back(told, ledger):
    behind_its_back(ledger, "UPDATE order_line SET price = price + 1")
    done = told("doctor --repair --yes")
    assert done.status == 5
    assert "Nothing here can be mended without losing something." in done.err
    assert "olcrm backup rescue" in done.err
    assert "olcrm backup restore" in done.out


@pytest.mark.parametrize("content", [b"x" * 9000, None])
def test_a_file_that_is_damaged_itself_is_not_touched(told, ledger, content):
    ledger.write_bytes(content or ledger.read_bytes()[:-5000])
    before = ledger.read_bytes()
    assert told("doctor --repair --yes").status == 5
    assert ledger.read_bytes() == before


def test_a_name_that_is_not_found_by_its_keys_is_found_again(told, ledger):
    behind_its_back(ledger, "UPDATE contact SET find_key = '  x'")
    assert told("doctor --repair --yes").status == 0
    assert "Rina" in told("contact show wati").out


def test_an_order_in_order_needs_no_mending(told):
    done = told("doctor --repair --yes --json")
    assert (done.status, done.json["mended"], done.json["left"]) == (0, [], [])


def test_what_flipped_before_the_newest_snapshot_is_found_in_an_older_one(told, ledger, monkeypatch):
    behind_its_back(ledger, "UPDATE contact SET created_at = '2026-11-22T05:00:01+00:00'")
    told("note add rina 'besok'", now="2026-11-23T12:00:00+07:00")
    assert [one.day.day for one in safekeep.snapshots(ledger)] == [23, 22]
    row = examined(told, ledger, 5)["comparison"]
    assert "in olcrm-2026-11-22.db it is “2026-11-22T05:00:00+00:00”" in row["what"]
    monkeypatch.setattr(around, "ENOUGH", 0)
    assert examined(told, ledger, 0)["comparison"]["state"] == "ok"
    done = told("doctor --deep --json")
    assert done.status == 5
    (row,) = [row for row in done.json["rows"] if row["state"] == "damage"]
    assert (row["check"], "olcrm-2026-11-22.db" in row["what"]) == ("comparison", True)


def test_deep_looks_through_the_older_snapshots_too(told, ledger):
    told("note add rina 'besok'", now="2026-11-23T12:00:00+07:00")
    assert "back to olcrm-2026-11-22.db" in examined(told, ledger, 0)["comparison"]["what"]
    old = safekeep.snapshots(ledger)[1].path
    old.write_bytes(b"x" * 5000)
    assert {row["state"] for row in told("doctor --json").json["rows"]} == {"ok"}
    rows = [row["what"] for row in told("doctor --deep --json").json["rows"] if row["state"] == "warning"]
    assert rows == [f"The snapshot {old.name} is damaged."]
