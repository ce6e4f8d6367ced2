"""What the owner types about snapshots."""

from pathlib import Path

from olcrm.backup import store
from olcrm.backup.options import Identity, PassphraseFile
from olcrm.kit import ask, paths, show
from olcrm.kit.errors import LedgerError, OlcrmError, Refused
from olcrm.kit.options import Annotated, Verbs, option, word
from olcrm.kit.table import Page, Said, Table
from olcrm.kit.text import N_, _, ngettext
from olcrm.ledger import book, safekeep

room = Verbs()


def _snapshots(incomplete: str) -> list[str]:
    days = dict.fromkeys(snapshot.day.isoformat() for snapshot in safekeep.snapshots(book.path()))
    return [day for day in days if day.startswith(incomplete)]


@room.writes(
    "create",
    help=N_("Take a checked copy of the ledger now; one is taken by itself each day."),
    examples=(
        "olcrm backup create",
        "olcrm backup create --to /media/usb",
        "olcrm backup create --to /media/usb --encrypt",
    ),
)
def create(
    to: Annotated[
        str | None, option("--to", help=N_("The folder or file to copy it to, on a stick say."), metavar="PATH")
    ] = None,
    encrypt: Annotated[bool, option("--encrypt", help=N_("Encrypt it with a passphrase (age)."))] = False,
    passphrase_file: PassphraseFile = None,
) -> Said:
    """Take a snapshot among the others, or a copy elsewhere."""
    from olcrm.backup import options, pages
    from olcrm.ledger import elsewhere

    place = paths.path(to) if to else None
    if place:
        elsewhere.expect_folder(place)  # before she thinks of a passphrase for nothing
    encrypt = encrypt or passphrase_file is not None
    passphrase = options.new_passphrase(passphrase_file) if encrypt else ""
    target = elsewhere.create(book.path(), place, passphrase)
    also = _also(target) if to is None and not encrypt else None
    return pages.created(target, also)


def _also(snapshot: Path) -> Path | None:
    """The copy in the second place, if there is one and it can be reached."""
    from olcrm.ledger import second

    with book.reading() as db:
        place = second.place(db)
    if place:
        try:
            return second.carry(book.path(), snapshot, place)
        except OlcrmError as error:
            show.remark(f"{error.message} {error.hint}")
    return None


@room.reads("list", help=N_("The snapshots there are, newest first."), examples=("olcrm backup list",))
def list_() -> Table:
    """Every snapshot with what is in it."""
    from olcrm.backup import contents, pages
    from olcrm.ledger import proving, second

    found, others = safekeep.snapshots(book.path()), second.copies(book.path())
    rows = [contents.document(one, proving.check(one.path, deep=False)) for one in found[: show.page()]]
    elsewhere = ""
    if others:
        elsewhere = ngettext(
            "{count} more is in {folder}, of {day}.",
            "{count} more are in {folder}, the newest of {day}.",
            len(others),
        ).format(count=len(others), folder=others[0].path.parent, day=others[0].day)
    return pages.snapshots(rows, safekeep.folder_of(book.path()), len(found), elsewhere)


@room.reads(
    "check",
    help=N_("Look whether a copy, or each of them, is whole and what it was when it was written."),
    examples=("olcrm backup check", "olcrm backup check 2026-11-22", "olcrm backup check /media/usb/olcrm.db.age"),
)
def check(
    file: Annotated[
        str | None,
        word(
            N_("A file or a day; all copies, in the second place too, if left out."), metavar="FILE", suggest=_snapshots
        ),
    ] = None,
    passphrase_file: PassphraseFile = None,
    identity: Identity = None,
) -> Table:
    """Judge copies as a restore would."""
    from olcrm.backup import contents, options, pages
    from olcrm.ledger import second, trouble

    ledger = book.path()
    with trouble.told(ledger):
        if file:
            one = store.named(ledger, file)
            rows = [contents.checked(ledger, one, options.key(one, passphrase_file, identity))]
        else:
            found = [one.path for one in (*safekeep.snapshots(ledger), *second.copies(ledger))]
            keys = [options.key(one, passphrase_file, identity, asking=False) for one in found]
            rows = [contents.opened_or_not(ledger, one, key) for one, key in zip(found, keys, strict=True)]
    home, good = safekeep.folder_of(ledger), all(contents.is_good(row) for row in rows)
    return pages.verdicts([contents.said_of(row) for row in rows], home, good=good)


@room.writes(
    "restore",
    help=N_("Bring the ledger back as it was in a snapshot; the present one is kept aside."),
    examples=(
        "olcrm backup restore 2026-11-22",
        "olcrm backup restore /media/usb/olcrm.db --dry-run",
        "olcrm backup restore /media/usb/olcrm.db.age",
    ),
)
def restore(
    file: Annotated[str, word(N_("A file, or the day of a snapshot."), metavar="FILE|DATE", suggest=_snapshots)],
    passphrase_file: PassphraseFile = None,
    identity: Identity = None,
    yes: Annotated[bool, option("--yes", help=N_("Do it without asking."))] = False,
    dry_run: Annotated[bool, option("--dry-run", help=N_("Only say what would change."))] = False,
) -> Said:
    """Verify, say what is lost and gained, ask, and bring it back."""
    from olcrm.backup import contents, options, pages
    from olcrm.ledger import restoring

    ledger = book.path()
    source = store.named(ledger, file)
    key = options.key(source, passphrase_file, identity) if source.is_file() else options.NO_KEY
    if dry_run or not yes:
        preview = restoring.restore(ledger, source, key, dry_run=True)
        lines = contents.comparison(preview)
        if dry_run:
            return pages.restored(_("This is what would be; nothing was changed."), preview, lines)
        for line in lines:
            show.remark(line)
        if not ask.confirm(_("Bring the ledger back from {file}?").format(file=source.name)):
            return pages.restored(_("Nothing was changed."), preview, [])
    done = restoring.restore(ledger, source, key)
    lines = contents.comparison(done) if yes else []
    if done.kept:
        lines.append(_("What was there before is kept as {path}.").format(path=done.kept))
        lines.append(_("Bring it back with `olcrm backup restore {name}`.").format(name=done.kept.stem))
    return pages.restored(_("The ledger is as it was in {file}.").format(file=source.name), done, lines, changed=True)


@room.reads(
    "drill",
    help=N_("Bring the newest copy back for trial, and say what would be there if the ledger were lost today."),
    examples=("olcrm backup drill", "olcrm backup drill --from /media/usb/olcrm.db.age"),
)
def drill(
    source: Annotated[
        str | None,
        option("--from", help=N_("Try this file, or the snapshot of this day."), metavar="FILE|DATE"),
    ] = None,
    passphrase_file: PassphraseFile = None,
    identity: Identity = None,
) -> Page:
    """Rehearse the day on which it is needed. Changes nothing."""
    from olcrm.backup import contents, options, pages
    from olcrm.ledger import rehearsing, sealing, trouble

    ledger = book.path()
    with trouble.told(ledger):
        file = store.named(ledger, source) if source else contents.newest(ledger)
        key = options.key(file, passphrase_file, identity) if file.is_file() else options.NO_KEY
        try:
            return pages.rehearsal(rehearsing.rehearse(ledger, file, key))
        except sealing.WrongKey:
            raise
        except Refused as refusal:  # here it means that she could not have her ledger back
            raise LedgerError(refusal.message, hint=refusal.hint) from refusal


@room.reads(
    "rescue",
    help=N_("Save what can still be read of a damaged ledger into a fresh file, and say what could not."),
    examples=("olcrm backup rescue", "olcrm backup rescue ~/damaged.db --to /media/usb/rescued.db"),
)
def rescue(
    file: Annotated[str | None, word(N_("The damaged file; the ledger itself if not given."), metavar="FILE")] = None,
    to: Annotated[
        str | None, option("--to", help=N_("The fresh file; beside the ledger if not given."), metavar="FILE")
    ] = None,
) -> Table:
    """Read it page by page, and write a ledger that is whole."""
    from olcrm.backup import rescued
    from olcrm.contact.rules import find_key
    from olcrm.ledger import rescuing

    ledger = book.path()
    source = store.named(ledger, file) if file else ledger
    return rescued.table(rescuing.rescue(ledger, source, paths.path(to) if to else None, find_key))
