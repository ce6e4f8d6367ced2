"""Who somebody is, erased from an open ledger and from older files."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from olcrm.kit.errors import LedgerError
from olcrm.kit.text import folded
from olcrm.ledger import book, forgetting, forgotten, safekeep, watching
from olcrm.ledger.forgetting import Words, emptied


@pytest.mark.parametrize(
    ("command", "left"),
    [
        ("olcrm contact add 'Rina Wati' --phone 0812", "olcrm contact add …"),
        ("olcrm --db '/home/rina/x y.db' --lang id note add rina halo", "olcrm note add …"),
        ("olcrm --db=rina.db undo 12", "olcrm undo …"),
        ("olcrm contact channel add rina ig rina_w", "olcrm contact channel …"),
        ("olcrm", "olcrm …"),
        ("", "olcrm …"),
    ],
)
def test_of_a_command_the_room_and_the_verb_are_left(command, left):
    assert emptied(command) == left


def words_of(shop, look, line):
    shop(line)
    with book.reading() as db:
        return Words.of(db, look("SELECT max(id) FROM contact")[0][0])


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("titip ke rina ya", True),
        ("Réna", False),
        ("RÍNA!", True),
        ("karina", False),
        ("wa 62812-3456 7890", True),
        ("0812 3456 7890", True),
        ("@Rina_W", True),
        ("rp 812.345", False),
        ("ri ikut", True),
        ("hari ini", False),
    ],
)
def test_she_is_found_by_any_part_of_her_name_any_spelling_of_her_number_and_her_handles(shop, look, text, means):
    found = words_of(shop, look, "contact add 'Rina Wati' --phone 0812-3456-7890 --ig rina_w --nickname Ri")
    assert bool(found.parts.search(folded(text))) == means


# Columns of tables about a customer that hold no words about her: numbers and goods, and words of a fixed list.
WORDLESS = {
    "contact": {"name_key", "nickname_key", "find_key", "name"},  # put in the place of what was there
    "sale_order": {"closed_as"},
    "order_line": {"sku", "name"},  # goods are kept as they are called, and looked at one by one
    "due": {"kind"},
    "payment": {"kind"},
    "request": {"kind"},
    "bank_line": {"bank", "fingerprint"},
    "import_row": {"fingerprint"},
    "complaint": {"kind"},
    "claim": {"wants", "reason", "decision"},
}


def test_every_text_about_a_customer_goes_or_is_searched_for_her_name(db):
    left = []
    for table in watching.tables(db):
        columns = watching.facts(db, table)
        hers, _order = watching.concerns(table, columns, table)
        if table in (*forgetting.PERSONAL, "forgotten") or hers == "NULL":
            continue
        nameless = forgetting._NAMELESS if table == "contact" else {}
        seen = {*forgetting.BLANKED.get(table, ()), *forgetting.SEARCHED.get(table, ()), *WORDLESS.get(table, ())}
        for name, kind in db.execute("SELECT name, type FROM pragma_table_info(?)", (table,)).fetchall():
            day = name.endswith(("_on", "_at", "_until")) or name == "keep_until"
            if kind == "TEXT" and name in columns and not day and name not in seen | set(nameless):
                left.append(f"{table}.{name}")
    assert left == []


@given(st.text(max_size=60), st.text(max_size=60))
def test_whatever_stands_around_her_name_is_left_as_it_is(before, after):
    name = re.compile(r"(?<!\w)zubaidah(?!\w)")
    found = Words(re.compile("(?!)"), name)
    assert not name.search(folded(forgetting.without(f"{before} Zubaidah {after}", found)))
    if not name.search(folded(before)):
        assert forgetting.without(before, found) == before


def test_what_came_in_with_a_file_of_many_is_forgotten_and_the_history_stays_whole(shop, tmp_path, look):
    rows = "\n".join(f"Orang {number},08131111{number:04}" for number in range(1, 6))
    (tmp_path / "semua.csv").write_text(f"nama,hp\n{rows}\n")
    assert shop(f"import contacts {tmp_path}/semua.csv --yes").status == 0
    assert shop("contact forget 3 --yes --from-backups").status == 0
    assert look("SELECT count(*) FROM channel")[0][0] == 4
    assert shop("doctor").status == 0
    again = shop(f"import contacts {tmp_path}/semua.csv --yes")
    assert again.status == 0
    assert look("SELECT count(*) FROM contact")[0][0] == 5


def test_what_was_undone_before_is_forgotten_too_and_stays_whole(shop, look):
    shop("contact add Rina")
    for line in ("note add 1 pertama", "contact address add 1 'Jl. Mawar 5'", "order add 1 'Gamis @100rb'"):
        shop(line)
        assert shop("undo --yes").status == 0
    shop("contact forget 1 --yes --from-backups")
    assert shop("doctor").status == 0
    for (number,) in look("SELECT id FROM change"):
        assert shop(f"log show {number}").status == 0
        assert shop(f"undo {number} --yes").status in (0, 3, 4)
        assert shop(f"redo {number} --yes").status in (0, 3, 4)
    assert shop("doctor").status == 0
    assert look("SELECT count(*) FROM note") == look("SELECT count(*) FROM address") == [(0,)]


def test_a_digit_that_flips_on_her_money_afterwards_is_still_found(shop, ledger, look):
    import sqlite3

    shop("contact add Rina")
    shop("order add 1 'Gamis @100rb'")
    shop("pay add 1 50rb")
    shop("contact forget 1 --yes --from-backups")
    shop("backup create")
    assert shop("doctor").status == 0
    db = sqlite3.connect(ledger)
    (sql,) = db.execute("SELECT sql FROM sqlite_master WHERE name = 'history_payment_edit'").fetchone()
    db.execute("DROP TRIGGER history_payment_edit")
    db.execute("UPDATE payment SET paid_on = '2026-11-02'")
    db.execute(sql)
    db.commit()
    db.close()
    found = shop("doctor --json").json
    assert any("2026-11-02" in row["what"] for row in found["rows"] if row["state"] == "damage")


def test_the_last_daily_copy_goes_when_thinning_takes_it():
    days, today = [date(2026, 11, 22), date(2026, 11, 21)], date(2026, 11, 22)
    last = forgotten.last_day(days, today)
    kept = set(days)
    day = today
    while day < last:
        assert kept & set(days)
        day = date.fromordinal(day.toordinal() + 1)
        kept = (kept | {day}) - safekeep.to_drop([*kept, day], day)
    assert not kept & set(days)
    assert forgotten.last_day([], today) is None


def test_a_damaged_copy_is_left_as_it_is_and_named(shop, ledger):
    shop("contact add Rina")
    shop("backup create")
    (copy,) = [one.path for one in safekeep.snapshots(ledger) if one.reason == "asked"]
    whole = copy.read_bytes()
    copy.write_bytes(whole[:5000])
    done = shop("contact forget 1 --yes --from-backups")
    assert f"This backup could not be made to forget: {copy.name}" in done.out
    assert copy.read_bytes() == whole[:5000]
    with pytest.raises(LedgerError):
        forgotten.forget_in(copy, [])


def test_a_forgetting_that_was_cut_short_is_found_and_finished(shop, ledger, monkeypatch):
    shop("contact add Rina")
    with monkeypatch.context() as patch:
        patch.setattr(forgotten, "scrub", lambda _file: (_ for _ in ()).throw(KeyboardInterrupt))
        assert shop("contact forget 1 --yes").status == 130
    found = shop("doctor --json").json
    (row,) = [row for row in found["rows"] if row["check"] == "forgotten"]
    assert "Customer 1 was forgotten, and it was not seen to" in row["what"]
    assert (row["state"], "`olcrm contact forget 1`" in row["next"]) == ("warning", True)
    assert shop("contact forget 1").status == 0
    (row,) = [row for row in shop("doctor --json").json["rows"] if row["check"] == "forgotten"]
    assert row["state"] == "ok"


def test_a_copy_brought_back_elsewhere_brings_the_list_along(shop, ledger, tmp_path, monkeypatch):
    shop("contact add Rina")
    shop("contact forget 1 --yes")
    shop(f"backup create --to {tmp_path}/copy.db")
    monkeypatch.setenv("OLCRM_DB", str(tmp_path / "new" / "olcrm.db"))
    assert shop(f"backup restore {tmp_path}/copy.db --yes").status == 0
    assert (tmp_path / "new" / "backups" / "olcrm-forgotten.json").exists()


def test_copies_of_many_days_agree_with_the_ledger_after_all_have_forgotten(shop):
    days = [f"2026-11-{day}T10:00:00+07:00" for day in (20, 21, 22)]
    shop("contact add Rina --city Bandung", now=days[0])
    shop("order add 1 'Gamis @100rb'", now=days[0])
    shop("contact edit 1 --name 'Rina W' --city ''", now=days[0])
    shop("order edit 1 --note 'titip Bu Tini'", now=days[1])
    shop("remind snooze 1 30/11 --because 'anaknya sakit'", now=days[1])
    shop("pay add 1 100rb", now=days[1])
    shop("due add 1 50rb 'bolu Bu Tini'", now=days[1])
    shop("note add 1 pertama", now=days[2])
    shop("order cancel 1 --because 'tidak jadi'", now=days[2])
    shop("contact forget 1 --yes --from-backups")
    found = shop("doctor --deep --json")
    assert found.status == 0, [row for row in found.json["rows"] if row["state"] != "ok"]
