"""What is imported for few commands is there for those, and read by no other."""

import subprocess
import sys
from ast import literal_eval

import pytest

from olcrm.kit.unread import SELDOM


def said(code: str) -> str:
    """What ``code`` prints in a Python of its own."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, encoding="utf-8")
    return done.stdout.strip()


PUT_OFF = "import sys; from olcrm.kit.unread import put_off; put_off(); "


@pytest.mark.parametrize("name", SELDOM)
def test_a_module_that_was_put_off_has_all_its_names_once_one_is_asked_for(name):
    asked = f"import {name}; assert len(vars({name})) < 10; getattr({name}, 'any', None); "
    as_ever = said(f"import {name}; print(sorted(vars({name})))")
    assert said(f"{PUT_OFF}{asked}print(sorted(vars({name})))") == as_ever
    assert said(f"{PUT_OFF}{asked}print(type({name}).__name__, sys.modules[{name!r}] is {name})") == "module True"


def test_a_name_can_be_taken_out_of_a_module_that_was_put_off():
    assert said(PUT_OFF + "from textwrap import shorten; print(shorten('a  b', 9))") == "a b"


def test_a_name_that_no_module_has_is_an_error_as_ever():
    assert "no attribute 'shortcut'" in said(
        PUT_OFF + "import textwrap\ntry: textwrap.shortcut\nexcept AttributeError as error: print(error)"
    )


def test_a_module_that_was_read_before_stays():
    assert said("import textwrap, olcrm.kit.unread as one; one.put_off(); print(len(vars(textwrap)) > 10)") == "True"


def test_a_module_whose_reading_was_interrupted_is_read_again():
    interrupted = """
import textwrap
def interrupt(module): del loader.exec_module; raise KeyboardInterrupt
loader = textwrap.__spec__.loader
loader.exec_module = interrupt
try: textwrap.shorten
except KeyboardInterrupt: print(textwrap.shorten('a  b', 9))
"""
    assert said(PUT_OFF + interrupted) == "a b"


BARE = """
import typer, uuid
hello = typer.Typer()
@hello.command()
def greet(name: str): print(name)
hello(["Rina"], standalone_mode=False)
"""


def test_a_daily_command_reads_none_of_them_itself(tmp_path):
    """One that Typer itself needs, or Python on this system (as it does `platform` on some), is read in any case."""
    run = f"from olcrm import app; app.main(['--db', {str(tmp_path / 'crm.db')!r}, "
    read = f"print([name for name in {SELDOM!r} if len(vars(sys.modules[name])) > 10])"
    said(run + "'init', '--shop', 'Rumah Kue', '--yes'])")
    told = said(f"{PUT_OFF}{run}'contact', 'add', 'Rina']); {read}").splitlines()
    needed = said(f"{PUT_OFF}{BARE}{read}").splitlines()
    assert told[0] == "Rina (1) added."
    assert set(literal_eval(told[-1])) <= set(literal_eval(needed[-1]))
