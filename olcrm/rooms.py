"""The rooms of the house, as data: what the owner types, what it is for, where it is.

The front door reads only this to answer ``olcrm --help``; a room is opened when its word is typed.
"""

from olcrm.kit.record import Record
from olcrm.kit.text import N_


class Room(Record):
    """One word after ``olcrm``. ``folder`` is the room's folder; ``verbs`` is False where the word is the command.

    ``annex`` is a second folder with verbs behind the same word: of the same thing, and from a higher storey.
    """

    word: str
    folder: str
    panel: str
    help: str
    verbs: bool = True
    annex: str = ""


DAY = N_("Every day")
PEOPLE = N_("People and what they owe")
SAYING = N_("What is said")
SHOP = N_("The shop")
SAFE = N_("Safe-keeping")

ROOMS = (
    Room("today", "today", DAY, N_("What waits today, the most pressing first."), verbs=False),
    Room("paste", "paste", DAY, N_("Read what a customer sent: an order form, an address, a transfer."), verbs=False),
    Room("remind", "remind", DAY, N_("Whom to remind of an unpaid order or a due, kindly and twice at most.")),
    Room("greet", "greet", DAY, N_("Birthdays and feasts: a kind word for each, once.")),
    Room("ask", "ask", DAY, N_("Questions that wait for an answer, visits, what to ask somebody about.")),
    Room("complaint", "complaint", DAY, N_("What went wrong, and how it is put right.")),
    Room("claim", "claim", DAY, N_("The guarantee: what holds, exchange, refund, repair.")),
    Room("follow", "follow", DAY, N_("A word after the sale: how is it, thanks, sorry, we miss you.")),
    Room("contact", "contact", PEOPLE, N_("Customers: add, find, show, edit."), annex="privacy"),
    Room("order", "order", PEOPLE, N_("Orders: take, show, edit, release."), annex="invoice"),
    Room("parcel", "parcel", PEOPLE, N_("Parcels: pack, label, send off, follow; what couriers collect.")),
    Room("pay", "pay", PEOPLE, N_("Money in and out.")),
    Room("match", "match", PEOPLE, N_("Match bank statements with what is owed."), verbs=False),
    Room("due", "due", PEOPLE, N_("What customers owe: errands, loans, everything open.")),
    Room("errand", "errand", PEOPLE, N_("Errands: what you buy for a customer with your own money.")),
    Room("wait", "wait", PEOPLE, N_("Who waits for what: add, offer, remove.")),
    Room("note", "note", PEOPLE, N_("Remarks on a customer or an order; private ones stay private.")),
    Room("gift", "gift", PEOPLE, N_("Gifts given and received.")),
    Room("member", "member", PEOPLE, N_("Membership: join, tiers, what is still to be asked.")),
    Room("offer", "offer", SAYING, N_("Offers to those who want them, chosen by what they are and bought.")),
    Room("raffle", "raffle", SAYING, N_("A draw among regulars that anybody can repeat.")),
    Room(
        "match-buyers",
        "match_buyers",
        SAYING,
        N_("Who asked for, waits for, wears or bought such a product."),
        verbs=False,
    ),
    Room("reply", "reply", SAYING, N_("Answers to what many ask: where to pay, how to order."), verbs=False),
    Room("message", "message", SAYING, N_("What was said, to whom and when.")),
    Room("template", "template", SAYING, N_("The wording of each message.")),
    Room("product", "product", SHOP, N_("What is sold: prices, pieces, what is free.")),
    Room("holiday", "holiday", SHOP, N_("Feast days and seasons: when they are, and your own.")),
    Room("closure", "closure", SHOP, N_("Days on which the shop is closed, and what shifts with them.")),
    Room("terms", "terms", SHOP, N_("The shop's terms, quoted by number.")),
    Room("report", "report", SHOP, N_("Sales, customers and dues in figures.")),
    Room("import", "import_", SHOP, N_("Bring in customers and orders from files.")),
    Room("config", "shop", SHOP, N_("The shop's settings.")),
    Room("init", "init", SHOP, N_("Start a ledger for your shop."), verbs=False),
    Room("demo", "demo", SHOP, N_("Try everything on a sample shop."), verbs=False),
    Room("log", "history", SAFE, N_("What was changed, and when."), verbs=False),
    Room("undo", "history", SAFE, N_("Take back the last change, or a named one."), verbs=False),
    Room("redo", "history", SAFE, N_("Do again what was taken back."), verbs=False),
    Room("backup", "backup", SAFE, N_("Copies of the ledger: create, check, rehearse, restore, rescue.")),
    Room("doctor", "doctor", SAFE, N_("Look whether everything is whole and in order."), verbs=False),
)

BY_WORD = {room.word: room for room in ROOMS}
