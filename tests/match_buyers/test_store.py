"""What is asked of a growing ledger, and how."""

import pytest

from olcrm.match_buyers import store


@pytest.mark.parametrize("name", ["WAITS", "ASKED", "BOUGHT"])
def test_nothing_that_grows_is_walked(db, name):
    values = {"product": 1, "label": "gamis m", "alike": "[1]"}
    plan = db.execute(f"EXPLAIN QUERY PLAN {getattr(store, name)}", values).fetchall()
    told = [row["detail"] for row in plan]
    assert not [line for line in told if line.startswith("SCAN") and "json_each" not in line], told
