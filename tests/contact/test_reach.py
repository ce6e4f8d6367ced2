"""How she likes to be reached, and how near she is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from olcrm.contact import reach
from olcrm.kit.errors import Misunderstood


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("wa", "wa"),
        ("WhatsApp, jangan telp", "wa, jangan telepon"),
        ("no calls", "jangan telepon"),
        ("kunjungan", "datang"),
        ("ig, ig", "ig"),
        ("telegram", "telegram"),
    ],
)
def test_ways_are_kept_by_one_word_each(typed, kept):
    assert reach.preferred(typed) == kept


@pytest.mark.parametrize("typed", ["", ",", "wa,,ig", "jangan", "1/2", "x" * 21])
def test_what_is_no_way_is_refused(typed):
    with pytest.raises(Misunderstood):
        reach.preferred(typed)


@given(st.text(max_size=40))
def test_what_was_read_is_read_the_same_again(typed):
    try:
        kept = reach.preferred(typed)
    except Misunderstood:
        return
    assert reach.preferred(kept) == kept
    assert reach.preferred_shown(kept)


@pytest.mark.parametrize("typed", ["6", "-1", "dekat", "1.5", ""])
def test_closeness_is_a_number_from_1_to_5(typed):
    with pytest.raises(Misunderstood):
        reach.closeness(typed)


def test_closeness_and_the_way_to_reach_her_are_shown_and_taken_out_again(shop):
    shop("contact add Rina")
    shop("contact edit rina --closeness 4 --prefers 'wa, jangan telepon'")
    out = shop("contact show rina --plain").out
    assert "WhatsApp, no phone calls" in out
    contact = shop("contact show rina --json").json["contact"]
    assert (contact["closeness"], contact["prefers"]) == (4, "wa, jangan telepon")
    shop("contact edit rina --closeness 0 --prefers ''")
    contact = shop("contact show rina --json").json["contact"]
    assert (contact["closeness"], contact["prefers"]) == (None, None)
    shop("undo --yes")
    assert shop("contact show rina --json").json["contact"]["closeness"] == 4
