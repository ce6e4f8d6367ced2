"""What questions look like: in a sentence, in a list, on a page of their own."""

from collections.abc import Sequence
from datetime import date

from olcrm.ask import rules
from olcrm.contact import rules as people
from olcrm.contact.rules import Contact
from olcrm.kit import clock, dates
from olcrm.kit.money import rupiah
from olcrm.kit.table import Column, Document, Kind, Page, Pairs
from olcrm.kit.text import _, ngettext
from olcrm.ledger.book import Ledger


def noted(ask: Document, who: Contact) -> str:
    """``Question 3 of Rina · loyal: “Ready kak?”``"""
    name, what = people.label(who), rules.gist(ask["text"] or "")
    if ask["kind"] == "question":
        return _("Question {number} of {name}: “{what}”.").format(number=ask["id"], name=name, what=what)
    day = dates.long(date.fromisoformat(ask["next_on"]))
    if ask["kind"] == "about":
        return _("{day}: ask {name} about {what} (number {number}).").format(
            day=day, name=name, what=what, number=ask["id"]
        )
    said = _("Visit {number}: {name}, {day}: {what}.") if what else _("Visit {number}: {name}, {day}.")
    return said.format(number=ask["id"], name=name, day=day, what=what)


def goods(db: Ledger, product_id: int | None) -> list[str]:
    """What to know of the product before answering: its price and what is free of it."""
    if product_id is None:
        return []
    from olcrm.product import shelf
    from olcrm.product import store as products

    product = products.get(db, product_id)
    free = shelf.pieces(db, product_id).free
    facts = [rupiah(product["price"])] if product["price"] else []
    if free is not None:
        facts.append(_("{count} free").format(count=max(0, free)))
    label = f"{product['name']} {product['variant'] or ''}".strip()
    said = [f"{label}: {', '.join(facts)}."] if facts else []
    return [*said, *([f"{label}: {product['note']}"] if product["note"] else [])]


def come_back(ask: Document) -> list[str]:
    """When to come back to her."""
    if ask["state"] != "follow":
        return []
    on = date.fromisoformat(ask["next_on"])
    if on <= clock.today():
        return [_("It is time to come back to her; `olcrm follow prospects` has a message for it.")]
    day = dates.long(on)
    return [_("Come back to her on {day}; if she buys before, it is closed by itself.").format(day=day)]


def hint(ask: Document) -> list[str]:
    """What to type next about it."""
    number = ask["id"]
    if ask["state"] == "waiting":
        return [_("Answer it with `olcrm ask answer {number} TEXT`.").format(number=number)]
    if ask["state"] == "planned":
        return [_("Once it is done: `olcrm ask done {number}`.").format(number=number)]
    if ask["state"] in ("follow", "asleep"):
        return [
            _(
                "If she bought elsewhere: `olcrm ask bought {number}`; if nothing comes of it:"
                " `olcrm ask drop {number} --because TEXT`."
            ).format(number=number)
        ]
    return []


def afterwards(document: Document, who: Contact, *, logged: bool = False) -> list[str]:
    """What may be typed once a question is answered."""
    more = come_back(document)
    if document["answer"] and not logged:
        sentence = _("Sent in these words? `olcrm ask answer {number} --sent` logs it.")
        more.append(sentence.format(number=document["id"]))
    if document["state"] == "done" and who.standing == "prospect":
        sentence = _("If she hesitates: `olcrm ask answer {number} --objection price` has you come back to her.")
        more.append(sentence.format(number=document["id"]))
    return more


def columns() -> Sequence[Column]:
    """Of a list of questions, visits and what to ask about."""
    return (
        Column("id", _("No"), Kind.NUMBER),
        Column("asked_at", _("Asked at"), Kind.MOMENT, keep=7),
        Column("customer", _("Customer"), value=lambda row: row["contact"]["name"]),
        Column("standing", _("Standing"), value=lambda row: people.shown(row["contact"]["standing"]), keep=4),
        Column("kind", _("Kind"), value=lambda row: _(rules.KINDS[row["kind"]]), keep=8),
        Column("text", _("About what")),
        Column("sku", _("SKU"), keep=6),
        Column(
            "objection",
            _("Objection"),
            value=lambda row: rules.objection_shown(row["objection"]) if row["objection"] else None,
            keep=5,
        ),
        Column("next_on", _("Day"), Kind.DAY, keep=3),
        Column("state", _("Status"), value=_standing),
    )


def _standing(row: Document) -> str:
    """Where it stands; of a question how long it waits, and whether that is too long; of what is planned what it is."""
    if row["state"] == "bought":
        return _("bought, order {number}").format(number=row["order"]) if row["order"] else rules.shown("bought")
    if row["state"] == "planned":
        return _(rules.KINDS[row["kind"]])
    if row["state"] != "waiting":
        return rules.shown(row["state"])
    age = rules.age(row["hours"])
    return _("{age}, too long!").format(age=age) if row["over"] else age


def foot(rows: Sequence[Document], most: int) -> list[str]:
    """How many of the questions on a list have waited for too long."""
    over = sum(1 for row in rows if row["state"] == "waiting" and row["over"])
    if not over:
        return []
    said = ngettext(
        "{count} question has waited for more than {most} hours: `olcrm ask answer NO TEXT`.",
        "{count} questions have waited for more than {most} hours: `olcrm ask answer NO TEXT`.",
        over,
    )
    return [said.format(count=over, most=most)]


def page(ask: Document, who: Document, more: Sequence[str]) -> Page:
    """One question, visit or reminder, beside what is to be known of who asks."""
    sizes = ", ".join(f"{one['what']} {one['value']}" for one in who["sizes"])
    took = rules.age(ask["hours"]) if ask["hours"] is not None else None
    facts = [
        (_("Customer"), ask["contact"]["name"], Kind.TEXT),
        (_("Standing"), people.shown(ask["contact"]["standing"]), Kind.TEXT),
        (_("Sizes"), sizes or None, Kind.TEXT),
        (_("Kind"), _(rules.KINDS[ask["kind"]]), Kind.TEXT),
        (_("About what"), ask["text"], Kind.TEXT),
        (_("Product"), ask["product"] or None, Kind.TEXT),
        (_("Objection"), ask["objection"] and rules.objection_shown(ask["objection"]), Kind.TEXT),
        (_("Status"), _standing(ask), Kind.TEXT),
        (_("Asked at"), ask["asked_at"], Kind.MOMENT),
        (_("Answered"), ask["answered_at"], Kind.MOMENT),
        (_("Answered after"), took if ask["answered_at"] else None, Kind.TEXT),
        (_("Answer"), ask["answer"], Kind.TEXT),
        (_("Day"), ask["next_on"], Kind.DAY),
        (_("Closed"), ask["ended_on"], Kind.DAY),
        (_("Why"), ask["because"], Kind.TEXT),
    ]
    title = _("Question {number} · {name}") if ask["kind"] == "question" else _("Number {number} · {name}")
    title = title.format(number=ask["id"], name=ask["contact"]["name"])
    return Page("ask.show", title, {"ask": ask}, [Pairs([fact for fact in facts if fact[1] is not None]), *more])
