"""Whom a product would please, and who may be told."""

import pytest


@pytest.fixture
def goods(shop):
    """Gamis in M and L; nobody knows of them yet."""
    shop("product add GM-M Gamis --variant M --price 150rb")
    shop("product add GM-L Gamis --variant L --price 155rb")
    shop("product add BR Bros --price 20rb")
    for name in ("Rina", "Siti", "Dewi", "Tuti"):
        shop(f"contact add {name} --phone 0812345678{len(name)}{ord(name[0])}")
    return shop


def found(shop, sku="GM-M", now=None):
    result = shop(f"match-buyers {sku} --json", now=now)
    assert result.status == 0, result.err
    return {row["contact"]["name"]: row["reason"] for row in result.json["rows"]}


def test_who_asked_or_waits_may_be_told_without_having_agreed_to_offers(goods):
    goods("ask add rina 'Gamis M ada kak?' --product GM-M")
    goods("wait add siti GM-M")
    goods("ask add dewi 'Bros ada?' --product BR")
    assert found(goods) == {"Rina": "asked for it today", "Siti": "waits for it since today"}


def test_who_bought_such_a_thing_or_wears_its_size_is_told_once_she_agreed(goods):
    goods("order add rina GM-L --on 1/9/2026")
    goods("contact size set siti gamis M")
    goods("contact size set dewi gamis L")
    result = goods("match-buyers GM-M --json").json
    assert result["rows"] == []
    assert result["left_out"] == {"no_consent": 2}
    goods("contact consent rina --give offers")
    goods("contact consent siti --give offers")
    assert found(goods) == {"Rina": "bought Gamis L (1 Sep)", "Siti": "wears gamis M"}


def test_each_person_is_there_once_with_all_her_reasons(goods):
    goods("contact size set rina gamis M")
    goods("wait add rina GM-M")
    goods("order add rina GM-L --on 1/9/2026")
    assert found(goods) == {"Rina": "waits for it since today, bought Gamis L (1 Sep), wears gamis M"}


def test_who_has_just_bought_it_is_not_told(goods):
    goods("ask add rina 'Gamis M ada?' --product GM-M")
    goods("order add rina GM-M")
    told = goods("match-buyers GM-M --plain").err
    assert "1 bought it within the last 30 days." in told
    assert found(goods) == {}


def test_a_question_that_was_dropped_is_no_reason(goods):
    goods("ask add rina 'Gamis M ada?' --product GM-M")
    goods("ask done 1 --because 'tidak jadi'")
    dropped = found(goods)
    goods("ask add siti 'Gamis M ada?' --product GM-M")
    assert set(found(goods)) - set(dropped) == {"Siti"}


def test_regulars_come_first(goods):
    goods("ask add rina 'Gamis M ada?' --product GM-M")
    goods("ask add siti 'Gamis M ada?' --product GM-M")
    for number in (1, 2):
        goods("order add siti BR --on 1/10/2026")
        goods(f"pay add {number} 20rb --on 2/10/2026")
    assert list(found(goods)) == ["Siti", "Rina"]


@pytest.mark.parametrize(
    ("before", "why"),
    [
        ("contact pause rina --until 1/12 --because sakit", "paused"),
        ("contact consent rina --withdraw offers", "unwanted"),
        ("complaint add rina damaged rusak", "something_open"),
    ],
)
def test_whoever_is_to_be_left_in_peace_is_not_told(goods, before, why):
    goods("wait add rina GM-M")
    assert goods(before).status == 0
    result = goods("match-buyers GM-M --json").json
    assert (result["rows"], result["left_out"]) == ([], {why: 1})


def test_she_is_told_once_in_thirty_days(goods, look):
    goods("wait add rina GM-M")
    assert goods("match-buyers GM-M --sent 1-news").status == 0
    assert look("SELECT purpose, occasion FROM message") == [("news", "news-1-2026-11-22")]
    assert found(goods, now="2026-12-21T12:00:00+07:00") == {}
    assert list(found(goods, now="2026-12-22T12:00:00+07:00")) == ["Rina"]


def test_what_was_asked_for_is_no_offer_of_the_month_and_the_rest_is(goods, look):
    goods("wait add rina GM-M")
    goods("contact size set siti gamis M")
    goods("contact consent siti --give offers")
    goods("match-buyers GM-M --all-sent")
    assert look("SELECT contact_id, purpose FROM message ORDER BY 1") == [(1, "news"), (2, "offer")]
    goods("config set offer.per-month 1")
    goods("contact size set siti bros 1")
    goods("contact consent rina --give offers")
    assert goods("offer list --say x --json").json["left_out"]["enough"] == 1


def test_the_message_says_what_is_here_and_what_it_costs(goods):
    goods("wait add rina GM-M")
    told = goods("match-buyers GM-M --text").out
    assert "yang Kak Rina cari sekarang ada: Gamis M." in told
    assert "Harganya Rp150.000." in told


def test_a_product_without_a_price_is_told_of_without_one(goods):
    goods("product add KB Kebaya")
    goods("wait add rina KB")
    assert "Harganya" not in goods("match-buyers KB --text").out


def test_who_only_may_like_it_gets_other_words(goods):
    goods("contact size set rina gamis M")
    goods("contact consent rina --give offers")
    told = goods("match-buyers GM-M --text").out
    assert "baru ada yang mungkin cocok: Gamis M." in told
    assert "tidak mau dikabari, bilang saja" in told


def test_a_walk_logs_what_was_sent(goods, look):
    goods("wait add rina GM-M")
    goods("match-buyers GM-M --send", keys="c\ny\n", terminal=True)
    assert look("SELECT contact_id, purpose FROM message") == [(1, "news")]


@pytest.mark.parametrize(
    ("line", "status", "because"),
    [
        ("match-buyers XX", 3, "There is no product “XX”."),
        ("match-buyers GM-M --sent 1", 2, "“1” is not the id of such news."),
        ("match-buyers GM-M --sent 1-news", 4, "Rina is not among those who are meant."),
        ("match-buyers GM-M --sent 9-news", 3, "There is no customer 9."),
    ],
)
def test_what_cannot_be_is_refused_with_what_can(goods, line, status, because):
    result = goods(line)
    assert (result.status, because in result.err) == (status, True), result.err


def test_an_empty_list_says_so(goods):
    assert "Nobody asked for it, waits for it, bought such a thing or wears its size." in goods("match-buyers BR").out
