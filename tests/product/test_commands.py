import re

import pytest


@pytest.fixture
def market(shop):
    """A shop with two customers and two variants of one dress."""
    shop("contact add 'Rina Wati' --phone 081234567890")
    shop("contact add Sari --phone 081298765432")
    shop("product add GM-M Gamis --variant M --price 150rb --stock 1 --note 'lengan pendek' --care 'cuci dingin'")
    shop("product add GM-L Gamis --variant L --price 155rb --stock 3")
    return shop


def pieces(run, sku="GM-M"):
    product = run(f"product show {sku} --json").json["product"]
    return product["on_hand"], product["kept"], product["free"]


def test_a_product_is_told_whole(market):
    product = market("product show 'gamis  m' --json").json["product"]
    assert product == {
        "id": 1,
        "sku": "GM-M",
        "name": "Gamis",
        "variant": "M",
        "price": 150_000,
        "cost": None,
        "weight": None,
        "note": "lengan pendek",
        "fit": None,
        "care": "cuci dingin",
        "care_days": None,
        "care_every": None,
        "on_hand": 1,
        "kept": 0,
        "free": 1,
        "waiting": 0,
        "archived": False,
    }
    assert "Gamis M (GM-M)" in market("product show gm-m").out


def test_a_sku_is_unique_in_whatever_letters_and_so_is_a_name(market):
    assert "There is a product with the SKU GM-M already" in market("product add gm-m Sprei").err
    assert "“gamis M” already means the product GM-M" in market("product add X gamis --variant M").err
    assert "“GM-L” already means the product GM-L" in market("product add X GM-L").err
    market("product archive GM-M")
    refused = market("product add gm-m Sprei")
    assert (refused.status, "olcrm product archive GM-M --undo" in refused.err) == (4, True)


def test_the_catalogue_is_listed_by_name_with_what_is_free(market):
    market("product add BROS Bros --price 15rb")
    rows = market("product list --json").json["rows"]
    assert [(row["sku"], row["free"]) for row in rows] == [("BROS", None), ("GM-L", 3), ("GM-M", 1)]
    market("order add rina GM-M")
    assert [row["sku"] for row in market("product list --free --json").json["rows"]] == ["BROS", "GM-L"]
    assert [row["sku"] for row in market("product list --short --json").json["rows"]] == ["GM-M"]
    assert [row["sku"] for row in market("product list gamis --limit 1 --json").json["rows"]] == ["GM-L"]
    assert "--free and --short do not go together" in market("product list --free --short").err


def test_a_product_put_away_is_sold_no_more_and_can_be_fetched_back(market):
    market("product archive GM-M")
    assert "There is no price for “GM-M”" in market("order add rina GM-M").err
    assert [row["sku"] for row in market("product list --archived --json").json["rows"]] == ["GM-M"]
    assert "Gamis M is archived already" in market("product archive GM-M").err
    market("product archive GM-M --undo")
    assert "Gamis M is not archived" in market("product archive GM-M --undo").err
    assert market("order add rina GM-M").status == 0


def test_an_edit_changes_what_is_said_and_leaves_orders_alone(market):
    market("order add rina GM-M")
    done = market("product edit gm-m --price 160rb --note '' --sku GMS --name Gaun --json")
    assert (done.json["product"]["price"], done.json["product"]["note"]) == (160_000, None)
    assert market("order show 1 --json").json["order"]["lines"][0]["price"] == 150_000
    assert pieces(market, "GMS") == (1, 1, 0)
    assert "Nothing about Gaun M would change" in market("product edit GMS --price 160rb").err
    assert "There is no product “GM-M”" in market("product edit GM-M --price 1").err


def test_what_is_near_is_named_where_a_word_means_no_product(market):
    missing = market("product show gamis")
    assert missing.status == 3
    assert "GM-L (Gamis L), GM-M (Gamis M)" in missing.err


def test_stock_comes_goes_and_is_counted_and_a_correction_says_why(market):
    assert market("product stock GM-M +5").status == 0
    assert "A correction of the stock needs its reason" in market("product stock GM-M -1").err
    assert "A correction of the stock needs its reason" in market("product stock GM-M =3").err
    assert market("product stock GM-M -1 --because rusak").status == 0
    assert pieces(market) == (5, 0, 5)
    assert market("product stock GM-M =12 --because 'hitung ulang'").status == 0
    moves = market("product show GM-M --json").json["moves"]
    assert [(move["change"], move["counted"]) for move in moves] == [(None, 12), (-1, None), (5, None), (None, 1)]
    assert "There are 12 of Gamis M already" in market("product stock GM-M =12 --because lagi").err
    assert "Only 12 of Gamis M are in the house" in market("product stock GM-M -13 --because hilang").err


def test_what_is_not_counted_never_runs_out_and_the_first_count_is_what_there_is(market):
    market("product add PO Kebaya --price 300rb")
    for _time in range(3):
        assert market("order add rina PO").status == 0
    market("order status 1 shipped")
    assert pieces(market, "PO") == (None, 2, None)
    assert "Nobody has counted Kebaya yet" in market("product stock PO -1 --because x").err
    market("product stock PO +5")
    assert pieces(market, "PO") == (5, 2, 3)


def test_more_promised_than_there_is_is_said(market):
    market("order add rina GM-M")
    warned = market("product stock GM-M -1 --because rusak")
    assert "1 more are promised than there are" in warned.out
    assert pieces(market) == (0, 1, -1)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("gm-mm", "GM-M"), ("gamis aisyh M", "Gamis Aisyah M"), ("Gamis Asiyah M", "Gamis Aisyah M")],
)
def test_a_mistyped_product_is_answered_with_the_one_it_may_be(shop, typed, meant):
    shop("contact add Rina")
    shop("product add GM-M 'Gamis Aisyah M' --price 150rb")
    assert f"Did you mean {meant}?" in shop(f"order add rina '{typed}'").err
    assert "Did you mean" not in shop("order add rina Sprei").err
    assert shop(f"order add rina '{typed} @90rb'").status == 0


def test_an_item_called_like_a_product_takes_its_price_and_keeps_its_piece(market):
    (line,) = market("order add rina gm-m --json").json["order"]["lines"]
    assert line == {"name": "Gamis M", "sku": "GM-M", "qty": 1, "price": 150_000, "subtotal": 150_000}
    assert pieces(market) == (1, 1, 0)
    (line,) = market("order add rina '2x GAMIS L @140rb' --json").json["order"]["lines"]
    assert (line["sku"], line["price"]) == ("GM-L", 140_000)
    assert pieces(market, "GM-L") == (3, 2, 1)


def test_other_items_are_as_they_ever_were(market):
    (line,) = market("order add rina '2x Gamis XL @150rb' --json").json["order"]["lines"]
    assert (line["sku"], line["name"]) == (None, "Gamis XL")
    refused = market("order add rina Gamis")
    assert (refused.status, "The catalogue has GM-M (Gamis M), GM-L (Gamis L)." in refused.err) == (4, True)


def test_a_note_is_shown_when_it_is_ordered_and_so_is_the_last_piece(market):
    said = market("order add rina GM-M").out
    assert "Gamis M: lengan pendek" in said
    assert "That was the last Gamis M." in said


def test_the_last_piece_is_not_kept_twice(market):
    market("order add rina GM-M")
    refused = market("order add sari GM-M")
    assert refused.status == 4
    assert "Gamis M: 1 wanted, 0 free." in refused.err
    assert "1 by Rina Wati (order 1) until 24 Nov 12:00" in refused.err
    assert "Gamis L (GM-L, 3 free)" in refused.err
    assert market("order list --json").json["rows"][0]["id"] == 1
    taken = market("order add sari GM-M --oversell")
    assert "1 Gamis M are missing for all that is promised." in taken.out
    assert pieces(market) == (1, 2, -1)


def test_a_paid_piece_is_held_by_who_paid(market):
    market("order add rina GM-M --dp 150rb")
    assert "1 by Rina Wati (order 1), paid" in market("order add sari GM-M").err


def test_pieces_come_back_from_what_was_released_cancelled_or_edited_out(market):
    market("order add rina GM-M 'Bros @5rb'")
    market("order release 1")
    assert pieces(market) == (1, 0, 1)
    market("order add rina GM-M 'Bros @5rb'")
    market("order cancel 2 --because batal")
    assert pieces(market) == (1, 0, 1)
    market("order add rina GM-M 'Bros @5rb'")
    market("order edit 3 --remove gm-m")
    assert pieces(market) == (1, 0, 1)


def test_an_edit_may_keep_no_more_than_is_free(market):
    market("order add rina 'Bros @5rb'")
    assert market("order edit 1 --add '2x GM-M'").status == 4
    assert market("order edit 1 --add GM-M").status == 0
    assert market("order edit 1 --item '2x GM-M'").status == 4
    assert market("order edit 1 --item '2x GM-M' --oversell").status == 0
    assert market("order edit 1 --shipping 10rb").status == 0
    assert pieces(market) == (1, 2, -1)


def test_the_same_again_keeps_the_same_pieces_once_more(market):
    market("order add rina GM-L")
    (line,) = market("order again rina --json").json["order"]["lines"]
    assert line["sku"] == "GM-L"
    assert pieces(market, "GM-L") == (3, 2, 1)
    market("order add sari GM-L")
    assert market("order again rina").status == 4


def test_what_is_sent_off_leaves_the_shelf_and_does_not_come_back_by_itself(market):
    market("order add rina GM-M")
    market("order status 1 shipped")
    assert pieces(market) == (0, 0, 0)
    said = market("order cancel 1 --because ditolak")
    assert "What was sent off is not back on the shelf: Gamis M." in said.out
    assert pieces(market) == (0, 0, 0)
    market("undo --yes")
    market("undo --yes")
    assert pieces(market) == (1, 1, 0)
    assert market("doctor").status == 0


def test_the_care_tip_is_at_hand_when_the_parcel_has_arrived(market):
    market("order add rina GM-M GM-L 'Bros @5rb'")
    assert "cuci dingin" not in market("order status 1 shipped").out
    assert "A tip to send her: Gamis M: cuci dingin" in market("order status 1 arrived").out


def test_sales_are_counted_by_product_whatever_its_lines_are_called(market):
    market("order add rina GM-M")
    market("product edit GM-M --name Gaun")
    market("product stock GM-M +2")
    market("order add sari GM-M")
    market("order add sari 'Bros @5rb'")
    rows = market("report sales --by product --json").json["rows"]
    assert [(row["what"], row["qty"]) for row in rows] == [("Gaun M", 2), ("Bros", 1)]


def test_a_command_with_products_asks_only_along_indices(market, db):
    from olcrm.product import shelf
    from olcrm.wait import store as wait

    questions = (
        *(shelf._MEANT, shelf._PIECES, shelf._HOLDERS, shelf._OFFERED, shelf._VARIANTS, shelf._IN_LINE),
        *(wait._AWAITED, wait._OPEN_OF_PRODUCT, wait._OPEN_OF_CONTACT),
        "UPDATE product SET kept = (SELECT kept FROM pieces WHERE pieces.id = product.id) WHERE id = ?1",
        "UPDATE order_line SET place = NULL WHERE order_id = ?1 AND product_id IS NOT NULL",
    )
    for question in questions:
        values = [1] * max(int(place or 2) for place in re.findall(r"\?(\d?)", question))
        plan = [row["detail"] for row in db.execute(f"EXPLAIN QUERY PLAN {question}", values)]
        scans = [step for step in plan if step.startswith("SCAN") and "USING" not in step and "CONSTANT" not in step]
        assert not scans, (question, plan)


def test_how_a_product_is_cut_is_shown_when_it_is_ordered(market):
    assert market("product edit GM-M --fit 'kecil, naik satu ukuran.'").status == 0
    assert "Gamis M, fit: kecil, naik satu ukuran.\n" in market("order add sari GM-M").out
    assert "kecil, naik satu ukuran." in market("product show GM-M").out
    market("product edit GM-M --fit ''")
    assert market("product show GM-M --json").json["product"]["fit"] is None


def test_a_care_tip_is_given_the_days_on_which_it_is_told(shop):
    shop("product add GM-M Gamis --care 'cuci dingin' --care-days 30")
    assert shop("product show GM-M --json").json["product"]["care_days"] == 30
    assert "Told after: 30 days" in shop("product show GM-M").out.replace("\t", ": ")
    shop("product edit GM-M --care-every 90")
    assert "30 days, then every 90 days" in shop("product show GM-M").out
    shop("product edit GM-M --care-days '' --care-every ''")
    assert shop("product show GM-M --json").json["product"]["care_every"] is None


@pytest.mark.parametrize(
    ("line", "because"),
    [
        ("product add A Apa --care-days 30", "There is no care tip to tell after those days."),
        ("product add A Apa --care x --care-every 30", "A care tip that is told again needs its first day."),
        ("product add A Apa --care x --care-days 0", "“0” is no number of days from 1 to 730."),
        ("product edit GM-M --care ''", "There is no care tip to tell after those days."),
    ],
)
def test_a_care_tip_is_not_told_without_its_words_or_its_day(shop, line, because):
    shop("product add GM-M Gamis --care 'cuci dingin' --care-days 30")
    assert because in shop(line).err


def test_a_price_that_is_hardly_anything_is_doubted_and_kept_as_it_was_typed(shop):
    said = shop("product add GM-M Gamis --price 150")
    assert "Rp150 is what was noted. If it is Rp150.000: `olcrm undo`, and write 150rb." in said.out
    assert "undo" not in shop("product edit GM-M --price 150rb").out
    assert "write 10rb" in shop("product edit GM-M --price 10").out
    assert "undo" not in shop("product stock GM-M =3 --because hitung").out


@pytest.fixture
def stall(shop):
    """A shop with things of several words and a customer."""
    shop("contact add 'Rina Wati' --phone 081234567890")
    shop("product add GM-M Gamis --variant M --price 150rb --stock 9")
    shop("product add GM-L Gamis --variant L --price 155rb --stock 9")
    shop("product add HJ 'Hijab Segi Empat' --price 45rb --stock 9")
    shop("product add SPR-K 'Sprei King' --price 250rb --stock 9")
    shop("product add KLG 'Kalung Mutiara' --price 75rb --stock 9")
    return shop


@pytest.mark.parametrize(
    ("typed", "lines"),
    [
        ("'1 gamis L'", [("GM-L", 1)]),
        ("'gm-m x2'", [("GM-M", 2)]),
        ("'gm-m x 2'", [("GM-M", 2)]),
        ("'gm-m 2x'", [("GM-M", 2)]),
        ("'gm-m 2 pcs'", [("GM-M", 2)]),
        ("'2pcs gm-m'", [("GM-M", 2)]),
        ("'2xgm-m'", [("GM-M", 2)]),
        ("'gamis M (2)'", [("GM-M", 2)]),
        ("'Hijab Segi Empat 2'", [("HJ", 2)]),
        ("'hijab segi empat: 12 lembar'", [("HJ", 12)]),
        ("2x gm-m", [("GM-M", 2)]),
        ("gamis M", [("GM-M", 1)]),
        ("1 gamis L 2 klg", [("GM-L", 1), ("KLG", 2)]),
        ("hj gamis L x2 spr-k", [("HJ", 1), ("GM-L", 2), ("SPR-K", 1)]),
        ("'1 gamis L @140rb'", [("GM-L", 1)]),
        ("2 gm-m 'Tas @75rb'", [("GM-M", 2), (None, 1)]),
    ],
)
def test_an_item_is_read_as_people_type_it_where_the_catalogue_leaves_no_doubt(stall, typed, lines):
    done = stall(f"order add rina {typed} --oversell --json")
    assert done.status == 0, done.err
    assert [(line["sku"], line["qty"]) for line in done.json["order"]["lines"]] == lines


def test_an_item_is_read_so_when_an_order_is_changed_too(stall):
    stall("order add rina HJ")
    added = stall("order edit 1 --add 'gm-m x2' --json").json["order"]["lines"]
    assert [(line["sku"], line["qty"]) for line in added] == [("HJ", 1), ("GM-M", 2)]
    (line,) = stall("order edit 1 --item '2 klg' --json").json["order"]["lines"]
    assert (line["sku"], line["qty"]) == ("KLG", 2)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("sprei", "Did you mean SPR-K (Sprei King)? Else write a price behind it, like “sprei @150rb”."),
        (
            "'2x kalung'",
            "Did you mean '2x KLG' (Kalung Mutiara)? Else write a price behind it, like “2x kalung @150rb”.",
        ),
        ("2 kalung", "Did you mean '2x KLG' (Kalung Mutiara)?"),
        ("'hijab 2'", "Did you mean '2x HJ' (Hijab Segi Empat)?"),
        ("gamis", "The catalogue has GM-M (Gamis M), GM-L (Gamis L)."),
        ("'2 gamis'", "The catalogue has '2x GM-M' (Gamis M), '2x GM-L' (Gamis L)."),
        ("'1 gamis L, 2 kalung'", "Give each of them as a word of its own: GM-L '2x KLG'."),
        ("'1 gamis L, 2 kalung @150rb'", "Give each of them as a word of its own: GM-L '2x KLG'."),
        ("'2x gm-m dan 3 hj'", "Give each of them as a word of its own: '2x GM-M' '3x HJ'."),
        ("'2 tas, 1 gamis L'", "Give each of them as a word of its own: '2x tas @150rb' 'gamis L @150rb'."),
        ("gm-m 2 hj", "Put each item in quotation marks: GM-M '2x HJ', or '2x GM-M' HJ."),
        ("'tas 2 pcs'", "Write it behind the name, like “2x tas @150rb”"),
        ("gm-m 2x", None),
        ("'2x'", "Put each item in quotation marks, like “2x Gamis M @150rb”."),
        ("'2x gamis M 3 pcs'", "Did you mean GM-M (Gamis M)?"),
    ],
)
def test_what_is_in_doubt_is_refused_with_words_that_can_be_typed(stall, look, typed, told):
    done = stall(f"order add rina {typed}")
    assert (done.status == 0) is (told is None), done.err
    assert told is None or told in done.err
    assert look("SELECT count(*) FROM order_line") == [(0 if told else 1,)]


@pytest.mark.parametrize(
    "typed", ["Kaos 2 @50rb", "Kalung 24 @90rb", "Gamis, navy @160rb", "2x Jilbab 3 in 1 @50rb", "Sprei & Sarung @99rb"]
)
def test_what_is_written_with_a_price_keeps_its_own_name(stall, typed):
    (line,) = stall(f"order add rina '{typed}' --json").json["order"]["lines"]
    assert (line["sku"], line["name"]) == (None, typed.removeprefix("2x ").rpartition(" @")[0])


def test_what_is_repeated_or_of_the_same_name_is_not_counted_anew(stall):
    stall("order add rina 'Kaos 2 pcs @50rb'")
    stall("product add KAOS Kaos --price 60rb --stock 5")
    (line,) = stall("order again rina --json").json["order"]["lines"]
    assert (line["sku"], line["name"], line["qty"]) == (None, "Kaos 2 pcs", 1)
