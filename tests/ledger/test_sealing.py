"""Encrypted copies open to what went in, for whoever has the key; with pyrage as with the age program."""

import os
import shutil
import subprocess
import sys
from contextlib import contextmanager

import pytest

from olcrm.kit.errors import Refused
from olcrm.ledger import sealing
from olcrm.ledger.sealing import Key, Lock, WrongKey

pyrage = pytest.importorskip("pyrage")
AGE = shutil.which("age")
needs_age = pytest.mark.skipif(AGE is None, reason="the age program is not installed")
PLAIN = b"SQLite format 3\0" + os.urandom(70_000)
WORDS = "empat kata yang panjang"


@pytest.fixture
def home(ledger):
    (ledger.parent / "backups").mkdir()
    return ledger.parent


@pytest.fixture
def plain(home):
    path = home / "plain.db"
    path.write_bytes(PLAIN)
    return path


@pytest.fixture
def pair(tmp_path):
    """A public key, and the file with its secret key."""
    return key_pair(tmp_path / "key.txt")


def key_pair(path):
    identity = pyrage.x25519.Identity.generate()
    path.write_text(f"# created: long ago\n# public key: {identity.to_public()}\n{identity}\n")
    return str(identity.to_public()), path


@contextmanager
def only_the_program(monkeypatch):
    with monkeypatch.context() as patch:
        patch.setitem(sys.modules, "pyrage", None)
        yield


def opened(file, key, home):
    target = home / "opened"
    sealing.unseal(file, target, key)
    return target.read_bytes()


def test_a_passphrase_seals_and_opens_and_another_does_not(ledger, home, plain):
    sealed = home / "copy.age"
    sealing.with_passphrase(WORDS, ledger)(plain, sealed)
    assert sealed.read_bytes().startswith(sealing.MARK)
    assert b"SQLite" not in sealed.read_bytes()
    assert sealing.lock(sealed) == Lock.PASSPHRASE
    assert opened(sealed, Key(WORDS), home) == PLAIN
    assert list((home / "backups").iterdir()) == []
    with pytest.raises(WrongKey, match="does not open with that passphrase"):
        opened(sealed, Key(WORDS + " "), home)
    with pytest.raises(WrongKey, match="is encrypted with a passphrase"):
        opened(sealed, Key(), home)


def test_a_public_key_seals_what_its_secret_key_opens(home, plain, pair, tmp_path):
    public, secret = pair
    sealed = home / "copy.age"
    sealing.with_key(public)(plain, sealed)
    assert sealing.lock(sealed) == Lock.IDENTITY
    assert opened(sealed, Key(identity=secret), home) == PLAIN
    _other, foreign = key_pair(tmp_path / "other.txt")
    with pytest.raises(WrongKey, match="does not open with that passphrase or key"):
        opened(sealed, Key(identity=foreign), home)
    with pytest.raises(WrongKey, match="is encrypted with a key"):
        opened(sealed, Key(WORDS), home)
    for file in (plain, tmp_path / "nix", tmp_path):
        with pytest.raises(WrongKey, match="There is no secret key in"):
            opened(sealed, Key(identity=file), home)


@pytest.mark.parametrize("place", [-1, -40_000, 230])
def test_a_single_wrong_bit_is_noticed(home, plain, pair, place):
    sealed = home / "copy.age"
    sealing.with_key(pair[0])(plain, sealed)
    content = bytearray(sealed.read_bytes())
    content[place] ^= 1
    sealed.write_bytes(bytes(content))
    with pytest.raises(Refused, match="is damaged: it is not as it was when it was encrypted"):
        opened(sealed, Key(identity=pair[1]), home)


def test_what_was_cut_off_is_noticed(home, plain, pair):
    sealed = home / "copy.age"
    sealing.with_key(pair[0])(plain, sealed)
    whole = sealed.read_bytes()
    for length in (60, 150, 220, len(whole) - 1):
        sealed.write_bytes(whole[:length])
        with pytest.raises(Refused, match="is damaged: it is not as it was when it was encrypted"):
            opened(sealed, Key(identity=pair[1]), home)


def test_a_word_that_is_no_key_is_refused(home, plain):
    with pytest.raises(Refused, match="is no public key of age"):
        sealing.with_key("age1" + "q" * 58)(plain, home / "copy.age")


def test_what_stands_in_text_is_known_as_well(home, pair):
    sealed = home / "copy.age"
    sealed.write_bytes(pyrage.encrypt(PLAIN, [pyrage.x25519.Recipient.from_str(pair[0])], armored=True))
    assert sealed.read_bytes().startswith(sealing.ARMOUR)
    assert sealing.lock(sealed) == Lock.IDENTITY
    assert opened(sealed, Key(identity=pair[1]), home) == PLAIN


@pytest.mark.parametrize("content", [b"", b"age", PLAIN, b"age-encryption.org/v2\n", b"-----BEGIN PGP MESSAGE-----\n"])
def test_anything_else_is_not_taken_for_encrypted(home, content):
    file = home / "file"
    file.write_bytes(content)
    assert sealing.lock(file) is None


def test_a_copy_that_does_not_open_to_what_went_in_is_not_kept(ledger, home, plain, monkeypatch):
    monkeypatch.setattr(pyrage.passphrase, "decrypt", lambda *_given: b"something else")
    with pytest.raises(Refused, match="The encrypted copy does not open to what went into it, so it is not kept"):
        sealing.with_passphrase(WORDS, ledger)(plain, home / "copy.age")
    assert list((home / "backups").iterdir()) == []


@pytest.mark.parametrize(
    ("why", "words"),
    [
        ("Decryption failed", "does not open with that passphrase or key"),
        ("age: error: incorrect passphrase", "does not open with that passphrase or key"),
        ("Excessive work parameter for passphrase.", "was encrypted for a faster computer than this one"),
        ("Header is invalid", "is damaged: it is not as it was when it was encrypted"),
    ],
)
def test_why_it_does_not_open_is_told_apart(home, why, words):
    assert words in sealing.unopened(home, why).message


def test_with_neither_the_package_nor_the_program_it_says_what_to_type(home, plain, pair, monkeypatch):
    sealed = home / "copy.age"
    sealing.with_key(pair[0])(plain, sealed)
    monkeypatch.setenv("PATH", str(home))
    with only_the_program(monkeypatch):
        for work in (
            lambda: sealing.with_key(pair[0])(plain, home / "other.age"),
            lambda: sealing.unseal(sealed, home / "opened", Key(identity=pair[1])),
        ):
            with pytest.raises(
                Refused, match="Nothing is there to encrypt with: neither the package pyrage nor the program age"
            ) as refusal:
                work()
            assert "pip install olcrm[encrypt]" in refusal.value.hint


@needs_age
def test_the_program_opens_what_the_package_sealed_and_the_reverse(ledger, home, plain, pair, monkeypatch):
    ours, its = home / "ours.age", home / "its.age"
    sealing.with_passphrase(WORDS, ledger)(plain, ours)
    with only_the_program(monkeypatch):
        assert opened(ours, Key(WORDS), home) == PLAIN
        sealing.with_passphrase(WORDS, ledger)(plain, its)
        with pytest.raises(WrongKey, match="does not open with that passphrase"):
            opened(ours, Key("wrong"), home)
    assert opened(its, Key(WORDS), home) == PLAIN
    sealing.with_key(pair[0])(plain, ours)
    with only_the_program(monkeypatch):
        assert opened(ours, Key(identity=pair[1]), home) == PLAIN
        sealing.with_key(pair[0])(plain, its)
        with pytest.raises(WrongKey, match="There is no secret key in"):
            opened(its, Key(identity=plain), home)
        with pytest.raises(Refused, match="is no public key of age"):
            sealing.with_key("age1foo")(plain, home / "nix.age")
        failing_program(home, monkeypatch)
        with pytest.raises(Refused, match="The age program could not encrypt"):
            sealing.with_key(pair[0])(plain, home / "nix.age")
    assert opened(its, Key(identity=pair[1]), home) == PLAIN


def failing_program(folder, monkeypatch):
    program = folder / "age"
    program.write_text("#!/bin/sh\necho age: error: no more today >&2\nexit 1\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")


@needs_age
def test_what_the_program_makes_by_itself_opens(home, plain, pair):
    sealed = home / "copy.age"
    subprocess.run([AGE, "--encrypt", "--armor", "--recipient", pair[0], "--output", sealed, plain], check=True)
    assert opened(sealed, Key(identity=pair[1]), home) == PLAIN
