"""How customers are served, where they came from, what became of those who asked: against sums made by hand."""

import pytest

from olcrm.report import serving


@pytest.fixture
def served(shop):
    def on(day, line, hour=12):
        done = shop(line, now=f"2026-11-{day:02}T{hour:02}:00:00+07:00")
        assert done.status == 0, (line, done.err)
        return done

    on(1, "contact add Rina --source ig")
    on(1, "contact add Sari --source ig --referred-by rina")
    on(2, "contact add Tuti --source pameran --referred-by rina")
    on(2, 'order add rina "Tas @100rb" --promise 6/11')
    on(4, "pay add 1 100rb")
    on(5, "order status 1 shipped")
    on(7, "order status 1 arrived")
    on(8, 'order add sari "Tas @100rb"')
    on(9, 'ask add sari "ready?" --objection price', hour=8)
    on(9, 'ask answer 1 "ada"', hour=10)
    on(10, 'ask add tuti "berapa?"', hour=8)
    on(11, 'ask answer 2 "100rb" --on 11/11', hour=20)
    on(12, 'ask add tuti "yang merah?" --objection size', hour=8)
    on(13, 'order add sari "Bros @15rb"')
    on(20, "contact add Budi")
    return on


def clocks(result):
    return {row["clock"]: row for row in result.json["rows"]}


def test_the_clocks_run_from_what_began_to_what_ended(served):
    found = clocks(served(22, "report service --json"))
    answer = found["answer"]
    assert (answer["count"], answer["open"], answer["oldest"]) == (2, 1, "2026-11-12")
    assert answer["median"] == pytest.approx((2 + 36) / 2)
    assert answer["in_time"] == pytest.approx(1 / 3)
    assert (found["pay"]["count"], found["pay"]["median"], found["pay"]["open"]) == (1, 2, 2)
    assert (found["ship"]["count"], found["ship"]["median"], found["ship"]["open"]) == (1, 1, 0)
    assert (found["promise"]["count"], found["promise"]["in_time"]) == (1, 0)


def test_a_payment_that_was_taken_back_ends_no_clock(served):
    served(20, "pay void 1 --because salah")
    served(20, "pay add 1 100rb --on 3/11")
    found = clocks(served(22, "report service --json"))
    assert (found["pay"]["median"], found["ship"]["median"]) == (1, 2)


def test_what_began_outside_the_time_asked_for_does_not_count(served):
    found = clocks(served(22, "report service --since 10/11 --until 11/11 --json"))
    assert (found["answer"]["count"], found["answer"]["open"], found["pay"]["open"]) == (1, 0, 0)
    nothing = served(22, "report service --since 1/1 --until 2/1")
    assert "Nothing was asked, ordered or complained of in this time" in nothing.out


def test_complaints_have_their_clock_and_those_who_came_back_are_counted(served):
    served(8, "complaint add rina size kebesaran")
    served(10, "complaint close 1 --outcome ditukar --cause 'salah ukur' --prevention 'ukur dua kali'")
    served(8, "complaint add sari size kekecilan", hour=13)
    served(9, "complaint close 2 --outcome ditukar --cause 'salah ukur' --prevention 'ukur dua kali'", hour=13)
    served(12, "complaint add tuti late 'belum datang'")
    served(12, "complaint add budi help 'cara cuci?'")
    found = clocks(served(22, "report service --json"))
    assert (found["complaint"]["count"], found["complaint"]["median"], found["complaint"]["open"]) == (2, 1.5, 2)
    assert (found["back"]["count"], found["back"]["in_time"], found["back"]["open"]) == (2, 0.5, 1)


def test_service_by_month_measures_each_month_by_itself(served):
    served(3, 'order add rina "Gamis @50rb" --on 20/10')
    rows = served(22, "report service --by month --json").json["rows"]
    assert [row["month"] for row in rows] == ["2026-11", "2026-10"]
    assert (rows[0]["answer"]["count"], rows[1]["pay"]["open"]) == (2, 1)
    assert "19 hours" in served(22, "report service --by month").out


def test_sources_tell_who_bought_and_came_back_and_what_it_brought(served):
    rows = served(22, "report sources --json").json["rows"]
    assert [(row["source"], row["contacts"], row["bought"], row["spent"]) for row in rows] == [
        ("ig", 2, 1, 100_000),
        ("", 1, 0, 0),
        ("pameran", 1, 0, 0),
    ]
    assert (
        "Of 1 it is not known; `olcrm contact edit CONTACT --source ig` notes it." in served(22, "report sources").err
    )


def test_who_sent_others_is_named_with_what_they_brought(served):
    served(14, "pay add 2 100rb")
    (row,) = served(22, "report sources --by referrer --json").json["rows"]
    assert (row["contact"]["name"], row["contacts"], row["bought"], row["spent"]) == ("Rina", 2, 1, 100_000)


def test_the_list_grows_by_month_on_the_shops_own_calendar(served):
    served(22, "contact add Wulan")
    rows = served(22, "report sources --by month --json").json["rows"]
    assert [(row["month"], row["contacts"], row["list"]) for row in rows] == [("2026-11", 5, 5)]
    later = served(22, "report sources --by month --since 15/11 --json").json["rows"]
    assert [(row["contacts"], row["list"]) for row in later] == [(2, 5)]


def test_the_first_of_a_month_before_dawn_is_already_that_month(shop):
    shop("contact add Rina", now="2026-12-01T03:00:00+07:00")
    assert [row["month"] for row in shop("report sources --by month --json").json["rows"]] == ["2026-12"]


def test_who_asked_and_then_ordered_is_counted_as_bought(served):
    rows = served(22, "report asks --json").json["rows"]
    assert [(row["what"], row["asked"], row["answered"], row["bought"]) for row in rows] == [
        ("", 1, 1, 0),
        ("price", 1, 1, 1),
        ("size", 1, 0, 0),
    ]
    by_source = served(22, "report asks --by source --json").json["rows"]
    assert [(row["what"], row["asked"], row["bought"]) for row in by_source] == [("pameran", 2, 0), ("ig", 1, 1)]
    assert served(22, "report asks --by month --json").json["rows"][0]["share"] == pytest.approx(1 / 3)
    served(22, "product add TS Tas")
    served(22, "ask edit 3 --product TS")
    assert served(22, "report asks --by product --json").json["rows"][1]["what"] == "Tas"
    assert "33 %" in served(22, "report asks", hour=13).out


@pytest.mark.parametrize("line", ["report service --by week", "report sources --by mood", "report asks --by mood"])
def test_what_cannot_be_counted_so_is_refused_with_what_can(shop, line):
    refused = shop(line)
    assert refused.status == 2
    assert "This cannot be counted by" in refused.err
    assert "Use --by with one of" in refused.err


def test_empty_shops_have_empty_reports(shop):
    assert "Nobody was added in this time" in shop("report sources").out
    assert "Nobody was sent by anybody yet" in shop("report sources --by referrer").out
    assert "Nothing was asked in this time" in shop("report asks").out


def test_a_time_is_searched_along_its_index(db):
    for question in (serving._ORDERS, serving._COMPLAINTS, serving._COMPLAINED):
        plan = [step["detail"] for step in db.execute(f"EXPLAIN QUERY PLAN {question}", ("a", "b"))]
        assert not [step for step in plan if step.startswith("SCAN") and not step.startswith("SCAN c")], plan
