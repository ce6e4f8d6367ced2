import shutil

import pytest

from olcrm.demo import store
from olcrm.demo.commands import MORE


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OLCRM_NOW", "2026-11-22T12:00:00+07:00")
        path = tmp_path_factory.mktemp("built") / "demo" / "olcrm.db"
        store.build(path)
    return path


@pytest.fixture
def sample(built, tmp_path, run, monkeypatch):
    """The door into a sample shop of one's own."""
    shutil.copytree(built.parent, tmp_path / "demo")
    monkeypatch.setenv("OLCRM_DB", str(tmp_path / "demo" / "olcrm.db"))
    return run


@pytest.fixture
def own(ledger, run):
    """A ledger of the owner's own, and what it looked like before anybody asked for a sample shop."""
    run('init --shop "Toko Ani" --yes')
    return ledger, ledger.read_bytes()


def test_a_sample_shop_is_built_and_shows_its_morning(own, run):
    ledger, before = own
    result = run("demo --json")
    assert result.status == 0
    assert result.json["kind"] == "demo"
    assert result.json["date"] == result.json["built_on"] == "2026-11-22"
    assert result.json["path"] == str(ledger.parent / "demo" / "olcrm.db")
    assert {row["room"] for row in result.json["rows"]} >= {"remind", "order", "greet"}
    assert ledger.read_bytes() == before


def test_it_needs_no_ledger_to_stand_beside(tmp_path, run):
    path = tmp_path / "nowhere" / "olcrm.db"
    assert run(["--db", str(path), "demo"]).status == 0
    assert not path.exists()
    assert (path.parent / "demo" / "olcrm.db").is_file()


def test_the_second_time_it_is_only_shown(own, run):
    path = run("demo --json").json["path"]
    run(["--db", path, "contact", "add", "Orang Baru"])
    assert run("demo").status == 0
    assert "Orang Baru" in run(["--db", path, "contact", "list", "--plain"]).out


def test_on_another_day_it_says_how_to_get_a_fresh_one(own, run):
    run("demo")
    old = run("demo", now="2026-11-24T09:00:00+07:00")
    assert "22 Nov 2026" in old.err
    assert "olcrm demo --reset" in old.err
    fresh = run("demo --reset --json")
    assert fresh.json["built_on"] == "2026-11-24"
    assert "--reset" not in run("demo").err


def test_its_day_is_counted_in_its_own_time_zone(own, run):
    run("config set time-zone WIT")
    for _time in range(2):
        assert "--reset" not in run("demo", now="2026-11-22T22:30:00+07:00").err


def test_reset_throws_away_what_was_tried(own, run):
    path = run("demo --json").json["path"]
    run(["--db", path, "contact", "add", "Orang Baru"])
    run("demo --reset")
    assert "Orang Baru" not in run(["--db", path, "contact", "list", "--plain"]).out


def test_path_says_where_and_builds_nothing(own, run):
    ledger, before = own
    path = ledger.parent / "demo" / "olcrm.db"
    assert run("demo --path").out == f"{path}\n"
    assert run("demo --path --json").json == {"olcrm": 1, "kind": "demo", "path": str(path), "exists": False}
    assert not path.parent.exists()
    assert ledger.read_bytes() == before


def test_asked_of_the_sample_shop_itself_it_means_that_one(own, run):
    path = run("demo --json").json["path"]
    assert run(["--db", path, "demo", "--path"]).out == f"{path}\n"
    assert run(["--db", path, "demo", "--reset", "--json"]).json["path"] == path


def test_the_owners_ledger_is_never_overwritten_even_in_the_sample_shops_place(tmp_path, run):
    place = tmp_path / "demo" / "olcrm.db"
    run(["--db", str(place), "init", "--shop", "Toko Ani", "--yes"])
    before = place.read_bytes()
    for line in ("demo", "demo --reset"):
        refused = run(["--db", str(tmp_path / "olcrm.db"), *line.split()])
        assert refused.status == 4
        assert "is not a sample shop" in refused.err
    assert place.read_bytes() == before


def test_a_path_with_blanks_is_shown_so_that_it_can_be_typed(tmp_path, run):
    folder = tmp_path / "Application Support"
    shown = run(["--db", str(folder / "olcrm.db"), "demo", "--plain"]).err
    assert f"olcrm --db '{folder / 'demo' / 'olcrm.db'}' today --all" in shown


@pytest.mark.parametrize(
    ("line", "shows"),
    [
        ("today", "Kusumaningrum"),
        ("remind unpaid", "Suparmi"),
        ("remind due", "Sulastri"),
        ("greet birthdays", "Rina Wulandari"),
        ("greet birthdays --within 7", "Linda"),
        ("contact show rina", "Kec. Coblong"),
        ("contact list --tag dropship", "Cut Aisyah"),
        ("contact list --owing", "Lim Mei Lan"),
        ("contact find 0103", "Siti Khadijah"),
        ("order list --to-ship", "Made Ayu"),
        ("order list --late", "Made Ayu"),
        ("order list --unpaid", "Dewi"),
        ("order show 200", "Gamis Kirana"),
        ("pay list --method dana", "DANA"),
        ("due list --overdue", "Titip mukena"),
        ("due aging", "Yohanes"),
        ("due statement sulastri", "Titip mukena"),
        ("note find sage", "dusty pink"),
        ("message list fitri", "Nanti malam"),
        ("report sales --by month", "2026-11"),
        ("report customers", "Rahmawati"),
        ("report dues", "Rp"),
        ("product list --short", "Bed Cover King"),
        ("wait list", "Gamis Zahra S"),
        ("contact show sulastri", "Waits for"),
        ("reply list --asked", "rekening"),
        ("reply katalog", "Gamis Aisyah (S, M, L, XL)"),
        ("reply syarat rina --number 4", "Tukar ukuran"),
        ("terms list", "cancellation"),
        ("parcel list --stuck", "200311224455"),
        ("parcel list --on-the-way", "Cut Aisyah"),
        ("parcel pack", "Sulastri"),
        ("errand list", "Thamrin City"),
        ("log", "olcrm pay add"),
        ("log '#199'", "Rp256.000"),
        ("backup list", "2026-11-21"),
        ("template preview remind-1 suparmi", "Bu Suparmi"),
        ("doctor", ""),
    ],
)
def test_every_room_has_something_to_show_in_it(sample, line, shows):
    result = sample(line)
    assert result.status == 0, result.err
    assert shows.casefold() in result.out.casefold()


def test_the_ways_further_that_it_names_lead_somewhere(sample):
    shown = sample("demo --plain").err
    for line in MORE:
        assert f"`{line}`" in shown
        assert sample(line).status == 0


def test_releasing_what_two_wait_for_names_the_first(sample):
    assert "Sulastri · loyal waits for Gamis Zahra S" in sample("order release 183").out
    assert sample("wait offer 1").status == 0
    assert "Gamis Zahra S" in sample("order show 183").out


def test_the_last_thing_that_happened_can_be_undone(sample):
    assert "200" in sample("order list --plain").out
    assert sample("undo --yes").status == 0
    assert sample("order show 200").status == 3
