"""The command reference of the README, cut from the code: ``cog -r -I tests README.md`` writes it."""

import re
from typing import Any

import typer
from test_house import COMMANDS

from olcrm.kit import text
from olcrm.rooms import ROOMS, Room

# Options that every command of a kind has; the README names them once.
SHARED = re.compile(r"^  (--json|--csv|--plain|--all|--limit|--help) .*\n", re.MULTILINE)


def reference() -> str:
    """Every command with its usage, meaning, options and examples, a fold a room."""
    text.use("en")
    return "\n".join(_room(room) for room in ROOMS)


def _room(room: Room) -> str:
    inside = [(words, command) for words, command in COMMANDS if words.split()[0] == room.word]
    pages = "\n".join(_page(words, command) for words, command in inside)
    return f"<details><summary><code>olcrm {room.word}</code> – {room.help}</summary>\n\n{pages}\n</details>\n"


def _page(words: str, command: Any) -> str:
    ctx = typer.Context(command, info_name=f"olcrm {words}", terminal_width=100, max_content_width=100)
    page = SHARED.sub("", command.get_help(ctx) + "\n").replace("Options:\n\n", "").rstrip()
    return f"```text\n{page.removeprefix('Usage: ')}\n```\n"
