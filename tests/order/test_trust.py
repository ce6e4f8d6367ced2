"""What her standing and her released keeps mean when she orders."""

from datetime import date

import pytest

from olcrm.contact import people, trust
from olcrm.ledger.book import reading
from olcrm.remind import store as remind


@pytest.fixture
def rina(shop):
    shop("contact add Rina")
    return shop


def added(run, words=""):
    return run(f"order add rina 'Tas @150rb' {words}").out.splitlines()


def test_the_keep_after_a_released_one_is_shorter_and_asks_for_a_dp_and_says_why(rina):
    rina("order add rina 'Tas @150rb'")
    rina("order release 1")
    lines = added(rina)
    assert "kept until Mon 23 Nov 12:00" in lines[0]
    assert lines[1:3] == [
        "Kept for 1 day instead of 2 days: 1 released keep.",
        "DP 50 %: Rp75.000 to be asked (1 released keep).",
    ]


def test_what_was_agreed_in_so_many_words_comes_before_the_rule(rina):
    rina("order add rina 'Tas @150rb'")
    rina("order release 1")
    lines = added(rina, "--keep 3d --dp 75rb")
    assert "kept until Wed 25 Nov 12:00" in lines[0]
    assert not any("instead of" in line or "to be asked" in line for line in lines)


def test_a_part_of_the_dp_that_is_in_is_not_asked_for_again(rina):
    rina("config set dp-percent.new 50")
    done = rina("order add rina 'Tas @150rb' --dp 25rb --json").json
    assert done["dp"] == {"percent": 50, "amount": 50_000, "because": "prospect"}


def test_an_undone_release_is_forgotten(rina):
    rina("order add rina 'Tas @150rb'")
    rina("order release 1")
    rina("undo --yes")
    assert len(added(rina)) == 2


def test_a_cancelled_order_is_no_released_keep(rina):
    rina("order add rina 'Tas @150rb'")
    rina("order cancel 1 --because habis")
    assert len(added(rina)) == 2


def test_good_orders_make_a_released_keep_fade(rina):
    rina("order add rina 'Tas @150rb'")
    rina("order release 1")
    rina("order add rina 'Tas @150rb' --dp 150rb")
    assert any("1 released keep, last order good" in line for line in added(rina, "--dry-run"))
    rina("order add rina 'Tas @150rb' --dp 150rb")
    assert not any("released" in line for line in added(rina))


def test_a_discount_is_given_by_standing_where_a_setting_asks_and_said(rina):
    rina("config set discount-percent.new 10")
    lines = added(rina, "--shipping 20rb")
    assert "Rp155.000" in lines[0]
    assert "Discount 10 % (prospect): Rp15.000; `--discount 0` leaves it out." in lines
    assert "Rp150.000" in added(rina, "--discount 0")[0]
    assert "Rp145.000" in added(rina, "--discount 5rb")[0]


def test_a_discount_in_percent_follows_the_goods_and_one_in_rupiah_stays(rina):
    rina("config set discount-percent.new 10")
    rina("order add rina 'Tas @150rb'")
    said = rina("order edit 1 --item 'Bros @12rb'")
    assert "Discount 10 %, reckoned anew: Rp1.200." in said.out
    assert rina("order show 1 --json").json["order"]["total"] == 10_800
    rina("order edit 1 --add 'Tas @150rb'")
    assert rina("order show 1 --json").json["order"]["discount"] == 16_200
    rina("order edit 1 --add 'Peci @50rb' --discount 5rb")
    rina("order edit 1 --remove 'Peci'")
    assert rina("order show 1 --json").json["order"]["discount"] == 5_000


def test_contact_show_gives_the_reason(rina):
    rina("order add rina 'Tas @150rb'")
    rina("order release 1")
    done = rina("contact show rina")
    assert "DP 50 %: 1 released keep" in done.out
    assert "Kept for 1 day instead of 2 days: 1 released keep" in done.out
    assert rina("contact show rina --json").json["next_order"] == {
        "keep_hours": 24,
        "usual_keep_hours": 48,
        "dp_percent": 50,
        "dp_because": "1 released keep",
        "discount_percent": 0,
        "released": 1,
        "released_counting": 1,
        "good_since": 0,
    }


def test_the_invoice_asks_for_the_dp_without_saying_why(rina):
    rina("order add rina 'Tas @150rb'")
    rina("order release 1")
    rina("order add rina 'Tas @150rb' --shipping 10rb")
    told = rina("order invoice 2").out
    assert "DP dulu Rp80.000 ya, sisanya bisa menyusul." in told
    assert "keep" not in told.replace("Keep-nya", "")
    rina("pay add 2 80rb --via bca")
    assert "DP dulu" not in rina("order invoice 2").out


def test_no_dp_is_asked_for_where_all_of_it_is(rina):
    rina("config set dp-percent.new 100")
    rina("order add rina 'Tas @150rb'")
    assert "DP dulu" not in rina("order invoice 1").out


def test_who_never_let_a_keep_lapse_has_nothing_said_of_her(rina):
    rina("order add rina 'Tas @150rb'")
    assert len(added(rina)) == 2
    assert rina("contact show rina --json").json["next_order"] is None


def test_every_recipient_of_a_gift_is_told_of_the_dp_of_her_own_order(rina):
    rina("config set dp-percent.new 50")
    done = rina("order add rina 'Tas @150rb' --to 'Bu Ani, 0812-3456-7891, Jl. Melati 5'")
    assert "DP 50 %: Rp75.000 to be asked (prospect)." in done.out


def test_her_orders_alone_are_looked_through(rina):
    with reading() as db:
        for question in (people.RELEASED, trust.TRAIL):
            plan = [row["detail"] for row in db.execute(f"EXPLAIN QUERY PLAN {question}", (1,))]
            assert any("sale_order_contact (contact_id=?)" in step for step in plan)
            assert not [step for step in plan if step.startswith("SCAN")]


def test_who_is_left_alone_is_found_by_the_last_day_of_the_pause(rina):
    with reading() as db:
        values = people.at(date(2026, 11, 22)) | {"orders": 1}
        plan = [row["detail"] for row in db.execute(f"EXPLAIN QUERY PLAN {remind.LEFT_ALONE}", values)]
        assert not [step for step in plan if step.startswith("SCAN")]
