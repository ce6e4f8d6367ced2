from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from olcrm.contact import rules
from olcrm.contact.rules import Channel, Contact, Standing
from olcrm.kit import text
from olcrm.kit.errors import Misunderstood
from olcrm.kit.text import folded
from olcrm.shop.rules import policy

TODAY = date(2026, 11, 22)
POLICY = policy({})  # 5 paid orders or Rp2.000.000 in twelve months are loyal, 90 days may be resting

days = st.dates(date(2023, 1, 1), TODAY)
paid_orders = st.lists(st.tuples(days, st.integers(1, 3_000_000)), max_size=12)


def ago(n: int) -> date:
    return TODAY - timedelta(days=n)


def person(**given: object) -> Contact:
    facts: dict[str, object] = dict.fromkeys(Contact._fields)
    facts |= {"id": 12, "name": "Rina Wati", "channels": [], "tags": [], "standing": Standing.LOYAL} | given
    return Contact(**facts)  # type: ignore[arg-type]


def test_nobody_without_a_paid_order_is_more_than_a_prospect() -> None:
    assert rules.standing([], TODAY, POLICY) == Standing.PROSPECT
    assert rules.standing([], TODAY, POLICY, last_order_on=TODAY) == Standing.PROSPECT


def test_one_two_and_five_paid_orders_are_new_repeat_and_loyal() -> None:
    stands = [rules.standing([(ago(n), 100_000) for n in range(count)], TODAY, POLICY) for count in range(1, 6)]
    assert stands == [Standing.NEW, Standing.REPEAT, Standing.REPEAT, Standing.REPEAT, Standing.LOYAL]


@pytest.mark.parametrize(("spent", "stands"), [(1_999_999, Standing.NEW), (2_000_000, Standing.LOYAL)])
def test_much_spent_makes_loyal_to_the_rupiah(spent: int, stands: Standing) -> None:
    assert rules.standing([(ago(1), spent)], TODAY, POLICY) == stands


@pytest.mark.parametrize(
    ("day", "stands"), [(date(2025, 11, 22), Standing.LOYAL), (date(2025, 11, 21), Standing.REPEAT)]
)
def test_what_was_spent_counts_for_twelve_months_to_the_day(day: date, stands: Standing) -> None:
    assert rules.standing([(day, 1_900_000), (ago(1), 100_000)], TODAY, POLICY) == stands


def test_a_year_before_the_29th_of_february_is_the_28th() -> None:
    assert rules.year_before(date(2028, 2, 29)) == date(2027, 2, 28)


@pytest.mark.parametrize(("days", "stands"), [(89, Standing.NEW), (90, Standing.RESTING)])
def test_after_ninety_days_without_an_order_she_rests(days: int, stands: Standing) -> None:
    assert rules.standing([(ago(days), 100_000)], TODAY, POLICY) == stands


@pytest.mark.parametrize(("days", "stands"), [(119, Standing.REPEAT), (120, Standing.RESTING)])
def test_who_buys_every_two_months_rests_only_after_four(days: int, stands: Standing) -> None:
    paid = [(ago(days + gap), 100_000) for gap in (0, 60, 120)]
    assert rules.standing(paid, TODAY, POLICY) == stands


def test_the_gap_is_the_middle_one_and_orders_of_one_day_are_one_visit() -> None:
    rare = [(ago(n), 1) for n in (100, 100, 100, 150, 200, 900)]  # gaps 50, 50, 700
    assert rules.resting_after(rare, POLICY) == 100
    assert rules.resting_after([(ago(n), 1) for n in (0, 50, 200)], POLICY) == 200  # gaps 50, 150


def test_who_has_just_ordered_does_not_rest_though_nothing_is_paid_yet() -> None:
    paid = [(ago(200), 100_000)]
    assert rules.standing(paid, TODAY, POLICY) == Standing.RESTING
    assert rules.standing(paid, TODAY, POLICY, last_order_on=ago(3)) == Standing.NEW


@given(paid_orders, st.integers(0, 2000))
def test_who_rests_goes_on_resting_until_she_orders(paid: list[tuple[date, int]], later: int) -> None:
    assume(rules.standing(paid, TODAY, POLICY) == Standing.RESTING)
    assert rules.standing(paid, TODAY + timedelta(days=later), POLICY) == Standing.RESTING


@given(paid_orders.filter(bool), st.integers(1, 3_000_000))
def test_an_order_paid_today_wakes_her_and_never_lowers_her(paid: list[tuple[date, int]], total: int) -> None:
    rank = [Standing.PROSPECT, Standing.NEW, Standing.REPEAT, Standing.LOYAL]
    awake = policy({"resting-days": "99999"})
    before = rules.standing(paid, TODAY, awake)
    after = rules.standing([*paid, (TODAY, total)], TODAY, POLICY)
    assert rank.index(after) >= rank.index(before)


@given(paid_orders, st.randoms())
def test_the_order_in_which_orders_are_read_does_not_matter(paid: list[tuple[date, int]], random: object) -> None:
    shuffled = list(paid)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert rules.standing(shuffled, TODAY, POLICY) == rules.standing(paid, TODAY, POLICY)


@given(paid_orders.filter(bool))
def test_nobody_rests_before_the_days_the_shop_allows(paid: list[tuple[date, int]]) -> None:
    if rules.days_away(paid, TODAY) < POLICY.resting_days:
        assert rules.standing(paid, TODAY, POLICY) != Standing.RESTING


def test_the_reason_names_what_decided() -> None:
    assert rules.reason([], TODAY, POLICY) == "no paid order yet"
    assert rules.reason([(ago(1), 5)], TODAY, POLICY) == "1 paid order"
    assert rules.reason([(ago(1), 5)] * 6, TODAY, POLICY) == "6 paid orders"
    assert rules.reason([(ago(100), 5)], TODAY, POLICY) == "1 paid order, no order for 100 days"
    much = rules.reason([(ago(1), 2_500_000)], TODAY, POLICY)
    assert much == "1 paid order, Rp2.500.000 within twelve months"


def test_every_standing_has_a_word() -> None:
    assert [rules.shown(one) for one in Standing] == ["prospect", "new", "repeat", "loyal", "resting"]
    assert rules.label(person()) == "Rina Wati · loyal"
    assert rules.brief(person()) == {"id": 12, "name": "Rina Wati", "standing": "loyal"}


@pytest.mark.parametrize(
    ("facts", "greeted"),
    [
        ({}, "Kak Rina"),
        ({"nickname": "Rin"}, "Kak Rin"),
        ({"nickname": "Mama Zaki"}, "Mama Zaki"),
        ({"salutation": "Bu"}, "Bu Rina"),
        ({"salutation": ""}, "Rina"),
        ({"salutation": "", "nickname": "Rin"}, "Rin"),
        ({"name": "Bu Ani"}, "Bu Ani"),
        ({"name": "Bu Ani", "salutation": "Mbak"}, "Mbak Ani"),
        ({"name": "Toko Zahra (reseller)"}, "Toko Zahra"),
        ({"name": "Pak"}, "Kak Pak"),
        ({"name": "🌸 Ayu 🌸"}, "Kak Ayu"),
        ({"name": "🌸"}, "Kak 🌸"),
        ({"name": "  Rina"}, "Kak Rina"),
        ({"name": "[/]"}, "Kak [/]"),
        ({"name": "Hj. Siti Aminah"}, "Kak Siti"),
        ({"name": "Ibu Hj. Siti Aminah"}, "Ibu Siti"),
        ({"name": "Hj. Siti Aminah", "salutation": "Bu"}, "Bu Siti"),
        ({"name": "dr. Lestari"}, "Kak Lestari"),
        ({"name": "dr.Lestari"}, "Kak Lestari"),
        ({"name": "Drs. H. Ahmad Fauzi"}, "Kak Ahmad"),
        ({"name": "Prof.Dr.Ir. Tuti"}, "Kak Tuti"),
        ({"name": "NY TAN"}, "Kak TAN"),
        ({"name": "ibu hajjah fatimah"}, "ibu fatimah"),
        ({"name": "Ustadzah Hj. Siti"}, "Ustadzah Siti"),
        ({"name": "Hj. 🌸"}, "Kak Hj."),
        ({"name": "Hj."}, "Kak Hj."),
        ({"name": "dr. Hj."}, "Kak dr. Hj."),
        ({"name": "Bu Hj."}, "Bu Hj."),
        ({"name": "Drajat H."}, "Kak Drajat"),
        ({"nickname": "dr. Les"}, "Kak dr. Les"),
        ({"name": "h " * 5000}, "Kak " + ("h " * 5000).strip()),
    ],
)
def test_everybody_is_addressed_as_she_likes(facts: dict[str, object], greeted: str) -> None:
    assert rules.greeting(person(**facts), POLICY) == greeted


def test_the_shop_chooses_the_salutation_of_those_who_have_none() -> None:
    assert rules.greeting(person(), policy({"salutation": "Sis"})) == "Sis Rina"


@pytest.mark.parametrize(
    ("typed", "key"),
    [("  Réna  WATI", "rena wati"), ("ＡＮＩ", "ani"), ("Straße", "strasse"), ("İpek", "ipek"), ("\u0301", "\u0301")],
)
def test_names_are_looked_up_without_case_accents_and_extra_blanks(typed: str, key: str) -> None:
    assert folded(typed) == key


@given(st.text())
def test_folding_twice_is_folding_once(typed: str) -> None:
    assert folded(folded(typed)) == folded(typed)


def test_each_word_of_a_name_stands_behind_two_blanks() -> None:
    assert rules.find_key("Rina  Wati", "Rin") == "  rina  wati  rin"
    assert rules.find_key("Rina", None) == "  rina"


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        ("phone", "0812-3456-7890", "+6281234567890"),
        ("hp", "+62 812 3456 7890", "+6281234567890"),
        ("WA", "6281234567890", "+6281234567890"),
        ("ig", " @Rina_W ", "rina_w"),
        ("Instagram", "rina.w", "rina.w"),
        ("email", "Rina@Example.COM", "rina@example.com"),
        ("line", "Rina  Wati", "rina wati"),
    ],
)
def test_a_channel_is_compared_in_one_spelling_and_kept_as_typed(kind: str, typed: str, value: str) -> None:
    channel = rules.channel(kind, typed)
    assert (channel.value, channel.typed) == (value, typed)


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("phone", "12"),
        ("phone", "******89"),
        ("ig", "rina wati"),
        ("ig", "@"),
        ("ig", " "),
        ("email", "rina"),
        ("email", "rina@"),
        ("email", "a@b@c.id"),
        ("two words", "rina"),
        ("", "rina"),
        ("k" * 41, "rina"),
    ],
)
def test_what_can_be_no_channel_is_refused(kind: str, typed: str) -> None:
    with pytest.raises(Misunderstood):
        rules.channel(kind, typed)


def test_words_for_phone_and_instagram_mean_the_same_channel() -> None:
    assert rules.channel("whatsapp", "081234567890") == Channel("phone", "+6281234567890", "081234567890")
    assert rules.kind("Instagram") == "ig"


@pytest.mark.parametrize("word", ["a,b", "reseller; grosir", ";"])
def test_a_tag_has_in_it_nothing_that_stands_between_tags(word: str) -> None:
    with pytest.raises(Misunderstood, match="cannot be a tag"):
        rules.tag(word)


def test_tags_are_compared_in_lower_case() -> None:
    assert rules.tag(" #VIP  Jakarta ") == "vip jakarta"
    for word in ("", "#", "x" * 41):
        with pytest.raises(Misunderstood):
            rules.tag(word)


def test_messages_are_written_in_indonesian_or_english_only() -> None:
    assert rules.language("ID") == "id"
    with pytest.raises(Misunderstood):
        rules.language("fr")


def test_standings_are_said_in_the_owners_language() -> None:
    text.use("id")
    assert rules.shown("loyal") == "langganan"
