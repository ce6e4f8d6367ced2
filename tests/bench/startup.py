"""What a command costs to start, in millions of instructions, against a hello-world on the same Typer.

Run by hand: ``python tests/bench/startup.py``. Wanted: daily commands at most 1.15 times the hello-world, ``--help``
1.2, drawn tables 2. Falls back to CPU seconds where valgrind is missing.
"""

import compileall
import sys
import tempfile
from pathlib import Path

from measure import OLCRM, cost, environment, instructions, median_cost, row

import olcrm

HELLO = """import typer
app = typer.Typer(add_completion=False, rich_markup_mode=None)
@app.command()
def hello(name: str) -> None:
    print(f"Hello {name}")
def run() -> None:
    app()
"""
DAILY, HELP, DRAWN = 1.15, 1.2, 2.0
COMMANDS = (
    (DAILY, ["order", "add", "rina", "2x Gamis M @150rb"], {}),
    (DAILY, ["pay", "add", "1", "1rb"], {}),
    (DAILY, ["note", "add", "rina", "suka warna pastel"], {}),
    (DAILY, ["contact", "show", "rina", "--plain"], {}),
    (DAILY, ["remind", "unpaid", "--plain"], {}),
    (DAILY, ["greet", "birthdays", "--plain"], {}),
    (DAILY, ["greet", "holiday", "--plain"], {}),
    (DAILY, ["holiday", "list", "--plain"], {}),
    (DAILY, ["closure", "list", "--plain"], {}),
    (DAILY, ["reply", "rekening", "rina", "--plain"], {}),
    (DAILY, ["ask", "add", "rina", "Ready kak?"], {}),
    (DAILY, ["ask", "list", "--plain"], {}),
    (DAILY, ["complaint", "add", "1", "late", "Belum sampai"], {}),
    (DAILY, ["complaint", "list", "--plain"], {}),
    (DAILY, ["claim", "check", "1", "--plain"], {}),
    (DAILY, ["claim", "list", "--plain"], {}),
    (DAILY, ["follow", "arrived", "--plain"], {}),
    (DAILY, ["follow", "thanks", "--plain"], {}),
    (DAILY, ["gift", "add", "rina", "mug"], {}),
    (DAILY, ["note", "add", "--journal", "capek"], {}),
    (HELP, ["--help"], {}),
    (DRAWN, ["today"], {"FORCE_COLOR": "1"}),
    (DRAWN, ["remind", "unpaid"], {"FORCE_COLOR": "1"}),
    (DRAWN, ["order", "list", "--limit", "20"], {"FORCE_COLOR": "1"}),
    (DRAWN, ["contact", "show", "rina"], {"FORCE_COLOR": "1"}),
)


def main() -> None:
    """Build a small shop and print a row a command."""
    compileall.compile_dir(str(Path(olcrm.__file__).parent), quiet=1)
    with tempfile.TemporaryDirectory() as folder:
        ledger = Path(folder) / "olcrm.db"
        _small_shop(ledger)
        hello = _hello(Path(folder))
        bare = _cost([sys.executable, "-c", ""], environment(ledger))
        base = _cost(hello, environment(ledger))
        row("", "instructions", "× hello", "wanted", "")
        row("bare Python", f"{bare:.0f} M", f"{bare / base:.2f}")
        row("hello-world on Typer", f"{base:.0f} M", "1.00")
        whole = ledger.read_bytes()
        for language in ("en", "id"):
            ledger.write_bytes(whole)  # the same rows are shown in both
            for wanted, words, more in COMMANDS:
                env = environment(ledger, **{"OLCRM_LANG": language, **more})
                found = _cost([OLCRM, *words], env)
                met = "" if found / base <= wanted else "UNMET"
                name = f"{' '.join(words)[:26]} ({language}{', drawn' if more else ''})"
                row(name, f"{found:.0f} M", f"{found / base:.2f}", f"{wanted:.2f}", met)


def _cost(command: list[str], env: dict[str, str]) -> float:
    median_cost(command, env, runs=1)
    counted = instructions(command, env)
    return counted if counted is not None else median_cost(command, env).cpu * 1000


def _hello(folder: Path) -> list[str]:
    (folder / "hello_world.py").write_text(HELLO, encoding="utf-8")
    compileall.compile_dir(str(folder), quiet=1)
    start = f"import sys; sys.path.insert(0, {str(folder)!r}); sys.argv = ['hello', 'Rina']; import hello_world; "
    return [sys.executable, "-c", start + "hello_world.run()"]


def _small_shop(ledger: Path) -> None:
    env = environment(ledger)
    days_ago = {**env, "OLCRM_NOW": "2026-11-18T12:00:00+07:00"}
    for at, words in (
        (days_ago, ["init", "--shop", "Toko Ukur", "--account", "BCA 1234567890 a.n. Ani", "--yes"]),
        (days_ago, ["contact", "add", "Rina Wati", "--phone", "081234567890", "--birthday", "22/11/1990"]),
        (days_ago, ["order", "add", "rina", "2x Gamis M @150rb", "--shipping", "18rb"]),
        *((days_ago, ["contact", "add", f"Pelanggan {n}", "--phone", f"0813{n:08}"]) for n in range(20)),
        *((days_ago, ["order", "add", f"Pelanggan {n}", "Sprei King @250rb"]) for n in range(20)),
        (env, ["note", "add", "rina", "first change of the day, so that today's snapshot is there"]),
    ):
        cost([OLCRM, *words], at)


if __name__ == "__main__":
    main()
