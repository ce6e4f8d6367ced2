"""``olcrm init``."""

import stat

import pytest

from olcrm.ledger import book


@pytest.fixture
def nowhere(tmp_path, monkeypatch):
    """The path of a ledger that is not there yet."""
    path = tmp_path / "new shop" / "olcrm.db"
    monkeypatch.setenv("OLCRM_DB", str(path))
    return path


def test_everything_can_be_said_in_options(run, nowhere):
    result = run(
        'init --shop "Toko Ani" --language id --time-zone WITA --account "BCA 123 a.n. Ani" --account "DANA 0812" --yes'
    )
    assert result.status == 0
    assert stat.S_IMODE(nowhere.stat().st_mode) == 0o600
    assert stat.S_IMODE(nowhere.parent.stat().st_mode) == 0o700
    assert run("config get shop --json").json["value"] == "Toko Ani"
    assert run("config get time-zone --json").json["value"] == "WITA"
    assert [row["bank"] for row in run("config account list --json").json["rows"]] == ["BCA", "DANA"]


def test_the_answer_is_in_the_language_that_was_chosen(run, nowhere):
    assert run("init --shop 'Toko Ani' --language id --yes").out.startswith("Buku Toko Ani sudah siap.")
    assert run("init --language en --yes").out.startswith("The ledger of Toko Ani is up to date.")


def test_on_a_terminal_it_asks(run, nowhere):
    result = run("init", keys="id\nToko Ani\nWIT\nBCA 123 a.n. Ani\n\n")
    assert result.status == 0
    assert run("config get language --json").json["value"] == "id"
    assert run("config get shop --json").json["value"] == "Toko Ani"
    assert run("config get time-zone --json").json["value"] == "WIT"
    assert len(run("config account list --json").json["rows"]) == 1


def test_a_mistyped_answer_is_asked_for_again(run, nowhere):
    result = run("init", keys="Toko Ani\nid\nToko Ani\nMars\nWIT\nBCA\nBCA 123 a.n. Ani\n\n")
    assert result.status == 0
    for said in ("“Toko Ani” is not one of", "“Mars”", "“BCA”"):
        assert said in result.err
    assert run("config get language --json").json["value"] == "id"
    assert run("config get time-zone --json").json["value"] == "WIT"
    assert [row["number"] for row in run("config account list --json").json["rows"]] == ["123"]


def test_a_wrong_answer_makes_nothing(run, nowhere):
    for line in ("init --language fr --yes", "init --time-zone Mars --yes", "init --account BCA --yes"):
        assert run(line).status == 2
    assert not nowhere.exists()


def test_a_broken_off_conversation_makes_nothing(run, nowhere):
    assert run("init", keys="id\n").status == 4
    assert not nowhere.exists()


def test_a_second_time_only_changes_what_is_said(run, nowhere):
    run('init --shop "Toko Ani" --yes')
    run("contact add Rina")
    assert run("init --time-zone WIT --yes --json").json["created"] is False
    assert run("config get shop --json").json["value"] == "Toko Ani"
    assert len(run("contact list --json").json["rows"]) == 1


def test_another_programs_file_is_left_alone(run, nowhere):
    nowhere.parent.mkdir()
    nowhere.write_text("my shopping list")
    assert run("init --yes").status == 5
    assert nowhere.read_text() == "my shopping list"


def test_the_ledger_is_where_the_environment_says(run, nowhere):
    run("init --yes")
    assert book.path() == nowhere
