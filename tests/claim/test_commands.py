"""What is claimed under the guarantee, and what comes of it."""

import re

import pytest

AT = "2026-11-{day:02}T10:00:00+07:00"


@pytest.fixture
def market(shop):
    """A shop with a guarantee; Rina's order 1, a dress and a brooch for 170.000, was paid and arrived on the 20th."""

    def on(day, line, **more):
        return shop(line, now=AT.format(day=day), **more)

    assert on(10, "contact add 'Rina Wati' --phone 081234567890").status == 0
    on(10, "contact add Sari --lang en --phone 081298765432")
    on(10, "product add GM-M Gamis --variant M --price 150rb --stock 5")
    on(10, "product add GM-L Gamis --variant L --price 150rb --stock 5")
    on(10, "product add TAS Tas --price 200rb")
    assert on(10, "order add rina GM-M 'Bros @20rb' --dp 170rb --via bca").status == 0
    on(18, "order status 1 shipped")
    on(20, "order status 1 arrived")
    assert on(20, "claim policy preset unboxing").status == 0
    assert on(20, "claim policy preset berubah-pikiran").status == 0
    return on


@pytest.fixture
def granted(market):
    """Rina's dress is too small, and her claim 1 for another one was granted."""
    assert market(21, "claim open 1 --line 1 --wants exchange --reason size --evidence tag").status == 0
    assert market(21, "claim decide 1 --yes").status == 0
    return market


def order(run, number, day=22):
    return run(day, f"order show {number} --json").json["order"]


def taken_off(run, number):
    """What the invoice and the screen of an order name, and alike, of what was taken off."""
    line = re.compile(r"^(Discount|Goods that came back|Refund)[\s:]+[-−]?(Rp[\d.]+)$", re.MULTILINE)
    screen, invoice = (
        dict(line.findall(run(28, f"order {verb}").out)) for verb in (f"show {number}", f"invoice {number} --lang en")
    )
    assert screen == invoice
    return screen


def claim(run, number=1, day=22):
    return run(day, f"claim show {number} --json").json["claim"]


def free(run, sku="GM-M", day=22):
    return run(day, f"product show {sku} --json").json["product"]["free"]


def credit(run, day=22):
    return run(day, "contact show rina --json").json["contact"]["credit"]


# what was agreed


def test_a_guarantee_is_data_and_told_whole(market):
    said = market(
        21,
        "claim policy add gamis --basis paid --days 30 --grants refund,tukar --for ukuran,rusak --evidence video,foto"
        " --shipping toko --product GM-M --clause 'Garansi 30 hari.' --json",
    ).json
    assert said["guarantee"] == {
        "id": 3,
        "name": "gamis",
        "sku": "GM-M",
        "basis": "paid",
        "days": 30,
        "grants": ["refund", "exchange"],
        "reasons": ["size", "damaged"],
        "evidence": ["unboxing-video", "photo"],
        "shipping": "shop",
        "clause": "Garansi 30 hari.",
        "ended_on": None,
    }
    assert market(21, "claim policy show GAMIS").out.splitlines() == [
        "gamis",
        "",
        "30 days from the day it is paid in full: refund, exchange, for size, damaged, with unboxing video, photo.",
        "Only for Gamis M.",
        "The way back is paid by the shop.",
        "“Garansi 30 hari.”",
    ]
    assert [row["name"] for row in market(21, "claim policy list --json").json["rows"]] == [
        "gamis",
        "unboxing",
        "berubah-pikiran",
    ]


def test_a_clause_of_the_terms_can_be_the_one_that_is_quoted(market):
    market(21, "terms add 'Retur 3 hari.' --number 5")
    market(21, "claim policy edit unboxing --term 5")
    assert "“5. Retur 3 hari.”" in market(21, "claim policy show unboxing").out
    both = market(21, "claim policy edit unboxing --term 5 --clause ya")
    assert (both.status, "--clause and --term do not go together." in both.err) == (2, True)


def test_a_guarantee_is_changed_and_ended_and_orders_of_before_keep_it(market):
    assert "are judged by it, too" in market(21, "claim policy edit unboxing --days 3 --evidence ''").out
    assert "It holds: “unboxing”, received yesterday, until 23 Nov." in market(21, "claim check 1 --reason rusak").out
    assert market(22, "claim policy end unboxing").status == 0
    assert "It holds: “unboxing”" in market(22, "claim check 1 --reason rusak").out
    market(22, "order add rina 'Bros @20rb' --dp 20rb")
    market(22, "order status 2 arrived")
    assert "No guarantee was agreed for that." in market(22, "claim check 2 --reason rusak").out
    assert [row["name"] for row in market(22, "claim policy list --json").json["rows"]] == ["berubah-pikiran"]
    assert len(market(22, "claim policy list --ended --json").json["rows"]) == 2
    again = market(22, "claim policy end unboxing")
    assert (again.status, "The guarantee “unboxing” has ended already." in again.err) == (4, True)


def test_presets_are_listed_and_taken_over_with_changes(market):
    assert [row["name"] for row in market(21, "claim policy presets --json").json["rows"]] == [
        *("unboxing", "cacat", "berubah-pikiran", "30-hari", "3-hari"),
    ]
    said = market(21, "claim policy preset 30-hari --name sebulan --days 31 --product TAS --json").json["guarantee"]
    assert (said["name"], said["days"], said["sku"]) == ("sebulan", 31, "TAS")
    assert said["clause"] == "Uang kembali dalam 30 hari sejak pembayaran."


@pytest.mark.parametrize(
    ("line", "status", "message"),
    [
        ("add baru --days 3", 2, "A guarantee says from when it counts, how long, and what it grants."),
        ("add baru --basis paid --days 3 --grants ,", 2, "A guarantee grants something."),
        ("preset unboxing", 4, "There is a guarantee “unboxing” already."),
        ("preset apa", 3, "There is no preset “apa”."),
        ("show apa", 3, "There is no guarantee “apa”."),
        ("edit unboxing --days 1", 2, "Nothing about “unboxing” would change."),
        ("edit unboxing --for entah", 2, "“entah” is no kind of complaint."),
    ],
)
def test_a_guarantee_that_cannot_be_is_refused(market, line, status, message):
    refused = market(21, f"claim policy {line}")
    assert (refused.status, message in refused.err) == (status, True)


# whether it holds


def test_a_check_says_until_when_on_which_conditions_and_who_pays(market):
    assert market(21, "claim check 1 --line bros --reason damaged --wants exchange").out.splitlines() == [
        "Order 1 · Rina Wati · new",
        "",
        "It holds once she shows: unboxing video. “unboxing”, received yesterday, until today.",
        "Whole days count: 1 day from 20 Nov 2026 is 21 Nov 2026, that day included.",
        "The way back is paid by the shop.",
        "“Barang rusak, cacat, atau salah kirim bisa diklaim paling lambat 1x24 jam setelah diterima, disertai video"
        " unboxing.”",
        "Rina Wati has claimed nothing before.",
        "If she claims: `olcrm claim open 1 --wants exchange --reason damaged --line 2`.",
    ]


def test_a_check_on_the_last_day_holds_and_on_the_next_not(market):
    holds = market(21, "claim check 1 --reason damaged --evidence video --on 21/11 --json").json["verdict"]
    assert (holds["state"], holds["last_on"], holds["way_back"]) == ("holds", "2026-11-21", "shop")
    over = market(21, "claim check 1 --reason damaged --evidence video --on 22/11")
    assert "It does not hold: “unboxing”, received yesterday, ended today, 1 day too late." in over.out
    assert "Whole days count" in over.out
    assert "Whole days count" not in market(21, "claim check 1 --reason damaged --on 24/11").out


def test_without_a_reason_every_guarantee_that_may_decide_is_listed(market):
    market(21, "claim policy preset 30-hari --product GM-M")
    rows = market(21, "claim check 1 --json").json["rows"]
    assert [(row["what"], row["guarantee"], row["state"]) for row in rows] == [
        ("Gamis M", "30-hari", "holds"),
        ("Bros", "unboxing", "needs-evidence"),
        ("Bros", "berubah-pikiran", "needs-evidence"),
    ]
    assert market(21, "claim check 1 --line GM-M --reason damaged --json").json["verdict"]["guarantee"] == "30-hari"


def test_what_was_not_agreed_for_that_reason_or_not_granted_is_said(market):
    assert "No guarantee was agreed for that." in market(21, "claim check 1 --reason late").out
    said = market(21, "claim check 1 --reason size --wants refund").out
    assert "It does not hold: “berubah-pikiran” grants exchange only, until 27 Nov." in said


def test_what_has_not_arrived_or_is_not_paid_is_said(market):
    market(21, "claim policy preset 30-hari --product TAS")
    market(21, "order add rina TAS --dp 50rb")
    said = market(21, "claim check 2").out
    assert "It has not left the house; `olcrm order edit 2` changes it." in said
    market(21, "order status 2 shipped")
    said = market(21, "claim check 2 --reason size").out
    assert "“30-hari” has not begun: it counts from the day it is paid in full." in said
    assert "It is not noted that it arrived." in said
    assert "It is not paid in full." in said
    market(21, "order add rina 'Peci @20rb' --dp 20rb")
    market(21, "order status 3 shipped")
    said = market(21, "claim check 3 --reason damaged").out
    assert "“unboxing” has not begun: it counts from the arrival, which is not noted." in said
    assert "`olcrm order status 3 arrived --on DATE`" in said
    assert (
        "“unboxing” had not begun by then: received yesterday."
        in market(21, "claim check 1 --reason damaged --on 19/11").out
    )


def test_what_the_courier_collects_is_paid_on_the_day_it_arrives(market):
    market(10, "claim policy preset 30-hari --product TAS")
    market(10, "order add rina TAS --cod --address 'Jl. Mawar 2'")
    market(11, "parcel ship 2 jne CGK1234567890")
    market(12, "parcel arrived 2")
    verdict = market(21, "claim check 2 --reason size --json").json["verdict"]
    assert (verdict["state"], verdict["since"], verdict["last_on"]) == ("holds", "2026-11-12", "2026-12-12")


def test_goods_in_several_parcels_count_from_their_own(market):
    market(10, "order add rina TAS 'Bros @20rb' --dp 220rb --address 'Jl. Mawar 2'")
    market(10, "parcel pack 2 --part bros")
    market(11, "parcel ship 2 jne CGK1234567890")
    market(13, "parcel arrived 2")
    assert market(14, "claim check 2 --line 2 --reason damaged --json").json["verdict"]["since"] == "2026-11-13"
    assert "It has not left the house" in market(14, "claim check 2 --line 1 --reason damaged").out
    refused = market(14, "claim open 2 --line 1 --wants exchange --reason damaged")
    assert (refused.status, "What is claimed of order 2 has not left the house." in refused.err) == (4, True)
    assert market(14, "claim open 2 --line 2 --wants exchange --reason damaged").status == 0


def test_a_gift_says_whom_it_went_to(market):
    market(10, "order add rina TAS --dp 200rb --recipient 'Bu Ani' --gift 'Selamat ya' --address 'Jl. Mawar 2'")
    market(12, "order status 2 arrived")
    assert "It went to Bu Ani; what is written goes to Rina Wati, who bought it." in market(12, "claim check 2").out
    market(12, "claim open 2 --wants exchange --reason wrong-item --evidence video")
    assert "Bu Ani" in market(12, "claim show 1").out
    market(12, "claim decide 1 --yes")
    assert market(12, "claim exchange 1").status == 0
    assert (order(market, 3)["recipient"], order(market, 3)["address"]) == ("Bu Ani", "Jl. Mawar 2")


@pytest.mark.parametrize(
    ("line", "status", "message"),
    [
        ("check 1 --on 9/11/2026", 4, "The day of the claim lies before the day of the order, 10 Nov 2026."),
        ("check 1 --reason entah", 2, "“entah” is no kind of complaint."),
        ("check 9", 3, "There is no order 9."),
        ("open 1 --wants exchange --reason size", 2, "Order 1 has several lines."),
        ("open 1 --line 1 --wants exchange", 2, "A claim says what she wants, and why."),
        ("open 1 --line 1 --wants exchange --reason size --on 9/11/2026", 4, "lies before the day of the order"),
        ("open 1 --line 1 --wants exchange --reason size --on besok", 4, "is still to come"),
        ("open 1 --line 1 --wants exchange --reason size --qty 2", 4, "There are 1 of Gamis M in order 1."),
        ("open 1 --line 1 --wants exchange --reason size --qty 0", 2, "Nothing would be claimed."),
        ("show apa", 2, "“apa” is not the number of a claim."),
        ("show 1", 3, "There is no claim 1."),
        ("list --open --ended", 2, "--open and --ended do not go together."),
    ],
)
def test_what_cannot_be_claimed_is_refused(market, line, status, message):
    refused = market(21, f"claim {line}")
    assert (refused.status, message in refused.err) == (status, True), refused.err


def test_nothing_of_a_cancelled_or_released_order_is_claimed(market):
    market(21, "order add rina TAS")
    market(21, "order release 2")
    market(21, "order cancel 1 --because batal --refund")
    for number, word in ((1, "cancelled"), (2, "released")):
        for line in (f"claim check {number}", f"claim open {number} --line 1 --wants refund --reason size"):
            refused = market(21, line)
            assert (refused.status, f"Order {number} was {word}." in refused.err) == (4, True)


# noting and deciding


def test_a_claim_is_noted_with_its_complaint_and_what_she_claimed_before(granted):
    said = granted(21, "claim open 1 --line 2 --wants refund --reason rusak --text 'peniti patah' --json").json
    assert said["claim"] == {
        "id": 2,
        "contact": {"id": 1, "name": "Rina Wati", "standing": "new"},
        "order": 1,
        "what": "Bros",
        "sku": None,
        "qty": 1,
        "wants": "refund",
        "reason": "damaged",
        "text": "peniti patah",
        "evidence": [],
        "state": "asked",
        "opened_on": "2026-11-21",
        "decided_on": None,
        "decision": None,
        "because": None,
        "back_on": None,
        "out_order": None,
        "called_off": None,
        "refunded": None,
        "repaired_on": None,
        "ended_on": None,
        "complaint": 2,
    }
    before = {"claims": 1, "granted": 1, "goodwill": 0, "refused": 0, "withdrawn": 0, "sizes": 1, "orders": 1}
    assert said["history"] == before
    complaint = granted(21, "complaint show 2 --json").json["complaint"]
    assert (complaint["kind"], complaint["text"]) == ("damaged", "peniti patah")
    told = granted(21, "claim show 2").out
    assert "Rina Wati: 1 claim before (1 granted); orders so far: 1. Exchanges for the size: 1.\n" in told


def test_a_complaint_about_other_goods_of_the_order_is_not_that_of_the_claim(market):
    market(21, "order add rina GM-M TAS --dp 350rb --via bca")
    market(21, "complaint add 2 damaged 'talinya putus' --product TAS")
    market(21, "order status 2 arrived")
    market(21, "claim open 2 --line 1 --wants exchange --reason damaged --evidence unboxing-video")
    about = [market(22, f"complaint show {number} --json").json["complaint"]["product"]["sku"] for number in (1, 2)]
    assert (about, claim(market)["complaint"]) == (["TAS", "GM-M"], 2)


def test_a_complaint_that_is_there_is_used_and_a_change_of_mind_is_none(market):
    market(21, "complaint add 1 size kekecilan --product GM-M")
    assert "is kept along with it" not in market(21, "claim open 1 --line 1 --wants exchange --reason size").out
    assert claim(market)["complaint"] == 1
    market(21, "claim open 1 --line 2 --wants exchange --reason berubah-pikiran")
    assert claim(market, 2)["complaint"] is None
    market(21, "claim end 2 --because batal")
    market(21, "claim open 1 --line 2 --wants exchange --reason size --no-complaint")
    assert claim(market, 3)["complaint"] is None
    market(21, "complaint add sari unfriendly judes")
    market(21, "claim end 3 --because batal")
    refused = market(21, "claim open 1 --line 2 --wants exchange --reason size --complaint 2")
    assert "Complaint 2 is of Sari, and order 1 is not hers." in refused.err


def test_a_yes_needs_what_was_agreed_and_goodwill_needs_a_reason(market):
    market(21, "claim open 1 --line 2 --wants refund --reason damaged")
    refused = market(21, "claim decide 1 --yes")
    assert (refused.status, "Claim 1 still lacks: unboxing video." in refused.err) == (4, True)
    assert "`olcrm claim evidence 1 unboxing-video`" in refused.err
    assert "A claim is decided in one way." in market(21, "claim decide 1").err
    assert "A claim is decided in one way." in market(21, "claim decide 1 --yes --no").err
    for word in ("--no", "--goodwill"):
        refused = market(21, f"claim decide 1 {word}")
        assert (refused.status, "A no, and goodwill, need their reason." in refused.err) == (2, True)
    assert market(21, "claim decide 1 --goodwill --because langganan").status == 0
    twice = market(21, "claim decide 1 --yes")
    assert (twice.status, "Claim 1 was decided on 21 Nov 2026: goodwill." in twice.err) == (4, True)


def test_a_yes_after_the_last_day_is_refused_by_the_day_she_asked(market):
    market(22, "claim open 1 --line 2 --wants refund --reason damaged --evidence video --on 21/11")
    assert market(24, "claim decide 1 --yes").status == 0
    market(24, "claim open 1 --line 1 --wants refund --reason damaged --evidence video")
    refused = market(24, "claim decide 2 --yes")
    assert (refused.status, "Claim 2 came after the last day of “unboxing”." in refused.err) == (4, True)
    assert market(24, "claim decide 2 --goodwill --because 'kurirnya lambat'").status == 0


def test_a_yes_to_what_was_not_agreed_is_refused(market):
    market(21, "claim open 1 --line 1 --wants refund --reason size --evidence tag")
    assert "“berubah-pikiran” does not grant what claim 1 asks for." in market(21, "claim decide 1 --yes").err
    market(21, "claim open 1 --line 2 --wants refund --reason late")
    assert "No guarantee was agreed for what claim 2 is about." in market(21, "claim decide 2 --yes").err


def test_evidence_comes_bit_by_bit(market):
    market(21, "claim open 1 --line 2 --wants refund --reason damaged")
    assert "It holds: “unboxing”" in market(21, "claim evidence 1 video").out
    again = market(21, "claim evidence 1 unboxing-video")
    assert (again.status, "Claim 1 has that already: unboxing video." in again.err) == (4, True)
    assert market(21, "claim decide 1 --yes").status == 0


def test_a_claim_is_corrected_until_it_is_decided(market):
    market(21, "claim open 1 --line 1 --wants refund --reason size")
    said = market(21, "claim edit 1 --wants exchange --reason damaged --text 'jahitan lepas'").out
    assert "exchange of Gamis M, order 1, damaged" in said
    assert "“unboxing”" in said
    assert "Nothing about claim 1 would change." in market(21, "claim edit 1 --wants tukar").err
    assert "There are 1 of Gamis M in order 1." in market(21, "claim edit 1 --qty 3").err
    market(21, "claim decide 1 --goodwill --because ya")
    assert "was decided on" in market(21, "claim edit 1 --wants refund").err


def test_nothing_is_claimed_twice_but_what_was_refused_or_withdrawn(granted):
    refused = granted(21, "claim open 1 --line 1 --wants refund --reason size")
    assert (refused.status, "1 of 1 Gamis M in order 1 are claimed already." in refused.err) == (4, True)
    granted(21, "claim open 1 --line 2 --wants refund --reason late")
    granted(21, "claim decide 2 --no --because 'sudah dipakai'")
    assert granted(21, "claim open 1 --line 2 --wants refund --reason damaged").status == 0
    granted(21, "claim end 3 --because 'tidak jadi'")
    assert granted(21, "claim open 1 --line 2 --wants refund --reason damaged").status == 0


# what is said


def test_the_kind_yes_says_what_happens_next_and_who_pays_the_way_back(market):
    market(21, "claim open 1 --line 1 --wants exchange --reason size --evidence tag")
    said = market(21, "claim decide 1 --yes").out
    assert "Soal Gamis M dari pesanan nomor 1, bisa saya bantu ya.\nSaya tukar: Gamis M.\n" in said
    sent = "Barangnya boleh dikirim kembali dulu: Gamis M. Kalau sudah dikirim, kabari saja nomor resinya.\n"
    assert f"{sent}Ongkos kirim baliknya dari pihak pembeli ya.\n" in said
    assert "Once it is sent: `olcrm claim say --sent 1-yes`." in said
    assert "kembalikan: *" not in said
    assert "Saya perbaiki" not in said


def test_the_kind_no_quotes_the_clause_and_offers_help_without_the_owners_reason(market):
    market(25, "claim open 1 --line 2 --wants refund --reason damaged --evidence video")
    said = market(25, "claim decide 1 --no --because 'sudah dicuci'").out
    message = said.partition("http")[0]
    assert "Ketentuan toko: Barang rusak, cacat, atau salah kirim bisa diklaim paling lambat 1x24 jam" in message
    assert "Untuk pesanan ini berlakunya sampai Sabtu, 21 November." in message
    assert "dengan senang hati" in message
    assert "sudah dicuci" not in message
    assert claim(market, day=25)["state"] == "refused"
    assert market(25, "claim say --sent 1-no").status == 0
    assert claim(market, day=25)["ended_on"] == "2026-11-25"


def test_a_no_to_what_came_in_time_does_not_say_that_it_was_late(market):
    market(21, "claim open 1 --line 2 --wants refund --reason damaged --evidence video")
    assert "berlakunya sampai" not in market(21, "claim decide 1 --no --because 'sudah dicuci'").out


def test_goodwill_and_money_in_her_language(market):
    market(10, "order add sari TAS --dp 200rb")
    market(12, "order status 2 arrived")
    market(20, "claim open 2 --wants refund --reason damaged")
    said = market(20, "claim decide 1 --goodwill --because langganan").out
    assert "it is beyond what the shop has agreed to, but this time I'll gladly help." in said
    assert "I'll give the money back: *Rp200.000*." in said
    assert "The shipping back is on me." in said


def test_what_is_missing_is_asked_for_and_nothing_is_said_twice(market):
    market(21, "claim open 1 --line 2 --wants refund --reason damaged")
    assert [row["id"] for row in market(21, "claim say --json").json["rows"]] == ["1-evidence"]
    assert "boleh dikirimkan dulu video unboxing?" in market(21, "claim say --text").out
    assert "boleh dikirimkan dulu video unboxing?" in market(21, "claim say 1").out
    assert market(21, "claim say --sent 1-evidence").out == "1 message logged as sent: Rina Wati (1-evidence).\n"
    assert market(21, "claim say --json").json["rows"] == []
    assert "There is nothing to say about claim 1 until it is decided." in market(21, "claim say 1").err
    assert "She has been asked for it." in market(21, "claim show 1").out
    market(21, "claim evidence 1 video")
    market(21, "claim decide 1 --yes")
    assert "Its draft is called 1-yes." in market(21, "claim say --sent 1-no").err
    assert "That is not what is to be said about claim 1 now." in market(21, "claim say --sent 1-no").err
    assert market(21, "claim say --all-sent").status == 0
    assert "Everything has been said about claim 1." in market(21, "claim say 1").err
    wrong = market(21, "claim say --sent 1")
    assert (wrong.status, "“1” is not the id of a message about a claim." in wrong.err) == (2, True)


def test_who_is_to_be_left_alone_is_not_on_the_list(granted):
    granted(21, "contact pause rina --until 30/11 --because sakit")
    assert granted(21, "claim say --json").json["rows"] == []
    granted(21, "claim open 1 --line 2 --wants refund --reason damaged")
    assert "Rina Wati is to be left alone just now." in granted(21, "claim decide 2 --no --because ya").out


# carrying it out


def test_an_exchange_is_an_order_less_what_came_back_and_ends_by_itself(granted):
    assert "Gamis M is counted in again." in granted(22, "claim back 1").out
    assert free(granted) == 5
    said = granted(22, "claim exchange 1 GM-L").out
    assert "Claim 1: Gamis L goes out instead, with order 2." in said
    assert "note her size: `olcrm contact size set 1 WHAT SIZE`" in said
    assert "Complaint 1 can be closed" in said
    new = order(granted, 2)
    assert (new["total"], new["discount"], new["payment"], new["note"]) == (
        0,
        150_000,
        "paid",
        "Instead of goods of order 1, claim 1.",
    )
    assert (claim(granted)["state"], claim(granted)["out_order"], claim(granted)["ended_on"]) == (
        "done",
        2,
        "2026-11-22",
    )
    assert free(granted, "GM-L") == 4
    assert (order(granted, 1)["total"], order(granted, 1)["balance"]) == (170_000, 0)
    assert [row["id"] for row in granted(22, "order list --to-ship --json").json["rows"]] == [2]


def test_without_a_word_the_same_goes_out_again(granted):
    granted(22, "claim exchange 1 --shipping 15rb")
    new = order(granted, 2)
    assert ([line["name"] for line in new["lines"]], new["total"], new["shipping"]) == (["Gamis M"], 15_000, 15_000)
    assert claim(granted)["ended_on"] is None
    granted(23, "claim back 1")
    assert claim(granted, day=23)["state"] == "done"


def test_what_costs_more_leaves_a_due_and_what_costs_less_asks_what_becomes_of_it(granted):
    said = granted(22, "claim exchange 1 TAS").out
    assert "The difference of Rp50.000 is to be paid." in said
    assert order(granted, 2)["balance"] == 50_000
    granted(22, "undo --yes")
    refused = granted(22, "claim exchange 1 'Peci @100rb'")
    assert (refused.status, "What came back was worth Rp150.000, what goes out comes to Rp100.000." in refused.err) == (
        4,
        True,
    )
    both = granted(22, "claim exchange 1 'Peci @100rb' --refund --as-credit")
    assert "--refund and --as-credit do not go together." in both.err
    assert "Rp50.000 is kept as credit." in granted(22, "claim exchange 1 'Peci @100rb' --as-credit").out
    assert (taken_off(granted, 1), taken_off(granted, claim(granted)["out_order"])) == (
        {"Refund": "Rp50.000"},
        {"Goods that came back": "Rp100.000"},
    )
    assert (credit(granted), order(granted, 1)["total"], order(granted, 1)["balance"]) == (50_000, 120_000, 0)
    granted(22, "undo --yes")
    said = granted(22, "claim exchange 1 'Peci @100rb' --refund --via bca").out
    assert "Rp50.000 is noted as given back." in said
    assert (credit(granted), order(granted, 1)["balance"], claim(granted)["refunded"]) == (0, 0, 50_000)


def test_what_came_back_is_counted_onto_the_product_that_was_sold_whatever_it_is_called_now(granted):
    granted(22, "product edit GM-M --sku GM-MEDIUM --variant Medium")
    assert granted(22, "product add GM-M 'Gamis Midi' --price 90rb --stock 1").status == 0
    assert "Gamis Medium is counted in again." in granted(22, "claim back 1").out
    assert (free(granted, "GM-MEDIUM"), free(granted, "GM-M")) == (5, 1)
    granted(22, "undo --yes")
    assert "`olcrm product stock GM-MEDIUM +1`" in granted(22, "claim back 1 --stock no").out


def test_a_refund_leaves_nothing_owed_and_nobody_reminded(market):
    market(21, "claim open 1 --line 1 --wants refund --reason damaged --evidence video")
    market(21, "claim decide 1 --yes")
    said = market(22, "claim refund 1 --via bca").out
    assert "Claim 1: Rp150.000 given back to Rina Wati" in said
    assert "Order 1 comes to Rp20.000 now." in said
    after = order(market, 1)
    assert (after["total"], after["paid"], after["balance"], after["payment"]) == (20_000, 20_000, 0, "paid")
    assert market(28, "remind unpaid --json").json["rows"] == []
    assert taken_off(market, 1) == {"Refund": "Rp150.000"}
    assert "Gamis M is not counted in again" in market(22, "claim back 1").out
    assert claim(market)["state"] == "done"
    assert market(22, "claim list --json").json["rows"] == []


def test_a_refund_may_be_credit_or_another_amount(market):
    market(21, "claim open 1 --line 1 --wants refund --reason damaged --evidence video")
    market(21, "claim decide 1 --yes")
    both = market(21, "claim refund 1 --as-credit --via bca")
    assert "--as-credit and --via do not go together." in both.err
    too_much = market(21, "claim refund 1 500rb")
    assert (too_much.status, "Rp500.000 is more than order 1 comes to, which is Rp170.000." in too_much.err) == (
        4,
        True,
    )
    assert "Rp60.000 is now credit of Rina Wati" in market(21, "claim refund 1 60rb --as-credit").out
    assert (credit(market), order(market, 1)["balance"]) == (60_000, 0)
    twice = market(21, "claim refund 1")
    assert (twice.status, "Rp60.000 was given back for claim 1." in twice.err) == (4, True)
    assert "Rp60.000 was given back for claim 1." in market(21, "claim exchange 1").err


def test_a_share_of_the_discount_goes_with_the_goods(market):
    market(10, "order add rina 'Tas @200rb' 'Peci @100rb' --discount 30rb --dp 270rb")
    market(20, "order status 2 arrived")
    for number, (line, value) in enumerate(((1, 180_000), (2, 90_000)), 1):
        market(21, f"claim open 2 --line {line} --wants refund --reason damaged --evidence video")
        market(21, f"claim decide {number} --yes")
        assert market(21, f"claim refund {number} --json").json["moved"] == value
    assert (order(market, 2)["total"], order(market, 2)["paid"]) == (0, 0)
    assert taken_off(market, 2) == {"Discount": "Rp30.000", "Refund": "Rp270.000"}


def test_what_was_not_paid_yet_is_owed_no_longer_and_not_given_back(market):
    market(10, "order add rina TAS --dp 50rb")
    market(20, "order status 2 arrived")
    market(21, "claim open 2 --wants refund --reason damaged --evidence video")
    market(21, "claim decide 1 --yes")
    said = market(21, "claim refund 1").out
    assert "Rp50.000 is noted as given back." in said
    assert "The other Rp150.000 had not been paid, and is owed no longer." in said
    assert order(market, 2)["balance"] == 0
    market(21, "order add rina TAS")
    market(21, "order status 3 arrived")
    market(21, "claim open 3 --wants refund --reason damaged --evidence video")
    market(21, "claim decide 2 --yes")
    assert "It had not been paid, so there is nothing to give back." in market(21, "claim refund 2").out


def test_what_she_got_in_exchange_is_paid_back_from_the_order_before(granted):
    granted(22, "claim back 1")
    granted(22, "claim exchange 1 TAS")
    granted(22, "pay add 2 50rb --via bca")
    granted(23, "order status 2 arrived")
    granted(23, "claim open 2 --wants refund --reason damaged --evidence video")
    granted(23, "claim decide 2 --yes")
    said = granted(23, "claim refund 2 --via bca --json").json
    assert (said["lowered"], said["moved"]) == (200_000, 200_000)
    first, second = order(granted, 1), order(granted, 2)
    assert (first["total"], first["paid"], second["total"], second["paid"]) == (20_000, 20_000, 0, 0)
    assert taken_off(granted, 1) == {"Refund": "Rp150.000"}
    assert taken_off(granted, 2) == {"Goods that came back": "Rp150.000", "Refund": "Rp50.000"}
    # The rest of the first order is worth what it was.
    granted(23, "claim open 1 --line 2 --wants refund --reason damaged")
    granted(23, "claim decide 3 --goodwill --because ya")
    assert granted(23, "claim refund 3 --json").json["moved"] == 20_000


def test_what_was_exchanged_twice_is_worth_what_it_costs(granted):
    granted(22, "claim exchange 1 GM-L")
    granted(23, "order status 2 arrived")
    granted(23, "claim open 2 --wants exchange --reason size --evidence tag")
    granted(23, "claim decide 2 --yes")
    granted(23, "claim exchange 2 TAS")
    assert (order(granted, 3)["discount"], order(granted, 3)["balance"]) == (150_000, 50_000)


def test_money_that_a_courier_has_is_waited_for(market):
    market(10, "order add rina TAS --cod --address 'Jl. Mawar 2'")
    market(18, "parcel ship 2 jne CGK1234567890")
    market(20, "parcel arrived 2")
    market(21, "claim open 2 --wants refund --reason damaged --evidence video")
    market(21, "claim decide 1 --yes")
    refused = market(21, "claim refund 1")
    assert (
        refused.status,
        "The courier has not passed on yet what was paid at the door for order 2." in refused.err,
    ) == (
        4,
        True,
    )
    market(22, "parcel paid 2")
    assert market(22, "claim refund 1 --json").json["moved"] == 200_000


def test_a_gift_that_cost_nothing_is_worth_nothing(market):
    market(10, "order add rina 'Kipas @0' 'Peci @50rb' --dp 50rb")
    market(20, "order status 2 arrived")
    market(21, "claim open 2 --line 1 --wants refund --reason damaged --evidence video")
    market(21, "claim decide 1 --yes")
    assert "Nothing was asked for what claim 1 is about." in market(21, "claim refund 1").err
    assert market(21, "claim exchange 1").status == 0
    assert order(market, 3)["total"] == 0


def test_a_repair_ends_when_it_is_done(market):
    market(21, "claim policy preset cacat --product GM-M")
    market(21, "claim open 1 --line 1 --wants repair --reason damaged --evidence photo")
    market(21, "claim decide 1 --yes")
    assert "not counted in again" in market(22, "claim back 1").out
    assert "Claim 1: Gamis M is repaired." in market(23, "claim repaired 1").out
    assert claim(market)["state"] == "done"
    assert "Claim 1 ended on 23 Nov 2026." in market(23, "claim repaired 1").err
    assert market(24, "claim open 1 --line 1 --wants repair --reason damaged --on 21/11").status == 0


@pytest.mark.parametrize("line", ["back 1", "exchange 1", "refund 1", "repaired 1"])
def test_nothing_is_carried_out_before_it_is_granted(market, line):
    market(21, "claim open 1 --line 1 --wants exchange --reason size")
    refused = market(21, f"claim {line}")
    assert (refused.status, "Claim 1 is not decided yet." in refused.err) == (4, True)
    market(21, "claim decide 1 --no --because ya")
    refused = market(21, f"claim {line}")
    assert (refused.status, "Claim 1 was refused." in refused.err) == (4, True)


def test_what_came_back_is_counted_once_and_as_the_owner_says(granted):
    assert "--stock is yes or no." in granted(22, "claim back 1 --stock mungkin").err
    assert "That day lies before the claim, which is of 21 Nov 2026." in granted(22, "claim back 1 --on 20/11").err
    granted(22, "claim back 1 --stock no")
    assert free(granted) == 4
    twice = granted(22, "claim back 1")
    assert (twice.status, "What claim 1 is about came back on 22 Nov 2026." in twice.err) == (4, True)


def test_a_claim_is_ended_by_hand_when_she_may_keep_it(granted):
    granted(22, "claim exchange 1 GM-L")
    assert "Claim 1 is exchanged: order 2 goes out for it." in granted(22, "claim refund 1").err
    assert granted(22, "claim end 1 --because 'boleh disimpan'").status == 0
    assert (claim(granted)["state"], claim(granted)["because"]) == ("done", "boleh disimpan")
    assert "Claim 1 ended on 22 Nov 2026." in granted(22, "claim end 1 --because lagi").err
    assert "Claim 1 ended on 22 Nov 2026." in granted(22, "claim back 1").err


def test_of_a_wrong_item_what_came_by_mistake_goes_back_and_not_what_was_ordered(market):
    market(21, "claim open 1 --line 1 --wants exchange --reason wrong-item --evidence video")
    said = market(21, "claim decide 1 --yes").out
    assert "Saya tukar: Gamis M.\n" in said
    assert "Barangnya boleh dikirim kembali dulu: barang yang keliru itu." in said
    market(21, "claim say --sent 1-yes")
    waits = market(30, "today --all --json").json["rows"]
    awaited = "Claim 1: what came instead of Gamis M has not come back yet, ask where it is"
    assert awaited in [row["text"] for row in waits]
    assert market(22, "claim back 1").out.splitlines()[:2] == [
        "Claim 1: what came instead of Gamis M is back.",
        "Gamis M is counted in again: it never left the house. What came by mistake was never counted out.",
    ]
    assert free(market) == 5


def test_a_wrong_item_that_is_not_counted_in_is_told_apart_from_what_cannot_be_sold(market):
    market(10, "contact edit rina --lang en")
    market(21, "claim open 1 --line 1 --wants exchange --reason wrong-item --evidence video")
    assert "Please send it back first: what came by mistake." in market(21, "claim decide 1 --yes").out
    left = "Gamis M is not counted in again; if it never left: `olcrm product stock GM-M +1`."
    assert left in market(22, "claim back 1 --stock no").out
    assert free(market) == 4


def test_what_never_arrived_does_not_come_back(market):
    market(10, "claim policy add hilang --basis paid --days 60 --grants refund --for hilang")
    market(21, "claim open 1 --line 1 --wants refund --reason lost")
    said = market(21, "claim decide 1 --yes").out
    assert "dikirim" not in said
    assert "nomor resi" not in said
    assert "claim back" not in said
    market(21, "claim refund 1")
    assert claim(market)["state"] == "done"


def test_a_list_holds_what_is_asked_for(granted):
    granted(21, "claim open 1 --line 2 --wants refund --reason damaged")
    granted(22, "claim end 1 --because batal")

    def ids(options):
        return [row["id"] for row in granted(22, f"claim list {options} --json").json["rows"]]

    assert (ids(""), ids("--open"), ids("--ended"), ids("--contact rina")) == ([2], [2], [1], [2, 1])
    assert (ids("--contact rina --ended"), ids("--contact rina --open"), ids("--contact sari")) == ([1], [2], [])


# paid in full, from then on


@pytest.fixture
def in_parts(shop):
    """Order 1, a dress and a bag for 100.000 each, in full on 5 November; the guarantee runs 30 days from then."""

    def on(day, line, month=11, **more):
        return shop(line, now=f"2026-{month}-{day:02}T10:00:00+07:00", **more)

    on(1, "contact add Rina --phone 081234567890")
    on(1, "order add rina 'Gamis @100rb' 'Tas @100rb' --dp 100rb --via bca")
    on(5, "pay add 1 100rb --via bca")
    on(6, "order status 1 arrived")
    on(6, "claim policy add tiga --basis paid --days 30 --grants exchange,refund --shipping shop")
    return on


def refunded(run, *words, day=10):
    """The dress comes back on a day, and its money goes back to her."""
    run(day, "claim open 1 --wants refund --reason quality --line 1 --no-complaint")
    run(day, "claim decide 1 --yes")
    run(day, "claim back 1")
    assert run(day, " ".join(["claim refund 1", *words])).status == 0


@pytest.mark.parametrize("words", ["--via bca", "--via credit", "60rb --via bca"])
def test_a_refund_does_not_move_the_day_on_which_an_order_was_paid(in_parts, words):
    refunded(in_parts, words)
    assert "“tiga”, paid in full 5 Nov, until 5 Dec." in in_parts(10, "claim show 1").out
    checked = "claim check 1 --line 2 --reason quality --wants refund --json"
    found = [in_parts(day, checked, month=12).json["verdict"] for day in (5, 6)]
    assert [(one["state"], one["last_on"]) for one in found] == [("holds", "2026-12-05"), ("over", "2026-12-05")]
    in_parts(5, "claim open 1 --wants refund --reason quality --line 2 --no-complaint", month=12)
    assert in_parts(5, "claim decide 2 --yes", month=12).status == 0
    assert in_parts(5, "claim refund 2 --via bca", month=12).status == 0
    assert "paid in full 5 Nov, until today." in in_parts(5, "claim show 2", month=12).out


def test_a_refund_that_was_noted_wrongly_and_anew_moves_no_day_either(in_parts):
    refunded(in_parts, "--via dana")
    payment = max(row["id"] for row in in_parts(11, "pay list --json").json["rows"])
    in_parts(11, f"pay void {payment} --because 'lewat bca'")
    in_parts(11, "pay refund 1 100rb --via bca")
    assert "paid in full 5 Nov" in in_parts(11, "claim check 1 --line 2 --reason quality --wants refund").out


def test_money_that_goes_back_for_no_claim_leaves_the_order_unpaid_until_it_is_there_again(in_parts):
    in_parts(7, "pay refund 1 50rb --via bca")
    checked = "claim check 1 --line 2 --reason quality --wants refund"
    assert "not paid in full" in in_parts(7, checked).out
    in_parts(8, "pay add 1 50rb --via bca")
    assert "paid in full today" in in_parts(8, checked).out
    refunded(in_parts, "--via bca")
    assert "paid in full 8 Nov" in in_parts(10, checked).out


def test_what_she_had_not_paid_and_was_let_off_was_paid_on_that_day(shop):
    def on(day, line):
        return shop(line, now=AT.format(day=day))

    on(1, "contact add Rina")
    on(1, "order add rina 'Gamis @100rb' 'Tas @100rb' --dp 100rb --via bca")
    on(6, "order status 1 arrived")
    on(6, "claim policy add tiga --basis paid --days 3 --grants refund --shipping shop")
    refunded(on)
    checked = "claim check 1 --line 2 --reason quality --wants refund"
    assert "“tiga”, paid in full today, until 13 Nov." in on(10, checked).out
    assert on(13, f"{checked} --json").json["verdict"]["state"] == "holds"
    assert on(14, f"{checked} --json").json["verdict"]["state"] == "over"


# sizes


def test_before_the_third_exchange_for_the_size_what_should_fit_is_said(granted):
    assert "exchanged for the size" not in granted(22, "order add rina GM-M").out
    granted(22, "undo --yes")
    granted(22, "claim exchange 1 GM-L")
    granted(22, "order add rina GM-M --dp 150rb")
    granted(23, "order status 4 arrived")
    granted(23, "claim open 4 --wants exchange --reason size --evidence tag")
    granted(23, "claim decide 2 --yes")
    granted(23, "claim exchange 2 GM-L 'Bros @0'")
    said = granted(23, "order add rina GM-M").out
    assert "Rina Wati has exchanged for the size 2 times, the last one Gamis M of order 4.\n" in said
    assert "What should fit: Gamis L.\n" in said
    assert "exchanged for the size" not in granted(23, "order add rina TAS").out
    granted(23, "contact size set rina gamis XL")
    assert "What should fit: Gamis XL.\n" in granted(23, "order add rina GM-M").out


def test_a_size_that_is_not_hers_is_said(market):
    market(22, "contact size set rina gamis L")
    assert "Rina Wati wears gamis L, and this is M.\n" in market(22, "order add rina GM-M").out
    assert "wears gamis" not in market(22, "order add rina GM-L").out
    assert "wears gamis" not in market(22, "order add rina TAS").out
    assert "wears gamis" not in market(22, "order add sari GM-M").out


def test_what_was_granted_and_never_exchanged_is_no_exchange_for_the_size(granted):
    granted(22, "claim end 1 --because 'jadi disimpan'")
    granted(22, "order add rina GM-M --dp 150rb")
    granted(22, "order status 2 arrived")
    granted(22, "claim open 2 --wants exchange --reason size --evidence tag")
    granted(22, "claim decide 2 --yes")
    assert "exchanged for the size" not in granted(22, "order add rina GM-M").out


def test_what_is_not_known_to_fit_is_better_asked(granted):
    granted(22, "order add rina GM-M --dp 150rb")
    granted(22, "order status 2 arrived")
    granted(22, "claim open 2 --wants exchange --reason size --evidence tag")
    granted(22, "claim decide 2 --yes")
    assert "Better ask first which size fits" in granted(22, "order add rina GM-M").out


# elsewhere


def test_the_morning_names_what_waits_and_until_when(market):
    market(21, "claim open 1 --line 1 --wants exchange --reason size --evidence tag")

    def waits(day):
        rows = market(day, "today --all --json").json["rows"]
        return [(row["text"], row["next"]) for row in rows if row["room"] == "claim"]

    assert waits(22) == [("Claim 1, exchange: Gamis M, answer by tomorrow 10:00", "olcrm claim show 1")]
    assert waits(24) == [("Claim 1, exchange: Gamis M, answer overdue since yesterday 10:00", "olcrm claim show 1")]
    market(24, "claim decide 1 --yes")
    assert waits(24) == [("Claim 1 is granted and not told yet: Gamis M", "olcrm claim say 1")]
    market(24, "claim say --sent 1-yes")
    assert waits(30) == []
    assert waits(25) == []
    assert "claim end 1" not in market(25, "claim show 1").out
    market(24, "config set claim.back 3")
    assert waits(27) == [("Claim 1: Gamis M has not come back yet, ask where it is", "olcrm claim show 1")]
    assert "If it is not to come back: `olcrm claim end 1 --because …`." in market(27, "claim show 1").out
    market(27, "claim back 1")
    assert waits(27) == [("Claim 1: send something instead of Gamis M", "olcrm claim show 1")]
    market(27, "claim exchange 1")
    assert waits(28) == []
    market(28, "claim open 1 --line 2 --wants refund --reason late")
    market(28, "claim decide 2 --no --because ya")
    assert waits(28) == [("Claim 2 is refused and not told yet: Bros", "olcrm claim say 2")]


def test_what_never_came_back_is_no_reason_to_wait(market):
    market(10, "claim policy add hilang --basis paid --days 60 --grants refund --for hilang")
    market(21, "claim open 1 --line 1 --wants refund --reason lost")
    market(21, "claim decide 1 --yes")
    market(21, "claim say --sent 1-yes")
    rows = market(21, "today --all --json").json["rows"]
    assert [row["text"] for row in rows if row["room"] == "claim"] == ["Claim 1: give the money for Gamis M back"]


def test_she_is_told_of_her_claims_and_not_of_the_owners_reason(market):
    market(10, "contact edit rina --lang en")
    market(21, "claim open 1 --line 1 --wants exchange --reason size --text kekecilan")
    market(21, "claim decide 1 --no --because rewel")
    told = market(21, "contact export rina --json").out + market(21, "contact export rina").out
    assert "kekecilan" in told
    assert "exchange, Gamis M (order 1, size, kekecilan); refused" in told
    assert "rewel" not in told


def test_a_shop_that_speaks_indonesian_reads_indonesian_words(market):
    market(21, "config set language id")
    assert market(21, "claim check 1 --reason berubah-pikiran --wants tukar").status == 0


@pytest.mark.parametrize("word", ["cancel 2 --because batal", "release 2"])
def test_what_was_to_go_out_instead_and_was_called_off_is_not_lost_to_her(granted, word):
    granted(22, "claim exchange 1 TAS")
    granted(22, "claim back 1")
    assert claim(granted)["ended_on"] == "2026-11-22"
    said = granted(23, f"order {word}").out
    assert "It was to go out for claim 1: settle that anew with `olcrm claim exchange 1` or refund." in said
    again = granted(23, "claim exchange 1 GM-L")
    assert again.status == 0, again.err
    assert order(granted, 3, 23)["total"] == 0
    assert claim(granted, day=23) | {"out_order": 3, "refunded": None, "state": "done"} == claim(granted, day=23)


def test_of_an_exchange_that_was_called_off_no_rupiah_is_given_back_twice(granted):
    granted(22, "claim exchange 1 'Jilbab @50rb' --refund --via bca")
    assert granted(22, "order cancel 2 --because batal").status == 0
    assert "Rp50.000 given back" in granted(22, "claim refund 1 --via bca").out
    assert claim(granted)["refunded"] == 150_000
    assert order(granted, 1)["total"] == order(granted, 1)["paid"] == 20_000
    assert granted(22, "claim refund 1 --via bca").status == 4
    assert granted(22, "undo --yes").status == 0
    assert claim(granted)["refunded"] == 100_000
    assert (claim(granted)["out_order"], claim(granted)["called_off"]) == (None, 2)
    assert "To send something instead: `olcrm claim exchange 1 ITEM`." in granted(22, "claim show 1").out


def test_of_somebody_in_a_pause_the_answer_says_so(granted):
    assert "left alone" not in granted(22, "claim say 1").out
    granted(22, "contact pause rina --until 1/12 --because sakit")
    assert "She is left alone until 1 Dec (sakit): write only if she waits for it." in granted(22, "claim say 1").out


def test_no_claim_to_be_done_is_said_as_such(market):
    assert market(21, "claim list").out == "Nothing is to be done about any claim.\n"
    assert market(21, "claim list --ended").out == "There is no such claim.\n"


def test_calling_off_an_exchange_is_not_taken_back_while_the_claim_is_settled_otherwise(granted):
    def last():
        return granted(22, "log --json").json["rows"][0]["id"]

    granted(22, "claim exchange 1 'Bros @150rb'")
    granted(22, "order cancel 2 --because batal")
    called_off = last()
    granted(22, "contact add Tuti")
    assert granted(22, f"undo {called_off} --dry-run").status == 0
    granted(22, "claim refund 1 --via bca")
    given_back = last()
    refused = granted(22, f"undo {called_off} --yes")
    assert (refused.status, f"while later ones build on it: {given_back}." in refused.err) == (4, True)
    granted(22, f"undo {given_back} --yes")
    assert granted(22, f"undo {called_off} --yes").status == 0
    assert claim(granted)["out_order"] == 2


def test_until_an_exchange_that_was_called_off_is_settled_anew_everything_says_so(granted):
    def waits():
        rows = granted(23, "today --all --json").json["rows"]
        return [(row["text"], row["next"]) for row in rows if row["room"] == "claim"]

    granted(22, "claim exchange 1 TAS")
    granted(22, "claim back 1")
    assert waits() == []
    granted(23, "order cancel 2 --because batal")
    assert waits() == [("Claim 1: order 2 is called off, so Gamis M is to be settled anew", "olcrm claim show 1")]
    told = granted(23, "claim show 1").out
    assert "Order 2 was to go out for it and is called off: it is to be settled anew." in told
    assert "`olcrm claim exchange 1 ITEM`" in told
    assert [row["state"] for row in granted(23, "claim list --json").json["rows"]] == ["to-send"]
    assert granted(23, "claim list --ended --json").json["rows"] == []
    assert "What is asked for: `olcrm claim show 1`." in granted(23, "complaint show 1").out
    assert "claim" in [one["kind"] for one in granted(23, "contact show 1 --json").json["open"]]
    granted(23, "complaint close 1 --outcome beres --cause ukuran")
    granted(23, "contact consent 1 --give offers")
    assert granted(23, "offer list --json").json["rows"] == []
    assert granted(23, "claim end 1 --because 'tidak jadi'").status == 0
    assert waits() == []
    assert claim(granted, day=23)["state"] == "ended"
    assert granted(23, "claim list --json").json["rows"] == []
    assert len(granted(23, "offer list --json").json["rows"]) == 1


def test_goods_that_come_back_after_the_exchange_was_called_off_are_still_hers_to_be_exchanged(granted):
    granted(22, "claim exchange 1 TAS")
    granted(22, "claim end 1 --because 'boleh disimpan'")
    granted(23, "order cancel 2 --because batal")
    assert claim(granted, day=23)["state"] == "to-come-back"
    granted(23, "claim back 1")
    assert claim(granted, day=23)["state"] == "to-send"


# looked up while one is open


def test_a_check_names_the_claim_that_is_open_and_how_it_goes_on(market):
    market(21, "claim open 1 --line 1 --wants exchange --reason size")
    told = market(21, "claim check 1 --line 1").out
    assert (
        "Claim 1 is open: exchange of Gamis M, to decide.\nOnce she has shown it: `olcrm claim evidence 1 tag`." in told
    )
    assert "claim open" not in told
    assert "olcrm claim open 1 --wants exchange --reason size --line 2`" in market(21, "claim check 1").out
    market(21, "claim end 1 --because batal")
    assert "Claim 1 is open" not in market(21, "claim check 1 --line 1").out


def test_a_check_offers_no_claim_that_would_be_refused(granted):
    granted(22, "claim exchange 1")
    granted(22, "claim back 1")
    told = granted(22, "claim check 1 --line 1").out
    assert "All of it has been claimed: `olcrm claim list --contact 1`." in told
    granted(22, "order add sari TAS")
    assert "claim open" not in granted(22, "claim check 3").out


def test_what_was_typed_to_look_it_up_is_in_the_claim_that_is_offered(market):
    told = market(22, "claim check 1 --line 2 --reason rusak --evidence video --on kemarin").out
    options = "--wants exchange --reason damaged --line 2 --evidence unboxing-video --on 2026-11-21"
    assert f"If she claims: `olcrm claim open 1 {options}`." in told
    assert market(22, f"claim open 1 {options}").status == 0


def test_a_claim_that_was_taken_back_is_not_counted_as_undecided(market):
    market(21, "claim open 1 --line 1 --wants exchange --reason size")
    market(21, "claim end 1 --because batal")
    assert "1 claim before (1 withdrawn); orders so far: 1." in market(21, "claim check 1").out


# with its complaint


def test_a_claim_and_its_complaint_are_one_line_in_the_morning(market):
    def rooms(day):
        rows = market(day, "today --all --json").json["rows"]
        return [(row["room"], row["next"]) for row in rows if row["room"] in ("claim", "complaint")]

    market(21, "complaint add 1 size kekecilan --product GM-M --next 25/11")
    assert rooms(21) == [("complaint", "olcrm complaint say 1")]
    market(21, "claim open 1 --line 1 --wants exchange --reason size --evidence tag --complaint 1")
    assert rooms(21) == [("claim", "olcrm claim show 1")]
    assert [row["id"] for row in market(21, "complaint list --json").json["rows"]] == [1]
    market(21, "claim decide 1 --yes")
    market(21, "claim say --sent 1-yes")
    assert rooms(22) == []
    assert rooms(25) == [("complaint", "olcrm complaint say 1")]
    market(25, "complaint update 1 'ditunggu barangnya'")
    market(25, "claim end 1 --because 'boleh disimpan'")
    assert rooms(25) == [("complaint", "olcrm complaint show 1")]


def test_who_was_told_of_her_claim_is_not_told_sorry_once_more(market):
    market(21, "claim open 1 --line 1 --wants exchange --reason size")
    assert [row["id"] for row in market(21, "complaint say --json").json["rows"]] == ["1-sorry"]
    market(21, "claim say --sent 1-evidence")
    assert market(21, "complaint say --json").json["rows"] == []


# what leads on


def test_while_she_is_to_show_something_it_is_her_turn(market):
    def waits(day):
        rows = market(day, "today --all --json").json["rows"]
        return [row["text"] for row in rows if row["room"] == "claim"]

    market(21, "claim open 1 --line 1 --wants exchange --reason size")
    assert waits(24) == ["Claim 1, exchange: Gamis M, answer overdue since yesterday 10:00"]
    market(22, "claim say --sent 1-evidence")
    assert "She has been asked for it." in market(22, "claim show 1").out
    assert waits(24) == []
    assert waits(28) == ["Claim 1: what she was asked to show of Gamis M has not come, ask again or decide"]
    market(24, "claim evidence 1 tag")
    assert waits(24) == ["Claim 1, exchange: Gamis M, answer overdue since yesterday 10:00"]


def test_whoever_grants_after_all_what_was_refused_is_told_how(market):
    market(21, "claim open 1 --line 1 --wants exchange --reason size")
    market(21, "claim decide 1 --no --because dipakai")
    market(21, "note add rina 'ramah'")
    early = market(21, "claim exchange 1").err
    assert "`olcrm log '#1'` has the decision, `olcrm undo NO.` takes it back." in early
    decision = next(row["id"] for row in market(21, "log '#1' --json").json["rows"] if "refused" in row["said"])
    assert market(21, f"undo {decision} --dry-run").status == 0
    market(21, "claim say --sent 1-no")
    assert "note it anew: `olcrm claim check 1` says how." in market(21, "claim exchange 1").err
    told = market(21, "claim check 1 --line 1 --reason size").out
    assert "`olcrm claim open 1 --wants exchange --reason size --line 1`" in told
    assert market(21, "claim open 1 --wants exchange --reason size --line 1").status == 0


def test_whoever_sends_something_to_be_repaired_is_asked_to_send_it(market):
    market(21, "claim open 1 --line 1 --wants repair --reason quality")
    said = market(21, "claim decide 1 --goodwill --because langganan").out
    assert "Barangnya boleh dikirim kembali dulu: Gamis M. Kalau sudah dikirim, kabari saja nomor resinya.\n" in said


def test_where_an_arrival_decides_that_nobody_noted_it_is_said_how_to_note_it(market):
    market(21, "order add rina GM-M")
    market(21, "order status 2 shipped")
    arrival = "`olcrm order status 2 arrived --on DATE`"
    first, second, third = market(22, "claim check 2 --reason size").out.splitlines()[-5:-2]
    assert (first, third) == ("It is not noted that it arrived.", "It is not paid in full.")
    assert arrival in second
    assert arrival in market(22, "claim open 2 --wants exchange --reason size").out
    assert arrival in market(22, "claim show 1").out
    market(22, "order status 2 arrived --on 21/11")
    assert arrival not in market(22, "claim show 1").out
    assert arrival not in market(22, "claim check 2").out


@pytest.mark.parametrize("instead", ["refund 1 --via bca", "repaired 1", "end 1 --because 'tidak jadi'"])
def test_an_exchange_that_was_called_off_is_over_once_it_is_settled_otherwise(granted, instead):
    granted(22, "claim exchange 1 TAS")
    granted(22, "claim back 1")
    granted(23, "order release 2")
    assert granted(23, f"claim {instead}").status == 0
    assert claim(granted, day=23)["ended_on"] == "2026-11-23"
    assert (claim(granted, day=23)["out_order"], claim(granted, day=23)["called_off"]) == (None, None)
    assert "claim" not in {row["room"] for row in granted(23, "today --all --json").json["rows"]}
    assert granted(23, "claim list --json").json["rows"] == []
    assert [row["id"] for row in granted(23, "claim list --ended --json").json["rows"]] == [1]
    assert "Close it" in granted(23, "complaint show 1").out


def test_what_went_out_instead_and_was_called_off_is_no_keep_she_let_go(granted):
    granted(21, "claim back 1")
    granted(22, "claim exchange 1 TAS")
    granted(23, "order release 2")
    granted(23, "claim refund 1 --via bca")
    assert "released keep" not in granted(23, "contact show rina").out
