"""A workbook as it is written is read by other programs as it was meant."""

import io
import zipfile

import openpyxl
import pytest

from vitalfew.sheets import read_table
from vitalfew.sheets.write import workbook

pytestmark = pytest.mark.plain
ROWS = [
    ["Name", "Aim", ""],
    ["Fish & <chips> “fresh”", "99.5", "=1+1"],
    ["  two\nlines ", "007", "-3"],
    ["\x00\x07bell\ud800", "+40", "1e5"],
]


def test_texts_stay_texts_and_numbers_are_numbers() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(workbook(ROWS, sheet="Board")))["Board"]
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["Name", "Aim", None],
        ["Fish & <chips> “fresh”", 99.5, "=1+1"],
        ["  two\nlines ", "007", -3],
        ["bell", "+40", "1e5"],
    ]
    assert sheet["C2"].data_type == "s"


def test_the_product_reads_what_it_writes() -> None:
    table = read_table(workbook(ROWS, sheet="A/B: [all]*?"), "out.xlsx")
    assert (table.sheet, table.header[:2], len(table.rows)) == ("A B   all", ("Name", "Aim"), 3)


def test_the_same_rows_without_a_name_for_the_sheet() -> None:
    book = zipfile.ZipFile(io.BytesIO(workbook([])))
    assert book.testzip() is None
    assert b'name="Sheet1"' in book.read("xl/workbook.xml")
