"""Reads delimited text: CSV with commas, semicolons, tabs or bars, in the encodings people's tools write."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator

from vitalfew.sheets.kinds import text_kind
from vitalfew.sheets.problems import SheetError
from vitalfew.sheets.rows import table_of
from vitalfew.sheets.table import Table, TableRow

DELIMITERS = (",", ";", "\t", "|")
_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_NOT_TEXT = "Save the table as CSV (UTF-8) or XLSX and give that file."


def read_text(data: bytes, name: str, max_rows: int) -> Table:
    """Decode and split a text file; raises SheetError when it is no table of at most `max_rows` rows."""
    text, encoding = decode(data, name)
    kind = text_kind(text)
    if kind:
        raise SheetError(f"This is {kind}, not a table.", what_to_do=_NOT_TEXT, file=name)
    separator = _SEPARATOR_LINE.match(text)
    delimiter = separator.group(1) if separator else sniff_delimiter(text)
    rows = _rows(text, delimiter, name, max_rows, skip=1 if separator else 0)
    warnings = ("Read as Windows-1252 text, because it is not UTF-8.",) if encoding == "cp1252" else ()
    return table_of(rows, name=name, encoding=encoding, delimiter=delimiter, warnings=warnings)


def decode(data: bytes, name: str) -> tuple[str, str]:
    """The text and the name of its encoding: by its mark, else UTF-8, UTF-16 by its zeros, Windows-1252."""
    candidates = [encoding for mark, encoding in _BOMS if data.startswith(mark)][:1] or _guesses(data)
    for encoding in candidates:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _CONTROL.search(text):
            return text, encoding
    raise SheetError("This seems to be a binary file, not a table.", what_to_do=_NOT_TEXT, file=name)


def _guesses(data: bytes) -> list[str]:
    head = data[:1000]
    if head[1::2].count(0) > len(head) // 4:
        return ["utf-16-le"]
    if head[0::2].count(0) > len(head) // 4:
        return ["utf-16-be"]
    return ["utf-8", "cp1252"]


def sniff_delimiter(text: str) -> str:
    """The delimiter that cuts the first fifty lines most evenly into more than one column; ',' if none does."""
    head = "".join(io.StringIO(text[:20_000]).readlines()[:50])
    return max(DELIMITERS, key=lambda delimiter: _evenness(head, delimiter))


def _evenness(head: str, delimiter: str) -> tuple[float, int]:
    try:
        widths = [len(row) for row in csv.reader(io.StringIO(head, newline=""), delimiter=delimiter) if any(row)]
    except csv.Error:
        return (0.0, 0)
    if not widths:
        return (0.0, 0)
    width, rows = Counter(widths).most_common(1)[0]
    return (rows / len(widths), width) if width > 1 else (0.0, 0)


def _rows(text: str, delimiter: str, name: str, max_rows: int, *, skip: int) -> Iterator[TableRow]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line, count = 1, 0
    try:
        for cells in reader:
            start, line = line, reader.line_num + 1
            count += 1
            if count > max_rows:
                raise too_many_rows(name, max_rows)
            if count > skip:
                yield TableRow(start, tuple(cells) if "".join(cells).strip() else ())
    except csv.Error as error:
        raise SheetError(
            f"The row that begins in line {line} cannot be cut into cells: {error}.",
            what_to_do="Look for a quotation mark that is opened and never closed.",
            file=name,
            line=line,
        ) from error


def too_many_rows(name: str, max_rows: int) -> SheetError:
    """The refusal of a table with more rows than a page or a command should hold in memory."""
    return SheetError(
        f"The table has more than {max_rows:,} rows.",
        what_to_do="Split it into several files, or keep a coarser period (a value a day instead of one a second).",
        file=name,
        line=max_rows,
    )
