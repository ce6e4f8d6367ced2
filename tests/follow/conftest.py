"""A shop whose orders have come to their ends."""

import pytest


@pytest.fixture
def at(run):
    """``at("11-20", "order add …", …)`` types lines at noon of that day of 2026; gives the last answer."""

    def at(day, *lines, **given):
        for line in lines:
            result = run(line, now=f"2026-{day}T12:00:00+07:00", **given)
        return result

    return at


@pytest.fixture
def sold(at, ledger):
    """``sold("rina", "Gamis @150rb", arrived="11-18")``: ordered and paid that very day, sent off, and there."""

    def sold(who, item="Gamis M @150rb", *, ordered="11-12", arrived="11-18", paid=True, more=""):
        number = at(ordered, ["order", "add", who, item, "--json", *more.split()]).json["order"]["id"]
        if paid:
            total = at(ordered, f"order show {number} --json").json["order"]["total"]
            at(ordered, f"pay add {number} {total} --via bca")
        if arrived:
            at(arrived, f"order status {number} shipped", f"order status {number} arrived")
        return number

    return sold


@pytest.fixture
def drafts(at):
    """``drafts("arrived", "11-22")``: the ids of the drafts on a list that day."""

    def drafts(name, day="11-23", more=""):
        result = at(day, f"follow {name} --json {more}")
        assert result.status == 0, result.err
        return [row["id"] for row in result.json["rows"]]

    return drafts
