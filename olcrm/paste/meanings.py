"""Which field the words of a label name, however they are put together and whatever a hurried thumb made of them.

A label that is in the list means what stands there. Any other is taken word by word: each of its words must play a part
in labels, and the parts together tell the field, so that *No. Handphone Aktif Penerima* needs no entry of its own.
"""

import re

from olcrm.paste import lists


def _labels() -> dict[str, str]:
    """Each label with its field; whose phone it is may be said behind it."""
    written = lists.fields("labels", " | ")
    found = {label: field for field, labels in written.items() for label in labels}
    found |= {f"{label} {whose}": "phone" for label in written["phone"] for whose in ("pemesan", "pembeli", "buyer")}
    found |= {f"{label} penerima": "recipient_phone" for label in written["phone"]}
    return found | {f"{label} pengirim": "sender_more" for label in written["phone"]}


LABELS = _labels()
_FILLERS = frozenset(lists.words("fillers"))
_PARTS = {word: part for part, words in lists.fields("parts", " ").items() for word in words}
_MOST_WORDS = 6  # of a label that is in no list
_LONGEST = 40  # characters of a label
_SLIPPABLE = 5  # letters; a shorter word that is one slip away may well be another word
_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_NUMBERED = re.compile(r"(.*\D) ?\d{1,2}")
_SIDES = re.compile(r"[/&,+]|\bdan\b|\band\b|\batau\b")
# The field of the first line all of whose parts a label has.
_MEANINGS = (
    ("other", "other"),
    ("sender phone", "sender_more"),
    ("sender address", "sender_more"),
    ("recipient phone", "recipient_phone"),
    ("phone", "phone"),
    ("email", "email"),
    ("instagram", "instagram"),
    ("address", "address"),
    ("sender", "sender"),
    ("gift", "gift"),
    ("note", "note"),
    ("when", "when"),
    ("number recipient", "recipient_phone"),
    ("number sender", "sender_more"),
    ("number name", "phone"),
    ("number goods", "other"),
    ("number sent", "resi"),
    ("paid number", "pay"),
    ("discount", "discount"),
    ("shipping", "shipping"),
    ("cost sent", "shipping"),
    ("price", "price"),
    ("count money", "total"),
    ("total money", "total"),
    ("total cost", "total"),
    ("count", "qty"),
    ("total goods", "qty"),
    ("total", "total"),
    ("sent", "courier"),
    ("money", "pay"),
    ("attribute", "attribute"),
    ("goods name", "items"),
    ("recipient", "recipient"),
    ("goods", "items"),
    ("name", "name"),
)


def words(left: str) -> str:
    """The words of a label: lower case, one blank between them, no signs."""
    return " ".join(re.sub(r"[^a-z0-9]+", " ", _BRACKETS.sub(" ", left).casefold()).split())


def field(left: str, *, fuzzy: bool) -> str | None:
    """Which field the words before a sign name; ``fuzzy`` allows a slip of the finger."""
    said = words(left)
    if not said or len(said) > _LONGEST:
        return None
    if found := LABELS.get(said) or LABELS.get(" ".join(word for word in said.split() if word not in _FILLERS)):
        return found
    sides = [side for side in _SIDES.split(_BRACKETS.sub(" ", left)) if side.strip()]
    if len(sides) > 1 and all(len(words(side).split()) < 4 for side in sides):
        fields = [found for side in sides if (found := field(side, fuzzy=False))]
        if fields and len(fields) * 2 >= len(sides):
            return fields[0]
    if (numbered := _NUMBERED.fullmatch(said)) and field(numbered[1], fuzzy=False) == "items":
        return "items"
    if said.endswith("nya"):
        return field(said[:-3], fuzzy=fuzzy)
    return _composed(said, fuzzy=False) or (_nearest(said) or _composed(said, fuzzy=True) if fuzzy else None)


def part(word: str, *, fuzzy: bool = False) -> str | None:
    """The part that ``word`` plays in labels, ``filler`` for none of its own; None where labels do not have it."""
    known = _PARTS.get(word) or ("filler" if word in _FILLERS else None)
    if known or not fuzzy or len(word) < _SLIPPABLE - 1:
        return known
    near = {one for other, one in _PARTS.items() if _slipped(other, word)}
    near = near or {"filler" for other in _FILLERS if _slipped(other, word)}
    return near.pop() if len(near) == 1 else None


def _composed(said: str, *, fuzzy: bool) -> str | None:
    """The field that the words name together, where every one of them is known."""
    found = said.split()
    if len(found) > _MOST_WORDS:
        return None
    parts = {part(word, fuzzy=fuzzy) for word in found}
    if None in parts:
        return None
    return next((meant for needed, meant in _MEANINGS if parts.issuperset(needed.split())), None)


def _nearest(said: str) -> str | None:
    """The field of a label that is one slip of the finger away, where all such labels agree on it."""
    near = {LABELS[label] for label in LABELS if label[0] == said[0] and _slipped(label, said)}
    return near.pop() if len(near) == 1 else None


def _slipped(meant: str, said: str) -> bool:
    """Whether ``said`` is ``meant`` but for one slip; of two short words either may be meant."""
    return min(len(meant), len(said)) > 3 and max(len(meant), len(said)) >= _SLIPPABLE and _one_slip(meant, said)


def _one_slip(one: str, other: str) -> bool:
    """Whether one letter more, less, other, or two of them swapped, make ``one`` into ``other``."""
    if abs(len(one) - len(other)) > 1:
        return False
    at = next(
        (place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    rests = ((one[at + 1 :], other[at + 1 :]), (one[at:], other[at + 1 :]), (one[at + 1 :], other[at:]))
    swapped = one[at : at + 2] == other[at : at + 2][::-1] and one[at + 2 :] == other[at + 2 :]
    return swapped or any(a == b for a, b in rests)
