"""What the owner sees of draws."""

import shutil
import sqlite3
import subprocess
from contextlib import closing

import pytest


@pytest.fixture
def fair(shop):
    """Six customers; Siti (2) wants no offers."""
    for name in ("Rina", "Siti", "Dewi", "Tuti", "Ani", "Ida"):
        shop(f"contact add {name} --city Solo")
    shop("contact consent 2 --withdraw offers")
    return shop


def test_a_draw_names_its_winners_and_how_to_check_it(fair):
    told = fair('raffle draw "Undian Lebaran" --places 2 --seed "IHSG 7.421,35"').out
    assert "Draw 1, Undian Lebaran: 2 winners among 5." in told
    assert "1 who does not want offers takes no part." in told
    assert "Seed: IHSG 7.421,35" in told
    assert "olcrm raffle show 1 --proof" in told


def test_the_same_seed_draws_the_same_winners(fair):
    winners = []
    for name in ("a", "b"):
        rows = fair(f"raffle draw {name} --places 3 --seed x --json").json["raffle"]["winners"]
        winners.append([row["contact"]["id"] for row in rows])
    assert winners[0] == winners[1]
    assert 2 not in winners[0]


def test_without_a_seed_one_is_made_and_shown(fair):
    seeds = {fair(f"raffle draw {name} --json").json["raffle"]["seed"] for name in "ab"}
    assert len(seeds) == 2
    assert all(seed.startswith("2026-11-22-") for seed in seeds)


def test_a_trial_shows_the_digest_and_no_winner(fair, look):
    told = fair("raffle draw x --places 2 --seed rahasia --dry-run --json").json
    assert set(told["raffle"]) == {"name", "seed", "places", "entrants", "digest"}
    assert look("SELECT count(*) FROM raffle") == [(0,)]
    said = fair("raffle draw x --places 2 --seed rahasia --dry-run").out
    assert f"Digest to publish: {told['raffle']['digest']}" in said
    assert not [name for name in ("Rina", "Dewi", "Tuti", "Ani", "Ida") if name in said]
    drawn = fair(f"raffle draw x --places 2 --seed rahasia --digest {told['raffle']['digest']} --json").json
    assert drawn["raffle"]["digest"] == told["raffle"]["digest"]


def test_a_draw_among_others_than_published_is_refused(fair, look):
    digest = fair("raffle draw x --seed a --dry-run --json").json["raffle"]["digest"]
    fair("contact add Wati --city Solo")
    refused = fair(f"raffle draw x --seed a --digest {digest}")
    assert (refused.status, "and not the one published" in refused.err) == (4, True)
    assert "The digest of this draw is " in refused.err
    assert look("SELECT count(*) FROM raffle") == [(0,)]


@pytest.mark.skipif(not (shutil.which("sha256sum") and shutil.which("sh")), reason="needs a shell with sha256sum")
def test_the_proof_can_be_run_by_anybody(fair):
    fair(["raffle", "draw", "x", "--places", "2", "--seed", 'kakak\'s "seed" $HOME `id`'])
    raffle = fair("raffle show 1 --json").json["raffle"]
    proof = fair("raffle show 1 --proof").out
    commands = [line for line in proof.splitlines() if "sha256sum" in line]
    said = [
        subprocess.run(["sh", "-c", line], capture_output=True, text=True, check=True, encoding="utf-8").stdout
        for line in commands
    ]
    assert said[0].split()[0] == raffle["digest"]
    assert said[1].split()[0] == raffle["winners"][0]["ticket"]
    first = [tuple(line.split()) for line in said[2].splitlines()][:2]
    assert first == [(one["ticket"], str(one["contact"]["id"])) for one in raffle["winners"]]
    assert not [name for name in ("Rina", "Dewi", "Tuti", "Ani", "Ida") if name in proof]


def test_a_check_says_whether_it_is_as_it_was_drawn(fair, ledger, look):
    digest = fair("raffle draw x --seed a --json").json["raffle"]["digest"]
    assert fair(f"raffle check 1 --digest {digest[:10]}…").out.startswith("Draw 1 is as it was drawn.")
    other = fair(f"raffle check 1 --digest {'0' * 64}")
    assert (other.status, other.out.splitlines()[0]) == (4, "Draw 1 is not the one whose digest is given.")
    assert fair("raffle check 1 --json").json["holds"] is True


def test_a_draw_that_was_tampered_with_is_found(fair, ledger):
    fair("raffle draw x --seed a")
    with closing(sqlite3.connect(ledger)) as behind, behind:
        behind.execute("UPDATE raffle SET entrants = '[1, 3]'")
    told = fair("raffle check 1")
    assert (told.status, told.out.splitlines()[0]) == (4, "Draw 1 was changed after it was drawn.")


def test_who_was_forgotten_stays_a_number_and_the_proof_holds(fair):
    winner = fair("raffle draw x --seed a --json").json["raffle"]["winners"][0]["contact"]
    proof = fair("raffle show 1 --proof").out
    assert fair(f"contact forget {winner['id']} --yes").status == 0
    (row,) = fair("raffle show 1 --json").json["raffle"]["winners"]
    assert row["contact"]["id"] == winner["id"]
    assert row["contact"]["name"].startswith("Anonim")
    assert fair("raffle show 1 --proof").out == proof
    assert fair("raffle check 1").status == 0
    assert fair("raffle tell 1 --json").json["rows"] == []


def test_winners_are_told_once(fair, look):
    fair("raffle draw 'Undian Lebaran' --seed a --places 2")
    drafts = fair("raffle tell 1 --prize 'Gamis Kirana' --json").json["rows"]
    assert [row["place"] for row in drafts] == [1, 2]
    assert "Undian: Undian Lebaran" in drafts[0]["text"]
    assert "Hadiah: Gamis Kirana" in drafts[0]["text"]
    fair(f"raffle tell 1 --sent {drafts[0]['id']}")
    assert look("SELECT purpose, occasion FROM message") == [("raffle", "raffle-1")]
    again = fair(f"raffle tell 1 --sent {drafts[0]['id']}")
    assert (again.status, "was told of this draw already." in again.err) == (4, True)
    assert [row["id"] for row in fair("raffle tell 1 --json").json["rows"]] == [drafts[1]["id"]]
    assert [row["told"] for row in fair("raffle show 1 --json").json["raffle"]["winners"]] == [True, False]


def test_a_winner_in_a_pause_is_told_later(fair):
    winner = fair("raffle draw x --seed a --json").json["raffle"]["winners"][0]["contact"]
    fair(f"contact pause {winner['id']} --until 1/12 --because sakit")
    left = f"Not to be written to just now: {winner['name']} (left alone until 1 Dec)."
    assert left in fair("raffle tell 1 --plain").err
    refused = fair(f"raffle tell 1 --sent {winner['id']}-raffle")
    assert f"{winner['name']} is not to be written to just now: left alone until 1 Dec." in refused.err
    after = "2026-12-02T12:00:00+07:00"
    left = f"Not to be written to just now: {winner['name']} (waits for the check-in after her pause)."
    assert left in fair("raffle tell 1 --plain", now=after).err
    fair("follow checkin --all-sent", now=after)
    assert len(fair("raffle tell 1 --json", now=after).json["rows"]) == 1


def test_the_draw_says_which_winners_are_to_be_written_to_later_and_why(fair):
    fair("contact pause rina --until 1/12 --because sakit")
    fair("contact celebrates dewi jangan")
    told = fair("raffle draw x --seed a --places 2 --contact rina --contact dewi").out
    assert "2 winners are to be written to later: " in told
    assert "Rina (left alone until 1 Dec)" in told
    assert "Dewi (does not want to be greeted)" in told
    assert "writes to the winners" not in told  # for it would write to nobody
    assert "is to be written to later" not in fair("raffle draw y --seed a --contact tuti").out
    assert "writes to the winners" in fair("raffle draw z --seed a --places 2 --contact tuti --contact rina").out


def test_a_draw_says_who_is_still_to_be_told(fair):
    fair("raffle draw x --seed a --places 2 --contact rina --contact dewi")
    fair("contact pause rina --until 1/12 --because sakit")
    shown = fair("raffle show 1").out
    assert "1 winner is to be written to later: Rina (left alone until 1 Dec)." in shown
    assert "`olcrm raffle tell 1` writes to the winners." in shown
    fair("raffle tell 1 --all-sent")
    assert "writes to the winners" not in fair("raffle show 1").out


def test_where_nobody_wants_offers_it_is_said_why_there_is_nobody(fair):
    refused = fair("raffle draw x --contact siti")
    assert "There is nobody to draw among." in refused.err
    assert "1 who does not want offers takes no part." in refused.err


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_winner_who_never_bought_is_no_regular_and_is_asked_where_she_lives(fair, language):
    fair(f"config set message-language {language}")
    fair("raffle draw 'Undian Lebaran' --seed a")
    (row,) = fair("raffle tell 1 --json").json["rows"]
    assert "langganan" not in row["text"]
    assert "customer" not in row["text"]
    assert ("Boleh dikirim ke alamat mana" in row["text"]) == (language == "id")
    assert ("Which address may I send it to" in row["text"]) == (language == "en")


@pytest.mark.parametrize(
    ("line", "status", "because"),
    [
        ("raffle draw X --seed a", 4, "x was drawn today already, as number 1."),
        ("raffle draw y --places 6", 4, "6 places are more than the 5 who take part."),
        ("raffle draw y --places 2 --contact rina", 4, "2 places are more than the 1 who takes part."),
        ("raffle draw y --city nowhere", 4, "There is nobody to draw among."),
        ("raffle draw y --places none", 2, "“none” is no number of places."),
        ("raffle draw ''", 2, "The name “” cannot be used."),
        ("raffle show x", 2, "“x” is not the number of a draw."),
        ("raffle show 9", 3, "There is no draw 9."),
        ("raffle tell 9", 3, "There is no draw 9."),
        ("raffle tell 1 --sent 99-raffle", 2, "“99-raffle” is not the id of a winner of this draw."),
    ],
)
def test_what_cannot_be_is_refused_with_what_can(fair, line, status, because):
    fair("raffle draw x --seed a")
    result = fair(line)
    assert (result.status, because in result.err) == (status, True), result.err
    assert len(result.err.splitlines()) > 1


def test_the_next_day_a_draw_may_have_the_same_name(fair):
    fair("raffle draw x --seed a")
    assert fair("raffle draw x --seed a", now="2026-11-23T12:00:00+07:00").status == 0
    assert [row["id"] for row in fair("raffle list --json").json["rows"]] == [2, 1]


def test_undo_takes_a_draw_back(fair, look):
    fair("raffle draw x --seed a")
    assert fair("undo --yes").status == 0
    assert look("SELECT count(*) FROM raffle") == [(0,)]


def test_who_asks_what_is_known_of_her_is_told_of_the_draws_she_took_part_in(fair):
    fair("raffle draw 'Undian Lebaran' --seed a")
    told = fair("contact export 1 --json").json
    assert [one["name"] for one in told["draws"]] == ["Undian Lebaran"]
    assert fair("contact export 2 --json").json["draws"] == []
