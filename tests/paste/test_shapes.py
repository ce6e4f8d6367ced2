"""The parts that reading is made of: labels word by word, sizes, cuts, headings; and forms put together at random."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from olcrm.kit import phone
from olcrm.paste import cuts, dealing, finding, headings, labels, meanings, rules, variants
from olcrm.paste.pasted import Pasted
from olcrm.paste.phrases import Phrases


@pytest.mark.parametrize(
    ("label", "field"),
    [
        ("No. Handphone Aktif Penerima", "recipient_phone"),
        ("Nomor HP yang bisa dihubungi", "phone"),
        ("Alamat Lengkap Tujuan Pengiriman", "address"),
        ("Nama Barang yg Dipesan", "items"),
        ("Nama Olshop", "sender"),
        ("No Pemesan", "phone"),
        ("Jumlah Orderan", "qty"),
        ("Jumlah Bayar", "total"),
        ("Tgl antar", "when"),
        ("Biaya Pengiriman", "shipping"),
        ("Jasa Ekspedisi Kirim", "courier"),
        ("Tanggal lahir", "other"),
        ("Nomor Pesanan", "other"),
        ("Kode unik", "other"),
        ("Barang 2", "items"),
        ("Kabar baik", None),
    ],
)
def test_a_label_that_is_in_no_list_is_understood_by_its_words(label, field):
    assert meanings.field(label, fuzzy=False) == field


@pytest.mark.parametrize(
    ("label", "field"),
    [
        ("Alamt Lengkp", "address"),
        ("Pesanann", "items"),
        ("Ordr", "items"),
        ("No Handpone", "phone"),
        ("Nama lenngkap", "name"),
        ("Eskpedisi", "courier"),
        ("Pesnaannya", "items"),
        ("Dasi", None),  # four letters, and not a slip for “dari”
        ("Nasi", None),
    ],
)
def test_a_slip_of_the_finger_is_forgiven_in_words_long_enough(label, field):
    assert meanings.field(label, fuzzy=True) == field
    assert meanings.field(label, fuzzy=False) is None


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("Kaos hitam M 2, L 3, XL 1", [("Kaos hitam M", 2), ("Kaos hitam L", 3), ("Kaos hitam XL", 1)]),
        ("Gamis Zahra (navy=1, maroon=2)", [("Gamis Zahra navy", 1), ("Gamis Zahra maroon", 2)]),
        ("kerudung 3 (hitam 2, putih 1)", [("kerudung hitam", 2), ("kerudung putih", 1)]),
        ("Sepatu uk 38 2, uk 39 1", [("Sepatu uk 38", 2), ("Sepatu uk 39", 1)]),
        ("kerudung 4 (hitam 2, putih 1)", []),
        ("Kaos hitam M", []),
        ("Sepatu 38 2, 39 1", []),
        ("batik couple L & XL", []),
    ],
)  # fmt: skip
def test_one_thing_in_several_sizes_is_as_many_lines(line, wanted):
    assert [(one.name, one.qty) for one in variants.read(line)] == wanted


def test_what_is_filled_in_takes_the_place_of_a_guess():
    (one,) = rules.read("saya Ratna mau order\nNama: Ratna Dewi\nOrder: Gamis navy M 2, L 1 @185rb")
    assert one.get("name") == "Ratna Dewi"
    assert [(line.name, line.qty, line.price) for line in one.items] == [
        ("Gamis navy M", 2, 185_000),
        ("Gamis navy L", 1, 185_000),
    ]


def test_sizes_below_one_another_are_of_what_stands_above():
    (one,) = rules.read("Nama: A B\nOrder:\nKaos anak\n- size 4 = 2 pcs\n- size 6 = 1 pcs\nTotal 3 pcs")
    assert [(line.name, line.qty) for line in one.items] == [("Kaos anak size 4", 2), ("Kaos anak size 6", 1)]
    assert one.unread == []


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("mau order 2 gamis atas nama Rina kirim ke Malang", ["items", "name", "address"]),
        ("dua set an bu tatik hp 081", ["name", "phone"]),
        ("saya Fitriani dari Cirebon", ["name"]),
        ("saya Mau pesan", ["items"]),
        ("untuk hari Jumat tgl 27", ["needed", "when", "when"]),
        ("pakai jne ya", ["courier"]),
        ("pakai bubble wrap", []),
        ("jalan pemuda an", []),
    ],
)
def test_a_sentence_is_cut_at_the_words_that_announce_something(text, fields):
    assert [one.field for one in cuts.find(text)] == fields


@pytest.mark.parametrize(
    ("line", "heading", "whose", "goods"),
    [
        ("FORMAT ORDER", True, "", False),
        ("*KONFIRMASI PESANAN - DAPUR MANIS*", True, "", False),
        ("RINGKASAN PESANAN", True, "", True),
        ("Data Penerima:", True, "recipient", False),
        ("FORMAT DROPSHIPPER", True, "", False),
        ("Data Pengirim", True, "sender", False),
        ("Data: 081234567890 Rina", False, "", False),
        ("Gamis Pesanan Khusus", False, "", False),
        ("Detail pesanan: 2 gamis", False, "", False),
    ],
)
def test_a_line_that_only_says_what_follows_is_a_heading(line, heading, whose, goods):
    plain = labels.plain(line)
    assert headings.is_one(plain) == heading
    assert not heading or (headings.whose(plain), headings.lists_goods(plain)) == (whose, goods)


def test_courtesies_are_told_word_by_word():
    courtesies = Phrases("courtesies")
    assert courtesies.fill("halooo kak, selamat pagi, terima kasih banyak ya")
    assert not courtesies.fill("halo kak Rina")
    assert not courtesies.fill("...")
    questions = Phrases("questions")
    assert questions.among("ini Berapa ya")
    assert not questions.among("seberapa")


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("5 Desember 2026", date(2026, 12, 5)),
        ("Sabtu, 5/12 jam 10.00", date(2026, 12, 5)),
        ("tgl 30", date(2026, 11, 30)),
        ("besok", date(2026, 11, 23)),
        ("jam 10.30", None),
        ("Senin, 5/12", None),
        ("5/12 atau 6/12", None),
        ("1/11/2026", None),
        ("31/02/2027", None),
        ("", None),
    ],
)
def test_a_day_is_one_that_says_no_two_things(said, day):
    assert dealing.promised(Pasted("order", {"needed": said}), date(2026, 11, 22)) == day


@pytest.mark.parametrize(
    "text", ["SiCepat 004567891234 an Bu Dewi", "Kopi 12 3456 7890 1", "no rek 8123456789", "KTP 3273014507900002"]
)
def test_other_long_numbers_are_never_surely_a_phone(text):
    assert all(one.sure < 0.8 for one in finding.phones(text))


@pytest.mark.parametrize(
    ("line", "most"),
    [
        ("buku tulis 38 lembar 10 pcs", 0.6),
        ("Sepatu kets 42 @150rb", 0.79),
        ("Gamis navy, maroon 2 pcs", 0.5),
        ("pempek lenjer 10", 0.5),
        ("Kaos anak 12", 0.79),
    ],
)
def test_figures_that_may_be_a_size_are_never_surely_a_quantity(line, most):
    (one,) = rules.read(f"Nama: A B\nPesanan: {line}")
    assert one.sure["items"] <= most


NAMES = st.sampled_from(["Rina Marlina", "Bu Endang", "Nurul 'Aini", "Hj. Maemunah", "M. Rizky", "AGUS SALIM", "ani"])
NUMBERS = st.sampled_from(["081234567890", "0812-3456-7890", "+62 857 1122 3344", "62812 3456 7890", "(0821) 33445566"])
PLACES = st.sampled_from(
    ["Jl. Melati No. 5 RT 03/RW 02, Kel. Sukun, Kota Malang 65147", "Dsn. Krajan RT 2 RW 1 Ds. Sumberejo Kec. Ambulu",
     "Apartemen Kalibata City Tower B Lt 10 No 5", "Komplek DPR Blok F-3, Joglo, Jakarta Barat"]
)  # fmt: skip
THINGS = st.sampled_from(
    [
        "Gamis Arumi M",
        "Sprei King 180x200",
        "Keripik tempe 250gr",
        "Mukena Bali no 3",
        "Sepatu Kulit uk 42",
        "Bolu Pisang",
    ]
)
SHAPES = st.sampled_from(
    ["{qty} x {name} @{price}", "{name} {qty} pcs @ Rp {price}", "{name} {qty} x {price} = {sum}",
     "{name} ({qty} box) @{price}", "{name} @{price} x {qty}", "{qty}x {name} @{price}"]
)  # fmt: skip
LABELS = {
    "name": st.sampled_from(["Nama", "NAMA PEMESAN", "Atas nama", "Nama lengkap sesuai KTP", "nama kakak"]),
    "phone": st.sampled_from(["No HP", "No. HP/WA", "WA", "Nomor HP yang bisa dihubungi", "Kontak", "Nomer WA"]),
    "address": st.sampled_from(["Alamat", "ALAMAT PENGIRIMAN", "Alamat lengkap (RT/RW, kec, kota)", "Kirim ke"]),
    "items": st.sampled_from(["Pesanan", "Order", "Nama barang", "Barang yg dipesan", "List order"]),
}
SEPARATORS = st.sampled_from([": ", " : ", ":", " = ", "="])
DECORATIONS = st.sampled_from(["{}", "- {}", "*{}*", "✨ {}", "• {}", "▪️{}"])


def dotted(amount):
    return f"{amount:,}".replace(",", ".")


@settings(max_examples=300)
@given(st.data(), st.permutations(["name", "phone", "address", "items"]), SEPARATORS, DECORATIONS)
def test_a_form_put_together_in_any_way_is_read_whole(data, order, sign, decoration):
    qty, price = data.draw(st.integers(1, 20)), data.draw(st.sampled_from([55_000, 87_500, 150_000, 1_250_000]))
    name = data.draw(THINGS)
    line = data.draw(SHAPES).format(qty=qty, name=name, price=dotted(price), sum=dotted(qty * price))
    filled = {"name": data.draw(NAMES), "phone": data.draw(NUMBERS), "address": data.draw(PLACES), "items": line}
    lines = [f"{decoration.format(data.draw(LABELS[field]))}{sign}{filled[field]}" for field in order]
    (one,) = rules.read("\n".join(lines))
    assert (one.get("name"), one.get("address")) == (filled["name"], filled["address"])
    assert one.get("phone") == phone.number(filled["phone"])
    assert [(it.qty, it.name, it.price) for it in one.items] == [(qty, name, price)]
    assert one.unread == []


@settings(max_examples=200)
@given(NAMES, NUMBERS, PLACES, st.sampled_from(["mau pesan", "order", "aku mau pesen"]), st.permutations([0, 1, 2]),
       st.sampled_from([", ", ". "]), st.booleans())  # fmt: skip
def test_a_sentence_put_together_in_any_way_is_read_whole(name, number, place, wish, order, between, courier):
    told = [f"atas nama {name}", f"kirim ke {place}", f"hp {number}"]
    text = f"kak {wish} 2 box Bolu Pisang sama 3 botol madu{between}" + between.join(told[at] for at in order)
    (one,) = rules.read(text + (f"{between}kirim pakai JNE ya kak" if courier else ""))
    assert (one.get("name"), one.get("phone")) == (name, phone.number(number))
    assert one.get("address") == place
    assert [(it.qty, it.name) for it in one.items] == [(2, "Bolu Pisang"), (3, "madu")]
    assert one.get("courier") == ("jne" if courier else None)


@pytest.mark.parametrize(
    "said", ["atas nama {}", "an {}", "an. {}", "a.n. {}", "a.n {}", "a/n {}", "atas nama: {}", "an: {}"]
)
@pytest.mark.parametrize("name", ["Wulan", "Intan Sari", "Hasan"])
@pytest.mark.parametrize(
    "message",
    [
        "sudah transfer 150rb {} ya kak",
        "sudah transfer 150rb ke BCA {}",
        "pesan gamis L 1 {}",
        "gamis L 1 pcs, {}, Jl. Mawar 3 Malang, 081355556666",
        "{} pesan gamis L 1",
        "mau gamis L 1 ya kak {} makasih",
        "kak mau gm-m 1 ya {}, kirim ke Jl. Mawar 3 Malang, hp 081355556666",
    ],
)
def test_the_name_behind_atas_nama_is_read_whole_however_it_is_shortened(message, said, name):
    (one,) = rules.read(message.format(said.format(name)))
    if "ke BCA" in message:  # the account that money went to is the shop's, and so is the name behind it
        assert one.get("name") is None
        return
    assert one.get("name") == name
    if one.type == "order":
        ((thing, qty),) = [(line.name.casefold(), line.qty) for line in one.items]
        assert (thing.endswith(("gamis l", "gm-m")), qty) == (True, 1)
        assert one.get("phone") in (None, "+6281355556666")
