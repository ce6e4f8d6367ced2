import re
from datetime import date

import pytest

from olcrm.greet import circle


@pytest.fixture
def hers(shop):
    shop("config set shop 'Toko Ani'")
    shop("contact add Rina --phone 081234567890")
    shop("contact add Ani --lang en --phone 081234567891")
    return shop


def ids(done):
    return [row["id"] for row in done.json["rows"]]


def test_whom_she_buys_for_is_noted_shown_and_corrected(hers):
    said = hers("contact circle add rina 'Ibu Sari' --relation ibu --day 17/8/1960 --note 'suka biru' --remind")
    assert said.out.startswith("Rina (1) buys for Ibu Sari, birthday 17 Aug 1960.")
    hers("contact circle add rina 'Bu Tini' --relation guru --what wisuda --day 1/12")
    rows = hers("contact circle list rina --json").json["rows"]
    assert rows[0] == {
        "id": 1,
        "name": "Ibu Sari",
        "relation": "ibu",
        "what": "birthday",
        "day": "1960-08-17",
        "note": "suka biru",
        "remind": True,
    }
    assert (rows[1]["what"], rows[1]["day"], rows[1]["remind"]) == ("graduation", "--12-01", False)
    shown = "Ibu Sari, birthday 17 Aug 1960; Bu Tini (guru), graduation 1 Dec"
    assert shown in hers("contact show rina").out
    assert "Buys for" in hers("contact show rina", terminal=True, width=120).out
    assert hers("contact show rina --json").json["contact"]["circle"] == rows
    hers("contact circle edit rina guru --name 'Bu Tini H.' --no-remind --day -")
    assert hers("contact circle list rina --plain").out.splitlines()[2].split("\t")[:5] == [
        *("2", "Bu Tini H.", "guru", "graduation", ""),
    ]
    hers("contact circle remove rina 2")
    assert len(hers("contact circle list rina --json").json["rows"]) == 1


def test_without_its_day_nobody_is_reminded_of_it(hers):
    hers("contact circle add rina Sari --day 1/12 --remind")
    hers("contact circle edit rina sari --day -")
    assert not hers("contact circle list rina --json").json["rows"][0]["remind"]


def test_the_data_of_a_child_is_warned_of_once(hers):
    warning = "What is known of children is protected by law"
    assert warning in hers("contact circle add rina Dinda --relation anak").out
    assert warning not in hers("contact circle edit rina dinda --note 'suka merah'").out
    assert warning not in hers("contact circle add rina Sari --relation ibu").out
    assert warning in hers("contact circle edit rina sari --relation cucu").out


@pytest.mark.parametrize(
    ("line", "status", "said"),
    [
        ("contact circle add rina Sari --remind", 2, "There is no day to be reminded of."),
        ("contact circle add rina Sari --relation 123", 2, "“123” is no short word."),
        ("contact circle add rina Sari --day 31/2", 2, "31/2"),
        ("contact circle edit rina tuti --day 1/12", 3, "Rina buys for nobody called “tuti”."),
        ("contact circle edit rina anak --day 1/12", 3, "“anak” could be several of those Rina buys for: 1, 2."),
        ("contact circle edit rina dinda", 2, "Nothing was said that is to change about Dinda."),
        ("greet circle --sent x", 2, "“x” is not the id of a reminder of somebody's day."),
        ("greet circle --sent 9-2026", 3, "Nobody of the number 9 is bought for."),
        ("greet circle --sent 1-2026", 4, "Rina did not ask to be reminded of Dinda."),
        ("greet circle --within 400", 2, "--within is from 0 to 364 days."),
    ],
)
def test_what_cannot_be_is_refused_with_what_can(hers, line, status, said):
    hers("contact circle add rina Dinda --relation anak")
    hers("contact circle add rina Doni --relation anak")
    done = hers(line)
    assert (done.status, said in done.err) == (status, True), done.err


def test_she_is_reminded_some_days_before_in_her_language_and_once(hers):
    hers("contact circle add rina 'Ibu Sari' --relation ibu --day 1/12 --remind")
    hers("contact circle add ani Tom --what anniversary --day 3/12 --remind")
    hers("contact circle add rina Tuti --day 2/12")
    drafts = hers("greet circle --json").json["rows"]
    assert [row["id"] for row in drafts] == ["1-2026", "2-2026"]
    assert "Selasa, 1 Desember ini ulang tahun Ibu Sari" in drafts[0]["text"]
    assert "the wedding anniversary of Tom is on Thursday, 3 December" in drafts[1]["text"]
    assert drafts[0]["purpose"] == "circle"
    assert drafts[0]["occasion"] == "circle-1-2026"
    assert "diskon" not in drafts[0]["text"]
    today = hers("today --json").json["rows"]
    assert [(row["kind"], row["next"]) for row in today] == [("circle", "olcrm greet circle --send")] * 2
    assert ids(hers("greet circle --within 9 --json")) == ["1-2026"]
    hers("greet circle --sent 1-2026")
    again = hers("greet circle --sent 1-2026")
    assert (again.status, "Rina was reminded of Ibu Sari already." in again.err) == (4, True)
    hers("greet circle --all-sent")
    assert ids(hers("greet circle --json")) == []
    assert ids(hers("greet circle --json", now="2027-11-22T12:00:00+07:00")) == ["1-2027", "2-2027"]


def test_whoever_is_to_be_left_alone_is_not_reminded(hers):
    hers("contact circle add rina 'Ibu Sari' --day 1/12 --remind")
    for line, back in (
        ("contact pause rina --until 30/11 --because sakit", "contact pause rina --end"),
        ("contact celebrates rina jangan", "contact celebrates rina jangan --remove"),
        ("contact archive 1", "contact archive 1 --undo"),
    ):
        assert ids(hers("greet circle --json")) == ["1-2026"]
        hers(line)
        assert ids(hers("greet circle --json")) == []
        assert "is not to be greeted just now" in hers("greet circle --sent 1-2026").err
        hers(back)


def test_a_day_that_has_passed_is_not_spoken_of(hers):
    hers("contact circle add rina 'Ibu Sari' --day 20/11 --remind")
    assert ids(hers("greet circle --json")) == []
    assert "The day of Ibu Sari is 20 Nov 2026." in hers("greet circle --sent 1-2026").err
    assert ids(hers("greet circle --within 364 --json")) == ["1-2027"]


def test_she_is_told_for_whom_she_buys_when_she_asks_for_her_data(hers):
    hers("contact circle add rina 'Ibu Sari' --relation ibu --day 1/12")
    hers("contact edit rina --lang en")
    assert "You buy for: Ibu Sari, birthday 1 Dec" in hers("contact export rina").out


def test_the_days_are_found_by_index(db):
    seen = []
    db.set_trace_callback(seen.append)
    list(circle.reminders(db, date(2026, 11, 22), 3))
    db.set_trace_callback(None)
    questions = {one for one in seen if "circle" in one}
    assert questions
    for question in questions:
        steps = [step["detail"] for step in db.execute(f"EXPLAIN QUERY PLAN {question}").fetchall()]
        assert any("circle_day" in step for step in steps)
        assert not any(re.match(r"SCAN ", step) for step in steps), steps
