from datetime import datetime, timedelta

import pytest

TAKEN = datetime.fromisoformat("2026-11-20T10:00:00+07:00")  # a Friday
SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@pytest.fixture
def at(shop):
    """``at(24 * HOUR, "remind unpaid")`` types a command so long after the order was taken."""

    def at(later, line, **given):
        return shop(line, now=(TAKEN + later).isoformat(), **given)

    at(0 * DAY, 'config set shop "Toko Ani"')
    at(0 * DAY, 'config account add "BCA 1234567890 a.n. Ani"')
    at(0 * DAY, "contact add Rina --phone 081234567890")
    return at


@pytest.fixture
def order(at):
    """Order 1, of somebody new, whose goods are kept for 48 hours."""
    assert at(0 * DAY, 'order add rina "2x Gamis M @150rb"').status == 0
    return at


@pytest.fixture
def waiting(at):
    """What waits so long after the order was taken: the ids of the drafts."""

    def waiting(later, line="remind unpaid"):
        return [row["id"] for row in at(later, f"{line} --json").json["rows"]]

    return waiting


def test_an_order_that_nobody_pays_for_goes_up_the_ladder_and_is_released(order, waiting):
    assert waiting(DAY - SECOND) == []
    assert waiting(DAY) == ["1-1"]
    assert order(26 * HOUR, "remind unpaid --sent 1-1").status == 0
    assert waiting(50 * HOUR - SECOND) == []
    assert waiting(50 * HOUR) == ["1-2"]
    assert order(51 * HOUR, "remind unpaid --sent 1-2").status == 0
    assert waiting(75 * HOUR - SECOND) == []
    assert waiting(75 * HOUR) == ["1-release"]
    assert order(76 * HOUR, "order release 1").status == 0
    assert waiting(77 * HOUR) == []
    assert waiting(365 * DAY) == []


def test_an_order_is_reminded_of_twice_at_most(order, waiting):
    order(2 * DAY, "remind unpaid --sent 1-1")
    order(3 * DAY, "remind unpaid --sent 1-2")
    for later in (4 * DAY, 30 * DAY, 900 * DAY):
        assert waiting(later) == ["1-release"]
        for draft in ("1-1", "1-2"):
            refused = order(later, f"remind unpaid --sent {draft}")
            assert refused.status == 4
            assert "was sent already" in refused.err
        assert order(later, "remind unpaid --all-sent").status == 0
    assert len(order(900 * DAY, "message list rina --json").json["rows"]) == 2


def test_time_alone_sends_nothing_and_skips_nothing(order, waiting):
    assert waiting(900 * DAY) == ["1-1"]
    order(900 * DAY, "remind unpaid --sent 1-1")
    assert waiting(901 * DAY - SECOND) == []
    assert waiting(901 * DAY) == ["1-2"]


def test_the_first_reminder_is_kind_and_names_the_amount_and_the_second_asks_how_she_is_and_names_none(order):
    (first,) = order(DAY, "remind unpaid --json").json["rows"]
    assert first["template"] == "remind-1"
    assert "Kak Rina" in first["text"]
    assert "Rp300.000" in first["text"]
    order(DAY, "remind unpaid --sent 1-1")
    (second,) = order(2 * DAY, "remind unpaid --json").json["rows"]
    assert second["template"] == "remind-2"
    assert "apa kabar" in second["text"]
    assert "Rp" not in second["text"]
    assert "300" not in second["text"]


def test_a_draft_says_who_what_which_step_and_why(order):
    (row,) = order(DAY, "remind unpaid --json").json["rows"]
    link, text = row.pop("link"), row.pop("text")
    assert row == {
        "id": "1-1",
        "contact": {"id": 1, "name": "Rina", "standing": "prospect"},
        "order": 1,
        "due": 1,
        "purpose": "remind",
        "step": 1,
        "template": "remind-1",
        "reason": "kept until tomorrow 10:00",
        "items": "2x Gamis M",
        "balance": 300_000,
        "quiet": False,
    }
    assert link.startswith("https://wa.me/6281234567890?text=Halo%20Kak%20Rina")
    assert text.startswith("Halo Kak Rina")


def test_a_draft_for_somebody_without_a_phone_has_no_link(at):
    at(0 * DAY, "contact add Siti")
    at(0 * DAY, 'order add siti "Mukena @185rb"')
    (row,) = at(DAY, "remind unpaid --json").json["rows"]
    assert row["link"] is None
    assert "Mukena" in row["text"]


def test_the_list_shows_whom_with_her_standing_and_why_and_writes_no_message(order):
    shown = order(DAY, "remind unpaid --plain").out
    assert "1-1\tRina\tprospect\t1\t2x Gamis M\tRp300.000\t1\tkept until tomorrow 10:00" in shown
    assert "Halo" not in shown


def test_the_whole_messages_stand_below_one_another(order):
    order(HOUR, 'order add rina "Mukena @185rb"')
    shown = order(2 * DAY, "remind unpaid --text").out
    assert shown.index("── 1-1 · Rina") < shown.index("Rp300.000") < shown.index("── 2-1 · Rina")
    assert shown.index("── 2-1 · Rina") < shown.index("Rp185.000")
    assert shown.count("https://wa.me/6281234567890?text=") == 2


def test_the_oldest_order_comes_first(order, waiting):
    for number in range(3):
        order(number * HOUR, f'order add rina "Mukena {number} @185rb"')
    assert waiting(3 * DAY) == ["1-1", "2-1", "3-1", "4-1"]
    assert [row["id"] for row in order(3 * DAY, "remind unpaid --json --limit 2").json["rows"]] == ["1-1", "2-1"]


def test_a_terminal_shows_a_page_and_says_how_many_more(order):
    for number in range(3):
        order(0 * DAY, f'order add rina "Mukena {number} @185rb"')
    seen = order(DAY, "remind unpaid --limit 3", terminal=True).out
    assert "3-1" in seen
    assert "4-1" not in seen
    assert "1 more" in seen


@pytest.mark.parametrize(
    ("keep", "first"), [("24h", 12 * HOUR), ("3d", 36 * HOUR), ("7d", 84 * HOUR), ("1h", HOUR / 2)]
)
def test_the_steps_follow_the_keep_time_of_the_order(at, waiting, keep, first):
    at(0 * DAY, f'order add rina "Gamis @150rb" --keep {keep}')
    assert waiting(first - SECOND) == []
    assert waiting(first) == ["1-1"]


def test_an_order_without_a_keep_time_follows_that_of_her_standing(order, waiting, ledger):
    import sqlite3

    with sqlite3.connect(ledger) as db:
        db.execute("UPDATE sale_order SET keep_until = NULL")
    db.close()
    assert waiting(DAY - SECOND) == []
    assert waiting(DAY) == ["1-1"]
    order(DAY, "config set keep-new 10d")
    assert waiting(5 * DAY - SECOND) == []
    assert waiting(5 * DAY) == ["1-1"]


def test_what_is_paid_cancelled_or_released_is_reminded_of_no_more(order, waiting):
    for number in range(3):
        order(0 * DAY, f'order add rina "Mukena {number} @185rb"')
    order(HOUR, "pay add 1 300rb")
    order(HOUR, 'order cancel 2 --because "salah pesan"')
    order(HOUR, "order release 3")
    assert waiting(9 * DAY) == ["4-1"]
    for number, so in ((1, "is paid"), (2, "is closed"), (3, "is closed")):
        refused = order(9 * DAY, f"remind unpaid --sent {number}-1")
        assert refused.status == 4
        assert so in refused.err


def test_a_deposit_leads_to_the_settlement_counted_from_its_due_day(at, waiting):
    at(0 * DAY, 'order add rina "Gamis @300rb" --dp 100rb --via bca')
    due_day = datetime.fromisoformat("2026-11-22T00:00:00+07:00") - TAKEN
    assert waiting(due_day + DAY - SECOND) == []
    (row,) = at(due_day + DAY, "remind unpaid --json").json["rows"]
    assert (row["id"], row["purpose"], row["template"]) == ("1-1", "settle", "settle-1")
    assert row["balance"] == 200_000
    assert "Rp100.000" in row["text"]
    assert "Rp200.000" in row["text"]
    at(due_day + DAY, "remind unpaid --sent 1-1")
    assert waiting(due_day + 2 * DAY - SECOND) == []
    (row,) = at(due_day + 2 * DAY, "remind unpaid --json").json["rows"]
    assert (row["id"], row["template"]) == ("1-2", "settle-2")
    assert "Rp" not in row["text"]


def test_the_settlement_is_counted_on_its_own(order, waiting):
    order(2 * DAY, "remind unpaid --sent 1-1")
    order(3 * DAY, "remind unpaid --sent 1-2")
    order(3 * DAY, "pay add 1 100rb")
    (row,) = order(5 * DAY, "remind unpaid --json").json["rows"]
    assert (row["id"], row["purpose"], row["step"]) == ("1-1", "settle", 1)
    assert order(5 * DAY, "remind unpaid --sent 1-1").status == 0


def test_a_deposit_is_never_forfeited_silently(at):
    at(0 * DAY, 'order add rina "Gamis @300rb" --dp 100rb')
    at(5 * DAY, "remind unpaid --sent 1-1")
    at(6 * DAY, "remind unpaid --sent 1-2")
    (row,) = at(7 * DAY, "remind unpaid --json").json["rows"]
    assert (row["id"], row["step"], row["purpose"]) == ("1-release", "release", "release")
    assert "Rp100.000 is in: release with --refund or --as-credit" in row["reason"]
    assert at(7 * DAY, "order release 1").status == 4
    assert at(7 * DAY, "order release 1 --as-credit").status == 0


def test_nobody_is_reminded_within_a_day_of_a_payment(at, waiting):
    at(0 * DAY, 'order add rina "Gamis @300rb"')
    paid = 9 * DAY
    at(paid, "pay add 1 100rb")
    assert waiting(paid + DAY - SECOND) == []
    refused = at(paid + DAY - SECOND, "remind unpaid --sent 1-1")
    assert refused.status == 4
    assert "Rina paid something less than a day ago." in refused.err
    assert waiting(paid + DAY) == ["1-1"]


def test_a_payment_that_was_a_mistake_does_not_hold_a_reminder_back(order, waiting):
    order(9 * DAY, "pay add 1 100rb")
    assert waiting(9 * DAY) == []
    assert order(9 * DAY, "pay void 1 --because salah").status == 0
    assert waiting(9 * DAY) == ["1-1"]


def test_nobody_is_reminded_within_a_day_of_having_written(order, waiting):
    wrote = 9 * DAY
    order(wrote, 'message add rina "besok ya kak" --in')
    assert waiting(wrote + DAY - SECOND) == []
    refused = order(wrote + HOUR, "remind unpaid --sent 1-1")
    assert refused.status == 4
    assert "Rina wrote less than a day ago." in refused.err
    assert waiting(wrote + DAY) == ["1-1"]


def test_what_the_owner_wrote_herself_holds_nothing_back(order, waiting):
    order(9 * DAY, 'message add rina "barangnya bagus kak"')
    assert waiting(9 * DAY) == ["1-1"]


def test_trouble_at_the_customers_end_stops_money_reminders_for_that_time(order, waiting):
    order(DAY, "contact pause rina --until 1/12 --because sakit")
    last = datetime.fromisoformat("2026-12-01T23:59:59+07:00") - TAKEN
    assert waiting(last) == []
    refused = order(last, "remind unpaid --sent 1-1")
    assert refused.status == 4
    assert "Rina is left alone until today: sakit." in refused.err
    assert "Left alone just now: Rina until today (sakit)." in order(last, "remind unpaid").err
    assert "Left alone" not in order(last, "remind due").err
    assert waiting(last + SECOND) == []
    assert (
        "Left alone just now: Rina (waits for the check-in after her pause)."
        in order(last + SECOND, "remind unpaid").err
    )
    refused = order(last + SECOND, "remind unpaid --sent 1-1")
    assert (refused.status, refused.err) == (
        4,
        "Rina waits for the check-in after her pause.\nAsk her first how she is; `olcrm today` says how.\n",
    )
    order(last + SECOND, "follow checkin --all-sent")
    assert waiting(last + SECOND) == ["1-1"]


@pytest.mark.parametrize(
    "word", ["", "message add rina 'sudah tf kak' --in", "ask add rina ready?", "reply rekening rina --sent"]
)
def test_reminders_wait_for_a_check_in_that_is_forgotten_for_three_days_only(order, waiting, word):
    order(DAY, "contact pause rina --until 24/11 --because sakit")
    morning = datetime.fromisoformat("2026-11-25T09:00:00+07:00") - TAKEN
    if word:
        assert order(morning - DAY, word).status == 0
    assert [waiting(morning + days * DAY) for days in range(4)] == [[], [], [], ["1-1"]]


def test_a_talk_that_the_owner_noted_is_a_check_in(order, waiting):
    order(DAY, "contact pause rina --until 24/11 --because sakit")
    last = datetime.fromisoformat("2026-11-24T00:00:00+07:00") - TAKEN
    order(last - SECOND, "message add rina 'ditelepon'")
    assert waiting(last + DAY) == []
    order(last, "message add rina 'ditelepon, sudah baikan'")
    assert waiting(last + DAY) == ["1-1"]


def test_whose_pause_is_ended_is_asked_first_how_she_is(order, waiting):
    order(DAY, "contact pause rina --until 1/12 --because sakit")
    ended = order(2 * DAY, "contact pause rina --end")
    assert ended.out.splitlines() == [
        "Rina (1) can be written to again.",
        "Ask her first how she is; `olcrm today` says how.",
    ]
    assert waiting(2 * DAY) == []


def test_nobody_is_reminded_on_a_closed_day(order, waiting):
    order(0 * DAY, "config set closed-on minggu")
    sunday = 2 * DAY
    assert waiting(sunday) == []
    assert "The shop is closed today, and nobody is reminded." in order(sunday, "remind unpaid").out
    assert order(sunday, "remind unpaid --sent 1-1").status == 4
    assert "The shop is closed today" in order(sunday, "remind unpaid --sent 1-1").err
    assert waiting(3 * DAY) == ["1-1"]


@pytest.mark.parametrize(
    ("hour", "quiet"), [("19:59:59", False), ("20:00:00", True), ("07:59:59", True), ("08:00:00", False)]
)
def test_in_quiet_hours_reminders_are_shown_but_marked(order, shop, hour, quiet):
    (row,) = shop("remind unpaid --json", now=f"2026-11-25T{hour}+07:00").json["rows"]
    assert row["quiet"] is quiet
    assert row["reason"].endswith("wait until 08:00") is quiet


def test_in_quiet_hours_a_walk_asks_first(order):
    late = 35 * HOUR  # 21:00
    asked = order(late, "remind unpaid --send", keys="n\n")
    assert "It is 21:00; remind all the same?" in asked.err
    assert "Nothing was sent." in asked.out
    assert "1 of 1" not in asked.err
    assert "1 of 1" in order(late, "remind unpaid --send", keys="y\nx\n").err
    assert "remind all the same" not in order(late + 12 * HOUR, "remind unpaid --send", keys="x\n").err


def test_a_reminder_sent_in_quiet_hours_may_still_be_logged(order, waiting):
    assert order(35 * HOUR, "remind unpaid --sent 1-1").status == 0
    assert waiting(36 * HOUR) == []


def test_a_snooze_puts_the_reminders_off_to_a_day(order, waiting):
    said = order(2 * DAY, "remind snooze 1 27/11 --because 'gajian dulu' --json").json
    assert said["until"] == "2026-11-27"
    assert said["because"] == "gajian dulu"
    assert said["due"]["id"] == 1
    friday = datetime.fromisoformat("2026-11-27T00:00:00+07:00") - TAKEN
    assert waiting(friday - SECOND) == []
    refused = order(3 * DAY, "remind unpaid --sent 1-1")
    assert refused.status == 4
    assert "Order 1 is not reminded of before 27 Nov." in refused.err
    assert waiting(friday) == ["1-1"]


def test_a_snooze_can_be_ended(order, waiting):
    assert order(2 * DAY, "remind snooze '#1' '3 hari lagi'").status == 0
    assert waiting(2 * DAY) == []
    assert "Order 1 goes on being reminded of." in order(2 * DAY, "remind snooze 1 --end").out
    assert waiting(2 * DAY) == ["1-1"]


@pytest.mark.parametrize(
    ("words", "status", "message"),
    [
        ("1", 2, "Say until which day, or --end."),
        ("1 besok --end", 2, "Say until which day, or --end."),
        ("1 kapan", 2, "is not a day that can be read"),
        ("1 20/11/2026", 4, "Reminders are put off to a day after today."),
        ("1 kemarin", 4, "Reminders are put off to a day after today."),
        ("9 besok", 3, "There is no order 9."),
        ("due:9 besok", 3, "There is no due:9."),
        ("rina besok", 2, "is not an order number"),
        ("1 besok --because ''", 2, "The reason is empty."),
    ],
)
def test_a_snooze_that_cannot_be_is_refused(order, words, status, message):
    refused = order(0 * DAY, f"remind snooze {words}")
    assert refused.status == status
    assert message in refused.err


def test_what_is_paid_cannot_be_snoozed(order):
    order(HOUR, "pay add 1 300rb")
    refused = order(HOUR, "remind snooze 1 besok")
    assert refused.status == 4
    assert "Order 1: nothing is owed for it." in refused.err


def test_only_what_waits_can_be_logged_and_all_of_it_or_nothing(order, waiting):
    order(HOUR, 'order add rina "Mukena @185rb"')
    refused = order(DAY, "remind unpaid --sent 1-1 --sent 2-1")
    assert refused.status == 4
    assert "It is too early for 2-1." in refused.err
    assert waiting(DAY) == ["1-1"]
    assert order(DAY + HOUR, "remind unpaid --sent 1-1 --sent 2-1 --sent 1-1").status == 0
    assert waiting(2 * DAY) == []


@pytest.mark.parametrize(
    ("draft", "status", "message"),
    [
        ("1-2", 4, "is not at that step"),
        ("1-release", 4, "is not at that step"),
        ("due:1-1", 4, "is on another list"),
        ("9-1", 3, "There is no order 9."),
        ("due:9-1", 3, "There is no due:9."),
        ("1-3", 2, "is not the id of a reminder"),
        ("rina", 2, "is not the id of a reminder"),
    ],
)
def test_a_draft_that_does_not_wait_is_refused(order, waiting, draft, status, message):
    refused = order(DAY, f"remind unpaid --sent {draft}")
    assert refused.status == status
    assert message in refused.err
    assert waiting(DAY) == ["1-1"]


def test_all_sent_logs_every_reminder_but_leaves_releases_to_the_owner(order, waiting):
    order(2 * DAY, "remind unpaid --sent 1-1")
    order(3 * DAY, "remind unpaid --sent 1-2")
    order(3 * DAY, 'order add rina "Mukena @185rb"')
    done = order(4 * DAY, "remind unpaid --all-sent --json").json
    assert done["logged"] == ["2-1"]
    assert waiting(4 * DAY) == ["1-release"]
    said = order(4 * DAY, "remind unpaid --all-sent")
    assert said.status == 0
    assert "Left for you to decide: 1-release." in said.out


def test_what_is_logged_stands_in_the_messages_with_its_step(order, look):
    order(DAY, "remind unpaid --sent 1-1")
    ((purpose, step, due_id, text, said_at),) = look("SELECT purpose, step, due_id, text, said_at FROM message")
    assert (purpose, step, due_id) == ("remind", 1, 1)
    assert text.startswith("Halo Kak Rina")
    assert said_at == "2026-11-21T03:00:00+00:00"
    ((said,),) = look("SELECT said FROM change ORDER BY id DESC LIMIT 1")
    assert said == "1 message logged as sent: Rina (1-1)."


def test_a_reminder_logged_by_mistake_is_taken_back_with_its_step(order, waiting):
    order(DAY, "remind unpaid --sent 1-1")
    assert waiting(3 * DAY) == ["1-2"]
    assert order(3 * DAY, "undo --yes").status == 0
    assert waiting(3 * DAY) == ["1-1"]


def test_the_words_of_a_release_can_be_logged_once_and_release_nothing_by_themselves(order, waiting, look):
    order(2 * DAY, "remind unpaid --sent 1-1")
    order(3 * DAY, "remind unpaid --sent 1-2")
    assert order(4 * DAY, "remind unpaid --sent 1-release").status == 0
    assert look("SELECT purpose, step FROM message ORDER BY id DESC LIMIT 1") == [("release", None)]
    assert look("SELECT closed_as FROM sale_order") == [(None,)]
    (row,) = order(5 * DAY, "remind unpaid --json").json["rows"]
    assert "told of the release yesterday" in row["reason"]
    assert order(5 * DAY, "remind unpaid --sent 1-release").status == 4


@pytest.mark.parametrize("words", ["--text --send", "--send --all-sent", "--sent 1-1 --all-sent", "--text --sent 1-1"])
def test_only_one_thing_is_done_with_the_drafts_at_a_time(order, words):
    refused = order(DAY, f"remind unpaid {words}")
    assert refused.status == 2
    assert "--text, --send, --sent and --all-sent do not go together." in refused.err


def test_a_list_of_one_customer_holds_only_hers(order, waiting):
    order(0 * DAY, "contact add Siti --phone 081300000000")
    order(0 * DAY, 'order add siti "Mukena @185rb"')
    order(0 * DAY, 'due add siti 50rb "titip bolu" --by 21/11')
    assert waiting(2 * DAY, "remind unpaid --contact siti") == ["2-1"]
    assert waiting(2 * DAY, "remind unpaid --contact rina") == ["1-1"]
    assert waiting(2 * DAY, "remind due --contact siti") == ["due:3-1"]
    assert waiting(2 * DAY, "remind due --contact rina") == []
    assert order(2 * DAY, "remind unpaid --contact santi").status == 3


def test_nobody_to_remind_is_said(order):
    assert "Nobody needs to be reminded of an order just now." in order(HOUR, "remind unpaid").out
    assert "Nobody needs to be reminded of a due just now." in order(HOUR, "remind due").out
    assert order(HOUR, "remind unpaid --json").json == {"olcrm": 1, "kind": "remind.unpaid", "rows": []}
    assert order(HOUR, "remind unpaid --all-sent").status == 0
    assert order(HOUR, "remind unpaid --send", keys="").status == 0


def test_a_walk_logs_at_once_what_she_says_is_sent_and_only_that(order, waiting):
    for number in range(2):
        order(0 * DAY, f'order add rina "Mukena {number} @185rb"')
    walked = order(DAY, "remind unpaid --send", keys="c\ny\ns\nx\n")
    assert walked.status == 0
    assert "1 of 3: Rina · prospect · Order 1 · first reminder · kept until tomorrow 10:00" in walked.err
    assert "1 message logged as sent: Rina (1-1)." in walked.out
    assert "1 skipped." in walked.out
    assert waiting(DAY) == ["2-1", "3-1"]


def test_a_walk_without_a_terminal_says_what_to_do_instead(order):
    refused = order(DAY, "remind unpaid --send")
    assert refused.status == 4
    assert "--sent ID" in refused.err


def test_at_the_end_of_the_ladder_a_walk_offers_to_release(order, waiting, look):
    order(2 * DAY, "remind unpaid --sent 1-1")
    order(3 * DAY, "remind unpaid --sent 1-2")
    walked = order(4 * DAY, "remind unpaid --send", keys="r\n")
    assert walked.status == 0
    assert "[r] release now" in walked.err
    assert "Order 1 is released; its goods are free again." in walked.err
    assert look("SELECT closed_as FROM sale_order") == [("released",)]
    assert look("SELECT count(*) FROM message") == [(2,)]
    assert waiting(5 * DAY) == []


def test_whoever_was_told_of_a_release_finds_her_order_released(order, look):
    order(2 * DAY, "remind unpaid --sent 1-1")
    order(3 * DAY, "remind unpaid --sent 1-2")
    walked = order(4 * DAY, "remind unpaid --send", keys="c\ny\n\n")
    assert "Release order 1 now?" in walked.err
    assert look("SELECT closed_as FROM sale_order") == [("released",)]
    assert look("SELECT purpose FROM message ORDER BY id DESC LIMIT 1") == [("release",)]


def test_an_order_may_be_kept_although_its_ladder_has_ended(order, waiting):
    order(2 * DAY, "remind unpaid --sent 1-1")
    order(3 * DAY, "remind unpaid --sent 1-2")
    walked = order(4 * DAY, "remind unpaid --send", keys="k\n")
    assert "Order 1 stays kept; you are asked again on Thursday, 26 November 2026." in walked.err
    assert waiting(5 * DAY) == []
    assert waiting(6 * DAY) == ["1-release"]


def test_a_release_on_the_walk_asks_what_becomes_of_a_deposit(at, look):
    at(0 * DAY, 'order add rina "Gamis @300rb" --dp 100rb')
    at(5 * DAY, "remind unpaid --sent 1-1")
    at(6 * DAY, "remind unpaid --sent 1-2")
    walked = at(7 * DAY, "remind unpaid --send", keys="r\n2\n")
    assert "Rp100.000 has been paid for order 1." in walked.err
    assert look("SELECT closed_as FROM sale_order") == [("released",)]
    assert look("SELECT credit FROM contact") == [(100_000,)]


def test_without_an_answer_the_order_stays_kept(at, look):
    at(0 * DAY, 'order add rina "Gamis @300rb"')
    at(5 * DAY, "remind unpaid --sent 1-1")
    at(6 * DAY, "remind unpaid --sent 1-2")
    walked = at(7 * DAY, "remind unpaid --send", keys="c\ny\n")
    assert "Order 1 is still kept." in walked.err
    assert walked.status == 0
    assert look("SELECT closed_as FROM sale_order") == [(None,)]


def test_an_errand_is_asked_for_from_its_day_and_once_more_a_week_later(at, waiting):
    at(0 * DAY, 'due add rina 85rb "titip beli bolu" --kind errand --by 25/11')
    day = datetime.fromisoformat("2026-11-25T00:00:00+07:00") - TAKEN
    assert waiting(day - SECOND, "remind due") == []
    assert waiting(day, "remind due") == ["due:1-1"]
    (row,) = at(day, "remind due --json").json["rows"]
    assert (row["purpose"], row["template"], row["order"], row["due"]) == ("due", "due-1", None, 1)
    assert row["reason"].startswith("due today")
    assert "titip beli bolu" in row["text"]
    assert "Rp85.000" in row["text"]
    assert at(day + 9 * HOUR, "remind due --sent due:1-1").status == 0
    assert waiting(day + 7 * DAY - SECOND, "remind due") == []
    (row,) = at(day + 7 * DAY, "remind due --json").json["rows"]
    assert (row["id"], row["template"]) == ("due:1-2", "due-2")
    assert "Rp" not in row["text"]
    at(day + 7 * DAY, "remind due --sent due:1-2")
    assert waiting(day + 900 * DAY, "remind due") == []
    refused = at(day + 900 * DAY, "remind due --sent due:1-2")
    assert refused.status == 4


def test_a_due_without_an_agreed_day_is_asked_for_after_the_shops_own_days(at, waiting):
    at(0 * DAY, 'due add rina 85rb "titip beli bolu" --kind errand')
    day = datetime.fromisoformat("2026-12-04T00:00:00+07:00") - TAKEN
    assert waiting(day - SECOND, "remind due") == []
    assert waiting(day, "remind due") == ["due:1-1"]
    at(0 * DAY, "config set due-days 3")
    assert waiting(4 * DAY, "remind due") == ["due:1-1"]


def test_a_due_asked_for_late_is_asked_for_again_a_day_later_at_the_earliest(at, waiting):
    at(0 * DAY, 'due add rina 85rb "titip beli bolu" --by 25/11')
    at(60 * DAY, "remind due --sent due:1-1")
    assert waiting(61 * DAY - SECOND, "remind due") == []
    assert waiting(61 * DAY, "remind due") == ["due:1-2"]


def test_goods_handed_over_on_credit_are_a_due_and_no_unpaid_order(order, waiting):
    order(DAY, "order status 1 shipped")
    assert waiting(9 * DAY) == []
    (row,) = order(9 * DAY, "remind due --json").json["rows"]
    assert (row["id"], row["order"], row["due"], row["template"]) == ("due:1-1", 1, 1, "due-1")
    refused = order(9 * DAY, "remind unpaid --sent 1-1")
    assert refused.status == 4
    assert "Its draft is called due:1-1." in refused.err


def test_dues_are_held_back_like_orders(at, waiting):
    at(0 * DAY, 'due add rina 85rb "titip beli bolu" --by 21/11')
    at(2 * DAY, "remind snooze due:1 25/11")
    assert waiting(3 * DAY, "remind due") == []
    at(3 * DAY, "remind snooze due:1 --end")
    at(3 * DAY, 'message add rina "besok ya" --in')
    assert waiting(3 * DAY, "remind due") == []
    at(4 * DAY, "contact pause rina --until 25/11 --because sakit")
    assert waiting(5 * DAY, "remind due") == []
    assert waiting(6 * DAY, "remind due") == []
    at(6 * DAY, "follow checkin --all-sent")
    assert waiting(6 * DAY, "remind due") == ["due:1-1"]


def test_a_reminder_of_a_due_is_logged_on_a_walk_too(at, waiting):
    at(0 * DAY, 'due add rina 85rb "titip beli bolu" --by 21/11')
    walked = at(2 * DAY, "remind due --send", keys="c\ny\n")
    assert "1 of 1: Rina · prospect · due:1 · first reminder · due yesterday" in walked.err
    assert waiting(2 * DAY, "remind due") == []


def test_the_owner_reads_it_in_her_language_and_the_customer_in_hers(order):
    order(0 * DAY, "contact edit rina --lang en")
    (row,) = order(DAY, "--lang id remind unpaid --json").json["rows"]
    assert row["text"].startswith("Hi Kak Rina")


def test_a_day_to_settle_by_is_named_until_it_has_passed(order):
    order(HOUR, "pay add 1 100rb")
    assert "Rencana pelunasannya Minggu, 22 November." in order(2 * DAY, "template preview settle-1 rina --order 1").out
    (late,) = order(3 * DAY, "remind unpaid --json").json["rows"]
    assert (late["template"], "Rencana pelunasannya" in late["text"]) == ("settle-1", False)
