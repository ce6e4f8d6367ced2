import os
import re
import zlib
from pathlib import Path

import pytest

from olcrm.kit import code128

GOLDEN = Path(__file__).parent / "label.html"  # OLCRM_REWRITE_LABEL=1 writes it anew: look at it then
LATER = "2026-11-{day}T12:00:00+07:00"
SOON = "2026-12-0{day}T12:00:00+07:00"


@pytest.fixture
def market(shop):
    """A shop with a paid order of Rina's (1), Sari's COD gift (2), and one that nobody has paid (3)."""
    shop("config set shop 'Toko Ani'")
    shop("config set shop-phone 0811-2222-333")
    shop("contact add Rina --phone 081234567890 --address 'Jl. Melati 3, Bandung 40131'")
    shop("contact add Sari --phone 081298765432")
    shop("order add rina '2x Gamis M @150rb' 'Bros @15rb' --dp 315rb --promise besok --courier 'jne reg'")
    shop(
        "order add sari 'Tas Rotan @75rb' --cod --shipping 15rb --courier jnt --recipient 'Ibu Sri'"
        " --recipient-phone 081244445555 --address 'Jl. Kenanga 5, Solo' --gift 'Selamat ya' --extra 'pita merah'"
        " --note 'hati-hati'"
    )
    shop("order add rina 'Topi @20rb'")
    return shop


def test_the_packing_list_has_a_box_for_everything_that_goes_in(market):
    lines = market("parcel pack").out.splitlines()
    assert lines == [
        "Packing list, Toko Ani, Sunday, 22 November 2026 (2 orders, 4 pieces)",
        "",
        "#1 · Rina (new) · promised for tomorrow",
        "    to Rina, 0812-3456-7890, Jl. Melati 3, Bandung 40131",
        "    JNE REG",
        "    [ ] 2x Gamis M",
        "    [ ] 1x Bros",
        "",
        "#2 · Sari (prospect)",
        "    to Ibu Sri, 0812-4444-5555, Jl. Kenanga 5, Solo",
        "    J&T Express · COD Rp90.000 · NO PRICE in it",
        "    [ ] 1x Tas Rotan",
        "    [ ] card: “Selamat ya”",
        "    [ ] pita merah",
        "    Note: hati-hati",
    ]
    assert market("parcel pack --plain").out.splitlines() == lines
    (first, second) = market("parcel pack --json").json["rows"]
    assert (first["order"], first["promised_on"], first["price_hidden"]) == (1, "2026-11-23", False)
    assert (second["recipient"], second["gift"], second["extras"], second["cod"]) == (
        *("Ibu Sri", "Selamat ya", "pita merah"),
        True,
    )
    assert [(line["qty"], line["name"]) for line in first["lines"]] == [(2, "Gamis M"), (1, "Bros")]
    assert market("parcel pack --csv").out.count("\n") == 4


def test_a_late_promise_comes_first_and_is_called_late(market):
    market("order add sari 'Sprei @10rb' --dp 10rb --promise 23/11")
    lines = market("parcel pack", now=LATER.format(day=24)).out.splitlines()
    assert lines[2] == "#1 · Rina (new) · LATE, promised for yesterday"


def test_long_lines_of_the_list_are_broken_under_their_box(market):
    market(["order", "edit", "2", "--item", "Gamis " + "sangat " * 20 + "panjang @10rb", "--no-cod"])
    market("pay add 2 25rb")
    out = market("parcel pack").out
    assert "    [ ] 1x Gamis sangat" in out
    assert re.search(r"\n {8}sangat", out)
    assert max(map(len, out.splitlines())) <= 80


def test_nothing_to_pack_is_said(shop):
    said = shop("parcel pack", terminal=True, width=60).out
    assert "Nothing is to be packed" in said
    assert max(map(len, said.splitlines())) <= 60
    assert shop("parcel pack --json").json["rows"] == []


def test_packing_notes_parcels_and_takes_orders_off_the_list(market):
    done = market("parcel pack 1 2")
    assert done.out.splitlines() == [
        "Parcel 1 of Rina is packed: 2x Gamis M, 1x Bros.",
        "Parcel 2 of Sari is packed: 1x Tas Rotan.",
        "Labels: `olcrm parcel label 1 2 --pdf`.",
    ]
    assert market("parcel pack --json").json["rows"] == []
    rows = market("parcel list --to-ship --json").json["rows"]
    assert [(row["name"], row["status"], row["packed_on"]) for row in rows] == [
        ("1", "packed", "2026-11-22"),
        ("2", "packed", "2026-11-22"),
    ]


def test_an_order_goes_in_several_parcels(market):
    assert "Still to pack: 1x Gamis M, 1x Bros." in market("parcel pack 1 --part '1x gamis' --weight 850g").out
    (left,) = [row for row in market("parcel pack --json").json["rows"] if row["order"] == 1]
    assert [(line["qty"], line["name"]) for line in left["lines"]] == [(1, "Gamis M"), (1, "Bros")]
    assert market("parcel pack 1 --json").json["parcels"][0]["name"] == "1/2"
    first, second = market("parcel show 1 --json").json["parcels"]
    assert (first["weight"], second["weight"]) == (850, None)
    assert "taken apart" in market("parcel unpack 1/1").out
    assert market("parcel show 1 --json").json["left"] == [{"name": "Gamis M", "sku": None, "qty": 1}]


def test_an_order_that_is_not_paid_can_be_packed_and_says_so(market):
    assert "Rp20.000 of it is still to come (unpaid)." in market("parcel pack 3").out


def test_the_list_is_ticked_off_question_by_question(market):
    done = market("parcel pack --check", keys="\n\ny\ny\nt\nt\n")
    assert "2x Gamis M: in? [Y/n]" in done.err
    assert "pita merah: in?" in done.err
    assert "Order 2 waits." in done.err
    assert done.out.splitlines()[0] == "Packed: 1."
    stopped = market("parcel pack 2 --check", keys="y\n")
    assert "Nothing was noted as packed." in stopped.out
    part = market("order edit 3 --add 'Sabuk @10rb'")
    assert part.status == 0
    done = market("parcel pack 3 --check", keys="y\nn\ny\n")
    assert "Parcel 3 of Rina is packed: 1x Topi." in done.err


def test_a_parcel_is_sent_off_with_the_courier_that_was_agreed(market):
    done = market("parcel ship 1 cgk-1234567890")
    assert done.out.splitlines()[:2] == [
        "Parcel 1 of Rina is on its way with JNE REG CGK1234567890, since today.",
        "Once she is told: `olcrm parcel tell --sent 1-shipped`.",
    ]
    assert "Nomor resi: CGK1234567890\nBisa dicek di https://www.jne.co.id/id/tracking/trace\n" in done.out
    assert "https://wa.me/6281234567890?text=" in done.out
    assert market("order show 1 --json").json["order"]["status"] == "shipped"
    (parcel,) = market("order show 1 --json").json["parcels"]
    assert (parcel["courier"], parcel["service"], parcel["tracking"]) == ("jne", "REG", "CGK1234567890")
    assert "CGK1234567890" in market("order show 1 --plain").out


def test_a_message_is_in_her_language_and_names_what_the_courier_asks_for(market):
    market("contact edit sari --lang en")
    text = market("parcel ship 2 JX1234567890 --json").json["text"]
    assert text.startswith("Hi Kak Sari 😊")
    assert "It goes to Ibu Sri." in text
    assert "Courier: J&T Express\nTracking number: JX1234567890\n" in text
    assert "The courier will ask for *Rp90.000*" in text


@pytest.mark.parametrize(
    ("typed", "said", "courier"),
    [
        ("IDS123456789012", "By the look of the number it is ID Express; if not", "ide"),
        ("001234567890", "it is SiCepat, or JNE, J&T Cargo; if so", "sicepat"),
        ("QQ1", None, None),
        ("QQ12", "Nobody said which courier", None),
        ("jnt QQ12", None, "jnt"),
        ("QQ12 jnt", None, "jnt"),
        ("QQ12 --courier 'jnt ez'", None, "jnt"),
        ("'Pak Budi' QQ12", None, "Pak Budi"),
        ("gosend", None, "gosend"),
    ],
)
def test_a_courier_is_guessed_as_a_hint_and_never_refused(market, typed, said, courier):
    done = market(f"parcel ship 3 {typed}")
    if typed == "QQ1":
        assert (done.status, "no tracking number" in done.err) == (2, True)
        return
    assert done.status == 0, done.err
    assert said is None or said in done.out
    assert market("parcel show 3 --json").json["parcels"][0]["courier"] == courier


def test_the_service_that_was_agreed_stays_with_its_courier(market):
    market("parcel ship 1 jne CGK1234567890")
    assert market("parcel show 1 --json").json["parcels"][0]["service"] == "REG"
    market("undo --yes")
    market("parcel ship 1 jne CGK1234567890 --service yes")
    assert market("parcel show 1 --json").json["parcels"][0]["service"] == "YES"
    market("undo --yes")
    market("parcel ship 1 jnt CGK1234567890")
    assert market("parcel show 1 --json").json["parcels"][0]["service"] is None


def test_a_number_belongs_to_one_parcel_unless_both_went_together(market):
    market("parcel ship 1 CGK1234567890")
    refused = market("parcel ship 3 CGK1234567890")
    assert (refused.status, "is the number of parcel 1 of Rina already" in refused.err) == (4, True)
    assert market("parcel ship 3 CGK1234567890 --together").status == 0
    assert "1, 3" in market("parcel list --json").out.replace('"name": "3"', "1, 3")
    assert market("parcel arrived CGK1234567890").status == 3


def test_an_order_that_was_noted_as_shipped_gets_its_number_later(market):
    said = market("order status 1 shipped --on 22/11")
    assert "`olcrm parcel ship 1 RESI`" in said.out
    market("parcel ship 1 CGK1234567890", now=LATER.format(day=24))
    assert market("parcel show 1 --json").json["parcels"][0]["shipped_on"] == "2026-11-22"
    assert "has been sent off already, with JNE REG CGK1234567890" in market("parcel ship 1 CGK12345").err


def test_what_is_told_is_logged_once(market):
    market("parcel ship 1 CGK1234567890 --sent")
    assert market("message list rina --json").json["rows"][0]["order"] == 1
    assert market("parcel tell --json").json["rows"] == []
    market("parcel ship 2 JX1234567890")
    (draft,) = market("parcel tell --json").json["rows"]
    assert (draft["id"], draft["order"], draft["template"]) == ("2-shipped", 2, "shipped")
    assert draft["link"].startswith("https://wa.me/6281298765432")
    assert "1 message logged as sent: Sari (2-shipped)." in market("parcel tell --all-sent").out
    assert "Everybody has been told" in market("parcel tell").out
    assert "Kabar baik" in market("parcel tell 2").out


def test_messages_are_walked_through_on_a_terminal(market):
    market("parcel ship 1 CGK1234567890")
    market("parcel ship 2 JX1234567890")
    done = market("parcel tell 2 --send", keys="w\ny\n")
    assert "Sari · prospect · Parcel 2 · J&T Express JX1234567890 · sent off today" in done.err
    assert "Sari (2-shipped)" in done.out
    assert [row["id"] for row in market("parcel tell --json").json["rows"]] == ["1-shipped"]


def test_a_stuck_parcel_waits_in_the_morning_with_a_message_to_help(market):
    market("order edit 1 --promise ''")
    market("parcel ship 1 CGK1234567890 --sent")
    (row,) = [row for row in market("today --json", now=LATER.format(day=27)).json["rows"] if row["room"] == "parcel"]
    assert (row["kind"], row["text"], row["next"]) == (
        *("stuck", "Parcel 1: 5 days on the way with JNE REG"),
        "olcrm parcel tell 1",
    )
    (draft,) = market("parcel tell --json").json["rows"]
    assert draft["id"] == "1-stuck"
    assert "mohon maaf" in draft["text"]
    assert "Minggu, 22 November" in draft["text"]
    assert "on the way for 5 days" in market("parcel tell").out
    assert [row["name"] for row in market("parcel list --stuck --json").json["rows"]] == ["1"]
    market("config set parcel.stuck.jne 9")
    assert market("parcel list --stuck --json").json["rows"] == []


def test_arrived_parcels_make_an_arrived_order_and_tell_the_care_tip(market):
    market("product add GM Gamis --variant M --price 150rb --care 'cuci dingin'")
    market("order edit 3 --item GM")
    market("parcel ship 3 CGK33333")
    market("parcel ship 2 JX1234567890")
    done = market("parcel arrived CGK33333 2", now=LATER.format(day=24))
    assert done.out.splitlines() == [
        "Parcel 3 of Rina arrived today.",
        "Parcel 2 of Sari arrived today.",
        "A tip to send her: Gamis M: cuci dingin",
        "The courier has Rp90.000 of it to pass on; then `olcrm parcel paid 2`.",
    ]
    assert market("order show 3 --json").json["order"]["status"] == "arrived"
    assert market("order show 2 --json").json["order"]["status"] == "arrived"


def test_an_order_without_a_parcel_arrives_by_itself(market):
    assert market("parcel arrived 1").status == 3
    market("order status 1 shipped")
    assert "it has no parcel" in market("parcel arrived 1").out
    assert market("order show 1 --json").json["order"]["status"] == "done"


def test_all_or_none_of_several_parcels_arrive(market):
    market("parcel ship 1 CGK1234567890")
    assert market("parcel arrived 1 2").status == 3
    assert market("parcel show 1 --json").json["parcels"][0]["status"] == "shipped"


def test_what_came_back_says_what_may_be_done(market):
    market("parcel ship 2 JX1234567890")
    out = market("parcel returned 2 --because 'rumah kosong'").out
    assert "To send it once more: `olcrm parcel pack 2`.\n" in out
    assert (
        "Only where it is not sent again: `olcrm order cancel 2 --because …`,"
        " which says what to count back in with `olcrm product stock`.\n"
    ) in out
    assert "Rp90.000 was not collected" in out
    assert [row["note"] for row in market("parcel list --returned --json").json["rows"]] == ["rumah kosong"]
    assert market("parcel pack 2").status == 0
    market("parcel ship 2 jne CGK2222")
    assert [(row["name"], row["collect"]) for row in market("parcel list --cod --json").json["rows"]] == [
        ("2/2", 90_000)
    ]


def test_nobody_is_reminded_of_what_the_courier_collects(market):
    for now in (SOON.format(day=1), SOON.format(day=9)):
        assert all(row["order"] != 2 for row in market("remind unpaid --json", now=now).json["rows"])
    refused = market("remind unpaid --sent 2-1")
    assert (refused.status, "Order 2 is paid to the courier." in refused.err) == (4, True)
    market("parcel ship 2 JX1234567890")
    assert market("remind due --json").json["rows"] == []
    kinds = {row["kind"] for row in market("today --json").json["rows"] if row["order"] == 2}
    assert kinds <= {"stuck"}


def test_what_couriers_collected_is_listed_with_the_sum(market):
    market("order edit 3 --cod")
    market("parcel ship 2 JX1234567890")
    market("parcel ship 3 jne CGK3333")
    out = market("parcel list --cod").out
    assert "Rp110.000" in out
    err = market("parcel list --cod").err
    assert "J&T Express: Rp90.000." in err
    assert "JNE: Rp20.000." in err
    assert [row["name"] for row in market("parcel list --cod --courier jne --json").json["rows"]] == ["3"]


def test_a_payout_books_the_whole_and_notes_the_fee(market):
    market("order edit 3 --cod")
    market("parcel ship 2 jne JX1234567890")
    market("parcel ship 3 jne CGK3333")
    market("parcel arrived 2 3")
    trial = market("parcel paid --courier jne --received 104rb --dry-run")
    assert "Nothing was changed" in trial.out
    done = market("parcel paid --courier jne --received 104rb --json")
    document = done.json
    assert (document["collected"], document["fee"], document["received"]) == (110_000, 6_000, 104_000)
    assert sum(one["fee"] for one in document["parcels"]) == 6_000
    orders = [market(f"order show {number} --json").json for number in (2, 3)]
    assert [(one["order"]["status"], one["order"]["balance"]) for one in orders] == [("done", 0), ("done", 0)]
    assert [(row["amount"], row["method"]) for one in orders for row in one["payments"]] == [
        (90_000, "cod"),
        (20_000, "cod"),
    ]
    assert "nothing to pass on" in market("parcel paid --courier jne").err


def test_a_large_fee_is_asked_about(market):
    market("parcel ship 2 JX1234567890")
    assert "Nothing was noted." in market("parcel paid 2 --received 9rb", keys="n\n").out
    assert market("order show 2 --json").json["order"]["balance"] == 90_000
    done = market("parcel paid 2 --received 60rb", keys="y\n")
    assert "Rp60.000 of COD came in for parcel 2." in done.out
    assert "Parcel 2 counts as arrived with that." in done.out


def test_only_what_arrived_is_paid_for_with_a_couriers_others(market):
    market("parcel ship 2 jne JX1234567890")
    refused = market("parcel paid --courier jne")
    assert (refused.status, "has arrived yet; on the way: 2" in refused.err) == (4, True)


def test_a_parcel_is_corrected_and_she_can_be_told_again(market):
    market("parcel ship 1 CGK1234567890 --sent")
    out = market("parcel edit 1 --courier jnt --resi 'jx 1234567890' --weight 1,2kg").out
    assert out.splitlines() == [
        "Parcel 1 of Rina is corrected: J&T Express, JX1234567890.",
        "To tell her: `olcrm parcel tell 1`.",
    ]
    assert [row["id"] for row in market("parcel tell --json").json["rows"]] == ["1-shipped"]
    market("parcel edit 1 --resi '' --courier '' --weight ''")
    parcel = market("parcel show 1 --json").json["parcels"][0]
    assert (parcel["tracking"], parcel["courier"], parcel["weight"], parcel["link"]) == (None, None, None, None)


def test_lists_tell_where_parcels_are(market):
    market("parcel ship 1 CGK1234567890")
    market("parcel pack 2")
    assert [row["name"] for row in market("parcel list --json").json["rows"]] == ["2", "1"]
    assert [row["name"] for row in market("parcel list --contact rina --json").json["rows"]] == ["1"]
    assert [row["name"] for row in market("parcel list --on-the-way --json").json["rows"]] == ["1"]
    assert market("parcel list --to-pack --json").json["rows"] == []
    market("parcel unpack 2")
    (row,) = market("parcel list --to-pack --json").json["rows"]
    assert (row["name"], row["status"], row["id"]) == ("2", "to pack", None)
    assert "J&T Express" in market("parcel list --to-pack").out


def test_mornings_say_what_is_next_for_each_order_in_one_row(market):
    def row(number):
        (found,) = [one for one in market("today --json").json["rows"] if one["order"] == number]
        return found["text"], found["next"]

    assert row(2) == ("Order 2: COD, to be sent off", "olcrm parcel pack 2")
    market("parcel pack 2")
    assert row(2) == ("Order 2: packed, to be sent off", "olcrm parcel ship 2 RESI")


def test_her_parcels_are_in_what_she_may_ask_for(market, tmp_path):
    market("parcel ship 1 CGK1234567890")
    market("parcel returned 1 --because 'rumah kosong'")
    document = market("contact export rina --json").json
    (parcel,) = document["data"]["orders"][0]["parcels"] if "data" in document else document["orders"][0]["parcels"]
    assert parcel["tracking"] == "CGK1234567890"
    letter = market("contact export rina").out
    assert "JNE REG CGK1234567890" in letter
    assert "rumah kosong" in letter


def test_a_label_as_text_says_all_that_is_on_it(market):
    assert market("parcel label 2").out.splitlines() == [
        "── Pesanan 2 · J&T Express · COD Rp90.000",
        "Kepada:    Ibu Sri, 0812-4444-5555",
        "           Jl. Kenanga 5, Solo",
        "Dari:      Toko Ani, 0811-2222-333",
        "Isi paket: 1x Tas Rotan",
        "Barcode:   2",
    ]
    (label,) = market("parcel label 2 --json").json["labels"]
    assert label["sender"] == {"name": "Toko Ani", "phone": "+628112222333"}
    assert (label["bars"], label["collect"], label["contents"]) == ("2", 90_000, ["1x Tas Rotan"])


def test_only_one_label_of_an_order_asks_for_its_money(market):
    market("order add sari '2x Tas Rotan @75rb' --cod --address 'Jl. Kenanga 5, Solo'")
    market("parcel pack 4 --part '1x Tas Rotan'")
    market("parcel pack 4")
    asked = [one["collect"] for one in market("parcel label 4 --json").json["labels"]]
    assert asked == [150_000, None]
    assert "nothing with this one; Rp150.000 of the order" in market("parcel ship 4/2 jnt JX4444").out
    assert "The courier collects Rp150.000." in market("parcel ship 4/1 jnt JX5555").out


def test_what_was_noted_of_a_packed_parcel_stands_on_its_label_and_leaves_with_it(market):
    market("order add sari '2x Tas Rotan @75rb' --cod --address 'Jl. Kenanga 5, Solo'")
    market("parcel pack 4 --part '1x Tas Rotan'")
    market("parcel pack 4")
    market("parcel edit 4/1 --collect 50rb --resi JX4444")
    assert [one["collect"] for one in market("parcel label 4 --json").json["labels"]] == [50_000, 100_000]
    parcel = market("parcel ship 4/1 jnt --json").json["parcel"]
    assert (parcel["courier"], parcel["tracking"], parcel["collect"]) == ("jnt", "JX4444", 50_000)
    assert market("parcel ship 4/2 jnt JX5555 --json").json["parcel"]["collect"] == 100_000


def test_what_came_in_for_a_parcel_stays_what_was_collected(market):
    market("parcel ship 2 JX1234567890")
    market("parcel paid 2 --received 85rb")
    refused = market("parcel edit 2 --collect 0")
    assert (refused.status, "has come in already" in refused.err) == (4, True)
    (parcel,) = market("parcel show 2 --json").json["parcels"]
    assert (parcel["collect"], parcel["fee"]) == (90_000, 5_000)


def test_an_order_called_off_at_the_door_says_what_becomes_of_its_money(market):
    market("parcel ship 2 JX1234567890")
    market("parcel arrived 2")
    out = market("order cancel 2 --because 'cod ditolak'").out
    assert (
        "The courier is noted to have Rp90.000. If it comes: `olcrm parcel paid 2`;"
        " if she never paid it: `olcrm parcel edit 2 --collect 0`.\n"
    ) in out
    assert "If it was never collected: `olcrm parcel edit 2 --collect 0`." in market("parcel show 2").out
    later = "2026-12-20T12:00:00+07:00"
    assert "has Rp90.000 of COD" in market("today", now=later).out
    assert "The courier has nothing to pass on for it." in market("parcel edit 2 --collect 0").out
    assert "COD" not in market("today", now=later).out
    assert market("parcel list --cod --json").json["rows"] == []
    assert "never collected" not in market("parcel show 2").out


def test_an_order_called_off_on_the_road_says_what_to_note_once_it_is_back(market):
    market("parcel ship 2 JX1234567890")
    said = "The courier is to collect Rp90.000. When the parcel is back: `olcrm parcel returned 2`."
    assert said in market("order cancel 2 --because batal").out
    assert market("parcel returned 2").status == 0
    assert market("parcel list --cod --json").json["rows"] == []


def test_an_order_called_off_without_cod_says_nothing_of_couriers(market):
    market("parcel ship 1 CGK1234567890")
    assert "ourier" not in market("order cancel 1 --because batal --refund").out


def test_what_is_taken_back_is_what_was_noted_of_the_parcel_and_not_what_came_since(market):
    market("parcel ship 1 CGK1234567890")
    market("parcel arrived 1")
    market("contact add Dewi")
    hint = "If that was a mistake: `olcrm log '#1'` has it, `olcrm undo NO.` takes it back.\n"
    for words in ("parcel returned 1", "parcel arrived 1", "parcel ship 1 CGK22334455"):
        refused = market(words)
        assert (refused.status, refused.err.splitlines(keepends=True)[1]) == (4, hint), words
    arrived = next(row for row in market("log '#1' --json").json["rows"] if "arrived" in row["said"])
    assert market(f"undo {arrived['id']} --yes").status == 0
    assert market("parcel returned 1").status == 0
    market("parcel ship 2 JX1234567890")
    market("parcel paid 2")
    assert market("parcel paid 2").err.endswith(hint.replace("#1", "#2"))


def test_what_is_collected_for_an_order_that_was_called_off_is_her_credit(market):
    market("parcel ship 2 JX1234567890")
    market("order cancel 2 --because 'salah alamat'")
    done = market("parcel paid 2")
    assert (done.status, "Rp90.000 more than owed became credit" in done.out) == (0, True)
    assert market("contact show sari --json").json["contact"]["credit"] == 90_000


def test_what_a_courier_passed_on_is_taken_back_together_with_its_parcel(market):
    market("parcel ship 2 JX1234567890")
    market("parcel paid 2")
    payment = market("pay list --json").json["rows"][0]["id"]
    refused = market(f"pay void {payment} --because 'belum cair'")
    assert (refused.status, "is what the courier passed on for a parcel of order 2." in refused.err) == (4, True)
    market("undo --yes")
    assert [row["name"] for row in market("parcel list --cod --json").json["rows"]] == ["2"]
    market("pay add 2 90rb --via cod")
    payment = market("pay list --json").json["rows"][0]["id"]
    assert market(f"pay void {payment} --because 'belum cair'").status == 0


def test_an_order_of_which_a_part_has_left_is_not_released(market):
    market("order add sari '2x Tas Rotan @75rb' --address 'Jl. Kenanga 5, Solo'")
    market("parcel pack 4 --part '1x Tas Rotan'")
    market("parcel ship 4 jnt JX4444")
    refused = market("order release 4")
    assert (refused.status, "A parcel of order 4 has left already." in refused.err) == (4, True)
    market("parcel returned 4")
    assert market("order release 4").status == 0


def test_what_is_noted_as_arrived_does_not_come_back_unseen(market):
    market("parcel ship 2 jnt JX4444")
    market("order status 2 arrived")
    refused = market("parcel returned 2")
    assert (refused.status, "Order 2 is noted as arrived, on" in refused.err) == (4, True)
    market("undo --yes")
    assert market("parcel returned 2").status == 0


def test_what_left_in_a_parcel_is_named_when_the_rest_is_called_off(market):
    market("product add GM Gamis --price 150rb")
    market("product stock GM +5")
    market("order add sari '3x GM' --address 'Jl. Kenanga 5, Solo'")
    market("parcel pack 4 --part '2x Gamis'")
    market("parcel ship 4 jnt JX4444")
    assert "Left already, and counted as here again: 2x Gamis." in market("order cancel 4 --because batal").out
    assert "counted as here" not in market("order cancel 1 --because batal --refund").out


def test_an_order_paid_at_the_door_says_how_its_money_is_noted_once_it_arrived(market):
    assert "Once the courier passes on" not in market("order status 2 shipped").out
    assert "Once the courier passes on Rp90.000: `olcrm pay add 2 90000 --via cod`." in (
        market("order status 2 arrived").out
    )
    market("undo --yes")
    market("parcel ship 2 jnt JX4444")
    assert "`olcrm parcel paid 2`" in market("order status 2 arrived").out


def test_an_order_left_on_the_day_that_is_corrected_of_its_parcel(market):
    market("parcel ship 1 CGK1234567890", now=LATER.format(day=24))
    market("parcel edit 1 --on 23/11", now=LATER.format(day=25))
    assert market("order show 1 --json").json["order"]["shipped_on"] == "2026-11-23"
    assert market("parcel arrived 1 --on 23/11", now=LATER.format(day=25)).status == 0
    market("parcel edit 1 --on 22/11", now=LATER.format(day=25))
    assert market("order show 1 --json").json["order"]["arrived_on"] == "2026-11-23"


def test_a_label_without_orders_is_of_all_that_is_packed(market):
    assert market("parcel label").status == 3
    market("parcel pack 1 2")
    assert [one["name"] for one in market("parcel label --json").json["labels"]] == ["1", "2"]


def test_a_label_has_the_tracking_number_in_bars_once_there_is_one(market):
    market("parcel ship 1 CGK1234567890")
    assert market("parcel label 1 --json").json["labels"][0]["bars"] == "CGK1234567890"


def test_somebody_elses_parcel_needs_an_address_and_her_own_only_one(market):
    market("order edit 3 --recipient Sari")
    assert "There is no address for order 3, which goes to Sari." in market("parcel label 3").err
    market("order edit 3 --recipient ''")
    assert market("parcel label 3").status == 0
    market("contact address add rina 'Jl. Kantor 9' --label kantor")
    assert market("parcel label 3").status == 4


def test_a_missing_phone_is_said(market):
    market("order edit 2 --recipient-phone ''")
    assert "there is no phone number for Ibu Sri" in market("parcel label 2").out


def test_who_dropships_is_the_sender_and_the_shop_is_nowhere(market, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    market("order edit 2 --dropship-from 'Butik Melati'")
    shown = market("parcel label 2").out + market("parcel label 2 --json").out
    assert market("parcel label 2 --html --pdf").status == 0
    assert "Butik Melati" in shown
    html = Path("label-2.html").read_text()
    pdf = inflated(Path("label-2.pdf").read_bytes())
    assert "Butik Melati" in html
    for text in (shown, html, pdf):
        assert "Toko Ani" not in text
        assert "2222" not in text.replace("-", "")


def inflated(pdf: bytes) -> str:
    """All that is in a PDF, its compressed streams as they are meant."""
    import base64

    found = pdf.decode("latin-1")
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL):
        try:
            content = base64.a85decode(stream.strip().removesuffix(b"~>"))
        except ValueError:
            content = stream
        found += zlib.decompress(content).decode("latin-1")
    return found


def test_a_label_on_paper_is_a_page_of_its_size_with_the_number_in_bars(market, tmp_path):
    market("parcel ship 1 CGK1234567890")
    file = tmp_path / "a.pdf"
    assert "2 labels written" in market(f"parcel label 1 2 --to {file}").out
    first = file.read_bytes()
    content = inflated(first)
    assert content.count("/Type /Page\n") + content.count("/Type /Page ") == 2
    assert re.search(r"/MediaBox \[ ?0 0 283\.46\d+ 425\.19\d+ ?\]", content)
    assert "(COD Rp90.000) Tj" in content
    assert "(CGK1234567890) Tj" in content
    bars = len(code128.widths("CGK1234567890")) // 2 + 1
    assert len(re.findall(r"\bre f\b", content.partition("showPage")[0])) >= bars
    market(f"parcel label 1 2 --to {file}")
    assert file.read_bytes() == first


def test_four_labels_share_a_sheet_of_a4(market, tmp_path):
    numbers = "1 2 3"
    for _again in range(2):
        market("order add rina 'Topi @20rb'")
    numbers += " 4 5"
    file = tmp_path / "a.pdf"
    market(f"parcel label {numbers} --a4 --to {file}")
    content = inflated(file.read_bytes())
    assert content.count("/Type /Page\n") + content.count("/Type /Page ") == 2
    assert re.search(r"/MediaBox \[ ?0 0 595\.2\d+ 841\.8\d+ ?\]", content)
    page = tmp_path / "a.html"
    market(f"parcel label {numbers} --a4 --to {page}")
    html = page.read_text()
    assert html.count('<main class="sheet">') == 2
    assert html.count('class="label"') == 5
    assert "size:210mm 297mm" in html


def test_the_page_for_the_browser_is_as_it_was_looked_at(market, tmp_path):
    market("parcel pack 2 --weight 850g")
    market("parcel ship 2 JX1234567890")
    file = tmp_path / "a.html"
    assert market(f"parcel label 2 --to {file}").status == 0
    html = file.read_text()
    body = html[html.index("<body>") :].replace(code128.svg("JX1234567890"), "BARS")
    if os.environ.get("OLCRM_REWRITE_LABEL"):
        GOLDEN.write_text(body)
    assert body == GOLDEN.read_text()


@pytest.mark.parametrize(
    "address",
    ["x" * 10_000, "kata " * 1_999, "RT 1\\n" * 400, "🏠" * 3_000, "<script>alert(1)</script>", "متجر 店 ꦗꦮ"],
    ids=["one word", "many words", "many lines", "emoji", "markup", "scripts"],
)
def test_no_address_breaks_a_label(market, tmp_path, address):
    market(["order", "edit", "2", "--address", address, "--recipient", address[:200]])
    for form in ("pdf", "html"):
        for more in ([], ["--a4"]):
            file = tmp_path / f"a.{form}"
            assert market(["parcel", "label", "2", "--to", str(file), *more]).status == 0
            assert file.stat().st_size > 1_000
    assert "<script>" not in file.read_text()
    assert market("parcel label 2 --json").json["labels"][0]["recipient"]["address"] == address


def test_a_label_too_long_for_its_place_ends_in_an_ellipsis_on_paper(market, tmp_path):
    market(["order", "edit", "2", "--address", "Jalan Panjang " * 300])
    file = tmp_path / "a.pdf"
    market(f"parcel label 2 --to {file}")
    assert "\\205" in inflated(file.read_bytes())  # an ellipsis in the letters of PDF


def test_letters_that_a_pdf_cannot_show_are_said(market, tmp_path):
    market(["order", "edit", "2", "--recipient", "宇多田 🌸"])
    said = market(f"parcel label 2 --to {tmp_path / 'a.pdf'}").out
    assert "they appear as ❑" in said
    assert "❑" not in market(f"parcel label 2 --to {tmp_path / 'a.html'}").out


def test_without_reportlab_it_says_what_to_install(market, tmp_path, monkeypatch):
    import sys

    from olcrm.kit import letters

    letters.needed.cache_clear()
    monkeypatch.setitem(sys.modules, "reportlab", None)
    refused = market(f"parcel label 2 --to {tmp_path / 'a.pdf'}")
    letters.needed.cache_clear()
    assert (refused.status, "pip install 'olcrm[pdf]'" in refused.err) == (4, True)


def test_nothing_is_next_for_a_parcel_whose_order_has_ended(market):
    market("parcel pack 3")
    market("order cancel 3 --because batal")
    assert "When it leaves" not in market("parcel show 3").out
    assert market("parcel list --to-ship --json").json["rows"] == []
    market("parcel ship 1 CGK1234567890")
    assert "`olcrm parcel arrived 1`" in market("parcel show 1").out
    market("order status 1 arrived")
    assert "parcel arrived" not in market("parcel show 1").out


def test_a_label_printed_again_asks_nobody_to_pay_twice(market):
    market("parcel ship 2 JX1234567890")
    assert "COD Rp90.000" in market("parcel label 2").out
    market("parcel paid 2")
    assert "COD" not in market("parcel label 2").out


def test_what_she_paid_otherwise_meanwhile_is_asked_of_no_courier(market):
    market("parcel ship 2 jnt JX4444")
    market("pay add 2 90rb --via bca", now=LATER.format(day=24))
    assert "parcel paid" not in market("parcel arrived 2").out
    assert "parcel paid" not in market("parcel show 2").out
    assert market("parcel show 2 --json").json["parcels"][0]["to_come"] is None
    assert market("parcel list --cod --json").json["rows"] == []
    refused = market("parcel paid 2")
    assert refused.status == 4
    assert refused.err == (
        "Order 2 is paid already, so nothing is to come from the courier for parcel 2.\n"
        "If it passes on Rp90.000 all the same, that is her credit: `olcrm pay add 2 90000 --via cod`.\n"
    )
    assert "nothing to pass on" in market("parcel paid --courier jnt").err
    assert market("contact show sari --json").json["contact"]["credit"] == 0
    rows = market("today --json", now="2026-12-20T12:00:00+07:00").json["rows"]
    assert [row for row in rows if row["kind"] == "cod"] == []
    payment = market("pay list --json").json["rows"][0]["id"]
    market(f"pay void {payment} --because 'salah catat'")
    assert market("parcel paid 2").status == 0


def test_she_is_not_told_to_pay_at_the_door_what_she_has_paid(market):
    market("parcel ship 2 jnt JX4444")
    assert "Rp90.000" in market("parcel tell 2").out
    market("pay add 2 90rb --via bca")
    assert "Rp90.000" not in market("parcel tell 2").out
    assert market("parcel label 2 --json").json["labels"][0]["collect"] is None


def test_a_courier_who_may_have_collected_less_is_asked_about(market):
    market("parcel ship 2 jnt JX4444")
    market("pay add 2 30rb --via bca")
    done = market("parcel paid 2")
    assert "Rp30.000 more than owed became credit, which is now Rp30.000." in done.out
    assert "If less was collected: `olcrm undo`, then `olcrm parcel edit 2 --collect 60000`." in done.out
    market("undo --yes")
    assert market("parcel edit 2 --collect 60000").status == 0
    assert "became credit" not in market("parcel paid 2").out


def test_a_number_is_no_courier(market):
    refused = market("parcel ship 1 2 CGK888")
    assert refused.status == 2
    assert refused.err == (
        "“2” is a number, and no courier.\nSend one order at a time, like `olcrm parcel ship 41 jne CGK1234567890`.\n"
    )
    assert market("order show 1 --json").json["parcels"] == []
    assert market("parcel ship 1 CGK888 --courier 2").status == 2
    assert market("parcel ship 1 '21 Express' CGK888").status == 0
    assert market("parcel edit 1 --courier 5").status == 2


def test_a_promise_that_is_broken_on_the_road_is_brought_up_before_anything_arrived(market):
    def waits(day):
        found = market("today --json", now=LATER.format(day=day)).json["rows"]
        return [(row["kind"], row["when"], row["text"], row["next"]) for row in found if row["room"] == "parcel"]

    market("parcel ship 1 CGK1234567890 --sent")
    assert waits(23) == []
    assert market("order list --late --json").json["rows"] == []
    said = "Parcel 1: promised for {}, {} late, on the way with JNE REG"
    assert waits(24) == [("late", "2026-11-23", said.format("yesterday", "1 day"), "olcrm parcel tell 1")]
    assert [row["id"] for row in market("order list --late --json").json["rows"]] == [1]
    assert market("order list --late").out.count("shipped") == 1
    assert [row["name"] for row in market("parcel list --stuck --json").json["rows"]] == ["1"]
    assert "It should be there by now." in market("parcel show 1").out
    assert [row["id"] for row in market("parcel tell --json").json["rows"]] == ["1-stuck"]
    market("parcel tell --sent 1-stuck")
    assert waits(24) == waits(25) == []
    assert waits(26) == [("late", "2026-11-23", said.format("23 Nov", "3 days"), "olcrm parcel show 1")]
    market("parcel arrived 1")
    assert waits(26) == []
    assert market("order list --late --json").json["rows"] == []


def test_what_left_too_late_is_given_the_days_of_the_road_before_she_is_told_that_it_is_missing(market):
    market("parcel ship 1 CGK1234567890", now=LATER.format(day=25))
    assert [row["id"] for row in market("order list --late --json").json["rows"]] == [1]
    assert [row for row in market("today --json").json["rows"] if row["room"] == "parcel"] == []
    (row,) = [row for row in market("today --json", now=LATER.format(day=26)).json["rows"] if row["room"] == "parcel"]
    assert (row["kind"], row["next"]) == ("late", "olcrm parcel show 1")
    assert [row["id"] for row in market("parcel tell --json").json["rows"]] == ["1-shipped"]
    assert [row["id"] for row in market("parcel tell --json", now=LATER.format(day=27)).json["rows"]] == ["1-stuck"]


def test_what_was_sent_off_without_a_parcel_is_listed_as_late_too(market):
    market("order status 1 shipped")
    assert [row["id"] for row in market("order list --late --json", now=LATER.format(day=24)).json["rows"]] == [1]
    market("order status 1 arrived")
    assert market("order list --late --json").json["rows"] == []


def test_a_parcel_without_an_address_says_so_and_gets_it_after_it_left(market):
    said = "There is no address for order 4, which goes to Sari: `olcrm order edit 4 --address …`."
    market("order add sari 'Topi @20rb' --dp 20rb")
    assert said in market("parcel pack 4").out
    assert said in market("parcel ship 4 jnt JX4444").out
    refused = market("parcel label 4")
    assert (refused.status, "`olcrm order edit 4 --address …`" in refused.err) == (4, True)
    assert market("order edit 4 --address 'Jl. Kenanga 5, Solo' --note pagar").status == 4
    assert market("order edit 4 --address 'Jl. Kenanga 5, Solo'").status == 0
    assert market("parcel label 4 --json").json["labels"][0]["recipient"]["address"] == "Jl. Kenanga 5, Solo"
    changed = market("order edit 4 --address 'Jl. Lain 1'")
    assert (changed.status, "has been sent off already" in changed.err) == (4, True)
    market("undo --yes")
    market("order cancel 4 --because batal --refund")
    assert market("order edit 4 --address 'Jl. Kenanga 5, Solo'").status == 4


def test_nothing_is_said_of_an_address_that_is_there(market):
    assert "address" not in market("parcel pack 1").out
    assert "address" not in market("parcel ship 1 CGK1234567890").out
