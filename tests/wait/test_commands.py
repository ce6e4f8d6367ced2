import pytest

NOON = "2026-11-2{day}T12:00:00+07:00"


@pytest.fixture
def market(shop):
    """A shop whose only dress is kept for Rina, while Sari and Tuti wait for it."""
    for name, number in (("Rina", "081234567890"), ("Sari", "081298765432"), ("Tuti", "081211112222")):
        shop(f"contact add {name} --phone {number}")
    shop("product add GM-M Gamis --variant M --price 150rb --stock 1")
    shop("order add rina GM-M")
    shop("wait add sari gm-m --note 'boleh navy'")
    shop("wait add tuti 'Gamis M'")
    return shop


def test_whoever_asked_first_is_listed_first_with_her_standing(market):
    market("wait add tuti 'Tas Rotan' --qty 2")
    rows = market("wait list --json").json["rows"]
    assert [(row["contact"]["name"], row["what"], row["qty"]) for row in rows] == [
        ("Sari", "Gamis M", 1),
        ("Tuti", "Gamis M", 1),
        ("Tuti", "Tas Rotan", 2),
    ]
    assert (rows[0]["sku"], rows[0]["free"], rows[2]["sku"], rows[2]["free"]) == ("GM-M", 0, None, None)
    assert [row["id"] for row in market("wait list --product gm-m --json").json["rows"]] == [1, 2]
    assert [row["id"] for row in market("wait list --product 'tas rotan' --json").json["rows"]] == [3]
    assert [row["id"] for row in market("wait list --contact tuti --product GM-M --json").json["rows"]] == [2]
    assert "prospect" in market("wait list").out
    assert "There are more" in market("wait list --limit 1").err


def test_nobody_waits_twice_for_the_same(market):
    assert "Sari waits for Gamis M already, since today" in market("wait add sari GM-M").err
    market("wait add sari 'Tas'")
    assert market("wait add sari TAS").status == 4
    assert "is no number of pieces" in market("wait add sari Sprei --qty 0").err


@pytest.mark.parametrize("line", ["order release 1", "order cancel 1 --because batal", "product stock GM-M +1"])
def test_whatever_comes_free_names_who_waits_first(market, line):
    said = market(line).out
    assert "Sari · prospect waits for Gamis M (today): `olcrm wait offer 1`." in said
    (row,) = [row for row in market("today --json").json["rows"] if row["room"] == "wait"]
    assert (row["contact"]["name"], row["next"]) == ("Sari", "olcrm wait offer 1")
    assert row["text"] == "Gamis M: 1 free, and waited for"


def test_a_line_taken_out_of_an_order_names_who_waits(market):
    assert "olcrm wait offer 1" in market("order edit 1 --item 'Bros @5rb'").out


def test_goods_without_a_catalogue_are_waited_for_by_their_name(shop):
    shop("contact add Rina --phone 081234567890")
    shop("contact add Sari --phone 081298765432")
    shop("order add rina 'Tas Rotan @90rb'")
    shop("wait add sari 'tas rotan'")
    assert "olcrm wait offer 1" in shop("order release 1").out
    assert "Tas Rotan @90rb" not in shop("wait offer 1").err
    assert "Sari waited for tas rotan, and has it now." in shop("order add sari 'Tas Rotan @90rb'").out
    assert shop("wait list --json").json["rows"] == []


def test_nothing_is_offered_that_is_not_there(market):
    refused = market("wait offer 1")
    assert refused.status == 4
    assert "Gamis M: 1 wanted, 0 free." in refused.err
    assert "1 by Rina (order 1) until 24 Nov 12:00" in refused.err


def test_an_offer_keeps_the_piece_until_it_runs_out(market):
    market("order release 1")
    offered = market("wait offer 1 --keep 24h --json").json
    assert offered["wait"]["offered_until"] == "2026-11-23T12:00:00+07:00"
    assert "Gamis M" in offered["text"]
    assert "Rp150.000" in offered["text"]
    assert "23 November" in offered["text"]
    assert offered["link"].startswith("https://wa.me/6281298765432")
    assert market("product show GM-M --json").json["product"]["kept"] == 1
    refused = market("order add tuti GM-M")
    assert "1 by Sari (offer 1) until tomorrow 12:00" in refused.err
    assert [row for row in market("today --json").json["rows"] if row["room"] == "wait"] == []
    later = NOON.format(day=4)
    (row,) = [row for row in market("today --json", now=later).json["rows"] if row["room"] == "wait"]
    assert row["contact"]["name"] == "Tuti"  # Sari has had her turn
    assert market("order add tuti GM-M").status == 0


def test_whoever_takes_the_offer_waits_no_more(market):
    market("order release 1")
    market("wait offer 1")
    taken = market("order add sari GM-M")
    assert "Sari waited for Gamis M, and has it now." in taken.out
    assert [row["contact"]["name"] for row in market("wait list --json").json["rows"]] == ["Tuti"]
    assert "Sari has bought it, in order 2" in market("wait offer 1").err
    assert market("wait remove 1").status == 4
    market("undo --yes")
    assert len(market("wait list --json").json["rows"]) == 2
    assert market("product show GM-M --json").json["product"]["free"] == 0  # the offer stands again


def test_a_sent_offer_is_logged_once_and_can_be_made_anew(market):
    market("order release 1")
    market("wait offer 1 --keep 24h")
    assert market("wait offer 1 --sent --json").json["wait"]["offered_until"] == "2026-11-23T12:00:00+07:00"
    assert "This offer was logged as sent already" in market("wait offer 1 --sent").err
    assert market("wait offer 1 --sent --keep 48h").status == 0
    (last, first) = market("message list sari --json").json["rows"]
    assert (last["purpose"], first["purpose"]) == ("offer", "offer")


def test_the_one_who_waits_longer_is_named(market):
    market("order release 1")
    assert "Sari · prospect has waited longer, since today." in market("wait offer 2").out


def test_nobody_is_offered_anything_while_she_wants_to_be_left_alone(market):
    market("order release 1")
    market("contact pause sari --until 1/12 --because sakit")
    assert "Sari is left alone until 1 Dec: sakit." in market("wait offer 1").err
    assert "Sari" not in market("today").out


def test_while_the_first_in_line_is_left_alone_it_is_the_next_ones_turn(market):
    market("contact pause sari --until 1/12 --because sakit")
    assert "Sari" not in market("order release 1").out


def test_who_is_archived_is_offered_nothing_until_she_is_back_and_then_has_her_turn(market):
    market("contact archive sari")
    assert "Tuti · prospect waits for Gamis M (today): `olcrm wait offer 2`." in market("order release 1").out
    assert [row["next"] for row in market("today --json").json["rows"] if row["room"] == "wait"] == [
        "olcrm wait offer 2"
    ]
    refused = market("wait offer 1")
    assert (refused.status, refused.err.splitlines()) == (
        4,
        [
            "Sari is archived, so that nothing is offered to her.",
            "`olcrm contact archive 2 --undo` brings her back; then offer it.",
        ],
    )
    offered = market("wait offer 2")
    assert (offered.status, "has waited longer" in offered.out) == (0, False)
    market("wait remove 2")
    market("contact archive 2 --undo")
    assert "olcrm wait offer 1" in market("today --json").out
    assert market("wait offer 1").status == 0


def test_who_is_taken_off_the_list_gives_back_what_was_kept_for_her(market):
    market("order release 1")
    market("wait offer 1")
    removed = market("wait remove 1")
    assert "Sari does not wait for Gamis M any more." in removed.out
    assert "Tuti · prospect waits for Gamis M (today): `olcrm wait offer 2`." in removed.out
    assert "Sari does not wait for Gamis M any more" in market("wait remove 1").err


def test_what_is_free_is_offered_at_once(market):
    market("product stock GM-M +4")
    assert "There is one right now: `olcrm wait offer 3`, or `olcrm order add 1 GM-M`." in market("wait add 1 GM-M").out


def test_a_number_that_is_not_on_the_list_is_said_so(market):
    assert "There is no 9 on the waiting list" in market("wait offer 9").err
    assert "“gm-m” is no number of the waiting list" in market("wait offer gm-m").err


def test_what_she_waits_for_is_in_her_letter_and_goes_when_she_is_forgotten(market, look):
    assert "- 22 Nov 2026: Gamis M, boleh navy" in market("contact export sari").out
    assert market("contact forget sari --yes").status == 0
    assert look("SELECT count(*) FROM wish WHERE contact_id = 2") == [(0,)]


def test_on_a_walk_of_reminders_a_release_names_who_waits(market):
    for step, day in ((1, 4), (2, 6)):
        assert market(f"remind unpaid --sent 1-{step}", now=NOON.format(day=day)).status == 0
    walked = market("remind unpaid --send", keys="r\n\n\n\n", now=NOON.format(day=8))
    assert "olcrm wait offer 1" in walked.err
