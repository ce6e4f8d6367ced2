"""Asks every room that has waiting work the same question."""

import sqlite3
from datetime import datetime

from olcrm.backup import store as backup
from olcrm.due import store as due
from olcrm.greet import store as greet
from olcrm.kit.waiting import Waiting
from olcrm.order import store as order
from olcrm.remind import store as remind
from olcrm.today import rules


def waiting(db: sqlite3.Connection, now: datetime, limit: int) -> list[Waiting]:
    """At most ``limit`` things from each room, ranked. Costs what it gives, however large the ledger is."""
    rooms = (remind.waiting, order.waiting, greet.waiting, due.waiting, backup.waiting)
    return rules.ranked(one for ask in rooms for one in ask(db, now, limit))
