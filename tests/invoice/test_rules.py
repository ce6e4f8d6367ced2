import re

import pytest
from hostile import OWN, commanding
from hypothesis import given
from hypothesis import strategies as st

from olcrm.invoice import page, printed, rules
from olcrm.invoice.words import WORDS
from olcrm.kit.errors import Misunderstood


@pytest.mark.parametrize(
    ("name", "greeting", "written"),
    [
        ("Rina Wati", "Kak Rina", "Kak Rina Wati"),
        ("Nurhaniah", "Kak Hani", "Kak Hani (Nurhaniah)"),
        ("Bu Ani Suryani", "Bu Ani", "Bu Ani Suryani"),
        ("Rina", "Rina", "Rina"),
        ("Rina", "Kak Rina", "Kak Rina"),
        ("🌸🌸", "Kak 🌸🌸", "Kak 🌸🌸"),
    ],
)
def test_a_customer_is_addressed_with_the_whole_name(name, greeting, written):
    assert rules.addressed(name, greeting) == written


@given(st.text(max_size=20), st.text(max_size=20))
def test_a_name_is_always_whole(name, greeting):
    assert name in rules.addressed(name, greeting)


def test_both_languages_say_the_same():
    assert WORDS["id"].keys() == WORDS["en"].keys()


def test_a_receipt_is_no_slip():
    assert [rules.kind(receipt, slip) for receipt, slip in ((False, False), (True, False), (False, True))] == [
        "invoice",
        "receipt",
        "slip",
    ]
    with pytest.raises(Misunderstood, match="--receipt and --slip do not go together"):
        rules.kind(receipt=True, slip=True)


@pytest.mark.parametrize(
    ("amount", "method", "written"),
    [
        (100, "bca", "BCA"),
        (100, "tunai", "Tunai"),
        (100, None, ""),
        (100, "credit", "dari saldo"),
        (-100, "bca", "dikembalikan BCA"),
        (-100, None, "dikembalikan"),
    ],
)
def test_how_it_was_paid_is_said_as_people_say_it(amount, method, written):
    assert rules.paid_how({"amount": amount, "method": method}, WORDS["id"]) == written


def test_goods_alone_are_the_total():
    alone = {"goods": 5, "shipping": 0, "discount": 0, "unique_code": 0, "total": 5}
    assert [one.label for one in rules.charges(alone, {"discount": 0}, WORDS["en"])] == ["Total"]
    charged = {"goods": 5000, "shipping": 1000, "discount": 500, "unique_code": 999, "total": 6499}
    assert [(one.label, one.amount) for one in rules.charges(charged, {"discount": 500}, WORDS["en"])] == [
        ("Goods", "Rp5.000"),
        ("Shipping", "Rp1.000"),
        ("Discount", "−Rp500"),
        ("Unique code", "Rp999"),
        ("Total", "Rp6.499"),
    ]


@pytest.mark.parametrize("words", OWN, ids=range(len(OWN)))
def test_no_string_breaks_a_page_or_runs_in_one(words):
    bill = rules.Bill(
        kind="invoice",
        language="id",
        number=41,
        shop=words,
        reach=words,
        title="Invoice",
        day=words,
        facts=[("Untuk", words)],
        lines=[rules.Line("1×", words, words, "Rp1")],
        sums=[rules.Sum(words, "Rp1"), rules.Sum(words, "Rp1", strong=True)],
        stamp="LUNAS",
        heading=words,
        frame=[(words, words)],
        below=[words],
        card=words,
        closing=words,
    )
    assert printed.pdf(bill).startswith(b"%PDF")
    made = page.html(bill).decode()
    assert not commanding(made)
    assert not re.search(r"<(?:script|img|iframe|svg|a)\b", made, re.IGNORECASE)
