"""The rules of the house that no linter knows."""

import ast
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from olcrm.kit import text
from olcrm.kit.options import Command, Verbs
from olcrm.kit.usage import VALUES
from olcrm.rooms import BY_WORD, ROOMS

HOUSE = Path(__file__).parent.parent / "olcrm"
FOLDERS = sorted({folder for room in ROOMS for folder in (room.folder, room.annex) if folder})
# What no daily command waits for: libraries for other work, and parts of the standard library that cost as much.
HEAVY = {"pydantic", "sqlite_utils", "rich", "phonenumbers", "platformdirs", "segno", "importlib.metadata", "click"}
HEAVY |= {"dataclasses", "json", "decimal", "logging", "zoneinfo", "tempfile", "tomllib"}

# A room writes only its own tables. `change` and `change_row` belong to the ledger.
OWNED = {
    "shop": {"setting", "account", "closure"},
    "contact": {"contact", "channel", "address", "tag", "size", "celebrates", "pause", "consent", "circle"},
    "template": {"template"},
    "message": {"message"},
    "note": {"note", "journal"},
    "due": {"due", "instalment"},
    "match": {"bank_line"},
    "pay": {"payment"},
    "order": {"sale_order", "order_line"},
    "parcel": {"parcel", "parcel_line"},
    "errand": {"errand"},
    "reply": {"reply"},
    "terms": {"term"},
    "paste": {"pasted"},
    "privacy": {"request"},
    "product": {"product", "stock_move"},
    "wait": {"wish"},
    "ask": {"ask"},
    "complaint": {"complaint"},
    "claim": {"guarantee", "claim"},
    "follow": {"rating"},
    "holiday": {"feast"},
    "gift": {"gift"},
    "member": {"member"},
    "raffle": {"raffle"},
}
# Everybody may ask who a contact is; what else a room asks of another is asked through the views, but for these: the
# daily lists go along an index, which they can do only at the table itself.
ASKED = {
    "backup": {"setting"},
    "complaint": {"message"},
    "contact": {"claim", "due", "gift", "member", "message", "note", "sale_order"},
    "closure": {"ask", "complaint", "due"},
    "doctor": {"channel"},
    "due": {"message"},
    "follow": {"due", "message", "pause", "payment", "product", "sale_order"},
    "greet": {"celebrates", "circle", "message", "pause"},
    "match_buyers": {"size"},
    "match": {"due", "instalment", "sale_order"},
    "offer": {"member", "size", "tag"},  # a segment, which looks at everybody once
    "member": {"address", "celebrates", "message", "pause"},
    "order": {"claim", "product", "size", "wish"},  # whether there are any at all
    "parcel": {"message"},
    "product": {"pause"},
    "privacy": {"bank_line", "gift", "member", "pasted", "raffle", "rating"},  # of herself, word for word
    "today": {
        "ask",
        "circle",
        "claim",
        "closure",
        "complaint",
        "due",
        "errand",
        "feast",
        "parcel",
        "payment",
        "product",
        "sale_order",
        "wish",
    },
    "remind": {"due", "errand", "instalment", "message", "pause", "sale_order"},
    "report": {"due", "instalment", "message"},
}
# Bringing in a file writes the rows of many rooms in bulk; a decision in the map of the house says why.
# `incoming` is beside the ledger, in memory.
BULK = {"import_": {"import_batch", "import_row", "incoming"} | set().union(*OWNED.values())}
# What a room may hold beside its four files, each a decision in the map of the house.
FOUR = {"__init__.py", "commands.py", "store.py", "forms.py", "rules.py"}


def commands() -> list[tuple[str, Command]]:
    """Every command there is, with the words it is typed with."""
    found: list[tuple[str, Command]] = []
    for room in ROOMS:
        for folder in filter(None, (room.folder, room.annex)):
            verbs = import_module(f"olcrm.{folder}.commands").room
            if room.verbs:
                found += _in(verbs, room.word)
            else:
                own = [name for name in verbs.names() if name.split()[0] == room.word]  # log, and log show
                found += [(name, verbs.build(name)) for name in own]
    return found


def _in(verbs: Verbs, words: str) -> list[tuple[str, Command]]:
    found = []
    for name in verbs.names():
        group = verbs.groups.get(name)
        found += [(f"{words} {name}", verbs.build(name))] if group is None else _in(group, f"{words} {name}")
    return found


COMMANDS = commands()


@pytest.mark.parametrize(("words", "command"), COMMANDS, ids=[words for words, _command in COMMANDS])
def test_every_command_and_option_has_help_in_both_languages(words, command):
    english = [command.help, *(param.help for param in command.params)]
    assert all(line and line.strip() for line in english), f"{words}: a help line is missing"
    text.use("id")
    indonesian = [text._(line) for line in english]
    same = [line for line, other in zip(english, indonesian, strict=True) if line == other and " " in line]
    assert not same, f"{words}: no Indonesian for {same}"


@pytest.mark.parametrize(("words", "command"), COMMANDS, ids=[words for words, _command in COMMANDS])
def test_every_command_shows_an_example_of_itself(words, command):
    examples = (command.epilog or "").splitlines()
    assert examples, f"{words} has no example"
    for example in examples:
        assert example == "olcrm" or example.startswith(f"olcrm {words}"), example


def not_to_be_typed(line: str) -> str:
    """What is wrong with a command that a sentence tells to type: the part of it that there is not."""
    words = re.findall(r"\"[^\"]*\"|'[^']*'|\S+", line)[1:]
    words = words[2:] if words[0] == "--db" else words
    called = next((n for n in (3, 2, 1) if " ".join(words[:n]) in dict(COMMANDS)), 0)
    if not called:
        return line
    params = dict(COMMANDS)[" ".join(words[:called])].params
    options = {name: param for param in params for name in (*param.opts, *param.secondary_opts)}
    room = sum(99 if param.nargs < 0 else 1 for param in params if param.param_type_name == "argument")
    rest = iter(word for word in words[called:] if word not in ("--help", "{options}"))
    for word in rest:
        if not word.startswith("--"):
            room -= 1
        elif word not in options:
            return word
        elif not options[word].is_flag:
            next(rest, None)
    return "" if room >= 0 else f"more words than {' '.join(words[:called])} takes"


def commands_named(source: Path, language: str) -> list[str]:
    """The commands that sentences in a file tell to type."""
    calls = [node for node in ast.walk(ast.parse(source.read_text())) if isinstance(node, ast.Call)]
    text.use(language)
    said: list[str] = []
    for call in calls:
        words = [str(word.value) for word in call.args if isinstance(word, ast.Constant)]
        if getattr(call.func, "id", "") in ("_", "N_"):
            said += map(text._, words)
        elif getattr(call.func, "id", "") == "ngettext":
            said += (text.ngettext(*words[:2], n) for n in (1, 2))
    return re.findall(r"`(olcrm [^`]+)`", "\n".join(said))


def test_what_stands_for_a_value_in_a_command_is_in_the_owners_language():
    text.use("id")
    foreign = {value for value in VALUES if text._(value) != value}
    named = [command for source in HOUSE.rglob("*.py") for command in commands_named(source, "id")]
    assert len(named) > 300
    assert not [command for command in named if foreign & set(re.findall("[A-Z]{2,}", command))]


@pytest.mark.parametrize("source", sorted(HOUSE.rglob("*.py")), ids=lambda path: str(path.relative_to(HOUSE)))
def test_every_command_that_a_sentence_names_can_be_typed_in_both_languages(source):
    for language in ("en", "id"):
        for named in commands_named(source, language):
            assert not not_to_be_typed(named), f"{named}: {not_to_be_typed(named)}"


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("olcrm contact consent {id} --ask offers", ""),
        ("olcrm --db {path} doctor", ""),
        ("olcrm contact consent sari offers", "more words than contact consent takes"),
        ("olcrm ask visit CONTACT --on DATE", "--on"),
        ("olcrm contact --celebrates lebaran", "olcrm contact --celebrates lebaran"),
        ("olcrm order add rina '2x Gamis M' Bros --via bca", ""),
    ],
)
def test_what_cannot_be_typed_is_noticed(line, wrong):
    assert not_to_be_typed(line) == wrong


def loaded_by(*args: str, env: dict[str, str]) -> set[str]:
    """The modules in memory after a command ran in a process of its own."""
    code = (
        "import sys; from olcrm import app; status = app.main(sys.argv[1:]);"
        " print('\\n'.join(sys.modules), file=sys.stderr); sys.exit(status)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *args], capture_output=True, text=True, env=env, check=True, encoding="utf-8"
    )
    return set(done.stderr.split())


@pytest.mark.parametrize(
    "line",
    [
        ["--help"],
        ["order", "add", "rina", "2x Gamis M @150rb"],
        ["pay", "add", "1", "50rb"],
        ["note", "add", "rina", "suka warna pastel"],
        ["contact", "show", "rina", "--plain"],
        ["remind", "unpaid", "--plain"],
        ["greet", "birthdays", "--plain"],
        ["greet", "holiday", "lebaran", "--plain"],
        ["reply", "ongkir", "rina", "--plain"],
    ],
    ids=lambda line: " ".join(line[:2]),
)
def test_a_daily_command_loads_nothing_heavy(shop, ledger, line):
    shop("contact add Rina --phone 081234567890 --birthday 22/11/1990")
    shop('order add rina "2x Gamis M @150rb"')
    env = {"OLCRM_DB": str(ledger), "OLCRM_NOW": "2026-11-24T12:00:00+07:00", "PATH": "/usr/bin", "LANG": "C.UTF-8"}
    assert not loaded_by(*line, env=env) & HEAVY


def sources(folder: str) -> list[Path]:
    return sorted((HOUSE / folder).rglob("*.py"))


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_room_writes_only_the_tables_it_owns(folder):
    mine = OWNED.get(folder, set()) | BULK.get(folder, set())
    for source in sources(folder):
        for table in re.findall(
            r"\b(?:INSERT(?: OR \w+)? INTO|UPDATE(?! OF)|DELETE FROM|REPLACE INTO)\s+\"?([a-z_]+)", source.read_text()
        ):
            assert table in mine or table == "set", f"{source.name} writes {table}"


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_room_asks_others_through_the_views(folder):
    everybodys = {"contact"} | OWNED.get(folder, set()) | BULK.get(folder, set()) | ASKED.get(folder, set())
    for source in sources(folder):
        asked = set(re.findall(r"\b(?:FROM|JOIN)\s+([a-z_]+)", source.read_text())) & set().union(*OWNED.values())
        assert asked <= everybodys, f"{source.name} asks {asked - everybodys}"


def module(source: Path) -> str:
    """How a file of the house is imported."""
    return ".".join(source.relative_to(HOUSE.parent).with_suffix("").parts).removesuffix(".__init__")


def made(tree: ast.Module) -> Iterator[str]:
    """What a module defines for itself and others, but for what is registered where it stands or only translated."""
    for thing in tree.body:
        if isinstance(thing, ast.FunctionDef | ast.ClassDef) and not thing.decorator_list:
            yield thing.name
        elif isinstance(thing, ast.Assign | ast.AnnAssign):
            names = [node for node in ast.walk(thing) if isinstance(node, ast.Name)]
            if "N_" not in {name.id for name in names}:
                yield from (name.id for name in names if isinstance(name.ctx, ast.Store) and "__" not in name.id)


def used(here: str, tree: ast.Module) -> Iterator[tuple[str, str]]:
    """What a module needs, as (module, name)."""
    nodes = list(ast.walk(tree))
    called = defaultdict(set)
    for node in nodes:
        if isinstance(node, ast.ImportFrom):
            for one in node.names:
                yield str(node.module), one.name
                called[one.asname or one.name].add(f"{node.module}.{one.name}")
    for node in nodes:
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            yield here, node.id
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            yield from ((where, node.attr) for where in called[node.value.id])


def test_nothing_is_kept_that_nobody_needs():
    house = {module(source): ast.parse(source.read_text()) for source in HOUSE.rglob("*.py")}
    needed = {one for here, tree in house.items() for one in used(here, tree)}
    idle = [f"{here}: {name}" for here, tree in house.items() for name in made(tree) if (here, name) not in needed]
    assert not idle, idle


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_fifth_file_in_a_room_has_a_written_decision(folder):
    decided = (HOUSE / "README.md").read_text()
    for source in sources(folder):
        if source.name not in FOUR:
            assert f"`{folder}/{source.name}`" in decided, f"{folder}/{source.name} is in no decision"


@pytest.mark.parametrize("source", sorted(HOUSE.rglob("*.py")), ids=lambda path: str(path.relative_to(HOUSE)))
def test_a_file_can_be_read_in_one_sitting(source):
    assert len(source.read_text().splitlines()) <= 300


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_word_on_the_help_page_leads_to_its_room(folder):
    room = import_module(f"olcrm.{folder}.commands").room
    words = [room.word for room in ROOMS if folder in (room.folder, room.annex)]
    for word in words:
        assert BY_WORD[word].verbs or word in room.names()


def test_no_command_module_postpones_its_annotations():
    for source in HOUSE.rglob("commands.py"):
        assert "from __future__ import annotations" not in source.read_text()


def test_no_words_stand_inside_an_f_string_where_the_translators_never_see_them():
    for source in HOUSE.rglob("*.py"):
        for joined in filter(lambda node: isinstance(node, ast.JoinedStr), ast.walk(ast.parse(source.read_text()))):
            calls = [node for node in ast.walk(joined) if isinstance(node, ast.Call)]
            words = [one for one in calls if getattr(one.func, "id", "") in ("_", "N_", "ngettext")]
            hidden = [one.args[0].value for one in words if isinstance(one.args[0], ast.Constant)]
            assert not hidden, f"{source.name}: {hidden}"


def test_every_template_exists_in_both_languages_with_the_same_fields():
    from olcrm.template import rules

    for name in rules.NAMES:
        fields = [set(rules.Placeholder(rules.default(name, language)).get_identifiers()) for language in ("id", "en")]
        assert fields[0] == fields[1], name


def refusals() -> list[tuple[str, str]]:
    """Every message the program refuses with, and where."""
    found = []
    for source in sorted(HOUSE.rglob("*.py")):
        for node in ast.walk(ast.parse(source.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in (
                "Missing",
                "Refused",
                "Misunderstood",
                "LedgerError",
            ):
                for call in ast.walk(node.args[0]) if node.args else ():
                    if isinstance(call, ast.Call) and getattr(call.func, "id", "") in ("_", "ngettext"):
                        message = call.args[0]
                        if isinstance(message, ast.Constant):
                            found.append((str(source.relative_to(HOUSE)), str(message.value)))
    return found


def test_every_refusal_has_an_example():
    here = Path(__file__).parent
    shown = "\n".join(
        path.read_text()
        for path in [*here.rglob("test_*.py"), *(here.parent / "examples").glob("*.md")]
        if path != Path(__file__)
    )
    without = []
    for source, message in refusals():
        fixed = max(re.split(r"\{\w*\}", message), key=len).strip(" .“”:,;")
        if fixed not in shown:
            without.append(f"{source}: {message}")
    assert not without, "\n".join(without)
