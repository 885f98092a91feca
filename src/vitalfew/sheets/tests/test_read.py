import contextlib
import csv
import io
import os
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vitalfew.sheets import SheetError, read_table, understand
from vitalfew.sheets.workbook import MAX_UNPACKED

pytestmark = pytest.mark.plain


def workbook(*rows: list[object], title: str = "Sheet") -> bytes:
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_encodings(encoding: str) -> None:
    table = read_table("time,Größe\n2018-01,1\n".encode(encoding))
    assert table.header == ("time", "Größe")
    assert bool(table.warnings) == (encoding == "cp1252")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters(delimiter: str) -> None:
    table = read_table(f'time{delimiter}value\n2018-01{delimiter}"1,5"\n'.encode())
    assert (table.delimiter, table.rows[0].cells) == (delimiter, ("2018-01", "1,5"))


def test_excels_separator_line_is_understood() -> None:
    table = read_table(b"sep=;\r\ntime;value\r\n2018-01;1,5\r\n")
    assert table.header == ("time", "value")
    assert table.rows[0].line == 3


def test_lines_are_the_files_even_after_quoted_line_breaks_and_blank_rows() -> None:
    table = read_table(b'time,note\n2018-01,"two\nlines"\n\n,\n2018-02,x\n\n')
    assert [row.line for row in table.rows] == [2, 6]
    assert table.blank_rows == 2


def test_a_table_without_header_and_one_with_a_title() -> None:
    bare = read_table(b"2018-01,5,ok\n2018-02,6,ok\n")
    assert bare.header == ("column 1", "column 2", "column 3")
    assert len(bare.rows) == 2
    titled = read_table(b"Our numbers\n\ntime,value\n2018-01,5\n")
    assert titled.header == ("time", "value")
    assert titled.warnings


def test_a_workbook_is_read_with_its_lines_and_dates() -> None:
    table = read_table(workbook(["time", "value"], ["2018-01-01", 1.5], [], ["2018-02-01", "x"]))
    assert [row.line for row in table.rows] == [2, 4]
    assert table.sheet == "Sheet"
    assert table.blank_rows == 1


def test_workbook_dates_and_numbers_are_understood() -> None:
    when, later = datetime(2018, 3, 1), datetime(2018, 3, 2, 8, 30)  # noqa: DTZ001  (a workbook's dates have no zone)
    table = read_table(workbook(["time", "value", "note"], [when, 1, "=1+1"], [later, 2.5, None], [43162, "=2+2", "x"]))
    understood = understand(table, zone=UTC)
    assert [(row.time, row.value) for row in understood.good] == [
        (when.replace(tzinfo=UTC), 1.0),
        (later.replace(tzinfo=UTC), 2.5),
    ]
    assert [row.line for row in understood.empty] == [4]


def test_an_ods_table_is_read() -> None:
    cells = (
        '<table:table-row><table:table-cell office:value-type="string"><text:p>time</text:p></table:table-cell>'
        '<table:table-cell office:value-type="string"><text:p>value</text:p></table:table-cell></table:table-row>'
        '<table:table-row><table:table-cell office:value-type="date" office:date-value="2018-03-01"/>'
        '<table:table-cell office:value-type="float" office:value="1.5"/></table:table-row>'
    )
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    body = f'<office:body><office:spreadsheet><table:table table:name="T">{cells}</table:table></office:spreadsheet>'
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        file.writestr("META-INF/manifest.xml", "<manifest/>")
        file.writestr("content.xml", f"<office:document-content {names}>{body}</office:body></office:document-content>")
    understood = understand(read_table(data.getvalue()), zone=UTC)
    assert understood.good[0][1:3] == (datetime(2018, 3, 1, tzinfo=UTC), 1.5)


def test_a_sheet_that_is_not_there_is_answered_with_those_that_are() -> None:
    with pytest.raises(SheetError, match="Numbers"):
        read_table(workbook(["time"], title="Numbers"), sheet="Nummern")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"\n\n  \n", "empty"),
        (b"%PDF-1.7 \x00\x01", "a PDF"),
        (b"\x89PNG\r\n\x1a\n\x00", "PNG"),
        (b"\xff\xd8\xff\xe0\x00", "JPEG"),
        (b"\x1f\x8b\x08\x00", "gzip"),
        (b"SQLite format 3\x00", "SQLite"),
        (b"PAR1\x00\x00", "Parquet"),
        (b"<!DOCTYPE html><html>", "HTML"),
        (b"  <html><table>", "HTML"),
        (b'<?xml version="1.0"?><a/>', "XML"),
        (b'{"a": 1}', "JSON"),
        (b'[{"a": 1}]', "JSON"),
        (b"time,value\n\x00\x01\x02", "binary"),
        (bytes(range(256)), "binary"),
        (b'time,value\n2018,"open\n', "line 2"),
        (b"PK\x03\x04 broken", "damaged"),
        (b"\xd0\xcf\x11\xe0 broken", "cannot be read"),
    ],
)
def test_what_is_no_table_is_refused_by_what_it_seems_to_be(data: bytes, words: str) -> None:
    with pytest.raises(SheetError, match=words) as caught:
        read_table(data, "numbers.csv")
    assert caught.value.what_to_do
    assert caught.value.file == "numbers.csv"


def test_other_archives_and_bombs_are_refused_before_they_are_unpacked() -> None:
    def archive(name: str, size: int) -> bytes:
        data = io.BytesIO()
        with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as file, file.open(name, "w") as entry:
            for _ in range(size // 10_000_000 + 1):
                entry.write(bytes(min(size, 10_000_000)))
        return data.getvalue()

    with pytest.raises(SheetError, match="Word"):
        read_table(archive("word/document.xml", 10))
    with pytest.raises(SheetError, match="zip archive"):
        read_table(archive("numbers.csv", 10))
    with pytest.raises(SheetError, match="unpacks to more"):
        read_table(archive("xl/worksheets/sheet1.xml", MAX_UNPACKED))


def test_a_file_of_300_mb_is_refused_by_its_size_alone(tmp_path: Path) -> None:
    path = tmp_path / "big.csv"
    path.touch()
    os.truncate(path, 300_000_000)
    with pytest.raises(SheetError, match=r"300 MB, which is more than the limit of 20 MB. Split"):
        read_table(path)


def test_too_many_rows_are_refused() -> None:
    with pytest.raises(SheetError, match="more than 3 rows"):
        read_table(b"value\n1\n2\n3\n", max_rows=3)
    with pytest.raises(SheetError, match="more than 3 rows"):
        read_table(workbook(["value"], [1], [2], [3]), max_rows=3)


def test_a_path_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    with pytest.raises(SheetError, match="no such file"):
        read_table(tmp_path / "none.csv")
    with pytest.raises(SheetError, match="folder"):
        read_table(tmp_path)


CELL = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=8)


@given(st.lists(st.lists(CELL, min_size=3, max_size=3), max_size=6))
def test_what_csv_wrote_comes_back(rows: list[list[str]]) -> None:
    out = io.StringIO()
    csv.writer(out).writerows([["name", "other", "third"], *rows])
    table = read_table(out.getvalue().encode())
    kept = [tuple(row) for row in rows if any(cell.strip() for cell in row)]
    if table.delimiter == ",":
        assert [row.cells for row in table.rows] == kept


@given(st.binary(max_size=200))
def test_any_bytes_are_a_table_or_refused(data: bytes) -> None:
    with contextlib.suppress(SheetError):
        assert read_table(data).header


def bare_workbook(rows: str) -> bytes:
    """A workbook of one sheet with these rows, as XML."""
    ns = "http://schemas.openxmlformats.org/"
    office, package = f"{ns}officeDocument/2006/relationships", f"{ns}package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="r1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{ns}spreadsheetml/2006/main" xmlns:r="{office}">'
        '<sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="r1" Type="{office}/worksheet" Target="worksheets/s.xml"/></Relationships>',
        "xl/worksheets/s.xml": f'<worksheet xmlns="{ns}spreadsheetml/2006/main">'
        f"<sheetData>{rows}</sheetData></worksheet>",
    }
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return data.getvalue()


@pytest.mark.parametrize("corner", [(1_048_576, "XFD"), (4_000_000_000, "ZZZZZZ")])
def test_a_small_workbook_that_claims_a_huge_sheet_is_refused(corner: tuple[int, str]) -> None:
    row, column = corner
    first = '<row r="1"><c r="A1"><v>1</v></c></row>'
    assert read_table(bare_workbook(first)).rows
    bomb = bare_workbook(f'{first}<row r="{row}"><c r="{column}{row}"><v>2</v></c></row>')
    assert len(bomb) < 2000
    with pytest.raises(SheetError, match="claims more cells than any table has, or is damaged"):
        read_table(bomb)
