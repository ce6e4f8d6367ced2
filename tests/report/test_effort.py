import re
from datetime import date

import pytest

from olcrm.report import effort


@pytest.fixture
def talk(shop):
    """Rina talks much and buys little, Siti says nothing, buys, and sent Ani."""
    shop("contact add Rina --phone 081234567890")
    shop("contact add Siti")
    shop("contact add Ani --referred-by siti")
    shop("contact edit rina --closeness 4")
    for _time in range(3):
        shop("message add rina 'ready kak?' --in")
    shop("message add rina 'ready ya'")
    for who, amount in (("rina", "50rb"), ("siti", "900rb"), ("ani", "200rb")):
        number = shop(f"order add {who} 'Gamis @{amount}' --on 18/11 --json").json["order"]["id"]
        shop(f"pay add {number} {amount} --on 20/11")
    shop("order add rina 'Tas @70rb' --on 19/11")
    return shop


def test_talk_stands_beside_what_came_of_it(talk):
    rows = talk("report effort --json").json["rows"]
    assert [row["contact"]["name"] for row in rows] == ["Rina", "Siti", "Ani"]
    assert {key: rows[0][key] for key in rows[0] if key != "contact"} == {
        "closeness": 4,
        "in": 3,
        "out": 1,
        "orders": 2,
        "per_order": 2.0,
        "days": 2.0,
        "revenue": 120_000,
        "referred": 0,
        "referred_spent": 0,
    }
    assert (rows[1]["in"], rows[1]["per_order"], rows[1]["referred"], rows[1]["referred_spent"]) == (0, 0, 1, 200_000)


def test_figures_behind_the_point_are_written_as_the_language_does(talk):
    talk("order add rina 'Bros @20rb' --on 19/11")
    assert "\t1.3\t" in talk("report effort --plain").out
    page = talk("report effort", terminal=True, width=160).out
    assert (" 1.3 " in page, "1,3" in page) == (True, False)
    page = talk("--lang id report effort", terminal=True, width=160).out
    assert (" 1,3 " in page, "1.3" in page) == (True, False)


def test_it_is_sorted_and_narrowed(talk):
    def names(options):
        return [row["contact"]["name"] for row in talk(f"report effort {options} --json").json["rows"]]

    assert names("--sort revenue") == ["Siti", "Ani", "Rina"]
    assert names("--sort referred")[0] == "Siti"
    assert names("--sort per-order")[0] == "Rina"
    assert names("--since 21/11") == ["Rina", "Siti"]
    assert names("--until 1/11") == []
    assert "3 customers" in talk("report effort").err
    wrong = talk("report effort --sort nama")
    assert (wrong.status, "Use --sort with one of messages" in wrong.err) == (2, True)


def test_money_that_was_taken_back_is_not_what_she_took_so_long_for(talk):
    for line in ("order add siti 'Tas @70rb' --on 18/11", "pay add 5 70rb --on 22/11", "pay void 4 --because salah"):
        assert talk(line).status == 0, line
    talk("pay add 5 70rb --on 20/11")
    rows = {row["contact"]["name"]: row["days"] for row in talk("report effort --json").json["rows"]}
    assert rows["Siti"] == 2.0


def test_an_order_that_was_called_off_brought_nothing(talk):
    talk("order cancel 4 --because batal")
    assert talk("report effort --json").json["rows"][0]["revenue"] == 50_000


def test_a_payment_is_found_by_the_index_of_its_due(db):
    seen = []
    db.set_trace_callback(seen.append)
    effort.rows(db, date(2026, 1, 1), date(2026, 11, 22), "messages", 5)
    db.set_trace_callback(None)
    (deals,) = [question for question in seen if "payment_view" in question]
    steps = [step["detail"] for step in db.execute(f"EXPLAIN QUERY PLAN {deals}").fetchall()]
    assert not any(re.match("SCAN payment", step) for step in steps), steps
