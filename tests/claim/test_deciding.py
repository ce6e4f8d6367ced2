"""What is offered to whoever has to decide a claim."""

import pytest

NOW = "2026-11-22T10:00:00+07:00"
YES = "`olcrm claim decide 1 --yes`"


def _claimed(shop, *first):
    for line in (
        "contact add Rina --phone 081234567890",
        *first,
        "order add rina 'Gamis @150rb' --dp 150rb --via bca",
        "order status 1 shipped",
        "order status 1 arrived",
    ):
        assert shop(line, now=NOW).status == 0
    return shop("claim open 1 --wants exchange --reason damaged", now=NOW).out


def test_a_yes_that_would_be_refused_is_not_offered(shop):
    said = _claimed(shop)
    assert YES not in said
    assert "`olcrm claim decide 1 --no --because …`, or --goodwill --because …." in said
    assert YES not in shop("claim show 1", now=NOW).out
    assert shop("claim decide 1 --yes", now=NOW).status == 4


def test_a_yes_that_still_lacks_a_video_is_offered(shop):
    said = _claimed(shop, "claim policy preset unboxing")
    assert YES in said
    for told in (said, shop("claim show 1", now=NOW).out):
        assert told.index("`olcrm claim evidence 1 unboxing-video`") < told.index(YES)


@pytest.mark.parametrize("word", ["exchange 1", "refund 1", "back 1", "repaired 1", "say 1"])
def test_whoever_is_too_early_is_not_told_to_say_a_yes_that_would_be_refused(shop, word):
    _claimed(shop)
    early = shop(f"claim {word}", now=NOW)
    assert early.status == 4
    assert "--yes" not in early.err
    assert "See what was agreed, and decide: `olcrm claim show 1`." in early.err
