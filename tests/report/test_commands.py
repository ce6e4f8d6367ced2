"""Figures against sums made by hand."""

import pytest


@pytest.fixture
def sold(shop):
    shop("contact add Rina")
    shop("contact add Sari")
    shop('order add rina "2x Gamis M @150rb" --dp 300rb --source ig', now="2026-10-05T12:00:00+07:00")
    shop('order add rina "Sprei King @250rb" --shipping 18rb', now="2026-11-02T12:00:00+07:00")
    shop('order add sari "Gamis M @150rb" --dp 50rb', now="2026-11-09T12:00:00+07:00")
    shop('order add sari "Mukena @185rb"', now="2026-11-10T12:00:00+07:00")
    shop("order cancel 4 --because batal")
    shop('due add rina 85rb "titip bolu" --kind errand', now="2026-11-22T12:00:00+07:00")
    return shop


def rows(result, *keys):
    return [tuple(row[key] for key in keys) for row in result.json["rows"]]


def test_sales_by_month_leave_out_what_was_cancelled(sold):
    found = rows(sold("report sales --json"), "what", "orders", "total", "paid")
    assert found == [("2026-11", 2, 418_000, 50_000), ("2026-10", 1, 300_000, 300_000)]


def test_sales_by_day_week_product_and_source(sold):
    assert rows(sold("report sales --by day --since 1/11 --json"), "what", "total") == [
        ("2026-11-09", 150_000),
        ("2026-11-02", 268_000),
    ]
    # 5 October, 2 and 9 November 2026 are Mondays.
    assert [what for (what,) in rows(sold("report sales --by week --json"), "what")] == [
        "2026-11-09",
        "2026-11-02",
        "2026-10-05",
    ]
    assert rows(sold("report sales --by product --json"), "what", "qty", "total") == [
        ("Gamis M", 3, 450_000),
        ("Sprei King", 1, 250_000),
    ]
    assert rows(sold("report sales --by source --json"), "what", "total") == [("", 418_000), ("ig", 300_000)]


def test_a_sunday_belongs_to_the_week_of_the_monday_before(shop):
    shop("contact add Rina")
    shop('order add rina "Gamis M @150rb"', now="2026-11-22T12:00:00+07:00")
    assert rows(shop("report sales --by week --json"), "what") == [("2026-11-16",)]


def test_the_last_line_is_the_sum(sold):
    assert "718.000" in sold("report sales", terminal=True).out


def test_sales_between_days(sold):
    assert rows(sold("report sales --until 31/10 --json"), "total") == [(300_000,)]
    assert "Nothing was sold" in sold("report sales --since 20/11").out


def test_sales_by_something_else_are_refused(sold):
    result = sold("report sales --by mood")
    assert result.status == 2
    assert "Sales cannot be counted by" in result.err


def test_customers_are_ranked_by_what_they_spent(sold):
    result = sold("report customers --json")
    assert [(row["contact"]["name"], row["orders"], row["spent"], row["owed"]) for row in result.json["rows"]] == [
        ("Rina", 2, 300_000, 353_000),
        ("Sari", 1, 50_000, 100_000),
    ]
    sums = {"customers": 2, "came_back": 0, "orders": 3, "spent": 350_000, "owed": 453_000, "exchanges": 0}
    assert result.json["sums"] == sums
    assert "exchange" not in sold("report customers").err
    assert len(sold("report customers --limit 1 --json").json["rows"]) == 1


def test_nobody_has_ordered_yet(shop):
    assert "Nobody has ordered yet" in shop("report customers").out


def test_dues_are_counted_by_kind_and_age(sold):
    found = rows(sold("report dues --json"), "kind", "dues", "balance", "overdue", "0-7", "8-14", "15-30", "31+")
    assert found == [
        ("order", 2, 368_000, 368_000, 0, 100_000, 268_000, 0),
        ("errand", 1, 85_000, 0, 85_000, 0, 0, 0),
    ]
    assert "Nobody owes anything" not in sold("report dues").out


def test_what_couriers_collect_is_beside_the_ages_and_never_overdue(sold):
    sold('order add rina "2x Hijab @45rb" --cod')
    later = "2027-02-20T12:00:00+07:00"
    found = rows(sold("report dues --json", now=later), "kind", "balance", "overdue", "31+", "cod")
    assert found == [("order", 458_000, 368_000, 368_000, 90_000), ("errand", 85_000, 0, 85_000, 0)]
    assert "COD Rp90.000 is paid to couriers, who pass it on: `olcrm parcel list --cod`." in sold("report dues").err


def test_of_a_due_in_parts_those_are_overdue_that_should_be_paid_by_now(shop):
    shop("contact add Rina")
    shop("due add rina 45rb mukena")
    shop("due plan due:1 3x 15rb --every 1m --from 30/11")

    def overdue(day):
        (row,) = shop("report dues --json", now=f"{day}T12:00:00+07:00").json["rows"]
        return row["balance"], row["overdue"]

    assert overdue("2026-11-30") == (45_000, 0)
    assert overdue("2026-12-01") == (45_000, 15_000)
    assert overdue("2026-12-31") == (45_000, 30_000)
    shop("pay add due:1 5rb")
    assert overdue("2026-12-31") == (40_000, 25_000)
    assert overdue("2027-01-31") == (40_000, 40_000)
    shop("due add rina 20rb tas")
    listed = shop("due list --overdue --limit 1", terminal=True, now="2027-02-01T12:00:00+07:00").out
    assert ("40.000" in listed, "1 more" in listed) == (True, False)


@pytest.mark.parametrize("lang", ["en", "id"])
@pytest.mark.parametrize("width", [40, 80, 100])
def test_money_of_every_age_is_shown_however_narrow_the_screen_is(sold, lang, width):
    sold('due add sari 12.345.678 "modal usaha" --kind loan --on 1/9', now="2026-11-22T12:00:00+07:00")
    sold('order add sari "Kasur @9.876.543" --cod')
    for command in ("report dues", "due aging"):
        drawn = sold(f"--lang {lang} {command}", terminal=True, width=width).out
        for amount in ("85.000", "100.000", "268.000", "12.345.678", "9.876.543"):
            assert amount in drawn, (command, drawn)
        assert ("31+ hari" if lang == "id" else "31+ days") in drawn


def test_no_due_is_said_so(shop):
    assert "Nobody owes anything" in shop("report dues").out


def test_promises_are_counted_by_month_and_by_how_they_were_kept(shop):
    shop("contact add Rina")
    kept = (("27/10", "10-26"), ("28/10", "10-28"), ("1/11", "11-03"), ("2/11", "11-02"), ("5/12", ""))
    for promised, arrived in kept:
        number = shop(f"order add rina 'Gamis @150rb' --promise {promised} --json", now="2026-10-20T12:00:00+07:00")
        if arrived:
            shop(f"order status {number.json['order']['id']} arrived", now=f"2026-{arrived}T12:00:00+07:00")
    moved = shop("order add rina 'Gamis @150rb' --promise 3/11 --json", now="2026-10-20T12:00:00+07:00").json
    shop(f"order promise {moved['order']['id']} 9/11")
    shop(f"order status {moved['order']['id']} arrived", now="2026-11-08T12:00:00+07:00")
    found = shop("report promises --json", now="2026-11-22T12:00:00+07:00")
    assert rows(found, "month", "promised", "early", "on_time", "late", "open", "kept") == [
        ("2026-12", 1, 0, 0, 0, 1, None),
        ("2026-11", 3, 0, 1, 2, 0, 1 / 3),
        ("2026-10", 2, 1, 1, 0, 0, 1.0),
    ]
    assert rows(shop("report promises --since 1/11 --until 21/11 --json"), "month") == [("2026-11",)]
    assert "60 %" in shop("report promises", terminal=True).out


def test_where_nothing_was_promised_it_is_said_how(shop):
    assert "`olcrm order promise` does it" in shop("report promises").out
