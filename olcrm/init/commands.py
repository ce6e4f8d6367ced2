"""What the owner types once: ``olcrm init``."""

from collections.abc import Callable

from olcrm.kit import ask, clock, show
from olcrm.kit import text as words
from olcrm.kit.errors import Misunderstood
from olcrm.kit.options import Annotated, Verbs, option, text
from olcrm.kit.table import Said
from olcrm.kit.text import N_, _
from olcrm.ledger import book
from olcrm.shop import store as shop
from olcrm.shop.accounts import account

room = Verbs()


@room.writes(
    "init",
    help=N_("Start a ledger for your shop: asks for its name, language, time zone and accounts."),
    examples=(
        "olcrm init",
        'olcrm init --shop "Toko Ani" --language id --time-zone WIB --account "BCA 1234567890 a.n. Ani" --yes',
    ),
)
def init(
    name: Annotated[str | None, option("--shop", help=N_("The shop's name."), metavar="NAME")] = None,
    language: Annotated[str | None, option("--language", help=N_("id or en."), metavar="id|en")] = None,
    time_zone: Annotated[
        str | None, option("--time-zone", help=N_("WIB, WITA, WIT or a zone's name."), metavar="ZONE")
    ] = None,
    accounts: Annotated[
        list[str] | None,
        option("--account", help=N_("Where customers pay to; may be given several times."), metavar="ACCOUNT"),
    ] = None,
    yes: Annotated[bool, option("--yes", help=N_("Ask nothing; take the standard for what is not given."))] = False,
) -> Said:
    """Make the ledger if there is none, and keep what was answered. Nothing is made before the last answer."""
    accounts = list(accounts or ())
    answers = _answers(name, language, time_zone, accounts, quiet=yes)
    fresh = book.create()
    with book.writing() as db:
        for key, value in answers.items():
            if value:
                shop.put(db, key, value)
        for line in accounts:
            shop.add_account(db, account(text(line, _("The account"))))
        said = _("The ledger of {shop} is ready.") if fresh else _("The ledger of {shop} is up to date.")
        db.said = said.format(shop=shop.policy(db).shop or _("your shop"))
    return Said(
        "init",
        db.said,
        {"path": str(book.path()), "created": fresh, **answers},
        more=[
            _("It is kept in {path}, with its snapshots beside it.").format(path=book.path()),
            _('Add the first customer: `olcrm contact add "Rina Wati" --phone 0812…`'),
        ],
    )


def _answers(
    name: str | None, language: str | None, zone: str | None, accounts: list[str], *, quiet: bool
) -> dict[str, str]:
    """What each setting shall be: from the options, else asked for, else left as it is. Reads every word at once.

    Accounts that are asked for are added to ``accounts``.
    """
    if not quiet and ask.possible():
        language = language or _asked(_("Language (id or en)"), "language", words.language())
        words.use(shop.named("language").read(language))
        name = name or _asked(_("What is the shop called?"), "shop")
        zone = zone or _asked(_("Time zone (WIB, WITA, WIT)"), "time-zone", "WIB")
        _ask_accounts(accounts)
    answers = {"shop": name or "", "language": language or "", "time-zone": zone or ""}
    for key, value in answers.items():
        if value:
            answers[key] = shop.named(key).read(text(value, _("The answer")))
    for line in accounts:
        account(line)
    if answers["language"]:
        words.use(answers["language"])
    if answers["time-zone"]:
        clock.use_zone(answers["time-zone"])
    return answers


def _asked(question: str, key: str, default: str = "") -> str:
    """An answer that the setting ``key`` can have, or nothing; what cannot be read is asked for again."""
    return _until_read(question, f"--{key}", default, shop.named(key).read)


def _ask_accounts(accounts: list[str]) -> None:
    """Add accounts until Enter alone is typed."""
    question = _("Where do customers pay? (bank, number, holder; Enter for none)")
    while line := _until_read(question, "--account", "", account):
        accounts.append(line)
        question = _("Another account? (Enter for none)")


def _until_read(question: str, option: str, default: str, read: Callable[[str], object]) -> str:
    while True:
        answer = ask.line(question, option=option, default=default)
        try:
            if answer:
                read(text(answer, _("The answer")))
        except Misunderstood as error:
            show.talk(f"{error.message} {error.hint}")
        else:
            return answer
