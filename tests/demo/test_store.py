import sqlite3
from collections import Counter

import pytest

from olcrm.contact import rules as people
from olcrm.contact import store as contacts
from olcrm.demo import store
from olcrm.kit import clock
from olcrm.kit.errors import Refused
from olcrm.ledger import book, checksum, history, safekeep
from olcrm.remind import store as remind

DAYS = [
    "2026-11-22T12:00:00+07:00",
    "2028-02-29T00:05:00+07:00",
    "2027-03-01T23:50:00+07:00",
    "2026-12-31T07:00:00+07:00",
]


@pytest.fixture
def build(tmp_path, monkeypatch):
    def build(now=DAYS[0], name="shop"):
        monkeypatch.setenv("OLCRM_NOW", now)
        path = tmp_path / name / "demo" / "olcrm.db"
        store.build(path)
        book.use(str(path), "")
        return path

    return build


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """One sample shop for all that only look at it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OLCRM_NOW", DAYS[0])
        path = tmp_path_factory.mktemp("demo") / "demo" / "olcrm.db"
        store.build(path)
    return path


@pytest.fixture
def seen(built):
    book.use(str(built), "")
    with book.reading() as db:
        yield db


def facts(path):
    db = sqlite3.connect(path)
    try:
        return {table: db.execute(f"SELECT * FROM {table} ORDER BY id").fetchall() for table in history.tables(db)}
    finally:
        db.close()


def test_two_sample_shops_of_the_same_moment_are_equal_in_every_fact(build):
    one, other = facts(build(name="one")), facts(build(name="other"))
    assert one == other
    assert len(one["sale_order"]) == 200


@pytest.mark.parametrize("now", DAYS)
def test_on_every_day_there_is_every_standing_and_every_step_of_the_ladder(build, now):
    build(now)
    with book.reading() as db:
        ids = [number for (number,) in db.execute("SELECT id FROM contact")]
        standings = Counter(one.standing for one in contacts.get_many(db, ids).values())
        stands = list(remind.unpaid(db, remind.hour(db, clock.now())))
        birthdays = db.execute(
            "SELECT count(*) FROM contact WHERE birthday_md = ? AND greeting_wanted", (f"{clock.today():%m-%d}",)
        ).fetchone()[0]
    assert set(standings) == set(people.Standing)
    steps = {(stand.ladder, stand.rung.step) for stand in stands}
    assert steps >= {(kind, step) for kind in ("remind", "settle") for step in (1, 2, "release")}
    assert birthdays >= 2


def one(seen, question):
    return seen.execute(f"SELECT count(*) FROM {question}").fetchone()[0]


@pytest.mark.parametrize(
    "question",
    [
        "due WHERE snoozed_until > '2026-11-22'",
        "pause WHERE '2026-11-22' BETWEEN from_on AND until_on",
        "message WHERE direction = 'in' AND said_at > '2026-11-21T12:00:00+00:00'",
        "payment JOIN due ON due.id = due_id WHERE paid < due.amount AND payment.created_at > '2026-11-21T12:00:00'",
        "due_view WHERE kind = 'errand' AND balance > 0 AND due_on < '2026-11-22'",
        "due_view WHERE kind = 'loan' AND balance > 0 AND due_on < '2026-11-22'",
        "due_view WHERE kind = 'other' AND balance > 0 AND due_on IS NULL",
        "order_view WHERE payment = 'partial' AND due_on > '2026-11-22'",
        "order_view WHERE payment = 'partial' AND due_on < '2026-11-22'",
        "order_view WHERE payment = 'unpaid' AND shipped_on IS NOT NULL",
        "contact WHERE credit > 0",
        "payment WHERE kind = 'void'",
        "payment WHERE kind = 'refund'",
        "sale_order WHERE closed_as = 'cancelled'",
        "sale_order WHERE closed_as = 'released'",
        "contact WHERE birthday = '1991-11-22'",
        "contact WHERE birthday = '--11-22'",
        "contact WHERE birthday = '1980-11-21'",
        "contact WHERE birthday = '--11-21'",
        "contact WHERE birthday_md BETWEEN '11-23' AND '11-29' AND birthday LIKE '--%'",
        "contact WHERE birthday_md BETWEEN '11-23' AND '11-29' AND birthday NOT LIKE '--%'",
        "contact WHERE birthday_md = '02-29'",
        "message WHERE occasion IS NOT NULL",
        "contact WHERE greeting_wanted = 0",
        "note WHERE private = 1",
        "sale_order WHERE note IS NOT NULL",
        "sale_order WHERE gift IS NOT NULL",
        "sale_order WHERE dropship_from IS NOT NULL",
        "sale_order WHERE unique_code > 0",
        "sale_order WHERE discount > 0",
        "order_view WHERE promised_on < '2026-11-22' AND shipped_on IS NULL AND closed_on IS NULL",
        "order_view WHERE promised_on = '2026-11-22' AND shipped_on IS NULL",
        "sale_order WHERE promised_on < shipped_on",
        "order_view WHERE payment = 'paid' AND shipped_on IS NULL",
        "sale_order WHERE source = 'shopee' AND number IS NOT NULL",
        "contact WHERE source = 'tiktok'",
        "contact WHERE source = 'ig'",
        "contact WHERE referred_by_id IS NOT NULL",
        "tag",
        "size",
        "celebrates WHERE feast <> 'lebaran'",
        "address WHERE text LIKE '%Kec.%'",
        "contact WHERE name NOT LIKE '% %'",
        "contact WHERE name LIKE '%🌸%'",
        "product WHERE on_hand = kept AND kept > 0",
        "product WHERE on_hand = 0",
        "product WHERE cost < price AND weight > 0 AND note IS NOT NULL AND care IS NOT NULL",
        "order_line WHERE product_id IS NOT NULL AND place = 'kept'",
        "order_line WHERE product_id IS NOT NULL AND place = 'gone'",
        "order_line WHERE product_id IS NULL",
        "wish WHERE ended_on IS NULL AND offered_at IS NULL",
        "feast WHERE everyone = 1",
        "closure",
        "term WHERE heading = 'return'",
        "parcel WHERE packed_on IS NOT NULL AND shipped_on IS NULL",
        "parcel WHERE shipped_on > '2026-11-15' AND arrived_on IS NULL AND tracking IS NOT NULL",
        "parcel WHERE shipped_on < '2026-11-15' AND arrived_on IS NULL",
        "parcel WHERE arrived_on IS NOT NULL",
        "errand WHERE bought_on IS NOT NULL",
        "errand WHERE bought_on IS NULL AND not_found_on IS NULL",
        "reply WHERE contact_id IS NULL",
        "reply WHERE contact_id IS NOT NULL",
    ],
)
def test_whatever_an_owner_may_meet_is_there(seen, question):
    assert one(seen, question) > 0


def test_the_shelf_is_as_it_was_counted_but_for_what_was_ordered_since(seen):
    left = dict(seen.execute("SELECT sku, on_hand - kept FROM product"))
    assert min(left.values()) == 0
    assert (left["GZ-S"], left["GK-M"], left["BC"]) == (0, 0, 0)
    assert (left["GA-L"], left["HV"]) == (3, 33)
    waiting = seen.execute("SELECT count(*) FROM wish_view WHERE sku = 'GZ-S' AND ended_on IS NULL").fetchone()[0]
    assert waiting == 2


def test_money_is_realistic(seen):
    (lowest, highest, year) = seen.execute("SELECT min(total), max(total), sum(paid) FROM order_view").fetchone()
    assert lowest >= 45_000
    assert highest <= 1_500_000
    assert 40_000_000 < year < 80_000_000


def test_the_history_can_be_read(seen):
    changes = seen.execute("SELECT made_at, command, said FROM change ORDER BY id").fetchall()
    assert 8 <= len(changes) <= 16
    assert all(row["said"] for row in changes)
    assert [row["made_at"] for row in changes] == sorted(row["made_at"] for row in changes)
    assert "olcrm pay add" in "".join(row["command"] for row in changes)


def test_every_day_of_the_week_has_its_snapshot(built):
    names = {file.name for file in (built.parent / "backups").iterdir()}
    assert names >= {f"olcrm-2026-11-{day}.db" for day in range(16, 23)}


def test_a_sample_shop_knows_its_day(build):
    assert store.built_on(build()).isoformat() == "2026-11-22"


def test_it_lies_beside_the_ledger_in_use_and_is_never_that_ledger(build, ledger):
    assert store.place() == ledger.parent / "demo" / "olcrm.db"
    sample = build()
    assert store.place() == sample  # a sample shop in use is the one that is meant


def test_a_ledger_that_is_no_sample_shop_is_left_alone(ledger, run):
    run(["config", "set", "shop", store.SHOP])
    before = ledger.read_bytes()
    assert store.built_on(ledger) is None
    with pytest.raises(Refused):
        store.build(ledger)
    assert ledger.read_bytes() == before


def test_a_sample_shop_that_got_another_name_is_one_no_more(build, run):
    path = build()
    run(["--db", str(path), "config", "set", "shop", "Toko Ani"])
    assert store.built_on(path) is None
    with pytest.raises(Refused):
        store.build(path)


def test_what_is_no_ledger_is_left_alone(tmp_path):
    letter = tmp_path / "demo" / "olcrm.db"
    letter.parent.mkdir()
    letter.write_text("Dear Melati")
    with pytest.raises(Refused):
        store.build(letter)
    assert letter.read_text() == "Dear Melati"


def test_a_new_one_takes_the_place_of_the_old_and_of_nothing_else(build):
    path = build()
    kept = path.parent / "orders.csv"
    kept.write_text("mine")
    build("2026-11-25T09:00:00+07:00")
    assert store.built_on(path).isoformat() == "2026-11-25"
    assert kept.read_text() == "mine"
    assert {file.name for file in (path.parent / "backups").iterdir()} >= {"olcrm-2026-11-25.db"}
    assert not (path.parent / "backups" / "olcrm-2026-11-16.db").exists()
    assert sorted(file.name for file in path.parent.iterdir()) == ["backups", "olcrm.db", "orders.csv"]


def test_a_build_that_breaks_leaves_the_old_one_as_it_was(build, monkeypatch):
    path = build()
    before = path.read_bytes()
    monkeypatch.setattr(store, "ACCOUNTS", ("no account",))
    with pytest.raises(Exception, match="no account"):
        build("2026-11-25T09:00:00+07:00")
    assert path.read_bytes() == before
    assert sorted(file.name for file in path.parent.iterdir()) == ["backups", "olcrm.db"]


def test_the_clock_is_what_it_was_afterwards(build):
    build()
    assert clock.stamp(clock.now()) == "2026-11-22T05:00:00+00:00"


def test_each_snapshot_of_the_sample_shop_has_its_checksum(built):
    kept = safekeep.snapshots(built)
    assert kept
    assert {checksum.verdict(one.path) for one in kept} == {checksum.Verdict.RIGHT}
