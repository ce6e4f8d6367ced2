"""A copy is compared with what was written down of it, and only with that."""

import shutil
import subprocess

import pytest

from olcrm.ledger import checksum, safekeep
from olcrm.ledger.checksum import Verdict


@pytest.fixture
def snapshot(ledger, write):
    write(lambda shelf: shelf.note(shelf.contact("Rina"), "hutang 150000 rupiah"))
    return safekeep.keep(ledger, reason="asked")


def test_a_snapshot_is_what_was_written_with_as_many_rows(snapshot):
    digest, counts = checksum.kept(snapshot)
    assert digest == checksum.of(snapshot)
    assert counts == {"contact": 1, "sale_order": 0, "payment": 0}
    assert checksum.verdict(snapshot) == Verdict.RIGHT
    assert checksum.beside(snapshot).stat().st_mode & 0o077 == 0


def test_a_digit_that_flipped_inside_a_value_is_found_although_sqlite_finds_nothing(snapshot):
    snapshot.write_bytes(snapshot.read_bytes().replace(b"hutang 150000", b"hutang 950000"))
    assert checksum.verdict(snapshot) == Verdict.WRONG
    assert not safekeep.is_good(snapshot)


def test_other_programs_can_check_it_as_well(snapshot):
    program = shutil.which("sha256sum")
    if program:  # not everywhere
        done = subprocess.run([program, "-c", checksum.beside(snapshot)], cwd=snapshot.parent, check=True, text=True)
        assert done.returncode == 0


@pytest.mark.parametrize("text", ["", "abc  olcrm.db\n", "# contact=many\n", "g" * 64 + "  x\n", "\x00" * 5000])
def test_a_torn_or_foreign_line_is_no_checksum(snapshot, text):
    checksum.beside(snapshot).write_text(text)
    assert checksum.verdict(snapshot) == Verdict.UNKNOWN


def test_a_copy_without_a_line_or_with_a_journal_beside_it_cannot_be_compared(snapshot):
    journal = snapshot.with_name(snapshot.name + "-wal")
    journal.write_bytes(b"somebody works in it")
    assert checksum.verdict(snapshot) == Verdict.UNKNOWN
    journal.unlink()
    assert checksum.verdict(snapshot) == Verdict.RIGHT
    checksum.remove(snapshot)
    assert checksum.verdict(snapshot) == Verdict.UNKNOWN


def test_the_line_goes_with_its_snapshot(snapshot):
    safekeep.remove(snapshot)
    assert not checksum.beside(snapshot).exists()
    safekeep.remove(snapshot)  # a second time does no harm
