"""What the owner types about the shop's settings and accounts."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from olcrm.kit import clock, dates, show
from olcrm.kit.errors import Missing
from olcrm.kit.options import Annotated, Verbs, option, text, word
from olcrm.kit.table import Column, Kind, Said, Table
from olcrm.kit.text import N_, _, ngettext
from olcrm.kit.text import use as use_language
from olcrm.ledger.book import reading, writing
from olcrm.shop import accounts, rules, store

if TYPE_CHECKING:
    from olcrm.shop.calendar import Closure

room = Verbs()
NAMED = 20  # promises that fall into a closure
account = room.group("account", help=N_("Where customers pay to."))
closure = room.group("closure", help=N_("When the shop is closed for a while."))


def _keys(incomplete: str) -> list[str]:
    return [key for key in rules.STANDARD if key.startswith(incomplete)]


def _of_courier(key: str) -> bool:
    return key not in rules.STANDARD and key.rpartition(".")[0] in rules.BY_COURIER


Key = Annotated[str, word(N_("The setting; `olcrm config list` names them."), metavar="KEY", suggest=_keys)]


@room.reads("list", help=N_("Show every setting, its value and what it means."), examples=("olcrm config list",))
def list_settings() -> Table:
    """Every setting with its value in force."""
    with reading() as db:
        kept = store.kept(db)
    preset = rules.PRESETS.get(kept.get("preset", "standar"), {})
    rows = [
        {
            "key": key,
            "value": kept.get(key) or preset.get(key) or store.standard(key),
            "own": key in kept,
            "help": _(store.named(key).help),
        }
        for key in [*rules.STANDARD, *filter(_of_courier, kept)]
    ]
    columns = (
        Column("key", _("Setting")),
        Column("value", _("Value")),
        Column("own", _("Set"), value=lambda row: _("here") if row["own"] else _("standard"), keep=2),
        Column("help", _("Meaning"), keep=1),
    )
    return Table("config.list", columns, rows, foot=[_("Change one with `olcrm config set KEY VALUE`.")])


@room.reads("get", help=N_("Show one setting."), examples=("olcrm config get keep-new",))
def get(key: Key) -> Said:
    """The value of one setting that is in force."""
    standard = store.standard(key)
    with reading() as db:
        kept = store.kept(db)
    preset = rules.PRESETS.get(kept.get("preset", "standar"), {})
    value = kept.get(key) or preset.get(key) or standard
    return Said("config.get", value, {"key": key, "value": value, "own": key in kept})


@room.writes(
    "set",
    help=N_("Change a setting; an empty value goes back to the standard one."),
    examples=(
        "olcrm config set keep-new 24h",
        'olcrm config set shop "Toko Ani"',
        "olcrm config set language id",
    ),
)
def set_(
    key: Key,
    value: Annotated[str, word(N_("The new value."), metavar="VALUE")],
) -> Said:
    """Keep a setting, or drop it when the value is empty."""
    more = []
    with writing() as db:
        if value.strip():
            kept = store.put(db, key, text(value, _("The value")))
            if key == "language":
                use_language(kept)
            if key == "backup.also-to" and kept and not Path(kept).is_dir():
                more = [_("That folder is not there just now; copies go to it once it is.")]
            sentence = _("{key} is now {value}.").format(key=key, value=kept or _("none"))
        else:
            store.drop(db, key)
            kept = store.standard(key)
            sentence = _("{key} is back to its standard, {value}.").format(key=key, value=kept or _("none"))
        db.said = sentence
    return Said("config.set", sentence, {"key": key, "value": kept}, more=more)


@account.writes(
    "add",
    help=N_("Add an account that customers pay to."),
    examples=('olcrm config account add "BCA 1234567890 a.n. Ani"',),
)
def account_add(
    words: Annotated[str, word(N_("Bank, number and holder, in quotation marks."), metavar="ACCOUNT")],
) -> Said:
    """Write an account down, or correct its holder."""
    with writing() as db:
        new = accounts.account(text(words, _("The account")))
        store.add_account(db, new)
        db.said = _("Customers can pay to {account}.").format(account=new.line())
    return Said("config.account", db.said, {"account": _document(new)})


@account.reads("list", help=N_("Show the accounts that customers pay to."), examples=("olcrm config account list",))
def account_list() -> Table:
    """All accounts, as they stand in messages."""
    with reading() as db:
        rows = [_document(one) for one in store.accounts(db)]
    columns = (Column("bank", _("Bank")), Column("number", _("Number")), Column("holder", _("Holder")))
    return Table(
        "config.accounts",
        columns,
        rows,
        empty=_("There is no account yet; add one with `olcrm config account add`."),
    )


@account.writes("remove", help=N_("Remove an account."), examples=("olcrm config account remove 1234567890",))
def account_remove(number: Annotated[str, word(N_("Its number."), metavar="NUMBER")]) -> Said:
    """Take an account out of the messages."""
    with writing() as db:
        if not store.remove_account(db, number):
            raise Missing(
                _("There is no account {number}.").format(number=number),
                hint=_("See `olcrm config account list`."),
            )
        db.said = _("Account {number} is removed.").format(number=number)
    return Said("config.account", db.said, {"number": number})


@closure.writes(
    "add",
    help=N_("Close the shop for a while: nobody is reminded then, and promised days are reckoned around it."),
    examples=("olcrm config closure add 24/12 2/1 --because Natal", "olcrm config closure add besok"),
)
def closure_add(
    first: Annotated[str, word(N_("The first closed day."), metavar="FROM")],
    last: Annotated[str | None, word(N_("The last closed day; the same if not given."), metavar="[UNTIL]")] = None,
    because: Annotated[str | None, option("--because", help=N_("Why."), metavar="TEXT")] = None,
) -> Said:
    """Write a closure down, and say which promises fall into it."""
    from olcrm.shop import calendar, closures

    with writing() as db:
        begins = dates.day(first, clock.today(), looks="forward")
        ends = begins if last is None else dates.day(last, clock.today(), looks="forward", since=begins)
        calendar.closure(begins, ends)
        new = closures.close(db, begins, ends, None if because is None else text(because, _("The reason")))
        db.said = _("The shop is closed: {days}.").format(days=new.shown())
        promised = [
            {"order": row["id"], "name": row["contact_name"], "promised_on": row["promised_on"]}
            for row in closures.promised_within(db, begins, ends)
        ]
        more = [
            _("Order {number} of {name} is promised for {day}.").format(
                number=one["order"],
                name=one["name"],
                day=dates.near(date.fromisoformat(one["promised_on"]), clock.today()),
            )
            for one in promised[:NAMED]
        ]
        if len(promised) > NAMED:
            rest = len(promised) - NAMED
            more.append(ngettext("{count} more", "{count} more", rest).format(count=rest))
        days = closures.calendar(db)
        if promised and len(days.weekdays) < len(rules.WEEKDAYS):
            more.append(
                _("To put one off until the shop is open again: `olcrm order promise {number} {day}`.").format(
                    number=promised[0]["order"], day=days.after(ends, 0).isoformat()
                )
            )
    return Said("config.closure", db.said, {"closure": _closed(new), "promised": promised}, more=more)


@closure.reads(
    "list",
    help=N_("Show when the shop is closed for a while."),
    examples=("olcrm config closure list", "olcrm config closure list --past"),
)
def closure_list(
    past: Annotated[bool, option("--past", help=N_("Also those that are over."))] = False,
) -> Table:
    """Closures, the earliest first."""
    from olcrm.shop import closures

    with reading() as db:
        page = show.page()
        found = closures.closures(db, None if past else clock.today())
    rows = [_closed(one) for one in found]
    columns = (
        Column("id", _("No"), Kind.NUMBER),
        Column("from_on", _("From"), Kind.DAY),
        Column("until_on", _("Until"), Kind.DAY),
        Column("days", _("Days"), Kind.NUMBER, keep=1),
        Column("because", _("Why")),
    )
    return Table(
        "config.closures",
        columns,
        rows if page is None else rows[:page],
        total=len(rows),
        empty=_("The shop is not closed for a while; that is noted with `olcrm config closure add`."),
    )


@closure.writes("remove", help=N_("Take a closure out."), examples=("olcrm config closure remove 2",))
def closure_remove(
    number: Annotated[str, word(N_("Its number; `olcrm config closure list` shows it."), metavar="NUMBER")],
) -> Said:
    """The shop is open then after all, but for its closed weekdays."""
    from olcrm.shop import closures

    with writing() as db:
        gone = closures.open_again(db, number)
        db.said = _("The shop is not closed after all: {days}.").format(days=gone.shown())
    return Said("config.closure", db.said, {"closure": _closed(gone)})


def _closed(one: "Closure") -> dict[str, int | str | None]:
    return {
        "id": one.number,
        "from_on": one.first.isoformat(),
        "until_on": one.last.isoformat(),
        "days": (one.last - one.first).days + 1,
        "because": one.because,
    }


def _document(one: rules.Account) -> dict[str, str | None]:
    return {"bank": one.bank, "number": one.number, "holder": one.holder}
