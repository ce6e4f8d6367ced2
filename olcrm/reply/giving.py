"""How a reply is handed over and counted, and what the owner should know before she gives it.

What is only shown counts for nothing: a reply is counted once she has opened, copied or pictured it for somebody to be
chosen, or says that it was sent.
"""

from collections.abc import Sequence

from olcrm.contact import store as contacts
from olcrm.contact.rules import Contact
from olcrm.kit import clock, dates, show
from olcrm.kit.errors import Misunderstood
from olcrm.kit.money import rupiah
from olcrm.kit.table import Said
from olcrm.kit.text import _
from olcrm.kit.typed import quoted
from olcrm.ledger.book import Ledger, writing
from olcrm.reply import rules, store
from olcrm.reply.filling import Wish
from olcrm.shop import store as shop


def expect_fitting(key: str, wish: Wish) -> None:
    if wish.product is not None and key not in (rules.SOLD_OUT, rules.CATALOGUE):
        raise Misunderstood(
            _("--product does not go with “{key}”.").format(key=key),
            hint=_("It goes with {keys}.").format(keys=f"{rules.SOLD_OUT}, {rules.CATALOGUE}"),
        )
    if wish.clauses and key != rules.TERMS:
        raise Misunderstood(
            _("--number does not go with “{key}”.").format(key=key),
            hint=_("It goes with {keys}.").format(keys=rules.TERMS),
        )


def remarks(db: Ledger, answer: store.Answer, wish: Wish, language: str | None) -> list[str]:
    """What the owner should know before she gives a reply; none of it is in the text."""
    said = _of_her(db, answer, answer.who) if answer.who else []
    wanted = language or (answer.who and answer.who.language) or shop.policy(db).message_language
    if wanted != answer.language:
        said.append(_("There is no wording of it in the language “{language}”.").format(language=wanted))
    if answer.who and wish.clauses:
        said.append(
            _("If you make an exception, note it: `olcrm note add {contact} TEXT`.").format(contact=answer.who.id)
        )
    if answer.key == rules.SOLD_OUT:
        said.append(_waiting(db, answer.who, wish))
    return said


def _of_her(db: Ledger, answer: store.Answer, who: Contact) -> list[str]:
    """What she has had, ordered and owes, and that she is to be left alone."""
    said = []
    if last := store.had(db, answer.key, who.id):
        day = dates.near(clock.local(last).date(), clock.today())
        said.append(_("{name} has had this already: {day}.").format(name=who.name, day=day))
    if answer.key in (rules.ACCOUNT, rules.FORM) and not who.orders and not store.had(db, rules.STEPS, who.id):
        sentence = _("It is her first order: `olcrm reply {key} {contact}` tells her how it goes.")
        said.append(sentence.format(key=rules.STEPS, contact=who.id))
    if answer.key == rules.ACCOUNT and who.owed and (row := store.unpaid(db, who.id)):
        sentence = _("Order {number} is open with {amount}: `olcrm order invoice {number}` tells her all of it.")
        said.append(sentence.format(number=row["id"], amount=rupiah(row["balance"])))
    if asked := store.asked(db, who.id):
        sentence = _("Her question {number} waits for an answer: `olcrm ask answer {number}`, if this is one.")
        said.append(sentence.format(number=asked))
    if pause := contacts.paused(db, who.id, clock.today()):
        sentence = _("{name} is to be left alone just now: {reason}.")
        said.append(sentence.format(name=who.name, reason=pause["because"]))
    return said


def by_hand(answer: store.Answer, wish: Wish) -> list[str]:
    """What to know where the text is handed over without a terminal to ask on, and how it is logged then."""
    from olcrm.kit import links

    said = []
    if answer.who and not answer.phone:
        said.append(_("There is no phone number for {name}; the text can be copied.").format(name=answer.who.name))
    if links.too_long(answer.link):
        said.append(_("This text is long and may arrive cut; copying it is safer."))
    return [*said, _once(answer, wish)]


def _waiting(db: Ledger, who: Contact | None, wish: Wish) -> str:
    """That she waits for what is sold out, or how she can."""
    if who and wish.product is not None:
        from olcrm.product import shelf
        from olcrm.wait import store as wait

        found = shelf.meant(db, wish.product)
        there = wait.open_wishes(
            db, contact_id=who.id, product=(found.id, found.label) if found else (None, wish.product)
        )
        if there:
            return _("{name} waits for {what} already, since {day}.").format(
                name=who.name, what=there[0]["what"], day=wait.since(there[0])
            )
    return _("If she wants to wait: `olcrm wait add {contact} {product}`.").format(
        contact=who.id if who else "CONTACT", product=quoted(wish.product) if wish.product else "PRODUCT"
    )


def _once(answer: store.Answer, wish: Wish) -> str:
    """How it is logged by hand."""
    words = [answer.key, *([str(answer.who.id)] if answer.who else [])]
    words += [f"--product {quoted(wish.product)}"] if wish.product is not None else []
    words += [f"--number {number}" for number in wish.clauses]
    return _("Once it is given: `olcrm reply {words} --sent`.").format(words=" ".join(words))


def give(db: Ledger, answer: store.Answer) -> None:
    store.give(db, answer)
    db.said = _("The reply “{key}” was given.").format(key=answer.key)
    if answer.who:
        db.said = _("The reply “{key}” was given to {name}.").format(key=answer.key, name=contacts.label(answer.who))


def below(answer: store.Answer, remarks: Sequence[str]) -> list[str]:
    """What stands under the confirmation: the text as it was given."""
    return [*remarks, "", *answer.text.splitlines(), *(["", answer.link] if answer.link else [])]


def document(answer: store.Answer, *, sent: bool) -> dict[str, object]:
    return {"draft": answer.document(), "sent": sent}


def is_looked_at() -> bool:
    """Whether somebody sits before the answer and can be asked what to do with it."""
    from olcrm.kit import ask

    return show.current().terminal and show.current().form == show.Form.DRAWN and ask.possible()


def handed(answer: store.Answer, remarks: Sequence[str]) -> Said:
    """Open, copy or picture the reply with her, and count it once it was given."""
    from olcrm.kit.send import Draft, offer

    for remark in remarks:
        show.talk(remark)
    who = answer.who
    draft = Draft(
        id=str(answer.document()["id"]),
        contact_id=who.id if who else None,
        name=who.name if who else "",
        phone=answer.phone,
        text=answer.text,
        link=answer.link or None,
        heading=f"{answer.key} · {contacts.label(who)}" if who else answer.key,
        reason=answer.key,
    )
    if not offer(draft):
        return Said("reply", _("Nothing was logged."), document(answer, sent=False))
    with writing() as db:
        give(db, answer)
    return Said("reply", db.said, document(answer, sent=True))
