"""Whom she meant is asked on a terminal, and what else she typed stays as it is."""

import pytest


@pytest.fixture
def rinas(shop):
    """Two who are called Rina, the second of whom is asked for first."""
    shop("contact add 'Rina Wati' --phone 081234567890")
    shop("contact add 'Rina Dewi'")
    return shop


def test_the_same_word_stays_what_it_is_where_it_means_nobody(rinas, look):
    chosen = rinas("contact edit Rina --nickname Rina --city Rina", keys="1\n")
    assert (chosen.status, chosen.out) == (0, "Rina Dewi (2) changed.\n")
    assert look("SELECT nickname, city FROM contact ORDER BY id") == [(None, None), ("Rina", "Rina")]
    noted = rinas("note add rina rina", keys="1\n")
    assert noted.status == 0, noted.err
    assert look("SELECT contact_id, text FROM note") == [(2, "rina")]


def test_one_of_several_can_be_chosen_where_a_number_would_mean_an_order(rinas, look):
    rinas("order add 1 'Tas @75rb'")
    rinas("order add 1 'Tas @75rb'")
    opened = rinas("complaint add Rina unfriendly 'jutek'", keys="2\n")
    assert opened.status == 0, opened.err
    assert look("SELECT contact_id, order_id FROM complaint") == [(2, None)]


def test_each_word_that_fits_several_is_asked_about(rinas, look):
    rinas("contact add 'Ani Sari'")
    rinas("contact add 'Ani Putri'")
    chosen = rinas("contact edit rina --referred-by ani", keys="1\n2\n")
    assert chosen.status == 0, chosen.err
    assert look("SELECT id, referred_by_id FROM contact WHERE referred_by_id IS NOT NULL") == [(2, 3)]


def test_what_was_chosen_for_one_command_is_asked_again_in_the_next(rinas):
    assert rinas("contact show rina", keys="1\n").status == 0
    assert rinas("contact show rina").status == 3


@pytest.mark.parametrize(
    "line",
    ["order add Nuri Gamis", "order add Nuri 'Gamis @10rb' --dry-run", "ask add Nuri 'masih ada?' --product gamis"],
)
def test_who_is_new_is_not_added_by_a_command_that_adds_nothing_else(shop, look, line):
    before = look("SELECT count(*) FROM change")
    done = shop(line, keys="y\n")
    assert "Add a new customer of this name?" in done.err
    assert done.status == (0 if "--dry-run" in line else done.status or pytest.fail(done.out))
    assert look("SELECT count(*) FROM contact") == [(0,)]
    assert look("SELECT count(*) FROM change") == before


@pytest.mark.parametrize(
    ("line", "table", "said"),
    [
        ("order add Dewi 'Gamis @10rb' --source ig", "sale_order", "Dewi is a new customer and has been added."),
        ("ask add Dewi 'masih ada?'", "ask", "Dewi is new, and has been added as a prospect."),
    ],
)
def test_who_is_new_comes_and_goes_with_the_command_that_named_her(shop, look, line, table, said):
    before = look("SELECT count(*) FROM change")
    done = shop(line, keys="y\n")
    assert (done.status, said in done.out) == (0, True), done.err
    assert look("SELECT name FROM contact") == [("Dewi",)]
    assert look("SELECT count(*) FROM change") == [(before[0][0] + 1,)]
    assert shop("undo --yes").status == 0
    assert look("SELECT count(*) FROM contact") == look(f"SELECT count(*) FROM {table}") == [(0,)]


def test_who_is_called_alike_can_be_chosen_instead_of_somebody_new(shop, look):
    shop("contact add 'Dewi Anggraini' --phone 081234567890")
    asked = shop("order add 'dewy anggraini' 'Tas @75rb'", keys="1\n")
    assert "Nobody here is called “dewy anggraini”. Whom did you mean?" in asked.err
    assert "  1  Dewi Anggraini  0812-3456-7890  prospect\n  2  a new customer of this name\n" in asked.err
    assert "Order 1 for Kak Dewi" in asked.out
    assert shop("ask add 'dewy anggraini' 'masih ada?'", keys="2\n").status == 0
    assert look("SELECT name FROM contact") == [("Dewi Anggraini",), ("dewy anggraini",)]
