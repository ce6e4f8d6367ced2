"""What a membership form comes to: birthday, sizes, feasts and consent of somebody, and that she is a member."""

import re
from contextlib import suppress
from typing import Any

from olcrm.contact import consents
from olcrm.contact import store as contacts
from olcrm.contact.rules import FEASTS, Contact
from olcrm.holiday import store as holiday
from olcrm.kit import clock, dates
from olcrm.kit.errors import Misunderstood
from olcrm.kit.text import _
from olcrm.kit.typed import excerpt, plain
from olcrm.ledger.book import Ledger
from olcrm.member import store as members
from olcrm.paste import membership
from olcrm.paste.pasted import Pasted

HOW = "formulir member"
_BETWEEN = re.compile(r"[,/&+]|\s(?:dan|sama|and)\s", re.IGNORECASE)


def facts(db: Ledger, pasted: Pasted, hints: list[str]) -> dict[str, Any]:
    """What is written down of her; what cannot be read for sure is left out and said in ``hints``."""
    found: dict[str, Any] = {"sizes": pasted.get("sizes") or [], "feasts": [], "consents": {}}
    if pasted.get("birthday"):
        with suppress(Misunderstood):
            found["birthday"] = dates.birthday(pasted.get("birthday"), clock.today())
        if "birthday" not in found:
            hints.append(_not_read(pasted.get("birthday")))
    for word in _BETWEEN.split(pasted.get("celebrates") or ""):
        if word.strip():
            feast = _feast(db, word)
            if feast:
                found["feasts"].append(feast)
            else:
                hints.append(_not_read(word.strip()))
    for field, purpose in (("greetings", consents.GREETINGS), ("offers", "offers")):
        if pasted.get(field):
            found["consents"][purpose] = membership.agrees(pasted.get(field)) is True
    return found


def _not_read(words: str) -> str:
    return _("“{word}” was not understood and is left out.").format(word=excerpt(words))


def _feast(db: Ledger, word: str) -> str | None:
    read = plain(word)
    if read in FEASTS:
        return read
    with suppress(Misunderstood):
        return holiday.celebrated(db, read)
    return None


def join(db: Ledger, who: Contact, pasted: Pasted) -> str:
    """Write it all down, as far as it is new, and say so. Her own words take the place of what was noted before."""
    found = facts(db, pasted, [])
    if found.get("birthday") and found["birthday"] != who.birthday:
        contacts.edit(db, who.id, {"birthday": found["birthday"]})
    for what, size in found["sizes"]:
        contacts.put_size(db, who.id, what, size)
    contacts.celebrate(db, who.id, found["feasts"])
    said = consents.standing(consents.trail(db, who.id))
    for purpose, given in found["consents"].items():
        if said.get(purpose) != given:
            consents.state(db, who.id, [purpose], given=given, on=clock.today(), how=HOW)
    before = members.of(db, who.id)
    if before is None or before["left_on"] is not None:
        number = members.add(db, who)["number"]
        return _("{name} is a member, number {number}.").format(name=who.name, number=number)
    return _("{name} is a member, number {number}; what she wrote is noted.").format(
        name=who.name, number=before["number"]
    )
