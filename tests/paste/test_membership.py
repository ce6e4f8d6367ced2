import pytest

from olcrm.paste import membership

FORM = """Halo Kak Rina 😊

Kalau berkenan jadi member Toko Ani, silakan isi lalu kirim balik ya.

*Formulir member*
Nama: Rina Wati
No HP: 0812-3456-7890
Tanggal lahir: 17 Agustus 1990
Alamat: Jl. Melati No 5, Kec. Sukun
Malang 65147
Ukuran baju: M
Ukuran sepatu: 38
Ucapan hari raya (Lebaran/Natal/Nyepi/Imlek/Waisak/umum): Lebaran, umum
Boleh diberi ucapan (ya/tidak): ya
Boleh dikabari promo (ya/tidak): tidak ya kak

Isiannya hanya dipakai di Toko Ani, dan kapan saja boleh minta dilihat atau dihapus.
"""


@pytest.fixture
def pasted(shop, tmp_path):
    """``pasted(text, "--yes")`` pastes a text from a file."""

    def pasted(text, options="", **more):
        file = tmp_path / "form.txt"
        file.write_text(text, encoding="utf-8")
        return shop(f"paste --file {file} {options}", **more)

    return pasted


def test_a_filled_form_makes_a_member_with_all_she_wrote(pasted, shop, look):
    shop("contact add 'Rina Wati' --phone 081234567890")
    done = pasted(FORM, "--yes")
    assert done.out == "Rina Wati is a member, number M-0001.\n"
    who = shop("contact show 1 --json").json["contact"]
    assert (who["birthday"], who["celebrates"]) == ("1990-08-17", ["lebaran", "umum"])
    assert who["sizes"] == [{"what": "baju", "value": "M"}, {"what": "sepatu", "value": "38"}]
    assert [one["text"] for one in who["addresses"]] == ["Jl. Melati No 5, Kec. Sukun, Malang 65147"]
    trail = shop("contact consent 1 --json").json
    assert {(one["purpose"], one["given"], one["how"]) for one in trail["rows"]} == {
        ("offers", False, "formulir member"),
        ("greetings", True, "formulir member"),
    }
    assert look("SELECT count(*) FROM sale_order") == [(0,)]
    shop("undo --yes")
    assert shop("contact show 1 --json").json["contact"]["birthday"] is None
    assert look("SELECT count(*) FROM member") == [(0,)]


def test_whoever_is_new_is_added_and_shown_before(pasted, look):
    shown = pasted(FORM, "--dry-run")
    assert "A membership form" in shown.out
    assert "Birthday\t17 Agustus 1990\tsure" in shown.out
    assert "Sizes\tbaju M, sepatu 38\tsure" in shown.out
    assert "Rina Wati is new and would be added." in shown.out
    row = pasted(FORM, "--dry-run --json").json["rows"][0]
    assert (row["type"], row["unread"], row["offers"]) == ("member", [], "tidak ya kak")
    assert look("SELECT count(*) FROM contact") == [(0,)]
    assert pasted(FORM, keys="y\n").status == 0
    assert look("SELECT name FROM contact") == [("Rina Wati",)]


def test_what_cannot_be_read_for_sure_is_left_out_and_said(pasted, shop):
    odd = FORM.replace("17 Agustus 1990", "rahasia").replace("Lebaran, umum", "Lebaran, arisan")
    odd = odd.replace("(ya/tidak): ya\n", "(ya/tidak): nanti dulu\n").replace("Ukuran baju: M", "Ukuran baju: -")
    shown = pasted(odd, "--dry-run")
    for words in ("“rahasia”", "“arisan”"):
        assert f"{words} was not understood and is left out." in shown.out
    assert "Not read:\n  Boleh diberi ucapan (ya/tidak): nanti dulu" in shown.out
    pasted(odd, "--yes")
    who = shop("contact show rina --json").json["contact"]
    assert (who["birthday"], who["celebrates"]) == (None, ["lebaran"])
    assert [one["what"] for one in who["sizes"]] == ["sepatu"]


@pytest.mark.parametrize(
    ("words", "agreed"),
    [
        ("ya", True),
        ("Boleh kak, silakan", True),
        ("tidak", False),
        ("jgn ya kak", False),
        ("boleh tp jgn sering2", None),
        ("ya kalau diskon", None),
        ("nanti dulu", None),
    ],
)
def test_only_a_plain_yes_is_one(words, agreed):
    assert membership.agrees(words) is agreed


def test_feasts_may_be_joined_by_any_word_for_and(pasted, shop):
    pasted(FORM.replace("Lebaran, umum", "lebaran sama umum"), "--yes")
    assert shop("contact show rina --json").json["contact"]["celebrates"] == ["lebaran", "umum"]


def test_a_member_who_sends_it_again_keeps_her_number(pasted, shop):
    shop("contact add 'Rina Wati' --phone 081234567890")
    shop("member add 1 --number VIP-1")
    assert "number VIP-1; what she wrote is noted." in pasted(FORM, "--yes").out
    assert pasted(FORM.replace("1990", "1991"), "--yes").status == 0
    assert shop("contact show 1 --json").json["contact"]["birthday"] == "1991-08-17"


def test_an_english_form_is_read_as_well():
    read = membership.read("Membership form\nName: Ani\nBirthday: 17/8\nDress size: L\nMay get offers (yes/no): yes")
    assert read is not None
    assert dict(read.values) == {"name": "Ani", "birthday": "17/8", "sizes": [("dress", "L")], "offers": "yes"}


@pytest.mark.parametrize(
    "text",
    [
        "Nama: Rina\nNo HP: 081234567890\nTanggal lahir: 17/8\nPesanan: Gamis M",
        "Formulir member\nNama: Rina\nNo HP: 081234567890\nPesanan: Gamis M 2pcs",
        "Formulir member",
        "Kak, formulir member itu apa ya?\nNama: Rina",
        "Formulir member\nNama: Rina\n\nFormulir member\nNama: Ani\nNo HP: 081234567891",
        "",
    ],
)
def test_nothing_else_is_taken_for_a_membership_form(text):
    assert membership.read(text) is None
