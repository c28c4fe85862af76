"""From bytes to rows."""

import pytest

from outreach.imports.errors import UnreadableFile
from outreach.imports.reading import read_table
from outreach.imports.reading.tables import LONGEST_CELL

pytestmark = pytest.mark.one_database

LIST = "Nom;Prénom\nÉchantillon;Loïc\n"


@pytest.mark.parametrize(
    ("encoding", "told"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("cp1252", "cp1252"),
        ("mac_roman", "mac_roman"),
    ],
)
def test_an_encoding_is_told_by_its_bytes(encoding, told):
    table = read_table(LIST.encode(encoding))

    assert (table.headings, table.rows[0].cells) == (("Nom", "Prénom"), ("Échantillon", "Loïc"))
    assert table.encoding == told


def test_chinese_windows_is_told_from_western_windows():
    table = read_table("姓名,媒体,邮箱\n范例,自由亚洲电台,fanli@x.example\n".encode("gb18030"))

    assert table.rows[0].cells == ("范例", "自由亚洲电台", "fanli@x.example")


@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_a_separator_is_told_by_what_divides_the_rows_evenly(separator):
    rows = ["name", "notes"], ["Sam", '"one; two, three\tfour"'], ["Kim", "five"]

    table = read_table("\n".join(separator.join(row) for row in rows).encode())

    assert table.separator == separator
    assert table.rows[0].cells == ("Sam", "one; two, three four")


def test_the_line_that_only_names_the_separator_is_no_row():
    table = read_table(b"sep=,\r\nname;alias,mail\r\nSam,s@x.example\r\n")

    assert (table.headings, table.rows[0].number) == (("name;alias", "mail"), 2)


def test_line_breaks_in_cells_and_blank_rows_do_not_shift_the_numbers():
    table = read_table(b'a,b\n"one\ntwo",2\n\n3,4\n,\n,\n')

    assert [(row.number, row.cells) for row in table.rows] == [(2, ("one\ntwo", "2")), (3, ("", "")), (4, ("3", "4"))]


def test_a_short_row_is_filled_and_a_long_one_stays_long():
    table = read_table(b"a,b,c\n1\n1,2,3,4\n1,2,3,,\n")

    assert [row.cells for row in table.rows] == [("1", "", ""), ("1", "2", "3", "4"), ("1", "2", "3")]


def test_what_nobody_sees_is_taken_out_and_joiners_stay():
    table = read_table("a,b\nSam\u202e\u00a0 Sample,\u0645\u06cc\u200c\u0634\n".encode())

    assert table.rows[0].cells == ("Sam Sample", "\u0645\u06cc\u200c\u0634")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"\n \n;;\n", "empty"),
        (b"name,mail\n", "only one row"),
        (b"name\nSam\n", "Only one column"),
        (b"a,b\n\x00\x01\x02,2\n", "no text"),
        (b"PK\x03\x04rest", "XLSX"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "XLS"),
        (b"begin:vcard\nFN:Sam\n", "vCard"),
        (b"%PDF-1.7", "PDF"),
        (b"\xff\xfea\x00\x00\xd8", "says it is UTF-16"),
        ("Nom;é\nLoïc;à\n".encode() + b"Chlo\xe9;x\n", "line 3 is damaged"),
        (b'a,b\n1,"two\n3,4\n5,6\n', "A quotation mark in row 2"),
        (b"a,b\n1," + b"x" * (LONGEST_CELL + 1) + b"\n", "longer than 1 MB"),
        (b",".join(b"h%d" % n for n in range(501)) + b"\n1,2\n", "more than 500 columns"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(content, said):
    with pytest.raises(UnreadableFile, match=said):
        read_table(content)


def test_too_many_rows_are_refused():
    with pytest.raises(UnreadableFile, match="200,000"):
        read_table(b"a,b\n" + b"1,2\n" * 200_001)
