"""The figures, asked of the windows of other rooms. Cancelled and released orders are not sales."""

import sqlite3
from typing import TYPE_CHECKING, Any

from olcrm.contact import store as contacts
from olcrm.due import rules as due
from olcrm.ledger import windows
from olcrm.report.rules import PROMISES

if TYPE_CHECKING:
    from olcrm.errand import store as errands

# What one line of a sales report stands for; `Monday` of the week, since SQLite's own weeks begin on Sunday.
_PERIOD = {
    "day": "ordered_on",
    "week": "date(ordered_on, '-' || ((strftime('%w', ordered_on) + 6) % 7) || ' days')",
    "month": "substr(ordered_on, 1, 7)",
    "source": "coalesce(source, '')",
}
# What goes out in exchange was sold before: it is no order more, only the difference that is paid for it is a sale.
EXCHANGES = "(SELECT out_order_id FROM claim_view WHERE out_order_id IS NOT NULL)"
_SALES = """
SELECT {what} AS what, count(*) FILTER (WHERE id NOT IN {exchanges}) AS orders, sum(total) AS total, sum(paid) AS paid
  FROM order_view
 WHERE closed_as IS NULL AND ordered_on BETWEEN :since AND :until
 GROUP BY 1 ORDER BY {order}
"""
# What has a SKU is one product, however its lines are called. The difference an exchange costs is shared by its lines.
_PRODUCTS = f"""
SELECT coalesce(max(product_view.label), min(sold.name)) AS what, count(DISTINCT counted_in) AS orders,
       sum(iif(counted_in IS NULL, 0, qty)) AS qty,
       sum(iif(counted_in IS NULL, subtotal * max(goods - discount, 0) / max(goods, 1), subtotal)) AS total
  FROM (SELECT line_view.*, goods, discount, iif(order_id IN {EXCHANGES}, NULL, order_id) AS counted_in
          FROM line_view JOIN order_view ON order_view.id = line_view.order_id
         WHERE closed_as IS NULL AND ordered_on BETWEEN :since AND :until) AS sold
  LEFT JOIN product_view ON product_view.id = sold.product_id
 GROUP BY coalesce(product_view.sku, sold.sku, sold.name)
HAVING count(counted_in) > 0 OR total > 0 ORDER BY total DESC, what
"""  # noqa: S608


def sales(db: sqlite3.Connection, by: str, since: str, until: str) -> list[dict[str, Any]]:
    """Orders, their totals and what is paid of them, a row a ``by``; ``since`` and ``until`` are ISO days, included.

    Periods come latest first, products and sources by what they brought. Products count goods only, without shipping,
    discount and unique code. What went out in exchange is no order and no piece more; what was paid on top counts.
    """
    if by == "product":
        statement = _PRODUCTS
    else:
        order = "total DESC, what" if by == "source" else "what DESC"
        statement = _SALES.format(what=_PERIOD[by], order=order, exchanges=EXCHANGES)
    return [dict(row) for row in db.execute(statement, {"since": since, "until": until})]


def best_customers(db: sqlite3.Connection, limit: int) -> list[int]:
    """Ids of the contacts who spent most, the best first; ``limit`` -1 gives everybody who ordered."""
    rows = db.execute(
        "SELECT id FROM contact WHERE archived_at IS NULL AND orders > 0 ORDER BY spent DESC, id LIMIT ?", (limit,)
    )
    return [contact for (contact,) in rows]


def customer_sums(db: sqlite3.Connection) -> dict[str, int]:
    """Over all customers: how many ordered, how many came back, their orders, what they spent and owe.

    ``exchanges`` is how many of those orders went out in exchange.
    """
    row = db.execute(
        "SELECT count(*) AS customers, count(*) FILTER (WHERE paid_orders > 1 AND paid_orders - (SELECT count(*)"
        " FROM claim_view JOIN order_view ON order_view.id = out_order_id WHERE claim_view.contact_id = contact.id"
        " AND order_view.closed_on IS NULL AND total > 0 AND balance <= 0) > 1) AS came_back,"
        " coalesce(sum(orders), 0) AS orders, coalesce(sum(spent), 0) AS spent, coalesce(sum(owed), 0) AS owed"
        " FROM contact WHERE orders > 0"
    ).fetchone()
    (exchanges,) = db.execute(
        f"SELECT count(*) FROM order_view WHERE id IN {EXCHANGES} AND closed_as IS NULL"  # noqa: S608
    ).fetchone()
    return {**dict(row), "exchanges": exchanges}


_PROMISED = """
SELECT promised_on, first_promised_on, arrived_on, shipped_on, closed_on FROM order_view
 WHERE promised_on IS NOT NULL AND closed_on IS NULL AND coalesce(first_promised_on, promised_on) BETWEEN ? AND ?
"""


def promises(db: sqlite3.Connection, since: str, until: str) -> list[dict[str, Any]]:
    """How promises were kept, a row a month of the day promised first (ISO days, both included), the latest first."""
    months: dict[str, dict[str, Any]] = {}
    for row in db.execute(_PROMISED, (since, until)):
        month = (row["first_promised_on"] or row["promised_on"])[:7]
        found = months.setdefault(month, {"month": month, "promised": 0, **dict.fromkeys(PROMISES, 0)})
        found["promised"] += 1
        found[(windows.promise(row) or "open").replace("-", "_")] += 1
    return [months[month] for month in sorted(months, reverse=True)]


# Of a due that is paid in parts, those are overdue whose day has gone by; never is what is paid to the courier.
_OPEN_DUES = f"""
SELECT kind, balance, created_on, age, cod,
       CASE WHEN cod THEN 0
            WHEN in_parts THEN max(0, balance - coalesce(agreed, balance))
            WHEN due_on < :today THEN balance ELSE 0 END AS overdue
  FROM (SELECT due.kind, due.amount - due.paid AS balance, due.created_on, due.due_on,
               CAST(julianday(:today) - julianday(due.created_on) AS INTEGER) AS age,
               EXISTS (SELECT 1 FROM instalment WHERE due_id = due.id) AS in_parts, {windows.AT_THE_DOOR} AS cod,
               (SELECT min(rest) FROM instalment WHERE due_id = due.id AND instalment.due_on < :today) AS agreed
          FROM due WHERE due.closed_on IS NULL AND due.amount > due.paid)
"""  # noqa: S608


def open_dues(db: sqlite3.Connection, today: str) -> list[dict[str, Any]]:
    """What is open by kind: how many dues, how much, how much of it past its agreed day, by age bracket, the oldest.

    What is paid to couriers is in no bracket, but beside them.
    """
    rows: dict[str, dict[str, Any]] = {}
    found = db.execute(_OPEN_DUES, {"today": today})
    for kind, balance, created_on, age, cod, overdue in found:
        row = rows.setdefault(kind, _empty(kind))
        row["dues"] += 1
        row["balance"] += balance
        row["overdue"] += overdue
        row[due.COD if cod else due.bracket(max(0, age))] += balance
        row["oldest"] = min(row["oldest"] or created_on, created_on)
    return sorted(rows.values(), key=lambda row: -row["balance"])


def exposure(db: sqlite3.Connection) -> "tuple[errands.Exposure, list[dict[str, Any]]]":
    """The owner's own money that is out on errands, and a row a contact, the most first."""
    from olcrm.errand import store as errands

    found = errands.exposure(db)
    who = contacts.briefs(db, [contact for contact, _out in found.contacts])
    return found, [{"contact": who[contact], "out": out} for contact, out in found.contacts]


def _empty(kind: str) -> dict[str, Any]:
    brackets = {due.name(*days): 0 for days in due.BRACKETS}
    return {"kind": kind, "dues": 0, "balance": 0, "overdue": 0, "oldest": None, **brackets, due.COD: 0}
