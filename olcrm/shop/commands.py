"""What the owner types about the shop's settings and accounts."""

from pathlib import Path

from olcrm.kit.errors import Missing
from olcrm.kit.options import Annotated, Verbs, text, word
from olcrm.kit.table import Column, Said, Table
from olcrm.kit.text import N_, _
from olcrm.kit.text import use as use_language
from olcrm.ledger.book import reading, writing
from olcrm.shop import accounts, rules, store

room = Verbs()
account = room.group("account", help=N_("Where customers pay to."))


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


def _document(one: rules.Account) -> dict[str, str | None]:
    return {"bank": one.bank, "number": one.number, "holder": one.holder}
