"""When a guarantee holds."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from olcrm.claim import rules
from olcrm.claim.rules import Asked, Bought, Guarantee
from olcrm.kit.errors import Misunderstood, Refused

DAY = date(2026, 11, 10)
days = st.dates(date(2020, 1, 1), date(2030, 12, 31))
lengths = st.integers(0, 400)


def agreed(**facts):
    standard = {"id": 1, "name": "g", "product_id": None, "basis": "arrived", "days": 3, "grants": ("exchange",)}
    more = {"reasons": (), "evidence": (), "shipping": "fault", "clause": None, "ended_on": None}
    return Guarantee(**{**standard, **more, **facts})


@given(days, lengths)
def test_a_claim_on_the_last_day_holds_and_on_the_next_not(arrived, length):
    bought = Bought(arrived - timedelta(days=2), None, arrived)
    one = agreed(days=length)
    last = arrived + timedelta(days=length)
    assert rules.judge(one, bought, Asked(last)).state == "holds"
    assert rules.judge(one, bought, Asked(last + timedelta(days=1))).state == "over"
    assert rules.judge(one, bought, Asked(last)).last_on == last


@given(days, lengths, st.integers(-30, 500))
def test_a_verdict_depends_on_the_days_alone(paid, length, later):
    verdict = rules.judge(agreed(basis="paid", days=length), Bought(paid, paid, None), Asked(paid + timedelta(later)))
    expected = "not-begun" if later < 0 else "holds" if later <= length else "over"
    assert verdict.state == expected
    assert verdict.binds == (expected != "over")


def test_one_day_of_24_hours_ends_the_evening_after():
    assert (rules.days("1x24 jam"), rules.days("1x24h"), rules.days("2x24 jam"), rules.days("30 jam")) == (1, 1, 2, 2)
    assert (rules.days("3"), rules.days("3 hari"), rules.days("0")) == (3, 3, 0)
    verdict = rules.judge(agreed(days=rules.days("1x24 jam")), Bought(DAY, DAY, DAY), Asked(DAY))
    assert verdict.last_on == date(2026, 11, 11)


def test_what_has_not_arrived_or_is_not_paid_has_not_begun_and_cannot_be_over():
    late = Asked(DAY + timedelta(days=300))
    assert rules.judge(agreed(), Bought(DAY, DAY, None), late).state == "not-begun"
    assert rules.judge(agreed(basis="paid"), Bought(DAY, None, DAY), late).state == "not-begun"
    assert not rules.judge(agreed(evidence=("photo",)), Bought(DAY, DAY, None), late).binds


def test_what_is_missing_is_named_and_shown_things_count():
    one = agreed(evidence=("unboxing-video", "photo"))
    bought = Bought(DAY, DAY, DAY)
    missing = rules.judge(one, bought, Asked(DAY, evidence=frozenset({"photo", "tag"})))
    assert (missing.state, missing.missing, missing.binds) == ("needs-evidence", ("unboxing-video",), False)
    assert rules.judge(one, bought, Asked(DAY, evidence=frozenset({"photo", "unboxing-video"}))).state == "holds"


def test_only_what_was_agreed_is_granted_and_too_late_says_so_first():
    bought = Bought(DAY, DAY, DAY)
    assert rules.judge(agreed(), bought, Asked(DAY, wants="refund")).state == "not-granted"
    assert rules.judge(agreed(), bought, Asked(DAY + timedelta(days=9), wants="refund")).state == "over"


@pytest.mark.parametrize(
    ("shipping", "reason", "payer"),
    [
        ("fault", "damaged", "shop"),
        ("fault", "wrong-item", "shop"),
        ("fault", "size", "customer"),
        ("fault", "change-of-mind", "customer"),
        ("fault", None, None),
        ("shop", "size", "shop"),
        ("customer", "damaged", "customer"),
    ],
)
def test_the_way_back_is_paid_by_whoever_was_agreed_or_at_fault(shipping, reason, payer):
    assert rules.pays_back(shipping, reason) == payer


def test_a_products_own_guarantee_comes_before_the_shops_and_one_for_the_reason_before_one_for_any():
    shops, shops_size = agreed(id=1), agreed(id=2, reasons=("size",))
    own, own_damage = agreed(id=3, product_id=7), agreed(id=4, product_id=7, reasons=("damaged",))
    all_of = [shops, shops_size, own, own_damage]

    def ids(product, reason):
        return [one.id for one in rules.fitting(all_of, product, reason, DAY)]

    assert (ids(7, "damaged"), ids(7, "size"), ids(7, None)) == ([4], [3], [3, 4])
    assert (ids(8, "damaged"), ids(8, "size"), ids(None, None)) == ([1], [2], [1, 2])
    assert [one.id for one in rules.fitting([shops, own_damage], 7, "size", DAY)] == [1]


def test_an_ended_guarantee_holds_for_orders_of_the_days_before():
    ended = agreed(ended_on=DAY.isoformat())
    assert rules.fitting([ended], None, None, DAY - timedelta(days=1)) == [ended]
    assert rules.fitting([ended], None, None, DAY) == []


def test_of_several_the_kindest_decides():
    bought = Bought(DAY, DAY, DAY)
    verdicts = [
        rules.judge(agreed(id=number, days=length, basis=basis), bought, Asked(DAY + timedelta(days=5)))
        for number, length, basis in ((1, 3, "arrived"), (2, 30, "paid"), (3, 10, "arrived"))
    ]
    best = rules.best(verdicts)
    assert (best.state, best.guarantee.id) == ("holds", 2)
    assert rules.best([]).state == "none"


@given(st.lists(st.tuples(days, st.integers(1, 500)), max_size=6), st.integers(1, 1_500))
def test_an_order_is_paid_on_the_first_day_on_which_all_of_it_was_in(payments, total):
    payments.sort()
    day = rules.paid_on(DAY, total, payments)
    if day is None:
        assert sum(amount for _day, amount in payments) < total
    else:
        assert sum(amount for one, amount in payments if one <= day) >= total
        assert sum(amount for one, amount in payments if one < day) < total


def test_money_that_went_back_leaves_an_order_unpaid_again():
    later = DAY + timedelta(days=1)
    assert rules.paid_on(DAY, 100, [(DAY, 100), (later, -50)]) is None
    assert rules.paid_on(DAY, 100, [(DAY, 100), (later, -50), (later, 50)]) == later
    assert rules.paid_on(DAY, 0, []) == DAY


def test_words_are_read_in_both_languages():
    assert (rules.grant("Tukar"), rules.grant("uang kembali"), rules.grant("servis")) == (
        "exchange",
        "refund",
        "repair",
    )
    assert (rules.basis("lunas"), rules.basis("diterima"), rules.payer("toko")) == ("paid", "arrived", "shop")
    assert rules.evidence(["video,foto", "photo", "Bukti Chat"]) == ("unboxing-video", "photo", "bukti-chat")
    assert rules.is_mind("Berubah pikiran")


@pytest.mark.parametrize(
    ("read", "word", "refusal", "said"),
    [
        (rules.grant, "voucher", Misunderstood, "“voucher” is nothing a guarantee grants."),
        (rules.basis, "dikirim", Misunderstood, "“dikirim” is nothing a guarantee counts from."),
        (rules.payer, "kurir", Misunderstood, "“kurir” does not say who pays the way back."),
        (rules.days, "9999", Refused, "A guarantee of 9999 days is longer than ten years."),
        (rules.days, "lama", Misunderstood, "lama"),
        (lambda word: rules.evidence([word]), "a/b", Misunderstood, "“a/b” is no name of something to show."),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_can(read, word, refusal, said):
    with pytest.raises(refusal) as refused:
        read(word)
    assert said in refused.value.message
    assert refused.value.hint


def test_presets_are_what_they_say():
    from olcrm.claim import guarantees

    for name in guarantees.PRESETS:
        facts = guarantees.preset(name, "id")
        assert set(facts["grants"]) <= set(rules.GRANTS)
        assert facts["basis"] in rules.BASES
        assert facts["shipping"] in rules.PAYERS
        assert set(facts["evidence"]) <= set(rules.EVIDENCE)
        assert facts["clause"] != guarantees.preset(name, "en")["clause"]
