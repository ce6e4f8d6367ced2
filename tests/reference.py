"""The command reference of the README, cut from the code: ``cog -r -I tests README.md`` writes it."""

from typing import Any

import typer
from test_house import COMMANDS

from olcrm.kit import text
from olcrm.rooms import ROOMS


def reference() -> str:
    """Every command with what it does, its usage, options and examples, room by room."""
    text.use("en")
    parts = []
    for room in ROOMS:
        inside = [(words, command) for words, command in COMMANDS if words.split()[0] == room.word]
        parts.append(f"#### `olcrm {room.word}`\n\n{room.help}\n")
        parts += [_entry(words, command) for words, command in inside]
    return "\n".join(parts)


def _entry(words: str, command: Any) -> str:
    ctx = typer.Context(command, info_name=f"olcrm {words}", terminal_width=100, max_content_width=100)
    page = command.get_help(ctx)
    head = f"<summary><code>olcrm {words}</code> – {command.help}</summary>"
    return f"<details>{head}\n\n```text\n{page}\n```\n\n</details>\n"
