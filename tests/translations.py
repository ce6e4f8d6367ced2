"""Every word on the screen exists in Indonesian: ``python tests/translations.py TEMPLATE``, part of the checks.

TEMPLATE is what ``pybabel extract`` found in the code. Fails, naming each, for a message that is missing, not
translated, no longer used, or whose placeholders differ, and when the compiled catalogue is not the one the text makes.
"""

import re
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

CATALOGUE = Path(__file__).parent.parent / "olcrm/locale/id/LC_MESSAGES/olcrm.po"
PLACEHOLDER = re.compile(r"\{\w*\}")


def problems(found: Catalog, kept: Catalog) -> list[str]:
    """One line for each message of ``found`` that ``kept`` does not say rightly."""
    said = []
    wanted = {_key(message.id): message for message in found if message.id}
    have = {_key(message.id): message for message in kept if message.id}
    for key in wanted:
        if key not in have or not _strings(have[key].string) or have[key].fuzzy:
            said.append(f"not translated: {key!r}")
            continue
        for text in _strings(have[key].string):
            # A plural's form may leave the number out, never name one that is not given.
            given = {name for form in _strings(wanted[key].id) for name in PLACEHOLDER.findall(form)}
            used = set(PLACEHOLDER.findall(text))
            if used - given or (given - used and isinstance(wanted[key].id, str)):
                said.append(f"placeholders differ: {key!r} and {text!r}")
    said += [f"no longer used: {key!r}" for key in have if key not in wanted]
    return said


def _messages(catalogue: Catalog) -> dict[str, list[str]]:
    return {_key(message.id): _strings(message.string) for message in catalogue if message.id}


def _key(message_id: str | tuple[str, ...] | list[str]) -> str:
    return message_id if isinstance(message_id, str) else message_id[0]


def _strings(value: object) -> list[str]:
    return [one for one in ([value] if isinstance(value, str) else list(value or ())) if one]  # type: ignore[call-overload]


def main(template: str) -> int:
    """Say what is wrong, and how many things are."""
    with Path(template).open("rb") as file:
        found = read_po(file)
    with CATALOGUE.open("rb") as file:
        kept = read_po(file, locale="id")
    said = problems(found, kept)
    with CATALOGUE.with_suffix(".mo").open("rb") as file:
        compiled = read_mo(file)
    if _messages(compiled) != _messages(kept):
        said.append("olcrm.mo is not what olcrm.po makes: pybabel compile -d olcrm/locale -D olcrm")
    for line in said:
        print(line)  # noqa: T201
    return min(len(said), 100)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1]))
