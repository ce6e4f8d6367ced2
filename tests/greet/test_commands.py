import subprocess
import sys

import pytest


@pytest.fixture
def on(shop):
    """``on("11-22", "greet birthdays")`` types a command at nine on that day of 2026."""

    def on(day, line, **given):
        year = "" if len(day) == 10 else "2026-"
        return shop(line, now=f"{year}{day}T09:00:00+07:00", **given)

    on("11-22", 'config set shop "Toko Ani"')
    return on


@pytest.fixture
def rina(on):
    """Rina, born on 22 November 1990, with a phone."""
    assert on("11-22", "contact add Rina --phone 081234567890 --birthday 22/11/1990").status == 0
    return on


@pytest.fixture
def greeted(on):
    """The ids of the drafts for that day."""

    def greeted(day, words=""):
        return [row["id"] for row in on(day, f"greet birthdays --json {words}").json["rows"]]

    return greeted


def test_whose_birthday_is_today_is_shown_with_a_message_ready(rina):
    (row,) = rina("11-22", "greet birthdays --json").json["rows"]
    text, link = row.pop("text"), row.pop("link")
    assert row == {
        "id": "1-2026",
        "contact": {"id": 1, "name": "Rina", "standing": "prospect"},
        "order": None,
        "due": None,
        "purpose": "birthday",
        "step": None,
        "template": "birthday",
        "reason": "birthday today, turns 36",
        "day": "2026-11-22",
        "age": 36,
        "occasion": "birthday-2026",
    }
    assert "Kak Rina" in text
    assert "Toko Ani" in text
    assert link.startswith("https://wa.me/6281234567890?text=Selamat%20ulang%20tahun")


def test_the_age_is_for_the_owners_eyes_and_never_in_the_message(rina):
    rina("11-22", "contact add Siti --birthday 22/11")
    first, second = rina("11-22", "greet birthdays --json").json["rows"]
    assert (first["age"], second["age"]) == (36, None)
    assert "36" not in first["text"]
    assert "1990" not in first["text"]
    shown = rina("11-22", "greet birthdays --plain").out
    assert "1-2026\tRina\tprospect\t2026-11-22\t36\tbirthday today, turns 36" in shown
    assert "2-2026\tSiti\tprospect\t2026-11-22\t\tbirthday today" in shown


def test_a_greeting_carries_no_offer(rina):
    (row,) = rina("11-22", "greet birthdays --json").json["rows"]
    for word in ("diskon", "promo", "gratis", "Rp", "%"):
        assert word not in row["text"]


def test_nobody_is_greeted_twice_for_one_birthday(rina, greeted, look):
    assert rina("11-22", "greet birthdays --sent 1-2026").status == 0
    assert greeted("11-22") == []
    refused = rina("11-22", "greet birthdays --sent 1-2026")
    assert refused.status == 4
    assert "Rina was greeted for this birthday already." in refused.err
    assert look("SELECT purpose, occasion FROM message") == [("birthday", "birthday-2026")]
    assert greeted("2027-11-22") == ["1-2027"]


def test_a_birthday_that_was_corrected_after_the_greeting_is_still_this_years(rina, greeted):
    rina("11-22", "greet birthdays --sent 1-2026")
    rina("11-22", "contact edit rina --birthday 24/11/1990")
    assert greeted("11-24") == []


def test_whoever_does_not_want_to_be_greeted_is_obeyed_everywhere(rina, greeted):
    rina("11-22", "contact celebrates rina jangan")
    assert greeted("11-22") == greeted("11-20", "--within 7") == greeted("11-24", "--late 3") == []
    assert [row["room"] for row in rina("11-22", "today --json").json["rows"]] == []
    refused = rina("11-22", "greet birthdays --sent 1-2026")
    assert refused.status == 4
    assert "Rina is not to be greeted just now." in refused.err


@pytest.mark.parametrize("line", ["contact pause rina --until 1/12 --because sakit", "contact archive rina"])
def test_whoever_is_paused_or_archived_is_not_greeted(rina, greeted, line):
    assert rina("11-22", line).status == 0
    assert greeted("11-22") == []
    assert rina("11-22", "greet birthdays --sent 1-2026").status == 4


def test_the_coming_days_are_shown_the_soonest_first(rina, greeted):
    for name, birthday in (("Siti", "29/11"), ("Ani", "24/11/1980"), ("Dewi", "30/11"), ("Maya", "21/11")):
        rina("11-22", f"contact add {name} --birthday {birthday}")
    assert greeted("11-22") == ["1-2026"]
    assert greeted("11-22", "--within 7") == ["1-2026", "3-2026", "2-2026"]


def test_birthdays_are_found_across_the_years_end(on, greeted):
    on("11-22", "contact add Rina --birthday 2/1/1990")
    on("11-22", "contact add Siti --birthday 31/12")
    assert greeted("12-28", "--within 7") == ["2-2026", "1-2027"]
    (row,) = on("2027-01-02", "greet birthdays --json").json["rows"]
    assert (row["id"], row["age"]) == ("1-2027", 37)


def test_29_february_is_greeted_on_28_february_or_1_march_in_common_years(on, greeted):
    on("11-22", "contact add Rina --birthday 29/2/2000")
    assert greeted("2027-02-28") == ["1-2027"]
    assert greeted("2027-03-01") == []
    on("11-22", "config set leap-birthday 1/3")
    assert greeted("2027-02-28") == []
    assert greeted("2027-03-01") == ["1-2027"]
    assert greeted("2028-02-28") == greeted("2028-03-01") == []
    assert greeted("2028-02-29") == ["1-2028"]


def test_the_evening_before_is_too_early_for_a_walk(rina, greeted):
    assert greeted("11-21", "--within 1") == ["1-2026"]
    assert "1 of 1" not in rina("11-21", "greet birthdays --within 1 --send", keys="x\n").err
    assert greeted("11-22") == ["1-2026"]


def test_before_the_day_the_walk_says_whose_birthday_comes(rina):
    shown = rina("11-20", "greet birthdays --within 7")
    assert "`--send` goes through them from 22 Nov on." in shown.out + shown.err
    assert "goes through them one by one" in rina("11-22", "greet birthdays --within 7").err
    walked = rina("11-20", "greet birthdays --within 7 --send", keys="x\n")
    assert "There is nobody to greet today; the next birthday is Rina’s, 22 Nov." in walked.out
    assert "There is nobody to greet in these days." in rina("11-20", "greet birthdays --within 1").out


def test_too_many_days_are_refused_by_the_option_that_has_them(rina):
    assert "Write it like --late 7." in rina("11-22", "greet birthdays --late 99").err
    assert "Write it like --within 7." in rina("11-22", "greet birthdays --within 999").err


def test_late_in_the_day_it_is_asked_whether_to_write(rina, shop):
    late = "2026-11-22T21:30:00+07:00"
    walked = shop("greet birthdays --send", keys="n\n", now=late)
    assert "It is 21:30; write to people all the same?" in walked.err
    assert "Nothing was sent." in walked.out
    assert "1 of 1" not in walked.err
    shop("contact celebrates rina 17-agustus")
    walked = shop("greet holiday 17-agustus --send", keys="n\n", now="2026-08-17T21:30:00+07:00")
    assert "It is 21:30; write to people all the same?" in walked.err


def test_a_missed_birthday_is_mentioned_and_can_still_be_greeted(rina, greeted):
    shown = rina("11-24", "greet birthdays")
    assert "There is nobody to greet today." in shown.out
    assert "Missed in the last 3 days: Rina (22 Nov). A late wish is still kind: --late 3." in shown.err
    assert greeted("11-24", "--late 3") == ["1-2026"]
    refused = rina("11-24", "greet birthdays --sent 1-2026")
    assert refused.status == 4
    assert "Rina’s birthday was on 22 Nov 2026." in refused.err
    assert rina("11-24", "greet birthdays --late 2 --sent 1-2026").status == 0
    assert "Missed" not in rina("11-24", "greet birthdays").err


def test_only_a_few_of_the_missed_are_named(on):
    for name in ("Rina", "Siti", "Ani", "Dewi"):
        on("11-22", f"contact add {name} --birthday 21/11")
    assert "Rina (yesterday), Siti (yesterday), Ani (yesterday), …." in on("11-22", "greet birthdays").err


def test_all_at_once_leaves_those_whose_day_is_still_to_come(rina, greeted):
    none = rina("11-20", "greet birthdays --within 7 --all-sent")
    assert "There is nobody to greet today; the next birthday is Rina’s, 22 Nov." in none.out
    rina("11-20", "contact add Siti --birthday 20/11")
    done = rina("11-20", "greet birthdays --within 7 --all-sent")
    assert done.out.splitlines() == [
        "1 message logged as sent: Siti (2-2026).",
        "Not logged, because the day is still to come: 1-2026.",
    ]
    assert greeted("11-20", "--within 7") == greeted("11-22") == ["1-2026"]


def test_who_was_wished_well_before_her_day_is_not_greeted_on_it(rina, greeted):
    assert greeted("11-18", "--within 7") == ["1-2026"]
    assert rina("11-18", "greet birthdays --sent 1-2026 --json").json["logged"] == ["1-2026"]
    assert greeted("11-18", "--within 7") == greeted("11-22") == []
    refused = rina("11-18", "greet birthdays --sent 1-2027")
    assert refused.status == 4
    assert "Rina’s birthday is still to come, on 22 Nov 2027." in refused.err


def test_all_that_are_listed_can_be_logged_in_one_change(rina, greeted, look):
    rina("11-22", "contact add Siti --birthday 22/11")
    rina("11-22", "contact add Ani --birthday 23/11")
    ((before,),) = look("SELECT count(*) FROM change")
    done = rina("11-22", "greet birthdays --all-sent --json").json
    assert done["logged"] == ["1-2026", "2-2026"]
    assert look("SELECT count(*) FROM change") == [(before + 1,)]
    assert greeted("11-22", "--within 3") == ["3-2026"]
    assert rina("11-22", "greet birthdays --all-sent").status == 0


def test_a_walk_logs_whom_she_has_greeted(rina, greeted):
    rina("11-22", "contact add Siti --birthday 22/11")
    walked = rina("11-22", "greet birthdays --send", keys="c\ny\ns\n")
    assert "1 of 2: Rina · prospect · birthday today, turns 36" in walked.err
    assert "There is no phone number for Siti" in walked.err
    assert "1 message logged as sent: Rina (1-2026)." in walked.out
    assert greeted("11-22") == ["2-2026"]


@pytest.fixture
def rina_is_undone(rina, monkeypatch):
    """Rina, whom another window takes out of the ledger while her message is being copied, and Sari."""
    rina("11-22", "contact add Sari --phone 081234567892 --birthday 22/11/1990")
    added = str(rina("11-22", "log rina --json").json["rows"][-1]["id"])

    def taken_back_meanwhile(text):
        if "Kak Rina" in text:
            line = [sys.executable, "-m", "olcrm", "undo", added, "--yes"]
            subprocess.run(line, check=False, stdin=subprocess.DEVNULL, capture_output=True)
        return True

    monkeypatch.setattr("olcrm.kit.links.copy", taken_back_meanwhile)
    return rina


def test_a_walk_goes_on_past_who_left_the_ledger_in_another_window(rina_is_undone):
    walked = rina_is_undone("11-22", "greet birthdays --send", keys="c\ny\nc\ny\n")
    assert "Rina is passed over. There is no customer 1." in walked.err
    assert (walked.status, walked.out) == (0, "1 message logged as sent: Sari (2-2026).\n")


def test_ctrl_c_counts_what_was_logged_and_not_who_was_passed_over(rina_is_undone):
    walked = rina_is_undone("11-22", "greet birthdays --send", keys="c\ny\n\x03\n")
    assert "Rina is passed over." in walked.err
    assert (walked.status, "\n0 messages logged.\n" in walked.err) == (130, True)


def test_the_whole_greetings_stand_below_one_another(rina):
    rina("11-22", "contact add Siti --birthday 22/11")
    shown = rina("11-22", "greet birthdays --text").out
    assert shown.index("── 1-2026 · Rina") < shown.index("Kak Rina") < shown.index("── 2-2026 · Siti")
    assert shown.count("https://wa.me/") == 1


@pytest.mark.parametrize(
    ("words", "status", "message"),
    [
        ("--within 400", 2, "--within is from 0 to 364 days."),
        ("--within -1", 2, "--within is from 0 to 364 days."),
        ("--late 31", 2, "--late is from 0 to 30 days."),
        ("--within banyak", 2, "“banyak” is not a length of time."),
        ("--sent rina", 2, "is not the id of a birthday greeting"),
        ("--sent 9-2026", 3, "There is no customer 9."),
        ("--sent 2-2026", 4, "Siti’s birthday is not known."),
        ("--sent 1-2025", 4, "Rina’s birthday was on 22 Nov 2025."),
        ("--text --all-sent", 2, "do not go together"),
    ],
)
def test_what_cannot_be_greeted_is_refused(rina, words, status, message):
    rina("11-22", "contact add Siti")
    refused = rina("11-22", f"greet birthdays {words}")
    assert refused.status == status
    assert message in refused.err


def test_nobody_to_greet_is_said(on):
    assert "There is nobody to greet today." in on("11-22", "greet birthdays").out
    assert "There is nobody to greet in these days." in on("11-22", "greet birthdays --within 7").out
    assert on("11-22", "greet birthdays --json").json == {"olcrm": 1, "kind": "greet.birthdays", "rows": []}
