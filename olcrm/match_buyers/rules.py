"""What makes somebody look forward to a product, and in which words it is said."""

from olcrm.kit.record import Choice, Record
from olcrm.kit.text import _, folded


class Kind(Choice):
    """Why somebody would like to hear of a product, the strongest reason first."""

    WAITS = "waits"
    ASKED = "asked"
    BOUGHT = "bought"
    WEARS = "wears"


ASKED_FOR = frozenset({Kind.WAITS, Kind.ASKED})  # who did so may be told without having agreed to offers


class Reason(Record):
    """One reason of one person; ``detail`` is the day, the product or the size it is about."""

    kind: Kind
    detail: str

    @property
    def shown(self) -> str:
        """The reason in words."""
        return {
            Kind.WAITS: _("waits for it since {detail}"),
            Kind.ASKED: _("asked for it {detail}"),
            Kind.BOUGHT: _("bought {detail}"),
            Kind.WEARS: _("wears {detail}"),
        }[self.kind].format(detail=self.detail)


def fits(name: str, variant: str | None, what: str, value: str) -> bool:
    """Whether the size ``value`` for ``what`` (gamis, M) is that of the product ``name`` in ``variant``.

    The name has to have every word of ``what``, the variant the size as a word of its own: M is not of XM.
    """
    words = set(folded(name).split())
    sizes = set(folded(variant or "").replace("/", " ").replace(",", " ").split())
    return set(folded(what).split()) <= words and folded(value) in sizes | {folded(variant or "")}
