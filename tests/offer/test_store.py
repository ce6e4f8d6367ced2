"""What is asked of a growing ledger, and how."""

from olcrm.contact import willing


def plan(db, question, **values):
    return [row["detail"] for row in db.execute(f"EXPLAIN QUERY PLAN {question}", values).fetchall()]


def test_each_person_is_looked_at_by_index(db):
    told = plan(db, willing._FACTS, today="", day="", to_utc="", month="", first="", last="", ids="[1]")
    assert not [line for line in told if line.startswith("SCAN") and not line.startswith("SCAN one ")], told


def test_whom_to_ask_is_found_along_what_they_spent(db):
    told = plan(db, willing.ASKABLE, today="", day="", to_utc="", close=3, most=10)
    assert [line for line in told if line.startswith("SCAN")] == ["SCAN contact USING INDEX contact_spent"], told
