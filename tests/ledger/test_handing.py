import stat
from pathlib import Path

import pytest

from olcrm.kit import ask
from olcrm.kit.errors import Misunderstood, Refused
from olcrm.ledger import handing

MARK = "olcrm invoice 41"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    return tmp_path / "work"


def papers(to=None, *, pdf=False, html=False):
    return [path.name for path in handing.papers("invoice-41", to, pdf=pdf, html=html)]


def test_without_a_word_there_is_no_file():
    assert papers() == []


def test_a_kind_alone_goes_into_the_present_folder(folder):
    assert handing.papers("invoice-41", None, pdf=True, html=True) == [
        folder / "invoice-41.pdf",
        folder / "invoice-41.html",
    ]


def test_a_folder_gets_what_was_asked_for_and_else_a_pdf(folder):
    assert papers(str(folder)) == ["invoice-41.pdf"]
    assert papers(str(folder), html=True) == ["invoice-41.html"]


def test_a_file_is_what_it_ends_in(folder):
    assert papers("rina.html") == ["rina.html"]
    assert papers("RINA.PDF", pdf=True) == ["RINA.PDF"]


def test_a_file_that_is_to_be_two_things_is_not_understood(folder):
    with pytest.raises(Misunderstood, match="--to names one file, and not of this kind"):
        papers("rina.html", pdf=True)
    with pytest.raises(Misunderstood):
        papers("rina.html", pdf=True, html=True)


def test_other_files_and_no_folders_are_refused(folder):
    (folder / "link.pdf").symlink_to(folder / "elsewhere.pdf")
    (folder / "folder.pdf").mkdir()
    for word in ("rina.doc", "nowhere/rina.pdf", "link.pdf"):
        with pytest.raises(Refused):
            papers(word)
    assert papers("folder.pdf") == ["invoice-41.pdf"]


def test_a_file_is_for_its_owner_and_nothing_is_left_beside_it(folder):
    handing.write(folder / "a.pdf", b"one")
    handing.write(folder / "a.pdf", b"two")
    assert (folder / "a.pdf").read_bytes() == b"two"
    assert stat.S_IMODE((folder / "a.pdf").stat().st_mode) == 0o600
    assert [path.name for path in folder.iterdir()] == ["a.pdf"]


def over(file: Path, *, yes=False):
    return handing.hand_over({file: b"new"}, MARK, yes=yes)


@pytest.mark.parametrize(
    "kept", [b'<meta name="generator" content="olcrm invoice 41">', b"/Subject (olcrm invoice 41)"]
)
def test_an_earlier_state_of_the_same_is_replaced_unasked(folder, kept):
    (folder / "a.pdf").write_bytes(kept)
    assert over(folder / "a.pdf")
    assert (folder / "a.pdf").read_bytes() == b"new"


@pytest.mark.parametrize("kept", [b"her thesis", b"", b"/Subject (olcrm invoice 410)", b"olcrm invoice 41"])
def test_another_file_is_replaced_only_by_her_word(folder, kept, monkeypatch):
    (folder / "a.pdf").write_bytes(kept)
    with pytest.raises(Refused):  # nobody to ask
        over(folder / "a.pdf")
    monkeypatch.setattr(ask, "confirm", lambda *_, **__: False)
    assert not over(folder / "a.pdf")
    assert (folder / "a.pdf").read_bytes() == kept
    monkeypatch.undo()
    assert over(folder / "a.pdf", yes=True)
    assert (folder / "a.pdf").read_bytes() == b"new"
