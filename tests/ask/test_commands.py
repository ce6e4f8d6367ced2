"""What the owner types about questions, visits and what to ask about."""

import re

import pytest

MORNING = "2026-11-22T08:00:00+07:00"
NEXT_DAY = "2026-11-23T13:00:00+07:00"


@pytest.fixture
def rina(shop):
    shop("contact add Rina --phone 081234567890", now=MORNING)
    shop("contact size set rina gamis M")
    shop("product add GM-M Gamis --variant M --price 150rb --stock 3")
    return shop


def ids(result):
    return [row["id"] for row in result.json["rows"]]


def test_a_question_is_noted_with_what_to_know_before_answering(rina):
    said = rina('ask add rina "Gamis M masih ada?" --product gm-m')
    assert said.status == 0
    assert "Question 1 of Rina · prospect: “Gamis M masih ada?”." in said.out
    assert "Gamis M: Rp150.000, 3 free." in said.out
    assert "`olcrm ask answer 1 TEXT`" in said.out


def test_its_document_has_all_that_is_known(rina):
    ask = rina('ask add rina "Ready?" --product GM-M --objection mahal --ago 3h --json').json["ask"]
    assert ask["contact"] == {"id": 1, "name": "Rina", "standing": "prospect"}
    assert (ask["kind"], ask["sku"], ask["product"], ask["objection"]) == ("question", "GM-M", "Gamis M", "price")
    assert (ask["asked_at"], ask["hours"], ask["over"]) == ("2026-11-22T05:00:00+07:00", 3, False)
    assert (ask["state"], ask["answered_at"], ask["order"]) == ("waiting", None, None)


def test_a_name_that_nobody_has_becomes_a_prospect(rina):
    said = rina('ask add Sari "bisa nego?" --phone 0813-1111-2222 --source pameran')
    assert "Sari is new, and has been added as a prospect." in said.out
    assert rina("contact show sari --json").json["contact"]["source"] == "pameran"
    nobody = rina('ask add Tuti "halo"')
    assert nobody.status == 3
    assert "Give --phone, --ig or --source to add her as a prospect" in nobody.err
    known = rina('ask add rina "halo" --source bazar')
    assert "Rina was known already; where she came from was left as it is." in known.out


def test_a_question_is_asked_once_in_the_timeline_and_counts_as_a_word_of_hers(rina):
    rina('ask add rina "Ready kak?"')
    shown = rina("contact show rina --json").json
    assert [one["kind"] for one in shown["timeline"]] == ["ask"]
    assert shown["contact"]["last_contact"] == "2026-11-22T08:00:00+07:00"


def test_who_has_just_asked_is_not_asked_for_money_on_the_same_day(rina):
    rina('order add rina "Tas @75rb" --on 15/11')
    assert rina("remind unpaid --json").json["rows"] != []
    rina('ask add rina "kapan dikirim?"')
    assert rina("remind unpaid --json").json["rows"] == []


def test_the_list_shows_the_oldest_first_and_marks_what_waits_too_long(rina):
    rina('ask add rina "lama" --ago 5h', now=MORNING)
    rina('ask add rina "baru"', now=NEXT_DAY)
    listed = rina("ask list", terminal=True, width=120)
    assert listed.out.index("lama") < listed.out.index("baru")
    assert "34 hours, too long!" in listed.out
    assert "1 question has waited for more than 24 hours" in listed.out
    found = rina("ask list --json").json
    assert [(row["hours"], row["over"]) for row in found["rows"]] == [(34, True), (0, False)]
    assert found["within_hours"] == 24


def test_the_time_that_is_too_long_is_a_setting(rina):
    rina("config set ask.hours 2")
    assert rina('ask add rina "Ready?" --ago 2h --json').json["ask"]["over"] is True


def test_an_answer_closes_a_question(rina):
    rina('ask add rina "Ready?" --ago 3h')
    said = rina('ask answer 1 "Masih ada kak"')
    assert "Question 1 of Rina · prospect is answered." in said.out
    assert "`olcrm ask answer 1 --sent` logs it" in said.out
    assert rina("ask list --json").json["rows"] == []
    (row,) = rina("ask list --answered --json").json["rows"]
    assert (row["state"], row["hours"], row["answer"]) == ("done", 3, "Masih ada kak")
    twice = rina('ask answer 1 "lagi"')
    assert twice.status == 4
    assert "Number 1 is done already, since today" in twice.err


def test_dots_copied_from_the_screen_are_no_answer(rina):
    rina("ask add rina 'Ada ukuran S?'")
    for command in ('ask answer 1 "…"', "note add rina ...", 'message add rina "…"'):
        refused = rina(command)
        assert (refused.status, "stands where words of your own belong." in refused.err) == (2, True)
    assert rina("ask list --json").json["rows"][0]["answer"] is None


def test_what_was_answered_at_once_is_noted_in_one_line(rina):
    said = rina('ask add Sari "bisa nego?" --ig sari.k --answer "Nett kak" --objection price')
    assert "Come back to her on Wednesday, 25 November 2026" in said.out
    (row,) = rina("ask list --json").json["rows"]
    assert (row["state"], row["answer"], row["objection"], row["hours"]) == ("follow", "Nett kak", "price", 0)
    assert rina('ask add rina "Ready?" --answer ya --ago 3h --json').json["ask"]["state"] == "done"


def test_whoever_hesitates_is_come_back_to(rina):
    rina('ask add rina "Ready?"')
    said = rina("ask answer 1 --objection price")
    assert "Come back to her on Wednesday, 25 November 2026" in said.out
    assert rina("ask list --json").json["rows"][0]["next_on"] == "2026-11-25"
    rina("ask answer 1 --next jumat")
    assert rina("ask list --json").json["rows"][0]["next_on"] == "2026-11-27"
    assert rina("ask answer 1 --next - --json").json["ask"]["state"] == "done"
    opened = rina("ask answer 1 --objection size --json").json["ask"]
    assert (opened["state"], opened["objection"]) == ("follow", "size")


def test_the_day_that_was_said_with_the_question_stands_when_it_is_answered(rina):
    rina('ask add rina "Boleh lihat?" --objection wants-to-see --next 30/11')
    answered = rina('ask answer 1 "Boleh, Kak" --json').json["ask"]
    assert (answered["state"], answered["next_on"]) == ("follow", "2026-11-30")
    assert rina("ask answer 1 --objection price --json").json["ask"]["next_on"] == "2026-11-25"


def test_an_order_wins_her_without_a_word_and_undo_loses_her_again(rina):
    rina('ask add rina "Ready?"')
    rina("ask answer 1 --objection price")
    number = rina("order add rina GM-M --json").json["order"]["id"]
    assert rina("ask list --json").json["rows"] == []
    (row,) = rina("ask list --ended --json").json["rows"]
    assert (row["state"], row["order"]) == ("bought", number)
    assert f"bought, order {number}" in rina("ask list --ended", terminal=True, width=120).out
    rina("undo --yes")
    assert ids(rina("ask list --json")) == [1]


def test_what_is_open_about_her_is_on_her_page_until_she_orders(rina):
    rina('ask add rina "kapan dikirim?"')
    rina('ask add rina "Ready?" --objection price')
    rina("ask answer 2")
    rina("ask visit rina besok")
    open_ = rina("contact show rina --json").json["open"]
    assert [(one["kind"], one["ref"]) for one in open_ if one["kind"] in ("question", "visit")] == [
        ("question", 1),
        ("question", 2),
        ("visit", 3),
    ]
    rina("order add rina GM-M")
    open_ = rina("contact show rina --json").json["open"]
    assert [one["ref"] for one in open_ if one["kind"] in ("question", "visit")] == [1, 3]


@pytest.mark.parametrize("hour", ["01:00", "06:59", "07:00", "23:30"])
def test_an_order_counts_for_the_days_after_the_day_of_the_question_and_no_longer(rina, hour):
    rina("config set ask.bought-days 3")
    rina('ask add rina "Ready?" --objection price', now=f"2026-11-20T{hour}:00+07:00")
    rina('order add rina "Tas @100rb"', now="2026-11-24T00:30:00+07:00")
    assert rina("ask show 1 --json").json["ask"]["state"] == "waiting"
    rina('order add rina "Tas @100rb"', now="2026-11-23T23:30:00+07:00")
    assert rina("ask show 1 --json").json["ask"]["order"] == 2


def test_an_answer_that_was_sent_is_a_message(rina, look):
    rina('ask add rina "Ready?"')
    rina('ask answer 1 "Masih ada kak"')
    assert rina("ask answer 1 --sent").status == 0
    rows = look("SELECT direction, purpose, text FROM message ORDER BY id")
    assert rows == [("in", "ask", "Ready?"), ("out", "ask", "Masih ada kak")]
    again = rina("ask answer 1 --sent")
    assert again.status == 4
    assert "was logged as sent today already" in again.err
    silent = rina('ask add rina "Kapan?" --json').json["ask"]["id"]
    assert "There are no words to send to Rina" in rina(f"ask answer {silent} --sent").err


def test_an_answer_is_sent_from_here_and_logged_once_she_says_so(rina, look):
    rina('ask add rina "Ready?"')
    said = rina('ask answer 1 "Masih ada kak" --send', keys="c\ny\n")
    assert "was sent" in said.out
    assert look("SELECT count(*) FROM message WHERE direction = 'out'") == [(1,)]
    rina('ask add rina "Kapan?"')
    stopped = rina('ask answer 2 "Besok" --send', keys="x\n")
    assert "Nothing was noted." in stopped.out
    assert ids(rina("ask list --json")) == [2]
    assert rina('ask answer 2 "Besok" --send').status == 4


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("ask answer 1 --send", "was logged as sent today already"),
        ("ask answer 1 'Ada lagi' --send --next besok", "was logged as sent today already"),
        ("ask answer 2 Besok --send --next 2026-11-01", "is over."),
        ("ask answer 2 Besok --send --objection '!'", "is no word for what keeps her"),
        ("ask answer 2 Besok --send --on 2026-11-01", "That is before it was asked"),
        ("ask answer 3 --send --next besok", "was dropped"),
    ],
)
def test_what_could_not_be_noted_afterwards_is_not_sent_first(rina, look, line, why):
    rina('ask add rina "Ready?"')
    rina('ask answer 1 "Masih ada kak" --sent')
    rina('ask add rina "Kapan?"')
    rina('ask add rina "Motif?" --answer Bunga --objection thinking')
    rina("ask drop 3 --because ragu")
    refused = rina(line, keys="c\ny\n")
    assert refused.status in (2, 4)
    assert why in refused.err
    assert "Masih ada kak" not in refused.err
    assert "Besok" not in refused.err
    assert look("SELECT count(*) FROM message WHERE direction = 'out'") == [(1,)]


def test_visits_and_what_to_ask_about_come_on_their_day(rina):
    visit = rina('ask visit rina jumat "bawa contoh warna"')
    assert "Visit 1: Rina · prospect, Friday, 27 November 2026: bawa contoh warna." in visit.out
    about = rina('ask about rina "operasi ibunya" --on 25/11')
    assert "Wednesday, 25 November 2026: ask Rina · prospect about operasi ibunya (number 2)." in about.out
    assert rina('ask about rina "ujian anaknya" --json').json["ask"]["next_on"] == "2026-11-25"
    assert rina("today --json", now="2026-11-24T09:00:00+07:00").json["rows"] == []
    kinds = [row["kind"] for row in rina("today --json", now="2026-11-26T09:00:00+07:00").json["rows"]]
    assert sorted(kinds) == ["about", "about", "visit"]
    assert "Number 1 is done: Rina, “bawa contoh warna”." in rina("ask done 1").out
    assert "A visit needs its day" in rina("ask visit rina -").err
    assert "20 Nov 2026 is over" in rina("ask visit rina 20/11/2026").err


def test_what_to_ask_about_is_in_no_export_of_hers(rina, tmp_path):
    rina('ask add rina "Ready?"')
    rina('ask answer 1 "Masih"')
    rina('ask about rina "operasi ibunya"')
    rina("ask done 2")
    document = rina("contact export rina --json")
    assert "operasi" not in document.out
    (known,) = document.json["asks"]
    assert (known["text"], known["answer"]) == ("Ready?", "Masih")
    done = [one for entry in document.json["processing"] for one in entry["done"] if one["what"] == "ask"]
    assert [one["did"] for one in done] == ["add", "edit"]
    rina('ask visit rina jumat "bawa contoh"')
    rina("contact edit rina --lang en")
    letter = rina("contact export rina").out
    assert "operasi" not in letter
    for told in ("Ready?; answered", ": Masih", "visit on 27 Nov 2026, bawa contoh"):
        assert told in letter


def test_bought_elsewhere_dropped_and_done(rina):
    for _n in range(3):
        rina('ask add rina "Ready?"')
    number = rina('order add rina "Tas @75rb" --json').json["order"]["id"]
    assert "has bought" in rina(f"ask bought 1 {number}").out
    assert "Number 1 is closed: she bought" in rina("ask drop 1 --because x").err
    assert "Number 2 is dropped: Rina, “Ready?”." in rina('ask drop 2 --because "cuma tanya"').out
    assert "Number 2 was dropped: cuma tanya" in rina("ask bought 2").err
    assert "Question 3 has no answer yet" in rina("ask done 3").err
    assert rina("ask answer 3 --next besok").status == 0
    assert "Number 3 is done" in rina("ask done 3").out
    assert rina("ask drop 3").status == 2


def test_only_an_order_of_hers_since_then_closes_a_question(rina):
    rina("contact add Sari")
    old = rina('order add rina "Tas @75rb" --on 1/11 --json').json["order"]["id"]
    other = rina('order add sari "Tas @75rb" --json').json["order"]["id"]
    rina('ask add rina "Ready?"')
    assert f"Order {old} is older than the question" in rina(f"ask bought 1 {old}").err
    assert f"Order {other} is not an order of Rina" in rina(f"ask bought 1 {other}").err
    rina("ask visit rina besok")
    assert "Number 2 is no question of hers" in rina("ask bought 2").err
    assert "Number 2 is no question of hers" in rina('ask answer 2 "ya"').err


def test_a_question_is_corrected(rina):
    rina('ask add rina "Ready?"')
    assert "Nothing about number 1 would change" in rina("ask edit 1").err
    assert "Question 1 has no answer yet" in rina("ask edit 1 --answer ya").err
    edited = rina('ask edit 1 --text "Gamis?" --product GM-M --objection size --next besok --json').json["ask"]
    assert (edited["text"], edited["sku"], edited["objection"], edited["next_on"]) == (
        "Gamis?",
        "GM-M",
        "size",
        "2026-11-23",
    )
    rina('ask answer 1 "Ada" --next -')
    opened = rina("ask edit 1 --next lusa --product '' --objection '' --answer '' --json").json["ask"]
    assert (opened["state"], opened["product"], opened["objection"], opened["answer"]) == ("follow", None, None, None)
    rina("ask visit rina besok")
    assert "Number 2 cannot be without its day" in rina("ask edit 2 --next -").err
    assert rina("ask edit 2 --next jumat --json").json["ask"]["next_on"] == "2026-11-27"


def test_a_question_is_shown_with_who_asks(rina):
    rina('ask add rina "Ready?" --product GM-M --objection price')
    shown = rina("ask show 1", terminal=True).out
    for told in ("Question 1 · Rina", "gamis M", "Gamis M: Rp150.000, 3 free.", "price", "olcrm ask answer 1"):
        assert told in shown
    assert rina("ask show 1 --json").json["ask"]["id"] == 1
    assert rina("ask show 9").status == 3


def test_lists_are_narrowed(rina):
    rina("contact add Sari")
    rina('ask add rina "a" --objection price')
    rina('ask add sari "b" --product GM-M')
    rina("ask visit sari besok")
    assert ids(rina("ask list --objection harga-nya --json")) == []
    assert ids(rina("ask list --objection price --json")) == [1]
    assert ids(rina("ask list --product GM-M --json")) == [2]
    assert ids(rina("ask list --contact sari --json")) == [2, 3]
    assert ids(rina("ask list --kind visit --json")) == [3]
    assert len(ids(rina("ask list --limit 1 --json"))) == 1
    assert "There is no such question" in rina("ask list --kind about").out
    assert "There is no kind of question called" in rina("ask list --kind surat").err
    assert "--answered and --ended do not go together" in rina("ask list --answered --ended").err


@pytest.mark.parametrize(
    ("line", "status", "said"),
    [
        ("ask add rina ''", 2, "The question is empty"),
        ("ask add rina hai --ago 3h --on kemarin", 2, "--on and --ago do not go together"),
        ("ask add rina hai --ago lama", 2, "is not a length of time"),
        ("ask add rina hai --on besok", 4, "is still to come"),
        ("ask add rina hai --product apa", 3, "There is no product"),
        ("ask add rina hai --objection '!!'", 2, "is no word for what keeps her from buying"),
        ("ask add rina hai --next 1/1/2020", 4, "is over"),
        ("ask answer satu", 2, "“satu” is no number of a question"),
        ("ask answer 7", 3, "There is no question 7"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(rina, look, line, status, said):
    result = rina(line)
    assert (result.status, said in result.err) == (status, True), result.err
    assert look("SELECT count(*) FROM ask") == [(0,)]


def test_an_answer_before_its_question_is_refused(rina):
    rina('ask add rina "Ready?" --ago 1h')
    refused = rina("ask answer 1 --ago 2h")
    assert refused.status == 4
    assert "That is before it was asked" in refused.err


def test_nobody_waiting_is_said_kindly(rina):
    assert "Nobody waits for an answer." in rina("ask list").out


def test_it_fits_a_narrow_screen(rina):
    rina('ask add rina "Gamis Kirana yang navy ukuran M masih ada nggak ya kak, bahannya adem?" --objection price')
    for width in (60, 80):
        out = rina("ask list", terminal=True, width=width).out
        assert max(map(len, re.sub(r"\x1b\[[0-9;]*m", "", out).splitlines())) <= width
        assert "Rina" in out


def test_what_goes_out_in_exchange_answers_no_question(shop):
    for line in (
        "contact add Rina",
        "order add rina 'Tas @50rb' --dp 50rb",
        "order status 1 arrived",
        "claim open 1 --wants exchange --reason size",
        "claim decide 1 --goodwill --because ramah",
    ):
        assert shop(line, now="2026-11-20T10:00:00+07:00").status == 0, line
    assert shop("ask add rina 'Topi ada?' --objection price", now="2026-11-21T10:00:00+07:00").status == 0
    assert shop("claim exchange 1").status == 0
    assert [row["text"] for row in shop("ask list --json").json["rows"]] == ["Topi ada?"]


def test_who_was_written_to_for_the_last_time_may_still_have_bought_elsewhere(rina):
    rina('ask add rina "Ready?" --objection price')
    rina("ask answer 1 --next besok")
    late = {"now": "2026-11-24T12:00:00+07:00"}
    assert "Come back to her on Monday, 23 November 2026" in rina("ask show 1").out
    assert "`olcrm follow prospects` has a message for it." in rina("ask show 1", **late).out
    assert rina("follow prospects --sent 1-ask", **late).status == 0
    assert rina("ask bought 1", **late).out == "Rina · prospect has bought: question 1 is closed.\n"
    again = rina("ask bought 1", **late)
    assert (again.status, "Number 1 is closed: she bought." in again.err) == (4, True)
