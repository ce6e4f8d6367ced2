"""The compiled catalogue gives every message it holds."""

from struct import pack, unpack_from

from babel.messages.pofile import read_po

from olcrm.kit import text
from olcrm.kit.catalogue import Catalogue

HERE = text.CATALOGUES / "id" / "LC_MESSAGES"


def test_every_message_is_found_as_it_was_written():
    catalogue = Catalogue(HERE / "olcrm.mo")
    with (HERE / "olcrm.po").open("rb") as file:
        kept = [message for message in read_po(file, locale="id") if message.id]
    assert len(kept) > 1000
    for message in kept:
        if isinstance(message.id, str):
            assert catalogue.gettext(message.id) == message.string
        else:
            assert catalogue.ngettext(*message.id, 1) == catalogue.ngettext(*message.id, 5) == message.string[0]


def test_what_is_not_there_stays_as_it_is():
    catalogue = Catalogue(HERE / "olcrm.mo")
    assert catalogue.gettext("nobody wrote this") == "nobody wrote this"
    assert [catalogue.ngettext("one thing", "many things", n) for n in (1, 2)] == ["one thing", "many things"]
    assert catalogue.gettext("zzz") == "zzz"
    assert catalogue.gettext("!") == "!"


def test_a_catalogue_in_the_other_byte_order_is_read_as_well(tmp_path):
    raw = (HERE / "olcrm.mo").read_bytes()
    count, ids, texts = unpack_from("<3I", raw, 8)
    figures = 7 + (max(ids, texts) + 8 * count - 28) // 4
    swapped = pack(f">{figures}I", *unpack_from(f"<{figures}I", raw)) + raw[4 * figures :]
    (tmp_path / "olcrm.mo").write_bytes(swapped)
    assert swapped[:4] != raw[:4]
    assert Catalogue(tmp_path / "olcrm.mo").gettext("customer") == Catalogue(HERE / "olcrm.mo").gettext("customer")
