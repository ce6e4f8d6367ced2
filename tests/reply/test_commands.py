import pytest

NOON = "2026-11-{day}T12:00:00+07:00"


@pytest.fixture
def desk(shop):
    """A shop with two accounts and two customers; of a dress only M is sold out, and of brooches all are."""
    shop("config account add 'BCA 1234567890 a.n. Ani'")
    shop("config account add 'DANA 081200000000'")
    shop("contact add 'Rina Wati' --phone 081234567890 --address 'Jl. Mawar 1, Bandung'")
    shop("contact add 'John Doe' --lang en --salutation ''")
    shop("product add GM-M Gamis --variant M --price 150rb --stock 1")
    shop("product add GM-L Gamis --variant L --price 150rb --stock 3")
    shop("product add GM-XL Gamis --variant XL --price 160rb")
    shop("product add BR Bros --price 15rb --stock 1")
    shop("order add john 'GM-M' 'BR'")
    return shop


def text(answer):
    assert answer.status == 0, answer.err
    return answer.json["draft"]["text"]


def counts(shop, line="reply list"):
    return {row["key"]: row["asked"] for row in shop(f"{line} --json").json["rows"] if row["asked"]}


KEYS = ["rekening", "format-order", "ongkir", "katalog", "kosong", "cara-order", "syarat", "jam-buka"]


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("who", ["", "rina", "john"])
def test_every_reply_is_filled_in_for_anybody_in_her_language(desk, key, who):
    desk("terms add 'Retur 3 hari.'")
    said = text(desk(f"reply {key} {who} --json"))
    assert "{" not in said
    assert said.startswith({"": "Halo Kak", "rina": "Halo Kak Rina", "john": "H"}[who])
    assert ("John" in said) == (who == "john")


def test_the_account_number_comes_with_her_name_and_a_link(desk):
    shown = desk("reply rekening rina").out
    assert (
        "Halo Kak Rina, terima kasih ya.\n\nPembayarannya bisa ke:\nBCA 1234567890 a.n. Ani\nDANA 081200000000" in shown
    )
    assert shown.splitlines()[-1].startswith("https://wa.me/6281234567890?text=Halo%20Kak%20Rina")
    assert "wa.me" not in desk("reply rekening rina --plain").out


def test_without_her_the_text_is_for_whatever_chat_is_open(desk):
    answer = desk("reply rekening --json").json["draft"]
    assert answer["contact"] is None
    assert answer["text"].startswith("Halo Kak, terima kasih")
    assert answer["link"].startswith("https://wa.me/?text=Halo%20Kak")


def test_the_json_is_a_draft(desk):
    draft = desk("reply rekening john --json").json["draft"]
    said = draft.pop("text")
    assert said.startswith("Hi John, thank you.")
    assert draft == {
        "id": "rekening-2",
        "contact": {"id": 2, "name": "John Doe", "standing": "prospect"},
        "order": None,
        "due": None,
        "purpose": "reply",
        "step": None,
        "template": "reply-rekening",
        "link": None,
        "reason": "rekening",
        "key": "rekening",
        "language": "en",
    }


def test_another_language_can_be_asked_for(desk):
    assert text(desk("reply rekening rina --lang en --json")).startswith("Hi Kak Rina")
    assert "There is no language “jv” here." in desk("reply rekening --lang jv").err


def test_the_catalogue_names_what_can_be_had_variants_on_one_line(desk):
    said = text(desk("reply katalog rina --json"))
    assert "- Gamis L = Rp150.000\n- Gamis XL = Rp160.000\n" in said
    assert "Bros" not in said
    assert "pilihan lain" not in said
    desk("product add BS 'Bros Sapi' --price 20rb")
    assert "Bros Sapi" in text(desk("reply katalog --product bros --json"))
    assert "Gamis" not in text(desk("reply katalog --product bros --json"))


def test_a_long_catalogue_is_cut_short_unless_all_is_asked_for(desk):
    for number in range(20):
        desk(f"product add K{number} 'Kain {number:02}' --price {number + 1}rb")
    short, whole = text(desk("reply katalog --json")), text(desk("reply katalog --all --json"))
    assert text(desk("reply katalog --limit 3 --json")).count("\n- ") == 3
    assert short.count("\n- ") == 15
    assert "Masih ada 7 pilihan lain" in short
    assert whole.count("\n- ") == 22
    assert "pilihan lain" not in whole


def test_what_is_sold_out_comes_with_what_is_like_it_and_the_way_to_wait(desk):
    answer = desk("reply kosong rina --product gm-m")
    assert "mohon maaf ya, Gamis M sedang kosong." in answer.out
    assert "Yang mirip dan masih ada:\n- Gamis L = Rp150.000\n- Gamis XL = Rp160.000" in answer.out
    assert "olcrm wait add 1 gm-m" in answer.err
    assert "Bros sedang kosong" in text(desk("reply kosong --product BR --json"))
    assert "Tas Rotan sedang kosong" in text(desk("reply kosong --product 'Tas Rotan' --json"))
    assert "barang yang ditanyakan sedang kosong" in text(desk("reply kosong --json"))


def test_whoever_waits_already_is_not_asked_to_wait(desk):
    desk("wait add rina GM-M")
    answer = desk("reply kosong rina --product gm-m")
    assert "Rina Wati waits for Gamis M already, since today." in answer.err
    assert "wait add" not in answer.err


def test_what_is_there_is_not_said_to_be_sold_out(desk):
    refused = desk("reply kosong rina --product GM-L")
    assert refused.status == 4
    assert "Gamis L is not sold out: 3 free." in refused.err
    assert "Nobody counts Gamis XL, so it is never sold out." in desk("reply kosong --product GM-XL").err


def test_the_shipping_reply_asks_for_what_is_needed_and_offers_the_address_that_is_known(desk):
    assert "kecamatan, kota dan kode posnya" in text(desk("reply ongkir --json"))
    assert "alamat yang biasa" not in text(desk("reply ongkir --json"))
    assert "alamat yang biasa, cukup balas" in text(desk("reply ongkir rina --json"))
    assert text(desk("reply ongkir rina --json")).endswith("Jl. Mawar 1, Bandung")


def test_hours_and_closed_days_are_told(desk):
    desk("config set closed-on minggu,jumat")
    desk("config set quiet-from 21:00")
    said = text(desk("reply jam-buka --json"))
    assert "pukul 08.00–21.00 WIB." in said
    assert "Setiap Jumat dan Minggu toko libur." in said
    assert "Toko juga libur" not in said


def test_closures_of_the_next_weeks_are_told_without_their_reasons(desk):
    desk("closure add 24/12/2026 26/12/2026 --because operasi")
    desk("closure add 1/6/2027 2/6/2027")
    said = text(desk("reply jam-buka --json"))
    assert "Toko juga libur pada:\n- 24–26 Desember\n" in said
    assert "operasi" not in said
    assert "Juni" not in said


def test_clauses_are_told_with_their_numbers_or_quoted_kindly(desk):
    for clause in ("Keep 2 hari.", "Retur 3 hari.", "Batal sebelum dikirim."):
        desk(f"terms add '{clause}'")
    desk("terms remove 1")
    assert "2. Retur 3 hari.\n3. Batal sebelum dikirim." in text(desk("reply syarat --json"))
    quoted = desk("reply syarat rina --number 3 --json").json["draft"]
    assert quoted["template"] == "quote"
    assert "3. Batal sebelum dikirim." in quoted["text"]
    assert "Retur" not in quoted["text"]
    assert "Mohon maaf" in quoted["text"]
    assert "2. Retur 3 hari.\n3. Batal" in text(desk("reply syarat --number 3 --number 2 --json"))
    assert "There is no clause 1." in desk("reply syarat --number 1").err


def test_what_is_only_shown_counts_for_nothing(desk):
    desk("reply rekening rina")
    desk("reply rekening --json")
    assert counts(desk) == {}
    assert desk("contact show rina --json").json["contact"]["last_contact"] is None


def test_what_was_given_is_counted_and_said_to_her(desk):
    said = desk("reply rekening rina --sent")
    assert said.out.splitlines()[0] == "The reply “rekening” was given to Rina Wati · prospect."
    assert "BCA 1234567890" in said.out
    desk("reply rekening --sent")
    assert desk("reply jam-buka --sent --json").json["sent"] is True
    assert counts(desk) == {"rekening": 2, "jam-buka": 1}
    (message,) = desk("message list rina --json").json["rows"]
    assert (message["purpose"], message["direction"]) == ("reply", "out")
    assert desk("contact show rina --json").json["contact"]["last_contact"] is not None
    desk("undo --yes")
    assert counts(desk) == {"rekening": 2}


def test_what_she_had_before_is_said(desk):
    desk("reply cara-order rina --sent", now=NOON.format(day=20))
    assert "Rina Wati has had this already: 20 Nov." in desk("reply cara-order rina", now=NOON.format(day=22)).err
    assert "already" not in desk("reply cara-order john").err
    assert "already" not in desk("reply rekening rina").err


def test_a_first_time_buyer_is_told_how_it_goes_once(desk):
    assert "It is her first order: `olcrm reply cara-order 1`" in desk("reply format-order rina").err
    desk("reply cara-order rina --sent")
    assert "first order" not in desk("reply format-order rina").err
    assert "first order" not in desk("reply rekening john").err


def test_where_she_owes_for_an_order_the_account_comes_with_the_way_to_tell_the_amount(desk):
    assert "Order 1 is open with Rp165.000: `olcrm order invoice 1`" in desk("reply rekening john").err
    assert "is open" not in desk("reply rekening rina").err
    desk("pay add 1 165rb")
    assert "is open" not in desk("reply rekening john").err


def test_what_the_owner_should_mind_is_said_and_not_sent(desk):
    desk("terms add 'Retur 3 hari.'")
    desk("contact pause rina --until 1/12 --because 'anaknya sakit'")
    answer = desk("reply syarat rina --number 1")
    assert "If you make an exception, note it: `olcrm note add 1 TEXT`." in answer.err
    assert "Rina Wati is to be left alone just now: anaknya sakit." in answer.err
    assert "sakit" not in answer.out
    assert "exception" not in desk("reply syarat --number 1").err


def test_the_most_asked_comes_first_since_a_day(desk):
    for line in ("rekening --sent", "jam-buka --sent", "jam-buka rina --sent"):
        desk(f"reply {line}", now=NOON.format(day=20))
    for _time in range(3):
        desk("reply rekening --sent", now="2026-09-01T12:00:00+07:00")
    keys = [row["key"] for row in desk("reply list --asked --json", now=NOON.format(day=22)).json["rows"]]
    assert keys[:2] == ["jam-buka", "rekening"]
    assert counts(desk) == {"jam-buka": 2, "rekening": 1}
    assert counts(desk, "reply list --since 1/1/2026") == {"jam-buka": 2, "rekening": 4}
    shown = desk("reply list --asked --plain").out.splitlines()
    assert shown[0] == "key\ttext\town\tasked\tlast_given"
    assert shown[1].startswith("jam-buka\tpesan biasanya")
    assert desk("reply list --csv").out.startswith("key,text,own,asked,last_given")


def test_alone_it_lists_the_replies(desk):
    assert [row["key"] for row in desk("reply --json").json["rows"]] == KEYS
    assert desk("reply --json").json["kind"] == "reply.list"
    assert "rekening" in desk("reply", terminal=True).out


def test_a_reply_of_her_own_is_greeted_filled_and_listed_last(desk):
    said = desk("reply add 'COD' 'COD bisa ya, atau transfer ke:\\n{accounts}'")
    assert "Halo {greeting}," in said.out
    assert text(desk("reply cod rina --json")) == (
        "Halo Kak Rina,\n\nCOD bisa ya, atau transfer ke:\nBCA 1234567890 a.n. Ani\nDANA 081200000000"
    )
    row = desk("reply list --json").json["rows"][-1]
    assert "cod\tCOD bisa ya, atau transfer ke\town\t" in desk("reply list --plain").out
    assert (row["key"], row["own"], row["built_in"], row["own_wordings"]) == (
        "cod",
        True,
        False,
        {"id": "Halo {greeting},\n\nCOD bisa ya, atau transfer ke:\n{accounts}\n"},
    )
    assert "reply-cod" in desk("template list --plain").out
    assert desk("template show reply-cod").out.startswith("Halo {greeting},")
    assert "Halo Kak Rina" in desk("template preview reply-cod rina").out
    desk("reply remove cod")
    assert desk("reply cod").status == 3
    desk("undo --yes")
    assert desk("reply cod").status == 0


def test_where_her_language_has_no_wording_the_other_one_is_given_and_said_so(desk):
    desk("reply add cod 'COD bisa.'")
    answer = desk("reply cod john")
    assert "COD bisa." in answer.out
    assert "There is no wording of it in the language “en”." in answer.err
    desk("reply edit cod --lang en --text 'You can pay on delivery.'")
    answer = desk("reply cod john")
    assert "Hi John,\n\nYou can pay on delivery." in answer.out
    assert "wording" not in answer.err


def test_a_built_in_reply_can_be_worded_and_have_its_wording_back(desk):
    desk("reply edit rekening --text 'Halo {greeting}, ke {accounts} ya.'")
    assert text(desk("reply rekening rina --json")).startswith("Halo Kak Rina, ke BCA")
    assert desk("reply list --json").json["rows"][0]["own"] is True
    assert "has its built-in wording again" in desk("reply remove rekening").out
    assert "Pembayarannya" in text(desk("reply rekening rina --json"))


def test_the_blank_form_is_the_message_it_always_was(desk):
    desk("template edit format-order --text 'Halo {greeting}, isi ya: Nama:'")
    assert text(desk("reply format-order --json")) == "Halo Kak, isi ya: Nama:"


def test_a_wording_of_her_own_is_checked_with_all_others(desk):
    assert desk("template check").status == 0
    desk("reply add cod 'COD bisa.'")
    assert desk("template check reply-cod").status == 0


@pytest.mark.parametrize(
    ("line", "status", "said"),
    [
        ("reply rekning", 3, "There is no reply “rekning”.\nDid you mean rekening?"),
        ("reply rina rekening", 3, "The reply comes first: `olcrm reply rekening rina`."),
        ("reply 'Rina Wati' rekening", 3, "The reply comes first: `olcrm reply rekening 'Rina Wati'`."),
        ("reply zzz", 3, "olcrm reply add zzz TEXT"),
        ("reply 'a/b'", 2, "“a/b” cannot be the key of a reply."),
        ("reply rekening nobody", 3, "Nobody here is called “nobody”."),
        ("reply rekening --product GM-M", 2, "--product does not go with “rekening”."),
        ("reply katalog --number 1", 2, "--number does not go with “katalog”."),
        ("reply syarat", 4, "The shop has no terms yet."),
        ("reply katalog --product kebaya", 4, "There is nothing in the catalogue that can be had just now."),
        ("reply add list 'Halo'", 4, "“list” is already a word of `olcrm reply`."),
        ("reply add rekening 'Halo'", 4, "There is a reply “rekening” already."),
        ("reply add cod", 2, "Say what the reply is to be."),
        ("reply add cod ' '", 2, "The wording is empty."),
        ("reply add cod 'SEGERA BAYAR'", 4, "shouting"),
        ("reply add cod 'Totalnya {total}'", 4, "no such field"),
        ("reply add cod Ya --file x.txt", 2, "--text and --file do not go together."),
        ("reply edit cod --text Ya", 3, "There is no reply “cod”."),
        ("reply edit rekening", 4, "There is no terminal to edit on."),
        ("reply remove rekening", 4, "“rekening” is built in, and has its built-in wording."),
        ("template show reply-cod", 3, "There is no message called “reply-cod”."),
    ],
)
def test_what_cannot_be_is_refused_and_says_what_to_do(desk, line, status, said):
    refused = desk(line)
    assert refused.status == status
    assert said in refused.err


def test_a_reply_of_her_own_has_no_built_in_wording_to_go_back_to(desk):
    desk("reply add cod 'COD bisa.'")
    refused = desk("template reset reply-cod")
    assert "“reply-cod” is the shop's own; there is no built-in wording of it." in refused.err
    assert "olcrm reply remove cod" in refused.err


def test_without_an_account_there_is_nothing_to_tell(shop):
    assert "There is no account to tell of yet." in shop("reply rekening").err


def test_on_a_terminal_she_is_asked_what_to_do_with_it(desk):
    seen = desk("reply rekening rina", terminal=True, keys="c\ny\n")
    assert "rekening · Rina Wati · prospect\n\nHalo Kak Rina" in seen.err
    assert "[w] WhatsApp  [c] copy  [q] QR code  [x] stop" in seen.err
    assert "was given to Rina Wati" in seen.out
    assert counts(desk) == {"rekening": 1}


def test_on_a_terminal_nothing_is_counted_that_was_not_given(desk):
    assert "Nothing was logged." in desk("reply rekening rina", terminal=True, keys="x\n").out
    assert "Nothing was logged." in desk("reply rekening rina", terminal=True, keys="c\nn\nx\n").out
    assert counts(desk) == {}


def test_for_nobody_in_particular_opening_or_copying_is_giving(desk):
    seen = desk("reply rekening", terminal=True, keys="q\n")
    assert "█" in seen.err
    assert "https://wa.me/?text=" in seen.err
    assert "Sent?" not in seen.err
    assert counts(desk) == {"rekening": 1}
    assert "The reply “rekening” was given." in desk("reply rekening", terminal=True, keys="c\n").out


def test_a_long_text_has_no_picture(desk):
    desk("reply add panjang " + "'" + "Kain bagus sekali ya. " * 80 + "'")
    seen = desk("reply panjang", terminal=True, keys="q\n")
    assert "This text is long and may arrive cut; copying it is safer." in seen.err
    assert "This text is too long for a QR code. The link:" in seen.err


def test_whoever_has_no_phone_gets_a_text_to_copy(desk):
    seen = desk("reply rekening john", terminal=True, keys="x\n")
    assert "There is no phone number for John Doe; the text can be copied." in seen.err
    assert "[w]" not in seen.err


def test_whom_a_name_means_is_asked_on_a_terminal(desk):
    desk("contact add 'Rina Dewi' --phone 081211112222")
    assert desk("reply rekening rin").status == 3
    seen = desk("reply rekening rin", terminal=True, keys="2\nx\n")
    assert seen.status == 0


def test_keys_are_completed(desk, monkeypatch):
    from olcrm.reply import commands

    desk("reply add cod 'COD bisa.'")
    assert commands._keys("c") == ["cara-order", "cod"]
    assert commands._keys_and_words("r") == ["rekening", "remove"]


def test_a_question_of_hers_that_waits_is_named_beside_the_reply(desk):
    assert "waits for an answer" not in desk("reply ongkir rina").err
    desk("ask add rina 'ongkir ke Solo berapa kak?'")
    desk("ask add rina 'bisa hari ini?'")
    assert "Her question 1 waits for an answer: `olcrm ask answer 1`, if this is one." in desk("reply ongkir rina").err
    desk("ask answer 1")
    desk("ask answer 2")
    assert "waits for an answer" not in desk("reply ongkir rina").err
