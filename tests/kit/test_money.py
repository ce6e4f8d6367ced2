import pytest
from hypothesis import given
from hypothesis import strategies as st

from olcrm.kit.errors import Misunderstood, OlcrmError, Refused
from olcrm.kit.money import CEILING, amount, rupiah


@pytest.mark.parametrize(
    ("typed", "rupiahs"),
    [
        ("150rb", 150_000),
        ("150 ribu", 150_000),
        ("150k", 150_000),
        ("150K", 150_000),
        ("150 RB", 150_000),
        ("150 ribu rupiah", 150_000),
        ("1,5jt", 1_500_000),
        ("1.5jt", 1_500_000),
        ("1.5 JT", 1_500_000),
        ("1,25 juta", 1_250_000),
        ("1.25 juta", 1_250_000),
        ("0,5jt", 500_000),
        ("1,234jt", 1_234_000),
        ("2juta", 2_000_000),
        ("12,5rb", 12_500),
        ("12.5rb", 12_500),
        ("12,55 ribu", 12_550),
        ("1500rb", 1_500_000),
        ("150.000", 150_000),
        ("150,000", 150_000),
        ("75 000", 75_000),
        ("1.250.000", 1_250_000),
        ("1,250,000", 1_250_000),
        ("1 250 000", 1_250_000),
        ("150000", 150_000),
        ("147.356", 147_356),
        ("55", 55),
        ("1", 1),
        ("Rp150.000,-", 150_000),
        ("Rp 150.000", 150_000),
        ("rp150000", 150_000),
        ("RP. 150rb", 150_000),
        ("IDR 150,000", 150_000),
        ("150.000,-", 150_000),
        ("150000,-", 150_000),
        ("Rp. 1.250.000,00", 1_250_000),
        ("Rp.1.250.000", 1_250_000),
        ("150,000.00", 150_000),
        ("150000,00", 150_000),
        ("1jt500rb", 1_500_000),
        ("1 jt 500 rb", 1_500_000),
        ("1 juta 250", 1_250_000),
        ("1jt250", 1_250_000),
        ("1jt050", 1_050_000),
        ("1jt 5rb", 1_005_000),
        ("1 juta 12,5rb", 1_012_500),
        ("1 juta 250.000", 1_250_000),
        ("1jt500rb250", 1_500_250),
        ("12 ribu 500", 12_500),
        ("  150rb  ", 150_000),
        ("Rp\u00a0150.000", 150_000),
        ("150\u202frb", 150_000),
        ("１５０．０００", 150_000),
        ("Ｒｐ１５０ｒｂ", 150_000),
        ("\u202a150.000\u202c", 150_000),
        ("150.000,\u2013", 150_000),
    ],
)
def test_an_amount_is_read_as_owners_type_it(typed: str, rupiahs: int) -> None:
    assert amount(typed) == rupiahs


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        "\u200b",
        "seratus",
        "abc",
        "rb",
        "Rp",
        ",-",
        "1.2345jt",
        "1,2345jt",
        "1.50.000",
        "1.5",
        "1,5",
        "15.00",
        "150,00",
        "1.00",
        "1.250.00",
        "1.250.000,50",
        "1.2500",
        "12.34.567",
        "1234.567",
        "1.250,000",
        "1 250.000",
        "1,250,00",
        "150..000",
        "150. 000",
        "1 5jt",
        "2 150rb",
        "1 . 5jt",
        "0.150",
        "0,500",
        "0150",
        "081234567890",
        "00",
        "05rb",
        "1.500rb",
        "150.000rb",
        "150000rb",
        "150000jt",
        "1.5.0jt",
        "1,5jt500rb",
        "1jt1500rb",
        "1jt5",
        "1 juta 25",
        "1jt2500",
        "1jt1jt",
        "500rb1jt",
        "1rb5rb",
        "150rb5",
        "1jt 1.000.000",
        "150m",
        "1 miliar",
        "150rbu2",
        "rb150",
        "150rp rb",
        "$150",
        "1e6",
        "0x10",
        "1_000",
        "½jt",
        "150²",
        "١٥٠",
        "150;000",
        "150'000",
        "(150.000)",
        "150rb/pcs",
        "150rb 2x",
        "inf",
        "nan",
        "+150rb",
        "1" * 5_000,
        "1.000" * 3_000,
        "1 jt " * 5_000,
        "1jt" * 5_000 + "1rb",
        "150rb\x00",
        "\ud800",
    ],
)
def test_what_is_no_amount_or_could_be_two_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(Misunderstood) as refusal:
        amount(typed)
    assert "150rb" in refusal.value.hint
    assert len(refusal.value.message) < 200


@pytest.mark.parametrize("typed", ["-150rb", "Rp-150.000", "-Rp150.000", "- 5", "\u2212150rb", "-1,5jt"])
def test_an_amount_below_zero_is_understood_and_refused(typed: str) -> None:
    with pytest.raises(Refused, match="above zero"):
        amount(typed)
    with pytest.raises(Refused, match="not below zero"):
        amount(typed, zero=True)


@pytest.mark.parametrize("typed", ["0", "Rp0", "0rb", "Rp0,-", "0,0jt"])
def test_zero_is_an_amount_only_where_it_is_allowed(typed: str) -> None:
    with pytest.raises(Refused, match="above zero"):
        amount(typed)
    assert amount(typed, zero=True) == 0


@pytest.mark.parametrize("typed", ["1000000000001", "1.000.000.000.001", "9" * 25])
def test_an_absurd_amount_is_refused_and_the_most_is_named(typed: str) -> None:
    with pytest.raises(Refused) as refusal:
        amount(typed)
    assert "Rp1.000.000.000.000" in refusal.value.hint


def test_the_most_itself_is_an_amount() -> None:
    assert amount("1.000.000.000.000") == CEILING


@pytest.mark.parametrize(
    ("n", "shown"),
    [
        (150_000, "Rp150.000"),
        (0, "Rp0"),
        (999, "Rp999"),
        (1_250_000, "Rp1.250.000"),
        (-150_000, "-Rp150.000"),
    ],
)
def test_rupiah_are_written_as_the_spelling_wants_them(n: int, shown: str) -> None:
    assert rupiah(n) == shown


@given(st.integers(1, CEILING))
def test_what_is_shown_can_be_typed(n: int) -> None:
    assert amount(rupiah(n)) == amount(f"{n}") == amount(f"{n:,}") == amount(f"Rp. {n:_},-".replace("_", ".")) == n


@given(st.integers(1, 99_999), st.sampled_from(["rb", " ribu", "k", " RB"]))
def test_thousands_are_thousands(n: int, unit: str) -> None:
    assert amount(f"{n}{unit}") == n * 1_000


@given(st.integers(0, 99_999), st.integers(1, 999), st.sampled_from(",."), st.sampled_from(["jt", " juta"]))
def test_decimals_of_a_million_are_thousands(n: int, thousands: int, mark: str, unit: str) -> None:
    assert amount(f"{n}{mark}{thousands:03}{unit}") == n * 1_000_000 + thousands * 1_000


@given(st.integers(1, 99_999), st.integers(1, 999))
def test_millions_and_thousands_add_up(millions: int, thousands: int) -> None:
    n = millions * 1_000_000 + thousands * 1_000
    assert amount(f"{millions}jt{thousands}rb") == amount(f"{millions} juta {thousands:03}") == n


@given(st.text() | st.text("0123456789., rpkbjtua-", max_size=20), st.booleans())
def test_any_text_is_an_amount_or_a_clear_refusal(typed: str, zero: bool) -> None:
    try:
        n: int | OlcrmError = amount(typed, zero=zero)
    except OlcrmError as refusal:
        n = refusal
    if isinstance(n, OlcrmError):
        assert isinstance(n, Misunderstood | Refused)
        assert n.message
        assert n.hint
    else:
        assert type(n) is int
        assert (0 if zero else 1) <= n <= CEILING


@given(st.from_regex(r"[1-9][0-9., ]{0,12}", fullmatch=True))
def test_figures_without_a_unit_are_never_lost_or_added(typed: str) -> None:
    """Every figure is still there, but for sen of zero: nothing is taken for decimals, nothing multiplied."""
    try:
        n = amount(typed)
    except OlcrmError:
        return
    figures = "".join(char for char in typed if char.isdecimal())
    assert str(n) in {figures, figures.removesuffix("00")}
