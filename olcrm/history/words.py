"""The owner's words for what the ledger calls tables, columns and values."""

from collections.abc import Mapping
from typing import Any

from olcrm.kit.table import Kind
from olcrm.kit.text import N_, _, ngettext

# Left out on the screen: numbers and keys the owner has no use for.
HIDDEN = {"id", "name_key", "nickname_key", "find_key", "sku_key", "label_key", "what_key", "fingerprint"}
HIDDEN |= {"payer", "last_id", "rest"}
# Things that go by a number which can be typed.
NUMBERED = {"contact", "sale_order", "payment", "due", "note", "wish", "product", "bank_line", "import_batch"}
NUMBERED |= {"parcel", "errand"}
# Columns that name another row, and what that is.
POINTS_TO = {
    "contact_id": "contact",
    "referred_by_id": "contact",
    "order_id": "sale_order",
    "due_id": "due",
    "reverses_id": "payment",
    "payment_id": "payment",
    "batch_id": "import_batch",
    "product_id": "product",
    "parcel_id": "parcel",
    "line_id": "order_line",
}
_MONEY = {"amount", "price", "cost", "shipping", "discount", "unique_code", "at_most", "fee", "spent", "collect"}
_YES_OR_NO = {"greeting_wanted", "private", "given", "price_hidden", "cod"}

_TABLES = {
    "sale_order": N_("order"),
    "order_line": N_("order line"),
    "parcel": N_("parcel"),
    "parcel_line": N_("piece in a parcel"),
    "errand": N_("errand"),
    "contact": N_("customer"),
    "payment": N_("payment"),
    "due": N_("due"),
    "instalment": N_("part of a due"),
    "bank_line": N_("line of a bank statement"),
    "message": N_("message"),
    "note": N_("note"),
    "channel": N_("phone number or name"),
    "address": N_("address"),
    "tag": N_("tag"),
    "size": N_("size"),
    "celebrates": N_("feast"),
    "pause": N_("pause"),
    "consent": N_("consent"),
    "request": N_("request"),
    "forgotten": N_("forgotten customer"),
    "template": N_("template"),
    "setting": N_("setting"),
    "account": N_("account"),
    "closure": N_("closed days"),
    "product": N_("product"),
    "stock_move": N_("change of stock"),
    "wish": N_("wish"),
    "pasted": N_("pasted text"),
    "reply": N_("reply"),
    "term": N_("clause"),
    "import_batch": N_("imported file"),
    "import_row": N_("imported row"),
}
TABLES = tuple(_TABLES)  # the weightiest first

COLUMNS = {
    "contact_id": N_("customer"),
    "due_id": N_("due"),
    "order_id": N_("order"),
    "reverses_id": N_("reverses payment"),
    "payment_id": N_("payment"),
    "seen_at": N_("seen"),
    "dropped_on": N_("left out on"),
    "drop_reason": N_("reason"),
    "batch_id": N_("file"),
    "referred_by_id": N_("sent by"),
    "key": N_("key"),
    "value": N_("value"),
    "bank": N_("bank"),
    "number": N_("number"),
    "holder": N_("in the name of"),
    "from_on": N_("from"),
    "until_on": N_("until"),
    "because": N_("reason"),
    "name": N_("name"),
    "nickname": N_("nickname"),
    "salutation": N_("salutation"),
    "language": N_("language"),
    "birthday": N_("birthday"),
    "city": N_("city"),
    "source": N_("source"),
    "greeting_wanted": N_("likes to be greeted"),
    "created_at": N_("written down"),
    "archived_at": N_("archived"),
    "kind": N_("kind"),
    "typed": N_("as typed"),
    "label": N_("label"),
    "text": N_("text"),
    "what": N_("what"),
    "feast": N_("feast"),
    "purpose": N_("purpose"),
    "memo": N_("for what"),
    "amount": N_("amount"),
    "created_on": N_("since"),
    "due_on": N_("to be paid by"),
    "closed_on": N_("closed on"),
    "closed_as": N_("closed as"),
    "close_reason": N_("reason"),
    "snoozed_until": N_("no reminder before"),
    "snooze_reason": N_("reason for waiting"),
    "method": N_("paid with"),
    "paid_on": N_("paid on"),
    "note": N_("note"),
    "ordered_on": N_("ordered on"),
    "ordered_at": N_("ordered at"),
    "keep_until": N_("kept until"),
    "promised_on": N_("promised for"),
    "shipping": N_("shipping"),
    "discount": N_("discount"),
    "unique_code": N_("unique code"),
    "recipient": N_("recipient"),
    "recipient_phone": N_("recipient's phone"),
    "address": N_("address"),
    "gift": N_("gift card"),
    "dropship_from": N_("sender on the label"),
    "making_on": N_("in the making"),
    "ready_on": N_("ready"),
    "shipped_on": N_("sent off"),
    "arrived_on": N_("arrived"),
    "sku": N_("code"),
    "qty": N_("how many"),
    "price": N_("price each"),
    "direction": N_("from whom"),
    "step": N_("step"),
    "occasion": N_("occasion"),
    "said_at": N_("said"),
    "private": N_("private"),
    "noted_at": N_("noted"),
    "file_name": N_("file"),
    "rows": N_("rows"),
    "row_number": N_("row of the file"),
    "imported_at": N_("brought in"),
    "given": N_("agreed"),
    "stated_on": N_("stated on"),
    "how": N_("how"),
    "said": N_("in her words"),
    "asked_at": N_("asked"),
    "answered_at": N_("answered"),
    "answer": N_("answer"),
    "known_since": N_("known since"),
    "product_id": N_("product"),
    "variant": N_("variant"),
    "cost": N_("cost"),
    "weight": N_("grams"),
    "care": N_("care tip"),
    "counted": N_("counted"),
    "moved_at": N_("noted"),
    "pasted_at": N_("pasted"),
    "wished_at": N_("waits since"),
    "offered_at": N_("offered"),
    "offered_until": N_("offered until"),
    "ended_on": N_("ended on"),
    "ended_as": N_("ended as"),
    "forgotten_at": N_("forgotten"),
    "parcel_id": N_("parcel"),
    "line_id": N_("order line"),
    "courier": N_("courier"),
    "service": N_("service"),
    "tracking": N_("tracking number"),
    "cod": N_("paid to the courier"),
    "collect": N_("courier collects"),
    "price_hidden": N_("price hidden"),
    "extras": N_("goes in as well"),
    "first_promised_on": N_("promised at first for"),
    "packed_on": N_("packed"),
    "returned_on": N_("came back"),
    "at_most": N_("to spend at most"),
    "fee": N_("fee"),
    "spent": N_("spent"),
    "bought_on": N_("bought"),
    "not_found_on": N_("not found"),
    "heading": N_("heading"),
    "given_at": N_("given"),
}

_VALUES = {
    "closed_as": {"cancelled": N_("cancelled"), "released": N_("released")},
    "ended_as": {"bought": N_("bought"), "removed": N_("not wanted any more")},
    "direction": {"in": N_("customer"), "out": N_("shop")},
    "purpose": {
        "talk": N_("talk"),
        "remind": N_("reminder"),
        "settle": N_("reminder of the rest"),
        "reply": N_("reply"),
    }
    | {"due": N_("reminder of a due"), "release": N_("release"), "birthday": N_("birthday")},
    "kind": {
        "order": N_("order"),
        "errand": N_("errand"),
        "loan": N_("loan"),
        "other": N_("other"),
        "payment": N_("payment"),
        "credit": N_("credit"),
        "refund": N_("refund"),
        "void": N_("void"),
    },
}


def thing(table: str, row: int) -> str:
    """What a row is called: order 41, order line."""
    if table == "due":
        return f"due:{row}"
    return f"{thing_kind(table)} {row}" if table in NUMBERED else thing_kind(table)


def thing_kind(table: str) -> str:
    """What rows of a table are called."""
    return _(_TABLES[table]) if table in _TABLES else table


def field(column: str) -> str:
    """What a column is called."""
    return _(COLUMNS[column]) if column in COLUMNS else column


def value(column: str, raw: Any) -> Any:
    """A value with a word for it where there is one."""
    if column in _YES_OR_NO and raw is not None:
        return bool(raw)
    word = _VALUES.get(column, {}).get(raw)
    return raw if word is None else _(word)


def says_something(column: str, raw: Any) -> bool:
    """Whether a value is worth a line where a row was added: an amount of nothing, or not being private, is not."""
    return raw not in (None, "") and not (raw == 0 and column in _MONEY | {"private", "cod", "price_hidden"})


def kind(column: str) -> Kind:
    """How a column's values are written."""
    if column in _MONEY:
        return Kind.MONEY
    if column.endswith("_on") or column in ("snoozed_until", "birthday"):
        return Kind.DAY
    moment = column.endswith("_at") or column in ("keep_until", "known_since", "offered_until")
    return Kind.MOMENT if moment else Kind.TEXT


def counted(rows: Mapping[str, int]) -> str:
    """How many of what, the weightiest first: ``1 order, 2 order lines``; without what comes along with those."""
    left = dict(rows)
    if "due" in left:  # each order has a due of its own
        left["due"] -= left.get("sale_order", 0)
    if "import_batch" in left:
        left.pop("import_row", None)
    known = [(table, left.pop(table)) for table in TABLES if table in left]
    return ", ".join(_count(table, count) for table, count in [*known, *left.items()] if count > 0)


def _count(table: str, n: int) -> str:
    forms = {
        "sale_order": lambda: ngettext("{count} order", "{count} orders", n),
        "order_line": lambda: ngettext("{count} order line", "{count} order lines", n),
        "parcel": lambda: ngettext("{count} parcel", "{count} parcels", n),
        "parcel_line": lambda: ngettext("{count} piece in a parcel", "{count} pieces in parcels", n),
        "errand": lambda: ngettext("{count} errand", "{count} errands", n),
        "contact": lambda: ngettext("{count} customer", "{count} customers", n),
        "payment": lambda: ngettext("{count} payment", "{count} payments", n),
        "due": lambda: ngettext("{count} due", "{count} dues", n),
        "instalment": lambda: ngettext("{count} part of a due", "{count} parts of dues", n),
        "bank_line": lambda: ngettext("{count} line of a bank statement", "{count} lines of bank statements", n),
        "message": lambda: ngettext("{count} message", "{count} messages", n),
        "note": lambda: ngettext("{count} note", "{count} notes", n),
        "channel": lambda: ngettext("{count} phone number or name", "{count} phone numbers and names", n),
        "address": lambda: ngettext("{count} address", "{count} addresses", n),
        "tag": lambda: ngettext("{count} tag", "{count} tags", n),
        "size": lambda: ngettext("{count} size", "{count} sizes", n),
        "celebrates": lambda: ngettext("{count} feast", "{count} feasts", n),
        "pause": lambda: ngettext("{count} pause", "{count} pauses", n),
        "consent": lambda: ngettext("{count} consent", "{count} consents", n),
        "request": lambda: ngettext("{count} request", "{count} requests", n),
        "forgotten": lambda: ngettext("{count} forgotten customer", "{count} forgotten customers", n),
        "template": lambda: ngettext("{count} template", "{count} templates", n),
        "setting": lambda: ngettext("{count} setting", "{count} settings", n),
        "account": lambda: ngettext("{count} account", "{count} accounts", n),
        "closure": lambda: ngettext("{count} time of closing", "{count} times of closing", n),
        "product": lambda: ngettext("{count} product", "{count} products", n),
        "stock_move": lambda: ngettext("{count} change of stock", "{count} changes of stock", n),
        "wish": lambda: ngettext("{count} wish", "{count} wishes", n),
        "pasted": lambda: ngettext("{count} pasted text", "{count} pasted texts", n),
        "reply": lambda: ngettext("{count} reply", "{count} replies", n),
        "term": lambda: ngettext("{count} clause", "{count} clauses", n),
        "import_batch": lambda: ngettext("{count} imported file", "{count} imported files", n),
        "import_row": lambda: ngettext("{count} imported row", "{count} imported rows", n),
    }
    return forms[table]().format(count=n) if table in forms else f"{n} {table}"
