"""What goes out in exchange was sold before: reports count it once, and what was paid on top."""

import pytest


@pytest.fixture
def granted(shop):
    """Three necklaces and a gift were sold; of two of them an exchange is granted, to Rina and to Sari."""

    def on(day, line, month=11):
        done = shop(line, now=f"2026-{month}-{day:02}T12:00:00+07:00")
        assert done.status == 0, (line, done.err)
        return done

    on(10, "contact add Rina --phone 081234567890")
    on(10, "contact add Sari --phone 081298765432")
    on(10, "product add KM Kalung --variant Mutiara --price 75rb --stock 9")
    on(10, "product add TAS Tas --price 100rb --stock 9")
    on(10, "order add rina '2x KM' --dp 150rb --via bca")
    on(10, "order add sari KM 'Kartu @0' --dp 75rb --via bca")
    for number in (1, 2):
        on(18, f"order status {number} shipped")
        on(20, f"order status {number} arrived")
    on(20, "claim policy preset unboxing")
    for number in (1, 2):
        on(21, f"claim open {number} --line 1 --wants exchange --reason defect --evidence video --qty 1")
        on(21, f"claim decide {number} --yes")
    return on


@pytest.fixture
def exchanged(granted):
    """Rina got the same again, Sari a dearer bag."""
    granted(22, "claim exchange 1")
    granted(22, "claim exchange 2 TAS --shipping 15rb")
    return granted


def test_goods_that_went_out_in_exchange_are_no_pieces_more(exchanged):
    rows = exchanged(23, "report sales --by product --json").json["rows"]
    assert [tuple(row[key] for key in ("what", "orders", "qty", "total")) for row in rows] == [
        ("Kalung Mutiara", 2, 3, 225_000),
        ("Tas", 0, 0, 25_000),
        ("Kartu", 1, 1, 0),
    ]


def test_what_was_paid_on_top_stays_in_sales_and_the_exchange_is_no_order(exchanged):
    (row,) = exchanged(23, "report sales --json").json["rows"]
    assert (row["orders"], row["total"]) == (2, 265_000)
    by_day = exchanged(23, "report sales --by day --json").json["rows"]
    assert [(row["what"], row["orders"], row["total"]) for row in by_day] == [
        ("2026-11-22", 0, 40_000),
        ("2026-11-10", 2, 225_000),
    ]
    month = exchanged(23, "report month --json").json
    found = month["figures"]
    assert (found["orders"], found["sold"], found["average"], found["buyers"]) == (2, 265_000, 132_500, 2)
    assert [(one["contact"]["name"], one["orders"]) for one in month["customers"]] == [("Rina", 1), ("Sari", 1)]
    assert month["products"][0]["qty"] == 3


def test_who_got_only_something_in_exchange_is_no_buyer_of_that_month(granted):
    granted(1, "claim exchange 1", 12)
    granted(1, "claim exchange 2 TAS --shipping 15rb", 12)
    month = granted(2, "report month --json", 12).json
    found = month["figures"]
    assert (found["orders"], found["buyers"], found["came_back"], found["average"]) == (0, 0, 0, None)
    assert found["sold"] == 40_000
    assert [one["contact"]["name"] for one in month["customers"]] == ["Sari"]
    assert "Nothing was sold." not in granted(2, "report month", 12).out


def test_who_pays_the_difference_of_an_exchange_has_not_come_back(exchanged):
    exchanged(23, "pay add 4 40rb")
    assert exchanged(23, "contact show sari --json").json["contact"]["standing"] == "new"
    assert "1 paid order" in exchanged(23, "contact show sari").out
    assert exchanged(23, "report customers --json").json["sums"]["came_back"] == 0
    exchanged(23, "order add sari TAS --dp 100rb")
    assert exchanged(23, "contact show sari --json").json["contact"]["standing"] == "repeat"
    assert exchanged(23, "report customers --json").json["sums"]["came_back"] == 1


def test_the_list_of_customers_says_that_it_counts_exchanges(exchanged):
    said = exchanged(23, "report customers")
    assert "2 of the orders went out in exchange; `report sales` does not count them." in said.out + said.err
