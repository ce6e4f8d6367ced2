"""Many at once: eight windows that write into one ledger."""

import os
import subprocess
import sys

WRITERS, EACH = 8, 4
WRITE = """
import sys
from olcrm import app
for turn in range(int(sys.argv[2])):
    status = app.main(["order", "add", "Rina", f"Barang {sys.argv[1]}-{turn} @10rb", "--json"])
    if status:
        sys.exit(status)
"""


def test_eight_writers_at_once_lose_nothing_and_no_order_has_anothers_number(shop, look):
    assert shop("contact add Rina").status == 0
    crowd = [
        subprocess.Popen(
            [sys.executable, "-c", WRITE, str(writer), str(EACH)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env={**os.environ, "OLCRM_LANG": "en"},
        )
        for writer in range(WRITERS)
    ]
    for writer in crowd:
        said = writer.communicate(timeout=120)[1]
        assert writer.returncode == 0, said
    lines = {name for (name,) in look("SELECT name FROM order_line")}
    assert lines == {f"Barang {writer}-{turn}" for writer in range(WRITERS) for turn in range(EACH)}
    numbers = [number for (number,) in look("SELECT id FROM sale_order ORDER BY id")]
    assert numbers == list(range(1, WRITERS * EACH + 1))
    assert look("SELECT orders, owed FROM contact") == [(WRITERS * EACH, WRITERS * EACH * 10_000)]
    assert shop("doctor --plain").status == 0
