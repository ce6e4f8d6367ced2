"""What the owner sees of kind words and ratings."""

import pytest


@pytest.fixture
def asked(at, sold):
    """Two parcels arrived five days ago."""
    at("10-01", "contact add 'Rina Wati' --phone 081234567890", "contact add Siti")
    sold("rina", "2x Gamis M @150rb")
    sold("siti", "Bros @20rb")


def test_the_list_says_who_what_and_why(asked, at):
    told = at("11-23", "follow arrived --plain").out.splitlines()
    assert told == [
        "id\tcustomer\tstanding\titems\treason",
        "1-arrived\tRina Wati\tnew\t2x Gamis M\tarrived 18 Nov",
        "2-arrived\tSiti\tnew\tBros\tarrived 18 Nov",
    ]


def test_the_list_says_how_her_answer_is_noted(asked, at):
    assert "`olcrm follow rate 1 5 TEXT`" in at("11-23", "follow arrived", terminal=True).out


def test_the_messages_come_whole_with_their_links(asked, at):
    told = at("11-23", "follow arrived --text").out
    assert "── 1-arrived · Rina Wati · new · Order 1 · 2x Gamis M · arrived 18 Nov" in told
    assert "Paketnya sudah sampai ya: 2x Gamis M." in told
    assert "https://wa.me/6281234567890?text=" in told


def test_a_walk_logs_what_was_sent(asked, at, look):
    at("11-23", "follow arrived --send", keys="c\ny\ns\n", terminal=True)
    said = look("SELECT contact_id, purpose, occasion, due_id FROM message")
    assert said == [(1, "follow", "arrived-1", 1)]


def test_in_quiet_hours_the_list_says_so_and_the_walk_asks(asked, run, look):
    late = "2026-11-23T21:30:00+07:00"
    assert "wait until 08:00" in run("follow arrived", now=late).out
    told = run("follow arrived --send", keys="n\n", terminal=True, now=late)
    assert "It is 21:30; write to people all the same?" in told.out + told.err
    assert look("SELECT count(*) FROM message") == [(0,)]


def test_a_json_draft_has_what_is_to_be_sent(asked, at):
    row = at("11-23", "follow arrived --json").json["rows"][0]
    assert row["contact"] == {"id": 1, "name": "Rina Wati", "standing": "new"}
    assert (row["order"], row["due"], row["purpose"], row["occasion"]) == (1, 1, "follow", "arrived-1")
    assert row["link"].startswith("https://wa.me/")


@pytest.mark.parametrize(
    ("line", "status", "because"),
    [
        ("follow arrived --sent 9-arrived", 3, "There is no order 9."),
        ("follow arrived --sent 1-thanks", 2, "“1-thanks” is not the id of a draft on this list."),
        ("follow resting --sent 9-resting", 3, "There is no customer 9."),
        ("follow arrived --days 999", 2, "“999” is no number of days from 0 to 100."),
        ("follow arrived --text --send", 2, "do not go together"),
        ("follow prospects --sent 9-ask", 3, "There is no question 9."),
        ("config set follow.low 5", 2, "“5” is not one of 0, 1, 2, 3, 4."),
        ("config set follow.thanks never", 2, "“never” is not one of first, every."),
    ],
)
def test_what_cannot_be_is_refused_with_what_can(asked, at, line, status, because):
    result = at("11-23", line)
    assert (result.status, because in result.err) == (status, True), result.err


def test_somebody_to_be_left_alone_is_named_in_the_refusal(asked, at):
    at("11-20", "contact pause rina --until 30/11 --because duka")
    assert "Rina Wati is not to be written to just now." in at("11-23", "follow arrived --sent 1-arrived").err


def test_thanks_for_a_first_order_name_the_way_orders_go(at, ledger):
    at("11-20", "contact add Rina", "order add rina 'Bros @20rb'", "pay add 1 20rb --via bca")
    assert "`olcrm reply cara-order 1`" in at("11-21", "follow thanks", terminal=True, width=200).out


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("arrived", "Nobody needs to be asked just now"),
        ("care", "No care tip is due just now."),
        ("resting", "Nobody rests who was not written to."),
        ("prospects", "There is no prospect to come back to just now."),
        ("thanks", "Nobody is owed thanks just now."),
        ("sorry", "Nobody is owed a sorry just now."),
        ("checkin", "Nobody comes out of a time of being left alone just now."),
        ("ratings", "There is no such rating"),
        ("ratings --per-product", "No product was rated yet."),
    ],
)
def test_an_empty_list_is_a_sentence(shop, name, said):
    for more in ("", "--all-sent") if name.isalpha() and name != "ratings" else ("",):
        assert said in shop(f"follow {name} {more}").out


def test_who_is_held_back_is_named_with_the_reason_where_a_list_is_empty(at, ledger):
    for who in ("Rina", "Siti", "Ani"):
        at("11-20", f"contact add {who}")
    for number, who in enumerate(("rina", "siti", "ani"), 1):
        at("11-20", f"order add {who} 'Bros @20rb'", f"pay add {number} 20rb --via bca")
    at("11-20", "order status 3 arrived")
    at("11-21", "contact pause rina --until 1/12 --because duka", "complaint add 2 quality 'patah'")
    said = at("11-21", "follow thanks --sent 3-thanks", "follow thanks").out
    assert "Rina (left alone until 1 Dec)" in said
    assert "Siti" not in said, "a complaint about that very order"
    at("11-21", "order add siti 'Tas @90rb'", "pay add 4 90rb", "config set follow.thanks every")
    said = at("11-21", "follow thanks").out
    assert "Nobody is owed thanks just now." not in said
    assert "held back: Rina (left alone until 1 Dec), Siti (a complaint or claim is open)." in said
    assert "Ani (had a kind word today)" in at("11-21", "follow arrived --days 1").out
    assert at("11-21", "follow thanks --json").json["rows"] == []


def test_a_prospect_who_is_left_alone_is_held_back_as_well(at, ledger):
    at("11-20", "contact add Lia", "ask add lia 'ready?' --objection price", "ask answer 1 --next 23/11")
    at("11-20", "contact pause lia --until 30/11 --because ujian")
    assert "held back: Lia (left alone until 30 Nov)." in at("11-24", "follow prospects").out
    at("11-24", "contact edit lia --no-greet")
    assert "There is no prospect to come back to just now." in at("11-24", "follow prospects").out


def test_many_who_are_held_back_are_counted_and_a_sorry_waits_for_no_complaint(at, ledger):
    for number, who in enumerate(("Ani", "Budi", "Cici", "Dedi", "Eka"), 1):
        at("11-20", f"contact add {who}", f"order add {who} 'Bros @20rb'", f"order cancel {number} --because habis")
        at("11-20", f"complaint add {who} other 'kesal'")
    assert len(at("11-21", "follow sorry --json").json["rows"]) == 5
    for number in range(1, 6):
        at("11-21", f"contact pause {number} --until 1/12 --because duka")
    until = "left alone until 1 Dec"
    assert f"Ani ({until}), Budi ({until}), Cici ({until}), 2 more." in at("11-21", "follow sorry").out
    for number in range(1, 6):
        at("11-21", f"contact pause {number} --end", f"contact edit {number} --no-greet")
    assert at("11-21", "follow sorry").out == "Nobody is owed a sorry just now.\n"


def test_a_rating_is_kept_with_what_she_said(asked, at):
    told = at("11-23", "follow rate 1 5 'adem, suka'")
    assert told.out == "Order 1 is rated 5 of 5.\n"
    (row,) = at("11-23", "follow ratings --json").json["rows"]
    assert row == {
        "id": 1,
        "contact": {"id": 1, "name": "Rina Wati", "standing": "new"},
        "order": 1,
        "stars": 5,
        "text": "adem, suka",
        "rated_on": "2026-11-23",
        "items": "2x Gamis M",
    }


def test_a_low_rating_opens_a_complaint_in_the_same_change(asked, at, look):
    told = at("11-23", "follow rate 1 2 'jahitan lepas' --json").json
    assert told["complaint"] == 1
    assert look("SELECT contact_id, order_id, kind, text FROM complaint") == [(1, 1, "quality", "jahitan lepas")]
    at("11-23", "undo --yes")
    assert look("SELECT count(*) FROM complaint") == look("SELECT count(*) FROM rating") == [(0,)]


def test_the_complaint_has_the_kind_that_was_said_and_words_even_without_any(asked, at, look):
    told = at("11-23", "follow rate 1 1 --kind damaged")
    assert "That is a complaint now: `olcrm complaint show 1`." in told.out
    assert look("SELECT kind, text FROM complaint") == [("damaged", "Rated 1 of 5.")]


def test_a_complaint_that_is_open_is_not_opened_twice(asked, at, look):
    at("11-22", "complaint add '#1' size kebesaran")
    told = at("11-23", "follow rate 1 2 kebesaran")
    assert "A complaint about it is open: `olcrm complaint show 1`." in told.out
    assert look("SELECT count(*) FROM complaint") == [(1,)]


def test_how_low_is_low_is_a_setting(asked, at, look):
    at("11-23", "config set follow.low 3", "follow rate 1 3", "config set follow.low 0", "follow rate 2 1")
    assert look("SELECT order_id FROM complaint") == [(1,)]


@pytest.mark.parametrize(
    ("line", "status", "because"),
    [
        ("follow rate 3 5", 4, "Order 3 has not arrived yet."),
        ("follow rate 4 5", 4, "Order 4 was called off, so there is nothing to rate."),
        ("follow rate 9 5", 3, "There is no order 9."),
        ("follow rate 1 6", 2, "“6” is no rating."),
        ("follow rate 1 5 --on 17/11", 4, "Order 1 arrived on 18 Nov 2026, after that."),
        ("follow rate 1 5 --on 24/11/2026", 4, "is still to come."),
        ("follow rate 1 5 --kind damaged", 4, "5 of 5 opens no complaint, so --kind says nothing here."),
        ("follow rate 1 1 --kind apa", 2, "apa"),
        ("follow rate 2 5", 4, "Order 2 is rated already: 4 of 5."),
        ("follow rate 2 4 --replace", 4, "That is the rating that is there already."),
        ("follow rate 1 5 ''", 2, "What she said is empty."),
    ],
)
def test_a_rating_that_cannot_be_is_refused(asked, at, look, line, status, because):
    at("11-22", "order add rina 'Bros @20rb'", "order add rina 'Bros @20rb'", "order cancel 4 --because batal")
    at("11-22", "follow rate 2 4")
    result = at("11-23", line)
    assert (result.status, because in result.err) == (status, True), result.err
    assert look("SELECT stars FROM rating") == [(4,)]
    assert look("SELECT count(*) FROM complaint") == [(0,)]


def test_a_rating_is_replaced_when_that_is_said(asked, at, look):
    at("11-22", "follow rate 2 4", "follow rate 2 5 'makin suka' --replace")
    assert look("SELECT stars, text FROM rating") == [(5, "makin suka")]


def test_ratings_are_narrowed_and_averaged(asked, at, sold):
    at("11-20", "product add GM 'Gamis Zahra' --price 150rb")
    for item, stars, day in (("GM", 5, "11-19"), ("GM", 2, "11-21"), ("Bros @20rb", 4, "11-22")):
        number = sold(
            "rina", item, ordered="11-12" if item != "GM" else "11-20", arrived="11-18" if item != "GM" else "11-20"
        )
        at("11-22" if item == "GM" else day, f"follow rate {number} {stars}")
    everything = at("11-23", "follow ratings --json").json
    assert (everything["count"], everything["average"]) == (3, 3.7)
    assert [row["stars"] for row in at("11-23", "follow ratings --product GM --json").json["rows"]] == [2, 5]
    assert [row["stars"] for row in at("11-23", "follow ratings --low --json").json["rows"]] == [2]
    assert at("11-23", "follow ratings --since 23/11 --json").json["rows"] == []
    per = at("11-23", "follow ratings --per-product --json").json["rows"]
    assert per == [
        {"sku": "GM", "product": "Gamis Zahra", "count": 2, "average": 3.5, "low": 1},
        {"sku": None, "product": "Bros", "count": 1, "average": 4.0, "low": 0},
    ]
    assert "3 ratings, 3.7 on average." in at("11-23", "follow ratings", terminal=True, width=120).out


def test_a_rating_counts_once_for_a_product_on_however_many_lines_it_stands(asked, at):
    at("11-20", "product add GM 'Gamis Zahra' --price 150rb")
    for number, items, stars in ((3, "GM GM 2xGM", 2), (4, "GM", 5)):
        at("11-20", f"order add rina {items}", f"order status {number} arrived")
        assert at("11-22", f"follow rate {number} {stars}").status == 0
    (row,) = at("11-23", "follow ratings --per-product --json").json["rows"]
    assert (row["count"], row["average"], row["low"]) == (2, 3.5, 1)


def test_many_who_wait_for_one_kind_of_word_are_counted_in_words_that_are_so(at, ledger):
    for number, who in enumerate(("Ani", "Budi", "Cici"), 1):
        at("11-18", f"contact add {who}")
        at("11-18", f"order add {number} 'Bros @20rb' --promise 2026-11-18", f"pay add {number} 20rb --via bca")
        at("11-17", f"contact add 'Prospek {number}' --source ig")
        at("11-22", f"order status {number} arrived")
    rows = at("11-23", "today --json --all").json["rows"]
    assert {row["kind"]: row["text"] for row in rows if row["room"] == "follow"} == {
        "sorry": "3 apologies are owed",
        "thanks": "3 thank-yous are owed",
        "prospect": "3 prospects are waiting",
    }


def test_today_names_a_few_and_counts_many(asked, at, sold):
    def waiting():
        rows = at("11-23", "today --json").json["rows"]
        return [(row["kind"], row["text"], row["next"]) for row in rows if row["room"] == "follow"]

    next_one = "olcrm follow arrived --send"
    assert waiting() == [
        ("arrived", f"Order {number} arrived 18 Nov: ask how she likes it", next_one) for number in (1, 2)
    ]
    at("10-01", "contact add Dewi")
    sold("dewi", "Tas @50rb")
    assert waiting() == [("arrived", "3 parcels arrived: ask how it is", next_one)]
    at("11-23", "config set follow.today off")
    assert waiting() == []


def test_today_does_not_open_the_room_where_nothing_gives_reason(shop, ledger):
    import os
    import subprocess
    import sys

    shop("contact add Rina")
    shop("order add rina 'Bros @20rb'")
    code = (
        "import sys; from olcrm import app; app.main(['today']);"
        " sys.exit(any(name.startswith('olcrm.follow.') for name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], env=os.environ, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
