"""What the owner types to try everything: ``olcrm demo``."""

from olcrm.demo import store
from olcrm.kit import clock, dates
from olcrm.kit.options import Annotated, Verbs, option
from olcrm.kit.record import changed
from olcrm.kit.table import Said, Table
from olcrm.kit.text import N_, _
from olcrm.kit.typed import quoted
from olcrm.ledger import book
from olcrm.today import store as today

room = Verbs()

MORE = ("remind unpaid", "greet birthdays", "contact show rina", "product list", "reply", "report sales", "log")


@room.reads(
    "demo",
    help=N_("Build a sample shop in a file of its own, beside your ledger, and show what waits there today."),
    examples=("olcrm demo", "olcrm demo --reset", "olcrm demo --path"),
)
def demo(
    path: Annotated[bool, option("--path", help=N_("Only say where the sample shop is."))] = False,
    reset: Annotated[
        bool, option("--reset", help=N_("Build it anew, for today; what was tried in it is gone."))
    ] = False,
) -> Table | Said:
    """Build the sample shop unless it is there, and show its morning."""
    clock.use_zone(store.ZONE)
    place = store.place()
    if path:
        return Said("demo", str(place), {"path": str(place), "exists": store.built_on(place) is not None})
    built = store.built_on(place)
    if built is None or reset:
        store.build(place)
        built = store.built_on(place)
    book.use(str(place), store.COMMAND)
    with book.reading() as db:
        morning = today.screen(db)
    words = f"olcrm --db {quoted(str(place))}"
    foot = [
        _("A sample shop to try everything on; it is no part of yours."),
        _("Look further with `{words} today --all`; in the same way: `{more}`.").format(
            words=words, more="`, `".join(MORE)
        ),
    ]
    if built and built != clock.today():
        anew = _("It was built on {day}, and its days have gone by since: `olcrm demo --reset` builds it for today.")
        foot.append(anew.format(day=dates.short(built)))
    extra = {**morning.extra, "path": str(place), "built_on": built and built.isoformat()}
    return changed(morning, kind="demo", foot=foot, extra=extra)
