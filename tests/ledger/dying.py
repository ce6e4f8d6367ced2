"""olcrm in a process that dies: ``python dying.py STEP WORD …`` gets $DYING_OF (SIGKILL) at its STEP-th touch of files.

A touch is the beginning or the end of a call into SQLite or the operating system, or a thousand steps of SQLite's own
machine, so that it can die within a statement. With STEP 0 nothing happens, and the number of touches is told last.
"""

import os
import signal
import sys

from olcrm import app
from olcrm.ledger import door

touches = 0
last = int(sys.argv[1])
dying_of = signal.Signals[os.environ.get("DYING_OF", "SIGKILL")]


def touch() -> int:
    """Count, and die when it is time."""
    global touches
    touches += 1
    if touches == last:
        os.kill(os.getpid(), dying_of)
    return 0


def profile(_frame, event, called) -> None:
    """Notice calls that may change a file."""
    if event in ("c_call", "c_return"):
        owner = type(getattr(called, "__self__", None)).__name__
        if owner in ("Ledger", "Connection", "Cursor") or called.__name__ in ("fsync", "replace", "unlink", "open"):
            touch()


connect = door.sqlite3.connect


def connected(*args, **options):
    """A connection that counts its own steps, too."""
    sys.setprofile(profile)
    db = connect(*args, **options)
    if dying_of == signal.SIGKILL:  # an interrupt waits until SQLite has come back
        db.set_progress_handler(touch, 1000)
    return db


door.sqlite3.connect = connected
status = app.main(sys.argv[2:])
sys.setprofile(None)
sys.stderr.write(f"touches: {touches}\n")
sys.stdout.flush()
sys.stderr.flush()
os._exit(status)
