"""Whom a kind word is owed, on a real ledger. 22 November is a Sunday."""

from datetime import datetime

import pytest

from olcrm.follow import goods, manners, people
from olcrm.follow.peace import hour, question
from olcrm.ledger import book
from olcrm.template import rules as wordings
from olcrm.template.checking import problems


@pytest.fixture
def rina(at, ledger):
    at("10-01", "contact add 'Rina Wati' --phone 081234567890", "contact add 'Siti Aminah' --referred-by rina")


def test_how_is_it_is_asked_from_the_third_day_to_the_fourteenth(rina, sold, drafts):
    sold("rina", arrived="11-18")
    assert drafts("arrived", "11-20") == []
    assert drafts("arrived", "11-21") == drafts("arrived", "12-02") == ["1-arrived"]
    assert drafts("arrived", "12-03") == []


def test_the_days_are_a_setting_and_an_option(rina, sold, drafts, at):
    sold("rina", arrived="11-18")
    at("11-18", "config set follow.arrived-days 1", "config set follow.arrived-until 5")
    assert drafts("arrived", "11-19") == drafts("arrived", "11-23") == ["1-arrived"]
    assert drafts("arrived", "11-24") == drafts("arrived", "11-21", "--days 4") == []
    assert drafts("arrived", "11-26", "--days 4") == ["1-arrived"]


def test_several_parcels_are_asked_about_in_one_word(rina, sold, at, drafts):
    sold("rina", "Gamis @150rb", arrived="11-17")
    sold("rina", "2x Hijab @50rb", arrived="11-18")
    sold("rina", "Bros @20rb", arrived="11-22")
    (row,) = at("11-23", "follow arrived --json").json["rows"]
    assert (row["id"], row["orders"], row["items"]) == ("1-arrived", [1, 2, 3], "Gamis, 2x Hijab, Bros")
    assert "Gamis, 2x Hijab, Bros" in row["text"]
    at("11-23", "follow arrived --sent 1-arrived")
    assert drafts("arrived", "11-24") == drafts("arrived", "11-27") == []
    sold("rina", "Tas @90rb", ordered="11-24", arrived="11-26")
    assert drafts("arrived", "11-29") == ["4-arrived"]


def test_whoever_bought_most_comes_first_among_those_of_a_day(rina, sold, drafts):
    sold("rina", "Bros @20rb", arrived="11-18")
    sold("siti", "Sprei @250rb", arrived="11-18")
    assert drafts("arrived", "11-22") == ["2-arrived", "1-arrived"]


def test_regulars_are_not_behind_strangers_of_the_same_day(rina, sold, at, drafts):
    for day in ("10-02", "10-04"):
        sold("siti", "Bros @20rb", ordered=day, arrived=None)
    sold("rina", "Sprei @1jt", arrived="11-18")
    sold("siti", "Bros @20rb", arrived="11-18")
    assert drafts("arrived", "11-22") == ["4-arrived", "3-arrived"]
    at("11-22", "config set lists.regulars-first off")
    assert drafts("arrived", "11-22") == ["3-arrived", "4-arrived"]


def test_the_care_tip_and_who_got_it_are_in_the_message(rina, at, sold):
    at("10-01", "product add GM Gamis --price 150rb --care 'Cuci dengan tangan.'")
    sold("rina", "GM", more="--recipient Ibu")
    (row,) = at("11-23", "follow arrived --json").json["rows"]
    assert "Tips merawatnya: Cuci dengan tangan." in row["text"]
    assert "Penerimanya Ibu." in row["text"]


def test_nobody_is_asked_about_what_she_has_rated_or_called_off(rina, sold, at, drafts):
    sold("rina", arrived="11-18")
    at("11-19", "follow rate 1 5 bagus")
    assert drafts("arrived") == []


def test_nobody_is_asked_how_she_likes_what_she_sent_back(rina, sold, at, drafts):
    sold("rina")
    at(
        "11-19",
        "claim open 1 --wants refund --reason quality --no-complaint",
        "claim decide 1 --goodwill --because baik",
    )
    assert drafts("arrived", "11-23") == []  # while it is open nothing cheerful is said
    at("11-20", "claim refund 1", "claim back 1")
    assert drafts("arrived") == []
    sold("rina", "Bros @20rb")
    assert drafts("arrived") == ["2-arrived"]
    assert "Gamis" not in at("11-23", "follow arrived --text").out


def test_a_first_order_that_went_wrong_is_not_thanked_for_cheerfully(rina, sold, at, drafts):
    sold("rina", ordered="11-18", arrived="11-20")
    assert drafts("thanks") == ["1-thanks"]
    at("11-21", "complaint add 1 quality panas", "complaint close 1 --outcome maaf --cause bahan")
    assert drafts("thanks") == []


def test_what_was_sent_back_needs_no_care_any_more(rina, sold, at, drafts):
    at("10-01", "product add GM Gamis --price 150rb --stock 5 --care 'Cuci tangan' --care-days 5")
    sold("rina", "gm")
    assert drafts("care", "11-23") == ["1-1-1-care"]
    at(
        "11-19",
        "claim open 1 --wants refund --reason quality --no-complaint",
        "claim decide 1 --goodwill --because baik",
    )
    at("11-20", "claim refund 1", "claim back 1")
    assert drafts("care", "11-23") == []


def test_orders_of_years_ago_that_a_file_brings_are_nobodys_kind_word(rina, at, tmp_path, drafts):
    file = tmp_path / "orders.csv"
    file.write_text("contact,date,total,paid,status\nSiti,2024-11-01,50000,50000,selesai\n")
    assert at("11-20", f"import orders {file} --yes").status == 0
    for name in ("arrived", "thanks", "sorry", "care"):
        assert drafts(name) == []


ALWAYS = ("arrived", "resting", "prospects", "thanks", "sorry", "care")


@pytest.fixture
def everything(at, sold, ledger):
    """Somebody on each of the lists on 23 November."""
    at("06-01", "contact add Arin --phone 081200000001", "product add GM Gamis --price 150rb --care x --care-days 5")
    at("06-01", "contact add Resti", "contact add Tini")
    sold("resti", ordered="06-01", arrived="06-03")
    sold("arin", "GM", ordered="11-10", arrived="11-18", more="--promise 2026-11-12")
    at("11-17", "contact add Prita --source ig")
    at("11-18", "order add tini 'Bros @20rb'", "pay add 3 20rb --via bca")


def test_each_list_has_whom_it_is_for(everything, drafts):
    assert {name: drafts(name) for name in ALWAYS} == {
        "arrived": ["2-arrived"],
        "resting": ["2-resting"],
        "prospects": ["4-prospect"],
        "thanks": ["3-thanks"],
        "sorry": ["2-late"],
        "care": ["2-1-1-care"],
    }


@pytest.mark.parametrize(
    "line",
    [
        "contact pause {} --until 30/11 --because sakit",
        "contact archive {}",
        "contact celebrates {} jangan",
        "contact edit {} --no-greet",
    ],
)
def test_whoever_is_to_be_left_alone_is_on_no_list(everything, at, drafts, line):
    for number in (1, 2, 3, 4):
        assert at("11-23", line.format(number)).status == 0
    assert [drafts(name) for name in ALWAYS] == [[]] * len(ALWAYS)


def test_nobody_is_asked_cheerfully_while_a_complaint_of_hers_is_open(everything, at, drafts):
    at("11-20", "complaint add '#2' quality 'jahitan lepas'", "complaint add 3 unanswered 'lama'")
    assert [drafts(name) for name in ("arrived", "care", "sorry", "thanks")] == [[]] * 4
    refused = at("11-23", "follow arrived --sent 2-arrived")
    assert (refused.status, "Something is open with Arin, so nothing cheerful is said." in refused.err) == (4, True)
    at("11-21", "complaint close 1 --outcome ditukar --cause 'jahitan kendur'")
    assert drafts("arrived") == ["2-arrived"]
    assert drafts("sorry") == [], "the word goes with the complaint"


def test_on_a_closed_day_nobody_is_written_to(everything, at, drafts):
    at("11-20", "closure add 23/11 --because libur")
    assert [drafts(name) for name in ALWAYS] == [[]] * len(ALWAYS)
    assert "The shop is closed today, and kind words wait" in at("11-23", "follow arrived").out
    refused = at("11-23", "follow arrived --sent 2-arrived")
    assert (refused.status, "The shop is closed today." in refused.err) == (4, True)


def test_one_kind_word_a_day_is_enough(everything, at, drafts):
    at("11-23", "follow sorry --sent 2-late")
    assert drafts("arrived") == drafts("care") == []
    assert drafts("arrived", "11-24") == ["2-arrived"]


@pytest.mark.parametrize("name", ALWAYS)
def test_what_was_said_is_not_said_again(everything, at, drafts, name):
    (draft,) = drafts(name)
    said = at("11-23", f"follow {name} --sent {draft}")
    assert (said.status, "1 message logged" in said.out) == (0, True)
    again = at("11-23", f"follow {name} --sent {draft}")
    assert (again.status, f"{draft} does not wait just now." in again.err) == (4, True)
    assert drafts(name, "11-24") == []
    assert at("11-24", "undo --yes").status == 0
    assert drafts(name) == [draft]


def test_resting_follows_her_own_rhythm(rina, sold, drafts):
    for day in ("01-05", "03-05", "05-05"):  # every 60 days: twice that is more than the shop's 90
        sold("rina", ordered=day, arrived=day)
    assert drafts("resting", "09-01") == []
    assert drafts("resting", "09-02") == ["1-resting"]


def test_who_rests_is_told_with_her_last_order_and_her_rhythm(rina, sold, at):
    sold("rina", "Sprei @250rb", ordered="05-01", arrived="05-03")
    sold("rina", "2x Hijab @50rb", ordered="06-01", arrived="06-03")
    (row,) = at("11-23", "follow resting --json").json["rows"]
    told = {key: row[key] for key in ("items", "rhythm_days", "spent", "last_order_on", "occasion")}
    assert told == {
        "items": "2x Hijab",
        "rhythm_days": 31,
        "spent": 350_000,
        "last_order_on": "2026-06-01",
        "occasion": "resting-2026-06-01",
    }
    assert "every 31 days or so" in row["reason"]
    assert "Semoga 2x Hijab yang terakhir masih terpakai." in row["text"]


def test_who_spent_most_is_missed_most(rina, sold, drafts):
    sold("rina", "Bros @20rb", ordered="05-01", arrived="05-03")
    sold("siti", "Sprei @250rb", ordered="05-01", arrived="05-03")
    assert drafts("resting") == ["2-resting", "1-resting"]
    assert drafts("resting", more="--limit 1") == ["2-resting"]


@pytest.mark.parametrize("way", ["", "--in"])
def test_any_word_with_her_begins_the_month_of_silence_anew(rina, sold, at, drafts, way):
    sold("rina", ordered="05-01", arrived="05-03")
    at("11-01", f"message add rina halo {way}")
    assert drafts("resting", "11-23") == []
    assert drafts("resting", "12-02") == ["1-resting"]


def test_who_ordered_again_and_rests_again_is_missed_again(rina, sold, at, drafts):
    sold("rina", ordered="01-05", arrived="01-07")
    at("05-01", "follow resting --all-sent")
    assert drafts("resting", "07-01") == []
    sold("rina", ordered="05-02", arrived="05-04")  # 117 days later, so she rests after 234
    assert drafts("resting", "12-20") == []
    assert drafts("resting", "12-22") == ["1-resting"]


def test_a_prospect_is_written_to_once_some_days_after_she_was_noted(at, ledger, drafts):
    at("11-10", "contact add Lia --source pameran")
    assert drafts("prospects", "11-14") == []
    assert drafts("prospects", "11-15") == drafts("prospects", "12-10") == ["1-prospect"]
    assert drafts("prospects", "12-11") == []


@pytest.mark.parametrize(
    "line",
    [
        "message add lia 'halo'",
        "order add lia 'Bros @20rb'",
        "wait add lia 'Tas Rotan'",
        "errand add lia bolu --limit 50rb",
        "ask add lia 'ready kak?'",
    ],
)
def test_a_prospect_with_whom_something_goes_on_is_none_to_write_to(at, ledger, drafts, line):
    at("11-10", "contact add Lia --source pameran")
    assert at("11-14", line).status == 0
    assert drafts("prospects", "11-16") == []


def test_a_list_of_contacts_that_was_brought_in_is_no_list_of_prospects(at, ledger, tmp_path, drafts):
    file = tmp_path / "people.csv"
    file.write_text("name,phone\nLia,081234567891\n")
    at("11-10", f"import contacts {file} --yes")
    assert drafts("prospects", "11-20") == []


@pytest.mark.parametrize(
    ("objection", "template"),
    [
        ("price", "prospect-price"),
        ("size", "prospect-size"),
        ("wants-to-see", "prospect-look"),
        ("thinking", "prospect-thinking"),
        ("suami", "prospect"),
    ],
)
def test_who_hesitates_is_answered_to_what_keeps_her(at, ledger, drafts, objection, template):
    at("11-10", "product add GM 'Gamis Polos'", "contact add Lia", "ask add lia 'gamis polos ada?' --product GM")
    at("11-10", f"ask answer 1 'ada kak' --objection {objection} --next 14/11")
    assert drafts("prospects", "11-13") == []
    (row,) = at("11-14", "follow prospects --json").json["rows"]
    assert (row["id"], row["template"], row["ask"], row["items"]) == ("1-ask", template, 1, "Gamis Polos")
    assert "Kemarin sempat tanya soal Gamis Polos ya." in row["text"]
    at("11-14", "follow prospects --sent 1-ask")
    assert drafts("prospects", "11-15") == drafts("prospects", "11-25") == []
    assert at("11-25", "follow prospects --sent 1-ask").status == 4


def test_who_hesitates_about_two_things_is_written_to_about_one(at, ledger, drafts):
    at("11-10", "contact add Lia", "ask add lia 'gamis ada?'", "ask add lia 'sprei ada?'")
    at("11-10", *(f"ask answer {number} 'ada kak' --objection price --next 14/11" for number in (1, 2)))
    assert drafts("prospects", "11-14") == ["1-ask"]
    at("11-14", "follow prospects --all-sent")
    assert drafts("prospects", "11-14") == []
    assert drafts("prospects", "11-15") == ["2-ask"]


def test_a_first_payment_is_thanked_for_once_and_a_second_only_if_the_shop_wants(rina, sold, at, drafts):
    sold("rina", ordered="11-15", arrived=None)
    assert drafts("thanks", "11-16") == ["1-thanks"]
    at("11-16", "follow thanks --all-sent")
    sold("rina", ordered="11-18", arrived=None)
    assert drafts("thanks", "11-19") == []
    at("11-19", "config set follow.thanks every")
    (row,) = at("11-19", "follow thanks --json").json["rows"]
    assert (row["id"], row["template"]) == ("2-thanks", "thanks-payment")


def test_one_order_is_thanked_for_once_however_often_it_is_paid_for(rina, sold, at, drafts):
    sold("rina", ordered="11-15", arrived=None)
    at("11-16", "follow thanks --sent 1-thanks", "config set follow.thanks every")
    at("11-18", "order edit 1 --shipping 20rb", "pay add 1 20rb --via bca")
    assert drafts("thanks", "11-19") == []
    for kept, found in (("thanks-payment-1", []), ("thanks-payment-9", ["1-thanks"])):  # it was kept like that once
        with book.writing() as db:
            db.execute("UPDATE message SET occasion = ? WHERE purpose = 'thanks'", (kept,))
        assert drafts("thanks", "11-19") == found


def test_a_payment_that_was_taken_back_is_not_the_day_she_paid(rina, sold, at, drafts):
    sold("rina", "Gamis @150rb", ordered="11-01", arrived=None, paid=False)
    at("11-02", "pay add 1 100rb --via bca")
    at("11-20", "pay add 1 50rb --via bca", "pay void 2 --because 'bukan dari dia'", "order edit 1 --discount 50rb")
    assert drafts("thanks", "11-21") == []


def test_nobody_is_a_regular_since_the_day_on_which_a_payment_was_put_right(rina, sold, at, drafts):
    for day in ("10-01", "10-05", "10-10", "10-20", "10-30"):
        sold("rina", ordered=day, arrived=None)
    at("11-20", "pay refund 1 10rb --via bca", "pay void 6 --because 'salah orang'")
    assert drafts("thanks", "11-21") == []


def test_thanks_that_are_shown_with_the_money_are_not_owed_once_they_are_sent(rina, at, drafts):
    at("11-20", "order add rina 'Bros @20rb'")
    told = at("11-20", "pay add 1 20rb --via bca --thanks").out
    assert "Once it is sent: `olcrm follow thanks --sent 1-thanks`." in told
    assert drafts("thanks", "11-20") == ["1-thanks"]
    assert at("11-20", "follow thanks --sent 1-thanks").status == 0
    assert drafts("thanks", "11-21") == []


def test_thanks_wait_for_the_last_of_the_money_and_for_a_week(rina, at, sold, drafts):
    sold("rina", "Gamis @150rb", ordered="11-01", arrived=None, paid=False)
    at("11-02", "pay add 1 100rb --via bca")
    assert drafts("thanks", "11-03") == []
    at("11-10", "pay add 1 50rb --via bca")
    assert drafts("thanks", "11-17") == ["1-thanks"]
    assert drafts("thanks", "11-18") == []


def test_who_sent_a_friend_is_thanked_and_hears_no_more_than_her_first_name(rina, sold, at, drafts):
    sold("siti", ordered="11-20", arrived=None)
    rows = {row["id"]: row for row in at("11-21", "follow thanks --json").json["rows"]}
    assert rows.keys() == {"1-thanks", "2-referral"}
    row = rows["2-referral"]
    assert (row["contact"]["name"], row["friend"], row["occasion"]) == ("Rina Wati", "Kak Siti", "thanks-referral-2")
    assert "Kak Siti sudah jadi belanja di sini." in row["text"]
    assert "Aminah" not in row["text"]
    at("11-21", "follow thanks --sent 2-referral")
    sold("siti", ordered="11-21", arrived=None)
    assert drafts("thanks", "11-22") == ["1-thanks"]


def test_becoming_a_regular_is_thanked_for_once(rina, sold, at, drafts):
    for day in ("10-02", "10-10", "10-20", "10-30"):
        sold("rina", ordered=day, arrived=None)
    assert drafts("thanks", "11-22") == []
    sold("rina", ordered="11-22", arrived=None)
    at("11-22", "config set follow.thanks every")
    (row,) = at("11-23", "follow thanks --json").json["rows"]
    assert (row["id"], row["occasion"]) == ("1-regular", "thanks-regular")
    at("11-23", "follow thanks --sent 1-regular")
    assert drafts("thanks", "11-24") == [], "the payment has been thanked for as well"
    sold("rina", ordered="11-25", arrived=None)
    assert drafts("thanks", "11-26") == ["6-thanks"]


def test_what_was_said_early_in_the_morning_was_said_that_day(rina, sold, at, run, drafts):
    at("11-01", "config set follow.thanks every")
    for day in ("10-02", "10-10", "10-20", "10-30", "11-22"):
        sold("rina", ordered=day, arrived="11-22" if day == "11-22" else "11-19")
    assert run("follow thanks --sent 1-regular", now="2026-11-22T06:00:00+07:00").status == 0
    assert "5-thanks" not in drafts("thanks", "11-23"), "the payment of that day has been thanked for as well"
    assert run("follow arrived --sent 1-arrived", now="2026-11-24T06:00:00+07:00").status == 0
    at("11-24", "order add rina 'Tas @90rb'", "order status 6 arrived")
    assert drafts("arrived", "11-27") == [], "what came that day was asked about with the rest"


def test_a_sorry_goes_by_the_day_that_was_promised_first(rina, sold, at, drafts):
    sold("rina", ordered="11-10", arrived=None, more="--promise 2026-11-14")
    at("11-13", "order promise 1 2026-11-20")
    at("11-18", "order status 1 shipped", "order status 1 arrived")
    assert drafts("sorry", "11-19") == ["1-late"]
    sold("siti", ordered="11-10", arrived="11-14", more="--promise 2026-11-14")
    assert drafts("sorry", "11-19") == ["1-late"]
    assert drafts("sorry", "12-02") == ["1-late"]
    assert drafts("sorry", "12-03") == []


def test_what_left_late_is_apologised_for_before_it_is_there(rina, sold, at, drafts):
    sold("rina", ordered="11-10", arrived=None, more="--promise 2026-11-14")
    at("11-16", "order status 1 shipped")
    assert drafts("sorry", "11-17") == ["1-late"]


def test_what_was_out_of_stock_after_all_is_apologised_for(rina, at, drafts):
    for number, reason in ((1, "stok habis"), (2, "uangnya habis")):
        at("11-15", "order add rina 'Bros @20rb'", f"order cancel {number} --because '{reason}'")
    (row,) = at("11-16", "follow sorry --json").json["rows"]
    assert (row["id"], row["items"], row["template"]) == ("1-stock", "Bros", "sorry-stock")


def test_a_care_tip_comes_in_its_time_and_again(rina, at, sold, drafts):
    at("10-01", "product add GM Gamis --price 150rb --care 'Cuci dengan tangan.' --care-days 10 --care-every 20")
    sold("rina", "GM", ordered="10-01", arrived="10-01")
    assert drafts("care", "10-10") == []
    (row,) = at("10-11", "follow care --json").json["rows"]
    assert (row["id"], row["items"], "Cuci dengan tangan." in row["text"]) == ("1-1-1-care", "Gamis", True)
    at("10-12", "follow care --all-sent")
    assert drafts("care", "10-13") == []
    assert drafts("care", "10-31") == drafts("care", "11-06") == ["1-1-2-care"]
    assert drafts("care", "11-07") == []


def test_a_care_tip_waits_a_week_after_it_was_in_another_message(rina, at, sold, drafts):
    at("10-01", "product add GM Gamis --price 150rb --care 'Cuci dengan tangan.' --care-days 5")
    sold("rina", "GM", ordered="10-01", arrived="10-01")
    assert drafts("care", "10-06") == ["1-1-1-care"]
    at("10-04", "follow arrived --sent 1-arrived")
    assert drafts("care", "10-06") == drafts("care", "10-10") == []
    assert drafts("care", "10-12") == ["1-1-1-care"]


def test_after_a_pause_she_is_asked_how_she_is_once_and_of_nothing_else(rina, at, drafts):
    at("11-10", "contact pause rina --until 20/11 --because sakit")
    assert drafts("checkin", "11-19") == []
    (row,) = at("11-21", "follow checkin --json").json["rows"]
    assert (row["id"], row["reason"], row["occasion"]) == (
        "1-checkin",
        "left alone until yesterday (sakit)",
        "checkin-1",
    )
    assert "Rp" not in row["text"]
    assert problems("checkin", "id", row["text"].replace("Kak Rina", "{greeting}")) == []
    at("11-21", "closure add 21/11")
    assert drafts("checkin", "11-21") == ["1-checkin"], "asking how somebody is is no work"
    at("11-21", "greet birthdays --all-sent")
    at("11-21", "message add rina 'sudah tf ya kak' --in")
    assert drafts("checkin", "11-22") == ["1-checkin"], "nothing else is a word about how she is"
    at("11-21", "follow checkin --sent 1-checkin")
    assert drafts("checkin", "11-22") == []


def test_every_message_of_a_list_is_kind_in_both_languages():
    named = {"follow-arrived", "care", "resting", "checkin"} | set(people.OBJECTIONS.values())
    named |= {name for name in wordings.NAMES if name.startswith(("prospect", "thanks-", "sorry-"))}
    for name in named:
        for language in ("id", "en"):
            text = wordings.default(name, language)
            assert problems(name, language, text) == []
            assert "!" not in text


PLANS = {
    "arrived": (goods.ARRIVED, "o.contact_id = :whose AND +"),
    "care": (goods.CARE, "o.contact_id = :whose AND +"),
    "late": (manners.LATE, "o.contact_id = :whose AND +"),
    "left late": (manners.LEFT_LATE, "o.contact_id = :whose AND +"),
    "stock": (manners.OUT_OF_STOCK, "o.contact_id = :whose AND +"),
    "thanks": (manners.PAID, "p.contact_id = :whose AND +"),
    "resting": (people.RESTING, "id = :whose AND +"),
    "noted": (people.NOTED, "id = :whose AND +"),
}


@pytest.mark.parametrize("of_one", [False, True])
@pytest.mark.parametrize("name", PLANS)
def test_no_list_scans_a_growing_table(db, name, of_one):
    words, whose = PLANS[name]
    more = {"promised": manners.PROMISED, "unsaid": question(manners.UNSAID)}
    asked = question(words, whose if of_one else "", **more)
    now = datetime.fromisoformat("2026-11-22T12:00:00+07:00")
    values = dict.fromkeys(
        (
            "whose",
            "first",
            "last",
            "long_ago",
            "occasion",
            "products",
            "turn",
            "silent",
            "since",
            "lately",
            "loyal_orders",
        ),
        "1",
    )
    plan = db.execute(f"EXPLAIN QUERY PLAN {asked}", hour(db, now).asked(**values, loyal_spent=1)).fetchall()
    told = [row["detail"] for row in plan]
    walks = [line for line in told if line.startswith("SCAN") and "json_each" not in line]
    if name == "resting" and not of_one:
        walks = [line for line in walks if line != "SCAN contact USING INDEX contact_spent"]
    assert walks == [], told
    lasts = [line for line in told if line.startswith("SEARCH last ")]  # nearly every payment reverses none
    assert all("payment_due" in line for line in lasts), told
    wanted = {"arrived": "sale_order_arrived", "care": "sale_order_arrived", "late": "sale_order_arrived"}
    wanted |= {"left late": "sale_order_ordered_on", "stock": "sale_order_closed", "thanks": "payment_paid_on"}
    wanted |= {"resting": "contact_spent", "noted": "contact_prospect"}
    if not of_one:
        assert any(wanted[name] in line for line in told), told
