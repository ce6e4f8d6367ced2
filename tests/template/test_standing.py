"""Messages that are worded for customers of one standing."""

import pytest

from olcrm.template import rules


@pytest.fixture
def rina(shop):
    """A customer of many orders, and one who is new, each with an unpaid order."""
    shop("config set loyal-orders 2")
    shop("contact add Rina --phone 081234567890")
    shop("contact add Siti")
    shop("order add rina 'Tas @150rb' --dp 150rb")
    shop("order add rina 'Tas @150rb' --dp 150rb")
    shop("order add rina 'Topi @50rb'")
    shop("order add siti 'Topi @50rb'")
    return shop


def text(run, name, who):
    return run(f"template preview {name} {who}").out


def test_a_loyal_customer_is_reminded_in_her_own_words(rina):
    assert "Seperti biasa" in text(rina, "remind-1", "rina")
    assert "Seperti biasa" not in text(rina, "remind-1", "siti")
    assert "setia" in text(rina, "thanks-paid", "rina")


def test_any_message_can_be_worded_for_any_standing_and_the_rest_read_the_general_one(rina):
    assert rina("template edit remind-2.loyal --text 'Halo {greeting}, lama tidak kabar ya.'").status == 0
    assert text(rina, "remind-2", "rina").strip() == "Halo Kak Rina, lama tidak kabar ya."
    assert "lama tidak" not in text(rina, "remind-2", "siti")
    rina("template reset remind-2.loyal")
    assert text(rina, "remind-2", "rina") == text(rina, "remind-2", "siti").replace("Siti", "Rina")


def test_what_the_shop_worded_for_all_comes_before_what_is_built_in_for_some(rina):
    rina("template edit remind-1 --text 'Halo {greeting}, sisanya {balance} ya.'")
    assert text(rina, "remind-1", "rina").startswith("Halo Kak Rina, sisanya")
    rina("template edit remind-1.loyal --text 'Halo {greeting} sayang, {balance} ya.'")
    assert text(rina, "remind-1", "rina").startswith("Halo Kak Rina sayang")
    assert text(rina, "remind-1", "siti").startswith("Halo Kak Siti, sisanya")


def test_a_wording_for_some_keeps_the_manners_of_the_message(rina):
    done = rina("template edit remind-2.loyal --text 'Halo {greeting}, masih kurang 50rb'")
    assert (done.status, "names no amount" in done.err) == (4, True)
    done = rina("template edit birthday.loyal --text 'Selamat ulang tahun {greeting}, diskon 10%'")
    assert done.status == 4


def test_a_standing_that_is_none_is_no_message(rina):
    assert rina("template show remind-1.best").status == 3
    assert rina("template show reply-ongkir.loyal").status == 3


def test_what_was_worded_is_listed_and_checked_and_no_reply(rina):
    rina("template edit remind-2.loyal --text 'Halo {greeting}, apa kabar?'")
    rows = rina("template list --json").json["rows"]
    assert {"name": "remind-2.loyal", "language": "id", "own": True} in [
        {key: row[key] for key in ("name", "language", "own")} for row in rows
    ]
    assert rina("template check remind-2.loyal").status == 0
    assert "remind-2" not in rina("reply list").out


@pytest.mark.parametrize("name", rules.FOR_STANDING)
def test_what_is_built_in_for_some_has_a_general_message(name):
    assert rules.is_for_standing(name)
    assert rules.general(name) in rules.NAMES
