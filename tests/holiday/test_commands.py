import pytest


@pytest.fixture
def rows(shop):
    """What ``holiday list`` shows, by feast."""

    def rows(line, **given):
        return {row["feast"]: row for row in shop(f"holiday {line} --json", **given).json["rows"]}

    return rows


def test_feasts_are_listed_with_how_sure_their_days_are(rows):
    found = rows("list --year 2027")
    assert found["idul-fitri"] == {
        "feast": "idul-fitri",
        "name": "Eid al-Fitr",
        "own": False,
        "everyone": False,
        "year": 2027,
        "from_on": "2027-03-10",
        "until_on": "2027-03-11",
        "how": "estimated",
        "in_days": 108,
    }
    assert (found["natal"]["how"], found["paskah"]["how"]) == ("fixed", "computed")
    assert rows("list --year 2026")["idul-fitri"]["how"] == "official"


def test_a_day_nobody_knows_is_not_invented(shop, rows):
    assert rows("list --year 2027")["maulid"]["from_on"] is None
    shown = shop("holiday list --year 2027 --plain")
    assert "not known: set it" in shown.out
    assert "olcrm holiday set 1-muharam DATE" in shown.err
    assert shop("holiday set maulid 2027-08-15").status == 0
    assert rows("list --year 2027")["maulid"]["how"] == "own"


def test_the_next_days_are_listed_across_the_years_end(rows):
    assert list(rows("list --within 60")) == ["natal", "tahun-baru", "galungan"]
    assert list(rows("list --within 0")) == []


def test_the_day_that_is_declared_takes_the_place_of_the_estimate(shop, rows):
    said = shop("holiday set lebaran 2027-03-11")
    assert said.out.startswith("Eid al-Fitr is on Thursday, 11 March 2027 – Friday, 12 March 2027.")
    assert "That is 1 day from 10 Mar 2027, which was estimated." in said.out
    assert "Look again" not in said.out
    assert rows("list --year 2027")["idul-fitri"]["how"] == "own"
    assert "Look again" in shop("holiday set lebaran 15/3/2027").out
    assert rows("list --year 2027")["idul-fitri"]["from_on"] == "2027-03-15"
    assert shop("holiday reset lebaran --year 2027 --json").json["dropped"] == ["2027-03-15"]
    assert rows("list --year 2027")["idul-fitri"]["how"] == "estimated"
    assert "No day of Eid al-Fitr was set." in shop("holiday reset lebaran").out


def test_own_feasts_and_seasons_are_added_listed_and_taken_out(shop, rows):
    assert shop("holiday add 'Hari Guru' 25/11 --yearly").out.splitlines() == [
        "Hari Guru (hari-guru): Wednesday, 25 November 2026.",
        "It comes back every year.",
        "Who is greeted for it: `olcrm contact celebrates CONTACT hari-guru`.",
    ]
    shop("holiday add 'Musim libur' 14/12 --until 3/1 --everyone")
    found = rows("list --within 60")
    assert (found["musim-libur"]["from_on"], found["musim-libur"]["until_on"]) == ("2026-12-14", "2027-01-03")
    assert rows("list --year 2029")["hari-guru"]["from_on"] == "2029-11-25"
    assert "musim-libur" not in rows("list --year 2029")
    assert "hari-guru" in shop("holiday show hari-guru").out
    assert "is no feast of yours any more" in shop("holiday remove 'hari guru'").out
    assert "hari-guru" not in rows("list --year 2029")


def test_whom_everybody_is_greeted_for_is_said_as_the_settings_have_it(shop):
    said = shop("holiday show tahun-baru --plain")
    assert "Greeted\teverybody" in said.out
    assert "Everybody is greeted: `olcrm greet holiday tahun-baru`." in said.out + said.err
    assert "Greeted\tlebaran" in shop("holiday show lebaran --plain").out
    shop("config set greet.everyone lebaran")
    everyone = {row["feast"] for row in shop("holiday list --json").json["rows"] if row["everyone"]}
    assert everyone == {"idul-fitri"}


def test_a_season_of_many_months_is_doubted(shop):
    said = shop("holiday add Cuti 23/12 --until 20/12").out
    assert "Look again: that is 363 days. `olcrm undo` takes it back." in said
    assert "Look again" not in shop("holiday add 'Musim libur' 14/12 --until 3/1").out


def test_one_feast_is_shown_year_by_year(shop):
    page = shop("holiday show lebaran --json").json
    assert [row["from_on"][:4] for row in page["rows"]] == ["2024", "2025", "2026", "2027", "2028", "2029", "2030"]
    missing = [row["year"] for row in shop("holiday show maulid --json").json["rows"] if row["from_on"] is None]
    assert missing == [2027, 2028, 2029, 2030]


@pytest.mark.parametrize(
    ("line", "status", "words"),
    [
        ("holiday show galugan", 2, "“galugan” is no feast that is known."),
        ("holiday set natal 24/12", 4, "The day of Christmas follows a rule and is never set."),
        ("holiday set idul-fitri 2027-06-01", 4, "Eid al-Fitr is nowhere near 1 Jun 2027."),
        ("holiday set idul-fitri 2027-03-10 --year 2028", 2, "2027-03-10 is not in 2028."),
        ("holiday set libur 3/3", 4, "Libur is a day of your own."),
        ("holiday list --year dulu", 2, "“dulu” is no year."),
        ("holiday list --year 2027 --within 3", 2, "--year and --within do not go together."),
        ("holiday add lebaran 3/3", 4, "The feast idul-fitri is there already."),
        ("holiday add Libur 3/3", 4, "The feast libur is there already."),
        ("holiday add '***' 3/3", 2, "“***” cannot be the name of a feast."),
        ("holiday add Cuti 3/3 --until 1/3/2027", 4, "1 Mar 2027 comes before 3 Mar 2027."),
        ("holiday add Cuti 1/1/2027 --until 1/1/2029", 4, "732 days are more than one season can be."),
        ("holiday remove natal", 2, "“natal” is no feast of your own."),
    ],
)
def test_what_cannot_be_is_refused_and_says_what_can(shop, line, status, words):
    shop("holiday add Libur 1/2")
    done = shop(line)
    assert (done.status, words in done.err) == (status, True), done.err
