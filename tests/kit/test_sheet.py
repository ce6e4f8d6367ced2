import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from olcrm.kit import sheet
from olcrm.kit.errors import Missing, Refused


@pytest.fixture
def file(tmp_path):
    """Write bytes (or text, as UTF-8) into a file and give its path."""

    def file(content, name="a.csv"):
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return file


def read(path):
    with sheet.opened(path) as opened:
        return opened.heading, [(row.number, row.cells, row.wrong) for row in opened.rows()]


def cells(path):
    return [cells for _number, cells, _wrong in read(path)[1]]


def refusal(path):
    with pytest.raises(Refused) as refused:
        read(path)
    return refused.value.message


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_the_sign_between_cells_is_found(file, sign):
    assert read(file(f"name{sign}city\nRina{sign}Bandung\n")) == (["name", "city"], [(2, ["Rina", "Bandung"], "")])


def test_the_sign_is_the_one_that_parts_the_rows_like_the_heading(file):
    assert read(file("name;city, province\nRina;Bandung\nSari;Bogor, Jabar\n"))[0] == ["name", "city, province"]


def test_a_single_column_needs_no_sign(file):
    assert cells(file("name\nRina Wati\n")) == [["Rina Wati"]]


def test_the_first_line_may_name_the_sign_and_is_no_row(file):
    assert read(file("sep=|\nname|city\nRina|A,B;C\n")) == (["name", "city"], [(2, ["Rina", "A,B;C"], "")])


@pytest.mark.parametrize(
    ("encoding", "found"),
    [("utf-8", "utf-8-sig"), ("utf-8-sig", "utf-8-sig"), ("utf-16", "utf-16"), ("cp1252", "cp1252")],
)
def test_letters_are_read_whatever_program_wrote_them(file, encoding, found):
    path = file("name,city\nJosé Ma’ruf,Bogor\n".encode(encoding))
    with sheet.opened(path) as opened:
        assert opened.encoding == found
    assert cells(path) == [["José Ma’ruf", "Bogor"]]


def test_a_broken_letter_among_good_ones_is_not_taken_for_another_character_set(file):
    path = file("name\nSári\n".encode() + b"Ana\xff\n")
    assert refusal(path) == f"Line 3 of {path} holds bytes that are no characters."


def test_utf16_cut_in_the_middle_of_a_letter_is_refused(file):
    assert "no characters" in refusal(file("name\nRina\n".encode("utf-16") + b"\x41"))


def test_rows_are_counted_as_a_spreadsheet_counts_them(file):
    path = file('name,note\n"Rina","two\nlines"\n\n,\nSari,x\n')
    assert [(number, cells) for number, cells, _wrong in read(path)[1]] == [
        (2, ["Rina", "two\nlines"]),
        (5, ["Sari", "x"]),
    ]


def test_a_short_row_is_filled_up_and_empty_cells_too_many_are_forgiven(file):
    assert cells(file("a,b,c\n1\n1,2,3,,\n")) == [["1", "", ""], ["1", "2", "3"]]


def test_a_row_with_more_cells_than_headings_is_named(file):
    assert [wrong for _number, _cells, wrong in read(file("a,b\n1,2\n1,2,3\n4,5\n"))[1]] == [
        "",
        "it has 3 cells under 2 headings",
        "",
    ]


def test_a_nul_is_named_by_its_row(file):
    assert [(number, wrong) for number, _cells, wrong in read(file("a\nx\n1\0\ny\n"))[1] if wrong] == [
        (3, "it has a NUL character in it")
    ]


def test_a_nul_is_found_in_utf16_too(file):
    assert [wrong for _number, _cells, wrong in read(file("a,b\nx\0,1\ny,2\n".encode("utf-16")))[1]] == [
        "it has a NUL character in it",
        "",
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_line_end_ends_a_row(file, end):
    assert cells(file(f"a,b{end}1,2{end}3,4")) == [["1", "2"], ["3", "4"]]


def test_a_quotation_mark_that_is_never_closed_swallows_no_rows(file):
    path = file('name,city\nRina,A\n"Sari,B\nTuti,C\nDewi,D\n')
    assert refusal(path) == (
        f"Row 3 of {path} cannot be read, nor what follows: a quotation mark is opened and not closed."
    )


def test_a_never_closed_quotation_mark_in_a_long_file_is_found_early(file):
    path = file('name\n"Rina\n' + "Sari\n" * 100_000)
    assert refusal(path) == (
        f"Row 2 of {path} cannot be read, nor what follows: a cell is far too long; perhaps a quotation mark is opened"
        " and not closed."
    )


def test_a_quotation_mark_within_a_cell_is_named_by_its_row(file):
    path = file('name,city\n"Ri"na,A\n')
    assert refusal(path) == (
        f"Row 2 of {path} cannot be read, nor what follows: there is a quotation mark in the middle of a cell."
    )


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf \r\n", "is empty"),
        (b"\xff\xfe", "is empty"),
        (b"name,phone\n", "has a heading and no rows"),
        (b"\nRina\n", "does not begin with a heading"),
        *((head + b"rest", "is not a text file") for head in sheet.PACKED),
        (b"PK\x03\x04rest", "is a spreadsheet or an archive, not CSV"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "is a spreadsheet or an archive, not CSV"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "is not a text file"),
        (b"\x01\x02\x03", "is not a text file"),
        (b"\x0b", "is not a text file"),
        (b"\n" * 30 + b"name\nRina\n", "does not begin with a heading"),
        ("name\nRina\n".encode("utf-16-le"), "is not a text file"),
    ],
)
def test_what_is_no_table_is_refused(file, content, reason):
    assert reason in refusal(file(content))


def test_a_file_without_line_ends_is_not_taken_into_memory(file):
    import tracemalloc

    path = file("name\n")
    with path.open("ab") as handle:
        handle.truncate(300 << 20)
    tracemalloc.start()
    try:
        assert "is not a text file" in refusal(path)
        assert tracemalloc.get_traced_memory()[1] < 20 << 20
    finally:
        tracemalloc.stop()


def test_a_file_that_is_not_there_is_missing(tmp_path):
    with pytest.raises(Missing, match=r"There is no file .*nothing\.csv"):
        read(tmp_path / "nothing.csv")


def test_a_folder_a_device_and_a_pipe_are_no_files(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path, tmp_path / "pipe", "/dev/null"):
        assert "is not an ordinary file" in refusal(path)


def test_rows_can_be_read_again_from_the_start(file):
    with sheet.opened(file("a\n1\n2\n")) as opened:
        next(iter(opened.rows()))
        assert [row.cells for row in opened.rows()] == [row.cells for row in opened.rows()] == [["1"], ["2"]]


def test_a_file_that_is_written_to_meanwhile_is_refused(file):
    path = file("a\n1\n")
    with sheet.opened(path) as opened:
        path.write_text("a\n1\n2\n")
        with pytest.raises(Refused, match="was changed while it was being read"):
            list(opened.rows())


def test_the_digest_is_that_of_the_bytes_and_the_lines_are_about_right(file):
    from hashlib import sha256

    content = "name\n" + "Rina é\n" * 100_000
    with sheet.opened(file(content)) as opened:
        assert opened.digest == sha256(content.encode()).hexdigest()
        assert opened.lines == 100_001


@given(
    st.lists(
        st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0")), min_size=3, max_size=3), min_size=1
    )
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
def test_what_a_csv_writer_wrote_comes_back_exactly(file, rows):
    import csv
    import io

    out = io.StringIO()
    csv.writer(out).writerows([["a", "b", "c"], *rows])
    full = [row for row in rows if any(row)]
    if full:
        assert cells(file(out.getvalue())) == full


def test_more_columns_than_anybody_looks_at_are_refused(file):
    path = file(",".join(["x"] * (sheet.COLUMNS + 1)) + "\n1\n")
    assert refusal(path) == f"{path} has 1001 columns; at most 1000 are read."


def test_in_a_large_file_a_row_that_never_ends_is_not_taken_into_memory(file):
    row = '"a\nb",' * (sheet.LARGE // 5)
    path = file(f"name,note\nRina,x\n{row}\n")
    assert "a cell is far too long" in refusal(path)
