import pytest

from olcrm.template import checking, rules

TOMORROW = "2026-11-23T09:00:00+07:00"
THURSDAY = "2026-11-26T09:00:00+07:00"


@pytest.fixture
def market(shop):
    """Rina with an order of one product, Sari with one of two, and Tuti with goods that are in no catalogue."""
    shop("product add GM-M Gamis --variant M --price 150rb --stock 20")
    shop("product add SP-K Sprei --variant King --price 185rb --stock 20 --care 'Cuci dengan air dingin.'")
    for name, number in (("Rina", "081234567890"), ("Sari", "081298765432"), ("Tuti", "081211112222")):
        shop(f"contact add {name} --phone {number}")
    shop("order add rina GM-M --on 1/11")
    shop("order add sari GM-M SP-K --on 1/11")
    shop("order add tuti 'Tas Rotan @90rb' --on 1/11")
    return shop


def everything(result):
    return result.out + result.err


def complaint(result):
    assert result.status == 0, result.err
    return result.json["complaint"]


def test_an_order_is_meant_by_41_and_by_hash_41_and_a_customer_by_name_or_phone(market):
    for word in ("1", "#1"):
        one = complaint(market(["complaint", "add", word, "kebesaran", "longgar di dada", "--json"]))
        assert (one["contact"]["name"], one["order"], one["kind"]) == ("Rina", 1, "size")
        assert one["product"] == {"sku": "GM-M", "name": "Gamis M"}
    for word in ("sari", "081298765432", "+6281298765432"):
        one = complaint(market(["complaint", "add", word, "unanswered", "tiga kali tanya", "--json"]))
        assert (one["contact"]["name"], one["order"], one["product"]) == ("Sari", None, None)
    assert market("complaint add 99 late telat").status == 3
    assert "There is no order 99." in market("complaint add 99 late telat").err


def test_an_unknown_kind_is_refused_with_all_there_are_and_one_of_the_shops_own_is_taken(market):
    refused = market("complaint add 1 bau 'bau apek'")
    assert refused.status == 2
    assert "stockout, not-as-pictured" in refused.err
    assert "olcrm config set complaint.kinds" in refused.err
    assert market("config set complaint.kinds 'Bau, kotak penyok'").status == 0
    assert complaint(market("complaint add 1 bau 'bau apek' --json"))["kind"] == "bau"
    assert complaint(market("complaint add 1 'kotak penyok' 'kotaknya' --json"))["kind"] == "kotak-penyok"
    assert market("config set complaint.kinds 'a, ,b'").status == 2


def test_a_day_before_the_order_is_refused_and_one_to_come_too(market):
    refused = market("complaint add 1 late telat --on 31/10")
    assert (refused.status, "on 31 Oct 2026 there was nothing to complain of yet" in refused.err) == (4, True)
    assert complaint(market("complaint add 1 late telat --on 1/11 --json"))["age_days"] == 21
    assert market("complaint add 1 late telat --on besok").status == 4
    assert "21 Nov 2026 is over." in market("complaint add 1 late telat --next 21/11/2026").err
    assert "21 Nov 2026 is over." in market("complaint update 1 --next 21/11/2026").err


def test_which_of_several_products_it_is_is_asked_on_a_terminal_and_can_be_said(market):
    asked = market("complaint add 2 damaged sobek", keys="2\n")
    assert "Which of them is it about?" in asked.err
    assert "damaged, Sprei King, order 2" in asked.out
    assert "damaged, order 2." in market("complaint add 2 damaged sobek", keys="3\n").out
    assert complaint(market("complaint add 2 damaged sobek --product gm-m --json"))["product"]["sku"] == "GM-M"
    unasked = market("complaint add 2 damaged sobek")
    assert "`olcrm complaint edit 4 --product SKU`" in unasked.out
    assert "Gamis M" in market("complaint edit 4 --product GM-M").out
    assert "Which" not in market("complaint add 2 late telat").out  # all of it is late
    refused = market("complaint add 1 damaged sobek --product SP-K")
    assert (refused.status, "It has GM-M (Gamis M)." in refused.err) == (4, True)


def test_the_third_of_a_kind_on_a_product_is_said_at_once_and_shown_everywhere(market):
    for order in (1, 2):
        assert "Again" not in market(f"complaint add {order} size kebesaran --product GM-M").out
    third = market("complaint add 1 kekecilan 'sempit' --json")
    assert complaint(third)["again"] == 3
    assert "Again: 4 times “size” on Gamis M within 90 days." in market("complaint add 1 size longgar").out
    assert "Again: 4 times" in market("complaint show 4").out
    assert market("complaint list --again --csv").out.count("4x") == 4
    assert any("again (4x)" in row["text"] for row in market("today --json").json["rows"])
    (row,) = market("complaint causes --json").json["rows"]
    assert (row["kind"], row["count"], row["again"], row["share"]) == ("size", 4, True, 1.0)


def test_a_complaint_is_closed_with_an_outcome_and_a_cause_or_not_at_all(market):
    market("complaint add 1 size kebesaran")
    for line in ("", "--outcome ditukar", "--cause tabel", "--outcome ditukar --cause ' '"):
        refused = market(f"complaint close 1 {line}")
        assert refused.status == 4
        assert "closed with what became of it and with why it happened" in refused.err
    assert complaint(market("complaint close 1 --outcome ditukar --cause tabel --json"))["status"] == "closed"
    twice = market("complaint close 1 --outcome ditukar --cause tabel")
    assert (twice.status, "was closed today: ditukar" in twice.err) == (4, True)
    assert market("complaint update 1 halo").status == 4


def test_nothing_is_promised_any_more_once_it_is_closed(market):
    market("complaint add 1 size kebesaran --next besok")
    market("complaint close 1 --outcome ditukar --cause tabel")
    assert complaint_of(market, 1)["next_on"] is None
    assert morning(market, THURSDAY) == []
    assert market("complaint edit 1 --next 1/12").status == 4


def test_what_is_missing_to_close_it_is_asked_for_on_a_terminal(market):
    market("complaint add 1 size kebesaran")
    closed = market("complaint close 1 --outcome ditukar", keys="tabel keliru\n")
    assert closed.status == 0, closed.err
    assert complaint_of(market, 1)["cause"] == "tabel keliru"


def morning(market, now=None):
    return [row for row in market("today --json", now=now).json["rows"] if row["room"] == "complaint"]


def complaint_of(market, number):
    return market(f"complaint show {number} --json").json["complaint"]


def test_the_same_cause_again_is_said_with_what_was_done_against_it(market):
    market("complaint add 1 size kebesaran")
    first = market("complaint close 1 --outcome ditukar --cause 'Tabel keliru' --prevention 'ukur ulang'")
    assert "same cause" not in first.out
    market("complaint add 2 size kebesaran")
    again = market("complaint close 2 --outcome ditukar --cause 'tabel keliru.'")
    assert "The same cause as complaint 1, today." in again.out
    assert "Done against it then: ukur ulang" in again.out
    assert "`olcrm complaint edit 2 --prevention …`" in again.out
    assert market("complaint edit 2 --prevention 'tabel baru'").status == 0
    assert complaint_of(market, 2)["prevention"] == "tabel baru"


def test_the_list_is_by_age_with_standing_and_closed_ones_only_when_asked_for(market):
    market("complaint add 1 size kebesaran --on 20/11")
    market("complaint add 2 late telat --on 18/11")
    market("complaint add tuti unfriendly judes")
    market("complaint add 3 quality luntur")
    market("complaint close 4 --outcome diganti --cause bahan")
    rows = market("complaint list --json").json["rows"]
    assert [(row["id"], row["age_days"]) for row in rows] == [(2, 4), (1, 2), (3, 0)]
    assert "prospect" in market("complaint list").out
    assert [row["id"] for row in market("complaint list --closed --json").json["rows"]] == [4]
    both = market("complaint list --open --closed --since 20/11 --json").json["rows"]
    assert [row["id"] for row in both] == [4, 3, 1]
    assert [row["id"] for row in market("complaint list --contact sari --json").json["rows"]] == [2]
    assert [row["id"] for row in market("complaint list --kind telat --json").json["rows"]] == [2]
    assert [row["id"] for row in market("complaint list --product GM-M --json").json["rows"]] == [1]
    assert "There are more" in market("complaint list --limit 1").err
    assert "There is no such complaint." in everything(market("complaint list --closed --product SP-K"))


def test_sorry_is_drafted_by_kind_said_once_and_kept_with_the_order(market):
    market("complaint add 1 size kebesaran --next 25/11")
    (draft,) = market("complaint say --json").json["rows"]
    assert (draft["id"], draft["purpose"], draft["template"]) == ("1-sorry", "complaint", "complaint-size")
    assert (draft["order"], draft["due"], draft["complaint"]) == (1, 1, 1)
    assert market("complaint say 1 --json").json["rows"] == [draft]
    assert "Kak Rina" in draft["text"]
    assert "Paling lambat Rabu, 25 November" in draft["text"]
    assert draft["link"].startswith("https://wa.me/6281234567890?")
    assert market("complaint say --sent 1-sorry").status == 0
    again = market("complaint say --sent 1-sorry")
    assert (again.status, "Everything has been said about complaint 1 for now." in again.err) == (4, True)
    assert "Nobody waits for a word" in everything(market("complaint say"))
    sent, heard = market("message list rina --json").json["rows"]
    assert [(one["purpose"], one["order"], one["direction"]) for one in (sent, heard)] == [
        ("complaint", 1, "out"),
        ("complaint", 1, "in"),
    ]
    assert complaint_of(market, 1)["status"] == "open"


def test_the_next_word_is_told_when_it_is_promised_and_kept_on_its_day(market):
    market("complaint add 1 size kebesaran --next besok")
    market("complaint say --sent 1-sorry")  # it names the day
    assert market("complaint say --json").json["rows"] == []
    moved = market("complaint update 1 'sudah tanya penjahit' --next 26/11")
    assert "next word by 26 Nov" in moved.out
    assert "Kabar berikutnya paling lambat Kamis, 26 November." in market("complaint say 1").out
    market("complaint say --sent 1-word")
    assert market("complaint say 1").status == 4
    (row,) = morning(market, THURSDAY)
    assert (row["kind"], row["next"]) == ("complaint", "olcrm complaint say 1")
    assert "an answer is promised for today" in row["text"]
    assert "Kabar berikutnya" not in market("complaint say 1").out  # the day has come
    market("complaint say --sent 1-word")
    assert complaint_of(market, 1)["next_on"] is None  # the promise is kept
    (row,) = morning(market)
    assert "open for 4 days" in row["text"]


def test_two_complaints_about_one_late_order_have_one_sorry_between_them(market, look):
    market("complaint add 1 late mana")
    market("complaint add 1 late 'mana lagi'")
    market("complaint add 2 size kekecilan")
    assert [row["id"] for row in market("complaint say --json").json["rows"]] == ["1-sorry", "3-sorry"]
    assert market("complaint say --all-sent --json").json["logged"] == ["1-sorry", "3-sorry"]
    assert market("complaint say --json").json["rows"] == []
    market("undo --yes")
    assert market("complaint say --sent 1-sorry --sent 2-sorry").status == 0
    assert [row["id"] for row in market("complaint say --json").json["rows"]] == ["3-sorry"]
    assert look("SELECT count(*) FROM message WHERE direction = 'out'") == [(1,)]


def test_a_word_is_promised_for_the_same_day_again_and_kept_again(market, look):
    market("complaint add 1 size kebesaran --next 'hari ini'")
    market("complaint say --sent 1-sorry")
    for _time in range(3):
        assert market("complaint say --sent 1-word").status == 0
        assert complaint_of(market, 1)["next_on"] is None
        market("complaint update 1 --next 'hari ini'")
    kept = look("SELECT occasion FROM message WHERE occasion LIKE '%kept%' ORDER BY id")
    assert [one for (one,) in kept] == [f"complaint-1-kept-2026-11-22{more}" for more in ("", "-2", "-3")]
    assert [one["what"] for one in market("complaint show 1 --json").json["said"]] == ["kept"] * 3 + ["sorry"]


def test_a_word_that_does_not_name_its_day_is_told_once(market):
    market(["template", "edit", "complaint-word", "--text", "Halo {greeting}, soal {items} masih saya urus."])
    market("complaint add 1 size kebesaran")
    market("complaint say --sent 1-sorry")
    market("complaint update 1 --next besok")
    assert market("complaint say --sent 1-word").status == 0
    assert market("complaint say --json").json["rows"] == []
    assert market("complaint say --sent 1-word").status == 4


@pytest.mark.parametrize(("before", "after"), [("size", "late"), ("late", "size"), ("late", "stockout")])
def test_a_kind_that_is_corrected_owes_her_no_second_sorry(market, before, after):
    market(f"complaint add 1 {before} mana")
    market("complaint say --sent 1-sorry")
    market(f"complaint edit 1 --kind {after}")
    assert market("complaint say --json").json["rows"] == []


def test_a_sorry_for_a_late_order_is_none_for_what_was_wrong_with_it(market):
    market("complaint add 1 late mana")
    market("complaint add 1 quality luntur")
    market("complaint say --sent 1-sorry")
    assert [row["id"] for row in market("complaint say --json").json["rows"]] == ["2-sorry"]


def test_a_talk_keeps_the_promise_too_and_what_she_says_does_not(market):
    market("complaint add 1 size kebesaran --next besok")
    market("complaint update 1 'katanya lusa saja' --in", now=TOMORROW)
    assert complaint_of(market, 1)["next_on"] == "2026-11-23"
    market("complaint update 1 'saya telepon, besok diganti'")
    assert complaint_of(market, 1)["next_on"] is None
    said = market("complaint show 1 --json").json["said"]
    assert [(one["direction"], one["text"], one["what"]) for one in said] == [
        ("out", "saya telepon, besok diganti", None),
        ("in", "katanya lusa saja", None),
    ]
    market("complaint say --sent 1-sorry")
    shown = market("complaint show 1").out
    assert "(sorry)" in shown
    assert "mohon maaf" not in shown
    assert market("complaint update 1").status == 2


def test_a_promise_can_be_taken_out_and_a_word_that_is_late_says_so(market):
    market("complaint add 1 size kebesaran --next besok")
    (row,) = morning(market, THURSDAY)
    assert "an answer was promised by 23 Nov" in row["text"]
    assert "no word is promised" in market("complaint update 1 --next -").out


def test_whoever_wants_help_is_shown_and_sent_the_care_text(market):
    said = market("complaint add 2 help 'cara cuci?' --product SP-K")
    assert "Care: Cuci dengan air dingin." in said.out
    assert "Cuci dengan air dingin." in market("complaint say 1").out
    assert "Another complaint" not in market("complaint add 2 late telat").out  # help is none
    missing = market("complaint add 1 help 'cara cuci?'")
    assert "`olcrm product edit GM-M --care …`" in missing.out
    rows = market("complaint causes --json").json["rows"]
    assert [row["kind"] for row in rows] == ["late"]
    assert "2 more wanted help" in market("complaint causes").err


def test_what_never_arrived_is_answered_with_courier_number_and_link(market):
    market("pay add 1 150rb --via bca")
    market("parcel ship 1 jne CGK1234567890")
    market("complaint add 1 hilang 'belum sampai'")
    text = market("complaint say 1").out
    assert all(word in text for word in ("JNE", "CGK1234567890", "https://"))
    market("complaint add 2 lost 'belum sampai'")
    assert "Ekspedisi" not in market("complaint say 2").out  # nothing has been sent off


def test_where_the_goods_are_is_said_at_once_where_they_are_late(market):
    market("order promise 1 besok")
    late = market("complaint add 1 telat 'kapan ya'").out
    assert "Order 1: promised for tomorrow, not sent off yet." in late
    market("parcel ship 1 jne CGK1234567890")
    lost = market("complaint add 1 lost 'kapan ya'").out
    assert "Order 1: promised for tomorrow, sent off today with JNE CGK1234567890. https://" in lost
    market("order status 1 arrived")
    assert "Order 1: promised for tomorrow, arrived today." in market("complaint add 1 late 'telat sekali'").out
    market("order status 3 shipped")
    assert "Order 3: sent off today." in market("complaint add 3 late 'kapan ya'").out
    assert "Order" not in market("complaint add 3 quality 'luntur'").out


def test_once_it_is_put_right_she_is_thanked_for_telling(market):
    market("complaint add 1 size kebesaran")
    market("complaint say --sent 1-sorry")
    market("complaint close 1 --outcome ditukar --cause tabel")
    assert [row["id"] for row in market("complaint say --json").json["rows"]] == ["1-done"]
    wrong = market("complaint say --sent 1-sorry")
    assert (wrong.status, "Its draft is called 1-done." in wrong.err) == (4, True)
    market("complaint say --sent 1-done")
    assert "Everything has been said about complaint 1." in market("complaint say 1").err
    assert market("complaint say --sent gibberish").status == 2


def test_whoever_is_left_alone_is_not_on_the_list_but_can_be_answered(market):
    market("complaint add 1 size kebesaran")
    market("contact pause rina --until 1/12 --because sakit")
    assert market("complaint say --json").json["rows"] == []
    assert "She is left alone until 1 Dec (sakit)" in market("complaint say 1").out
    assert market("complaint say --sent 1-sorry").status == 0


def test_an_answer_goes_to_those_who_want_no_greetings(market):
    market("contact edit rina --no-greet")
    market("complaint add 1 size kebesaran")
    assert len(market("complaint say --json").json["rows"]) == 1


def test_a_walk_logs_what_was_sent(market):
    market("complaint add 1 size kebesaran")
    market("complaint add 2 late telat")
    walked = market("complaint say --send", keys="c\ny\ns\n")
    assert "1 message logged as sent: Rina (1-sorry)." in walked.out
    assert [row["id"] for row in market("complaint say --json").json["rows"]] == ["2-sorry"]
    assert (
        "It is 22:00; write to people all the same?"
        in market("complaint say --send", keys="n\n", now="2026-11-22T22:00:00+07:00").err
    )


def test_causes_are_counted_the_most_frequent_first_with_what_was_done(market):
    ends = (
        (1, "size", "tabel keliru", "ukur ulang"),
        (2, "size", "Tabel keliru.", None),
        (3, "late", "hujan", None),
    )
    for number, (order, kind, cause, prevention) in enumerate(ends, 1):
        market(f"complaint add {order} {kind} 'aduh' {'--product GM-M' if kind == 'size' else ''}")
        against = ["--prevention", prevention] if prevention else []
        market(["complaint", "close", str(number), "--outcome", "beres", "--cause", cause, *against])
    market("complaint add 3 late 'lagi-lagi'")
    market("order add rina GM-M", now="2026-11-22T13:00:00+07:00")
    rows = market("complaint causes --json").json["rows"]
    assert [(row["kind"], row["count"], row["share"], row["cumulative"]) for row in rows] == [
        ("size", 2, 0.5, 0.5),
        ("late", 1, 0.25, 0.75),
        ("late", 1, 0.25, 1.0),
    ]
    assert (rows[0]["prevention"], rows[0]["won_back"], rows[0]["closed"]) == ("ukur ulang", 1, 2)
    assert rows[0]["products"] == [{"name": "Gamis M", "count": 2}]
    assert rows[0]["again"] is False
    by_kind = market("complaint causes --by kind --json").json["rows"]
    assert [(row["kind"], row["count"]) for row in by_kind] == [("late", 2), ("size", 2)]
    by_product = market("complaint causes --by product --json").json["rows"]
    assert [(row["product"], row["count"]) for row in by_product] == [(None, 2), ("Gamis M", 2)]
    assert "not known yet" in market("complaint causes --by cause").out
    assert market("complaint causes --since besok").status == 0
    assert market("complaint causes --until 1/10/2026 --json").json["rows"] == []
    assert market("complaint causes --by hari").status == 2


def test_whoever_has_just_complained_is_asked_for_no_money(market):
    assert market("remind unpaid --json").json["rows"]
    market("complaint add 1 size kebesaran")
    assert "Rina" not in [row["contact"]["name"] for row in market("remind unpaid --json").json["rows"]]
    assert "Rina" in [row["contact"]["name"] for row in market("remind unpaid --json", now=THURSDAY).json["rows"]]
    assert [one["kind"] for one in timeline(market, "rina")].count("in") == 0  # it is told once


def timeline(market, name):
    return market(f"contact show {name} --json").json["timeline"]


def test_the_same_cause_comes_again_only_within_the_days_that_count(market):
    for number, day in enumerate(("2026-11-22", "2027-03-05", "2028-01-10", "2028-01-20", "2028-04-08"), 1):
        now = f"{day}T12:00:00+07:00"
        market("complaint add 3 late 'aduh'", now=now)
        market(f"complaint close {number} --outcome beres --cause hujan", now=now)
        (row,) = market("complaint causes --json").json["rows"]
        assert (row["count"], row["again"]) == (number, number == 5)


def test_every_cause_of_what_comes_up_again_is_flagged(market):
    for number, cause in enumerate(("tabel", "bahan susut", "penjahit baru"), 1):
        market("complaint add 1 size kebesaran")
        market(["complaint", "close", str(number), "--outcome", "ditukar", "--cause", cause])
    assert [row["again"] for row in market("complaint causes --json").json["rows"]] == [True, True, True]


def test_an_order_of_somebody_else_cannot_be_put_into_her_complaint(market):
    market("complaint add rina unanswered 'tanya terus'")
    refused = market("complaint edit 1 --order 2")
    assert (refused.status, "Order 2 is one of Sari." in refused.err) == (4, True)
    assert complaint(market("complaint edit 1 --order 1 --json"))["order"] == 1
    assert complaint_of(market, 1)["product"]["sku"] == "GM-M"  # the only one there is in it
    assert market("complaint edit 1 --on 30/10").status == 4
    assert market("complaint edit 1 --outcome beres").status == 4
    one = complaint(market("complaint edit 1 --kind late --text 'telat sekali' --on 5/11 --order - --json"))
    assert (one["kind"], one["text"], one["opened_on"], one["order"]) == ("late", "telat sekali", "2026-11-05", None)
    assert market("complaint edit 1").status == 2
    assert "is as it was" in market("complaint edit 1 --kind late").out


def test_every_change_can_be_taken_back(market):
    for line in (
        "complaint add 1 size kebesaran --next besok",
        "complaint update 1 'sudah' --next 26/11",
        "complaint say --sent 1-sorry",
        "complaint edit 1 --kind quality",
        "complaint close 1 --outcome beres --cause tabel",
        "complaint reopen 1",
    ):
        before = market("complaint list --open --closed --json").out
        assert market(line).status == 0, line
        assert market("complaint list --open --closed --json").out != before or "--sent" in line, line
        assert market("undo --yes").status == 0
        assert market("complaint list --open --closed --json").out == before, line
        assert market("redo --yes").status == 0


def test_nobody_is_sent_to_write_where_there_is_nothing_to_say(market):
    first = market("complaint add 1 late 'belum sampai'").out
    assert "Write to her: `olcrm complaint say 1`." in first
    market("complaint say --sent 1-sorry")
    again = market("complaint add 1 late 'masih belum'").out
    assert "complaint say 2" not in again
    assert market("complaint say 2").status == 4
    market("complaint close 1 --outcome sampai --cause kurir")
    assert "complaint say 1" not in market("complaint reopen 1").out
    market("complaint add 1 help 'cara mencuci?'")
    assert "complaint say 3" not in market("complaint close 3 --outcome dijawab --cause 'belum tahu'").out
    assert market("complaint say 3").status == 4


def test_what_was_carried_out_of_a_claim_is_not_followed_by_a_sorry(market):
    market("pay add 2 335rb")
    market("order status 2 shipped")
    market("order status 2 arrived")
    market("claim policy preset berubah-pikiran")
    market("claim open 2 --line GM-M --wants exchange --reason size --evidence tag")
    market("claim decide 1 --yes")
    market("claim exchange 1")
    market("claim back 1")
    rows = market("today --all --json").json["rows"]
    assert [row["next"] for row in rows if row["room"] == "complaint"] == ["olcrm complaint show 1"]
    told = market("complaint show 1").out
    assert "complaint say" not in told
    assert "Close it: `olcrm complaint close 1 --outcome … --cause …`." in told
    market("complaint close 1 --outcome ditukar --cause 'tabel keliru'")
    assert "What the guarantee grants" not in market("complaint reopen 1").out


def test_what_is_claimed_because_of_a_complaint_stands_there_in_the_language_of_the_screen(market):
    market("order status 1 shipped")
    market("order status 1 arrived")
    market("claim open 1 --wants exchange --reason size")
    market("claim decide 1 --goodwill --because langganan")
    market("config set language id")
    row = next(line for line in market("complaint show 1").out.splitlines() if line.endswith("kebijaksanaan\t"))
    assert row.split("\t")[2] == "tukar"


def test_she_is_told_of_her_complaints_and_not_of_what_the_shop_does_against_them(market):
    market("complaint add 1 size 'longgar di dada'")
    market("complaint close 1 --outcome 'ditukar L' --cause 'tabel keliru' --prevention 'ukur ulang'")
    told = market("contact export rina --json")
    (one,) = told.json["complaints"] if "complaints" in told.json else told.json["export"]["complaints"]
    assert (one["text"], one["outcome"], one["cause"]) == ("longgar di dada", "ditukar L", "tabel keliru")
    assert "ukur ulang" not in told.out


def test_nothing_of_her_words_is_left_once_she_is_forgotten(market, look):
    market("complaint add 1 size 'Rina longgar di dada'")
    market("complaint update 1 'rahasia Rina' --in")
    assert market("contact forget rina --yes").status == 0
    ((text,),) = look("SELECT text FROM complaint")
    assert "dada" not in text
    assert not look("SELECT 1 FROM message WHERE text LIKE '%rahasia%'")


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("name", [name for name in rules.NAMES if name.startswith("complaint-")])
def test_every_message_about_a_complaint_is_kind_in_both_languages(name, language):
    text = rules.default(name, language)
    assert checking.problems(name, language, text) == []
    assert "!" not in text
