"""Handing an answer over: opened in her chat, copied or pictured, and noted once the owner says it was sent."""

from olcrm.ask import rules, store
from olcrm.contact import store as contacts
from olcrm.kit import clock, links
from olcrm.kit.send import Draft, offer
from olcrm.ledger.book import reading


def handed(ask: str, said: str | None, *, opens: bool) -> bool:
    """Whether the answer to a question, ``said`` or noted before, was sent. The ledger is closed while she sends it.

    Raises Refused without a terminal, without words, and for what is closed unless that ``opens`` it again.
    """
    with reading() as db:
        row = store.find(db, ask)
        words = rules.to_send(row, said)
        if said is not None or not row["answered_at"]:
            rules.to_answer(row, clock.today(), opens=opens)
        who = contacts.get(db, row["contact_id"])
    return offer(
        Draft(
            id=f"ask-{row['id']}",
            contact_id=who.id,
            name=who.name,
            phone=who.phone,
            text=words,
            link=links.chat(who.phone, words) if who.phone else None,
            heading=f"{contacts.label(who)}: {rules.gist(row['text'])}",
            reason=rules.gist(row["text"]),
        )
    )
