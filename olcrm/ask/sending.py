"""Handing an answer over: opened in her chat, copied or pictured, and noted once the owner says it was sent."""

from datetime import datetime

from olcrm.ask import options, rules, store
from olcrm.contact import store as contacts
from olcrm.kit import clock, links
from olcrm.kit.send import Draft, offer
from olcrm.ledger.book import reading


def handed(ask: str, said: str | None, *, objection: str | None, next_word: str | None, at: datetime) -> bool:
    """Whether the answer to a question, ``said`` or noted before, was sent. The ledger is closed while she sends it.

    Raises Refused without a terminal, and whatever noting the answer afterwards would raise: what cannot be noted is
    not sent first.
    """
    with reading() as db:
        row = store.find(db, ask)
        words = rules.to_send(row, said)
        opens = options.hesitation(db, objection, next_word, before=row["objection"]).open
        if said is not None or opens or not row["answered_at"]:
            rules.to_answer(row, clock.today(), opens=opens)
            store.expect_asked(row, at)
        store.expect_unsaid(db, row)
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
