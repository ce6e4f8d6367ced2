"""A shop with a few customers who agreed to offers."""

import pytest


@pytest.fixture
def people(shop):
    """Rina (1) and Dewi (3) agreed to offers, Siti (2) was never asked; Rina has paid."""
    shop("contact add 'Rina Wati' --phone 081234567890 --city Bandung --tag reseller --source ig")
    shop("contact add 'Siti Aminah' --city bandung --tag arisan")
    shop("contact add 'Dewi Lestari' --city Solo --source shopee")
    shop("contact consent 1 --give offers")
    shop("contact consent 3 --give offers")
    shop("order add 1 '2x Gamis M @150rb' --on 1/10/2026")
    shop("pay add 1 300rb")
    return shop


@pytest.fixture
def got(people):
    """``got("--city solo")``: the customers on the list."""

    def got(more="", now=None):
        result = people(f'offer list --say "Gamis baru." --json {more}', now=now)
        assert result.status == 0, result.err
        return [row["contact"]["id"] for row in result.json["rows"]]

    return got
