import pytest

EVE = "2027-03-09T09:00:00+07:00"


@pytest.fixture
def eve(shop):
    """Four who celebrate Lebaran and one who does not, on the eve of it."""

    def eve(line, **given):
        return shop(line, now=given.pop("now", EVE), **given)

    eve("config set shop 'Toko Ani'")
    for number, name in enumerate(("Rina", "Siti", "Tuti", "Wati")):
        eve(f"contact add {name} --phone 08123456789{number} --celebrates lebaran")
    eve("contact add Maria --celebrates natal")
    return eve


def ids(done):
    return [row["id"] for row in done.json["rows"]]


def test_a_feast_of_today_is_greeted_for_without_naming_it(eve):
    assert ids(eve("greet holiday --json")) == []
    said = eve("greet holiday")
    assert "There is no feast to greet for just now. Next: Eid al-Fitr, tomorrow (estimated); `--within 1`" in said.out
    assert len(ids(eve("greet holiday --json --within 1"))) == 4
    assert len(ids(eve("greet holiday --json", now="2027-03-10T09:00:00+07:00"))) == 4
    assert len(ids(eve("greet holiday --json", now="2027-03-11T09:00:00+07:00"))) == 4
    assert ids(eve("greet holiday --json", now="2027-03-13T09:00:00+07:00")) == []
    assert len(ids(eve("greet holiday --json --late 2", now="2027-03-13T09:00:00+07:00"))) == 4


def test_a_draft_says_for_what_and_how_sure_its_day_is(eve):
    row = eve("greet holiday lebaran --json").json["rows"][0]
    assert "Selamat Idul Fitri, Kak Rina" in row.pop("text")
    assert row.pop("link").startswith("https://wa.me/62812")
    assert row == {
        "id": "1-idul-fitri-2027-03-10",
        "contact": {"id": 1, "name": "Rina", "standing": "prospect"},
        "order": None,
        "due": None,
        "purpose": "holiday",
        "step": None,
        "template": "holiday-idul-fitri",
        "reason": "Eid al-Fitr tomorrow (estimated)",
        "feast": "idul-fitri",
        "day": "2027-03-10",
        "how": "estimated",
        "occasion": "holiday-idul-fitri-2027-03-10",
        "offer": None,
    }
    assert "olcrm holiday set idul-fitri DATE" in eve("greet holiday lebaran").err


def test_a_terminal_shows_the_next_few_and_how_many_are_left(eve):
    eve("config set greet.batch 3")
    shown = eve("greet holiday lebaran", terminal=True)
    assert "1 more waits; the next come once these are sent." in shown.out + shown.err
    logged = eve("greet holiday lebaran --all-sent", terminal=True)
    assert logged.out.startswith("3 messages logged as sent: Rina")
    assert "1 more waits" in logged.out
    assert ids(eve("greet holiday lebaran --json")) == ["4-idul-fitri-2027-03-10"]
    assert eve("greet holiday lebaran --all-sent").out.startswith("1 message logged as sent: Wati")
    assert "Nobody is left to greet for Eid al-Fitr." in eve("greet holiday lebaran").out


def test_a_script_gets_everybody_unless_it_says_how_many(eve):
    eve("config set greet.batch 1")
    assert len(ids(eve("greet holiday lebaran --json"))) == 4
    assert len(ids(eve("greet holiday lebaran --json --limit 2"))) == 2
    assert "2 messages logged" in eve("greet holiday lebaran --all-sent --limit 2").out
    assert len(ids(eve("greet holiday lebaran --json"))) == 2


def test_the_walk_goes_through_the_batch(eve):
    eve("config set greet.batch 2")
    done = eve("greet holiday lebaran --send", keys="c\ny\ns\n")
    assert "1 message logged as sent" in done.out
    assert "2 more wait" in done.out
    assert len(ids(eve("greet holiday lebaran --json"))) == 3


def test_greetings_are_shown_ahead_and_gone_through_from_three_days_before(eve):
    early = "2027-03-05T09:00:00+07:00"
    assert len(ids(eve("greet holiday lebaran --json", now=early))) == 4
    done = eve("greet holiday lebaran --send", keys="x\n", now=early)
    assert done.out == "Eid al-Fitr is on 10 Mar; its greetings can be gone through from 7 Mar on.\n"
    assert "1 of 4" in eve("greet holiday lebaran --send", keys="x\n", now="2027-03-07T09:00:00+07:00").err


def test_an_offer_is_said_to_those_who_agreed_and_the_others_are_greeted_all_the_same(eve):
    eve("contact consent 2 --give offers")
    done = eve("greet holiday lebaran --offer 'Ada warna baru.' --json").json["rows"]
    assert ["warna baru" in row["text"] for row in done] == [False, True, False, False]
    assert "1 of 4 get the offer" in eve("greet holiday lebaran --offer 'Ada warna baru.'").err
    eve("greet holiday lebaran --offer 'Ada warna baru.' --all-sent")
    assert "warna baru" in eve("message list 2 --json").out
    assert "warna baru" not in eve("message list 1 --json").out


def test_the_greetings_can_be_taken_back(eve):
    eve("greet holiday lebaran --all-sent")
    assert eve("undo --yes").status == 0
    assert len(ids(eve("greet holiday lebaran --json"))) == 4


@pytest.mark.parametrize(
    ("line", "status", "words"),
    [
        ("--sent 1-natal-9999-12-25", 2, "“1-natal-9999-12-25” is not the id of a greeting for a feast."),
        ("--sent 1", 2, "“1” is not the id of a greeting for a feast."),
        ("--sent 1-idul-fitri-2027-02-31", 2, "There is no such day as “2027-02-31”."),
        ("--sent 1-idul-fitri-2027-03-12", 4, "Eid al-Fitr is not on 2027-03-12."),
        ("--sent 1-idul-fitri-2029-02-15", 4, "Eid al-Fitr is still to come, on 15 Feb 2029."),
        ("--sent 1-idul-fitri-2026-03-21", 4, "Eid al-Fitr was on 21 Mar 2026."),
        ("--sent 5-idul-fitri-2027-03-10", 4, "Maria is not noted for Eid al-Fitr."),
        ("--sent 2-idul-fitri-2027-03-10", 4, "Siti was greeted for Eid al-Fitr already."),
        ("--sent 3-idul-fitri-2027-03-10", 4, "Tuti is not to be greeted just now."),
        ("--sent 99-idul-fitri-2027-03-10", 3, "There is no customer 99."),
        ("galugan", 2, "“galugan” is no feast that is known."),
        ("--offer ''", 2, "The offer is empty."),
        ("--within 999", 2, "--within is from 0 to 364 days."),
    ],
)
def test_what_cannot_be_greeted_for_is_refused_with_what_is_so(eve, line, status, words):
    eve("greet holiday --sent 2-idul-fitri-2027-03-10")
    eve("contact pause 3 --until 20/3 --because berduka")
    done = eve(f"greet holiday {line}")
    assert (done.status, words in done.err) == (status, True), done.err


def test_what_the_morning_still_speaks_of_is_said_without_naming_the_feast(eve):
    late = "2027-03-13T09:00:00+07:00"
    (line,) = [row for row in eve("today --json", now=late).json["rows"] if row["kind"] == "holiday"]
    assert line["text"] == "Eid al-Fitr (estimated) 10 Mar: 4 customers to greet"
    said = eve("greet holiday", now=late).out
    assert "There is no feast today. For Eid al-Fitr, " in said
    assert "some are still to be greeted: `olcrm greet holiday idul-fitri`." in said
    assert len(ids(eve("greet holiday idul-fitri --json", now=late))) == 4
    eve("greet holiday idul-fitri --all-sent", now=late)
    assert "There is no feast to greet for just now." in eve("greet holiday", now=late).out


def test_long_before_a_feast_it_is_said_from_when_on_its_greetings_go_out(eve):
    early = eve("greet holiday lebaran --within 60", now="2027-02-01T09:00:00+07:00")
    assert "`--send` goes through them from 7 Mar on." in early.out + early.err
    assert "goes through them one by one" in eve("greet holiday lebaran", now="2027-03-07T09:00:00+07:00").err


def test_nothing_is_offered_that_would_be_refused(eve):
    said = eve("greet holiday waisak", now="2028-05-25T09:00:00+07:00").out
    assert "Next: Vesak, 27 May 2029 (estimated)." in said
    assert "--within" not in said
    eve("holiday add 'Bazar Ramadan' 2027-02-20", now="2027-02-18T09:00:00+07:00")
    over = eve("greet holiday bazar-ramadan", now=EVE).out
    assert "Bazar Ramadan is over." in over
    assert eve("holiday remove bazar-ramadan").status == 0


def test_nobody_is_greeted_ahead_in_a_pause_that_ends_before_the_day(eve):
    eve("contact pause 3 --until 9/3 --because sakit")
    walked = eve("greet holiday lebaran --send", keys="s\ns\ns\n")
    assert "1 of 3" in walked.err
    assert "Tuti" not in walked.err
    feast = "2027-03-10T09:00:00+07:00"
    assert "1 of 3" in eve("greet holiday lebaran --send", keys="x\n", now=feast).err, "how she is comes first"
    eve("follow checkin --all-sent", now=feast)
    assert "1 of 4" in eve("greet holiday lebaran --send", keys="x\n", now=feast).err


def test_who_has_no_feast_or_nobody_noted_is_told_what_to_do(eve):
    assert "Nobody is noted for Nyepi: `olcrm contact celebrates CONTACT nyepi`." in eve("greet holiday nyepi").out
    assert "It is not known when it is: `olcrm holiday set maulid DATE`." in eve("greet holiday maulid").out
    later = eve("greet holiday 'Idul Fitri'", now="2045-11-22T12:00:00+07:00").out
    assert later == "It is not known when it is: `olcrm holiday set idul-fitri DATE`.\n"
