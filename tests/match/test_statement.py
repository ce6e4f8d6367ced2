"""Statements of banks: what is read of them, and what is refused."""

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from olcrm.kit.errors import Misunderstood, OlcrmError, Refused
from olcrm.match import figures, statement, workbook

TODAY = date(2026, 11, 22)
BCA = """No. Rekening,=,'0201234567
Nama,=,MELATI

Tanggal,Keterangan,Cabang,Jumlah,,Saldo
'20/11/2026,TRSF E-BANKING CR 300000.00RINA WATI,'0000,300000.00,CR,4964637.00
'21/11,TRSF E-BANKING DB 50000.00LISTRIK,'0000,50000.00,DB,4914637.00
'21/11,"BI-FAST CR
 SARI DEWI",'0998,"1,150,000.00",CR,5064637.00
PEND,TRSF ANI,'0000,75000.00,CR,0.00
'21/11/2026,BUNGA,'0000,123.45,CR,5064637.00
Saldo Awal,=,4664637.00
Kredit,=,450000.00
"""
HEADINGS = "ID NOREK TGL_TRAN TGL_EFEKTIF JAM_TRAN SEQ DESK_TRAN SALDO_AWAL_MUTASI MUTASI_DEBET MUTASI_KREDIT"
BRI = "\n".join(
    ",".join(f'"{cell}"' for cell in cells)
    for cells in (
        [*HEADINGS.split(), "SALDO_AKHIR_MUTASI", "GLSIGN"],
        [
            "1",
            "0099",
            "2026-11-20 00:00:00",
            "",
            "101500",
            "1",
            "NBMB RINA WATI",
            "0.00",
            "0.00",
            "147356.00",
            "1.00",
            "C",
        ],
        ["2", "0099", "2026-11-20 00:00:00", "", "111500", "2", "BIAYA ADM", "0.00", "2500.00", ".00", "1.00", "D"],
    )
)
MAPPED = "Waktu;Nominal;Catatan;Arah\n20/11/2026;150.000;dari Sari;Masuk\n20/11/2026 10:15;75.500;ke PLN;Keluar\n"


@pytest.fixture
def read(tmp_path):
    def read(content, *maps, account=None, name="file.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return statement.read(str(path), list(maps), account, TODAY)

    return read


def xlsx(rows, shared="", names=("xl/worksheets/sheet1.xml",), compression=zipfile.ZIP_DEFLATED):
    """A workbook as small as one can be: rows of texts and numbers."""
    cells = []
    for number, row in enumerate(rows, 1):
        inside = ""
        for place, value in enumerate(row):
            at = f"{chr(65 + place)}{number}"
            if isinstance(value, str):
                inside += f'<c r="{at}" t="inlineStr"><is><t>{value}</t></is></c>'
            else:
                inside += f'<c r="{at}"><v>{value}</v></c>'
        cells.append(f'<row r="{number}">{inside}</row>')
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData>{"".join(cells)}{shared}</sheetData></worksheet>'
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", compression) as out:
        for name, text in PARTS.items():
            out.writestr(name, text)
        for name in names:
            out.writestr(name, sheet)
    return packed.getvalue()


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="x"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" Type="{REL}/officeDocument"'
    ' Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{REL}"><sheets><sheet name="S" sheetId="1" r:id="r1"/>'
    "</sheets></workbook>",
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1"'
    f' Type="{REL}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}
MANDIRI = [
    ["Nomor Rekening", "123-00-456"],
    ["No", "Tanggal", "Keterangan", "Dana Masuk (IDR)", "Dana Keluar (IDR)", "Saldo (IDR)"],
    ["1", "20 Nov 2026", "Transfer dari RINA WATI", "147.356,00", "", "1.147.356,00"],
    ["2", "20 Nov 2026", "Biaya admin", "", "2.500,00", "1.144.856,00"],
    ["3", "21 Nop 2026", "SARI", 100000, "", "1.244.856,00"],
]


def test_bca_gives_its_credits_with_a_decimal_point_and_stops_at_the_sums(read):
    found = read(BCA)
    assert [(one.row, one.on, one.amount) for one in found.received] == [
        (5, "2026-11-20", 300_000),
        (7, "2026-11-21", 1_150_000),
    ]
    assert found.received[1].text == "BI-FAST CR SARI DEWI"
    assert (found.bank, found.source, found.pending, found.odd) == ("bca", "bca:0201234567", 1, 1)


def test_bca_of_newer_days_writes_cr_behind_the_amount(read):
    rows = 'Tanggal Transaksi,Keterangan,Cabang,Jumlah,Saldo\n20/11/2026,RINA,0000,"150,000.00 CR","1.00"\n'
    assert [one.amount for one in read(rows + '20/11/2026,PLN,0000,"9,000.00 DB",1.00\n').received] == [150_000]
    with pytest.raises(Refused, match="does not say whether money came or went"):
        read(rows.replace(" CR", ""))


def test_bri_gives_its_credits(read):
    found = read(BRI)
    assert [(one.on, one.amount) for one in found.received] == [("2026-11-20", 147_356)]
    assert (found.bank, found.source) == ("bri", "bri:0099")


def test_mandiri_gives_its_credits_from_a_workbook_with_decimal_commas(read):
    found = read(xlsx(MANDIRI), name="mandiri.xlsx")
    assert [(one.row, one.on, one.amount) for one in found.received] == [
        (3, "2026-11-20", 147_356),
        (5, "2026-11-21", 100_000),
    ]
    assert (found.bank, found.source) == ("mandiri", "mandiri:12300456")


def test_any_other_file_is_read_as_the_owner_says(read):
    maps = ("date=waktu", "amount=NOMINAL", "text=Catatan", "direction=Arah")
    found = read(MAPPED, *maps, account="jago")
    assert [(one.on, one.amount, one.text) for one in found.received] == [("2026-11-20", 150_000, "dari Sari")]
    assert (found.bank, found.source) == ("jago", "map:jago")


def test_without_a_direction_money_below_zero_went_out(read):
    found = read("Tgl,Rp\n2026-11-20,-50000\n2026-11-20,+70000\n", "date=Tgl", "amount=Rp", account="dana")
    assert [one.amount for one in found.received] == [70_000]


@pytest.mark.parametrize(
    ("cells", "rupiah"),
    [(["150.000", "1.250.000,00"], 150_000), (["100000.00", "1,250,000.00"], 100_000), (["Rp 75.000"], 75_000)],
)
def test_a_file_has_one_reader_for_all_amounts(cells, rupiah):
    reader = figures.reader(cells)
    assert reader is not None
    assert reader(cells[0]) == (rupiah, 0)


def test_a_file_that_writes_amounts_in_two_ways_is_refused(read):
    with pytest.raises(Refused) as refused:
        read("Tgl,Rp\n2026-11-20,150.000\n2026-11-20,100000.00\n", "date=Tgl", "amount=Rp", account="x")
    assert "cannot be read without guessing" in refused.value.message


@given(st.integers(0, 10**12))
def test_each_source_reads_back_what_it_writes(amount):
    english = f"{amount:,}.00"
    assert figures.point(english) == (amount, 0)
    assert figures.comma(english.replace(",", "_").replace(".", ",").replace("_", ".")) == (amount, 0)


@given(st.text(max_size=20))
def test_no_text_breaks_a_reader_of_amounts_or_days(text):
    figures.point(text)
    figures.comma(text)
    figures.Days(TODAY).read(text)


def test_150_000_with_a_dot_is_refused_where_the_dot_is_a_decimal_mark(read):
    with pytest.raises(Refused, match=r" is not as expected: .* is not an amount such as 100000\.00"):
        read(BCA.replace("300000.00,CR", "150.000,CR"))


REFUSED = {
    "an unknown bank": (
        "Date,Balance\n1,2\n",
        "is not the statement of a bank that is known; it begins with: Date, Balance",
    ),
    "an empty file": ("", "is empty"),
    "a day to come": (BCA.replace("'20/11/2026", "'20/12/2026"), "its day, 2026-12-20, is still to come"),
    "no day": (BCA.replace("'20/11/2026", "'kemarin"), "“'kemarin” is not a day"),
    "a wrong sign": (BCA.replace(",CR,4964637", ",XX,4964637"), "“xx” does not say whether money came or went"),
    "a NUL": (BCA.replace("RINA", "RI\0NA"), "it has a NUL character in it"),
    "a picture": (b"\x89PNG\r\n\x1a\n1234", "is not a text file"),
    "a locked workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 9, "is locked with a password, or of an old format."),
    "no workbook": (b"PK\x03\x04nonsense", "is damaged, or no spreadsheet."),
    "half a workbook": (xlsx(MANDIRI)[:-200], "is damaged, or no spreadsheet."),
    "a wrong character set": (BCA.encode().replace(b"RINA", b"RIN\x81\xff"), "bytes that are no characters"),
    "too many columns": ("a," * 300 + "\n" + "1," * 300 + "\n", "has more rows or columns than a bank statement."),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_no_statement_is_refused_with_what_was_expected(read, what):
    content, message = REFUSED[what]
    with pytest.raises(Refused) as refused:
        read(content)
    assert message in refused.value.message
    assert refused.value.hint


def test_a_file_that_was_cut_in_the_middle_of_a_workbook_never_escapes_as_a_bug(read):
    whole = xlsx(MANDIRI)
    for length in range(0, len(whole), 97):
        with pytest.raises(OlcrmError):
            read(whole[:length], name="m.xlsx")


def test_a_cell_in_the_last_corner_of_a_sheet_is_not_laid_out(read):
    with pytest.raises(Refused, match="has more rows or columns than a bank statement"):
        read(xlsx(MANDIRI, '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'))


def test_cells_without_a_place_are_counted_too(read):
    with pytest.raises(Refused, match="has more rows or columns"):
        read(xlsx(MANDIRI, "<row>" + "<c><v>1</v></c>" * 300 + "</row>"))


def test_a_zip_bomb_is_refused_before_it_is_unpacked(read, monkeypatch):
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as out:
        for number in range(3):
            out.writestr(f"xl/worksheets/sheet{number}.xml", b"\0" * 20_000_000)
    assert len(bomb.getvalue()) < 100_000
    with pytest.raises(Refused, match="unpacks to more than any bank statement holds"):
        read(bomb.getvalue())


def test_a_part_that_lies_about_its_size_is_not_believed(read, monkeypatch):
    monkeypatch.setattr(workbook, "UNPACKED", 10_000)
    packed = bytearray(xlsx([["x" * 20_000]]))
    real = (zipfile.ZipFile(io.BytesIO(packed)).getinfo("xl/worksheets/sheet1.xml").file_size).to_bytes(4, "little")
    assert packed.count(real) == 2
    with pytest.raises(Refused, match="unpacks to more"):
        read(bytes(packed.replace(real, (100).to_bytes(4, "little"))))


def test_a_long_text_that_many_cells_share_is_refused(read, monkeypatch):
    monkeypatch.setattr(workbook, "TEXT", 1_000)
    with pytest.raises(Refused, match="unpacks to more"):
        read(xlsx(MANDIRI, names=("xl/worksheets/sheet1.xml", "xl/sharedStrings.xml")))


def test_a_file_larger_than_any_statement_is_refused(read, monkeypatch):
    monkeypatch.setattr(statement, "SIZE", 100)
    with pytest.raises(Refused, match="is larger than any bank statement"):
        read(BCA)


MAPS = {
    "a pair that is none": (["date"], "“date” does not say which column is which field."),
    "an unknown field": (["day=Tanggal"], "“day=Tanggal” does not say which column is which field."),
    "a field twice": (["date=a", "date=b"], "“date=b” does not say which column is which field."),
    "no amount": (["date=Waktu"], "It is not said which columns hold the day and the amount."),
    "a column that is not there": (["date=Waktu", "amount=Uang"], "has no row with the columns “uang” in it."),
}


@pytest.mark.parametrize("what", MAPS)
def test_columns_that_cannot_be_meant_are_refused(read, what):
    maps, message = MAPS[what]
    with pytest.raises(Misunderstood) as refused:
        read(MAPPED, *maps, account="jago")
    assert message in refused.value.message


def test_a_name_that_is_too_long_for_a_file_is_refused(tmp_path):
    with pytest.raises(Refused, match="cannot be opened"):
        statement.read(str(tmp_path / ("x" * 300)), [], None, TODAY)


def test_a_mapped_file_needs_its_account(read):
    with pytest.raises(Misunderstood, match="It is not said which account the file is of"):
        read(MAPPED, "date=Waktu", "amount=Nominal")


def test_the_samples_of_the_examples_are_read():
    folder = Path(__file__).parent.parent.parent / "examples"
    assert statement.read(str(folder / "mutasi-bca.csv"), [], None, TODAY).bank == "bca"
    assert statement.read(str(folder / "mutasi-mandiri.xlsx"), [], None, TODAY).bank == "mandiri"
