"""Reads an answer that is a table: CSV, or rows in JSON, the names of the columns first."""

from collections.abc import Mapping, Sequence
from datetime import tzinfo
from typing import NamedTuple

from vitalfew.sheets.problems import SheetError
from vitalfew.sheets.read import read_table
from vitalfew.sources.answers import page_title, parsed
from vitalfew.sources.contract import Point, SourceError
from vitalfew.sources.http_json.recipe import Measure
from vitalfew.sources.http_json.template import plain
from vitalfew.sources.rows import points
from vitalfew.sources.secrets import without
from vitalfew.sources.wire import Answer, place_of


class Table(NamedTuple):
    """The names of the columns, and the rows."""

    columns: Sequence[str]
    rows: Sequence[Sequence[object]]


def from_csv(answer: Answer) -> Table:
    """A CSV file's table; raises SourceError where it is none, such as a page that asks to sign in."""
    place = place_of(answer.url)
    if answer.body.lstrip().startswith(b"<"):
        title = without(page_title(answer.body), answer.hidden)
        raise SourceError(f"{place} answered with a page{title} where CSV was expected: publish the sheet as CSV.")
    try:
        read = read_table(answer.body, place)
    except SheetError as error:
        raise SourceError(f"{place} answered with no table: {without(str(error), answer.hidden)}") from None
    return Table(read.header, [row.cells for row in read.rows])


def from_values(answer: Answer) -> Table:
    """The table in an answer like `{"values": [["Date", "Value"], …]}`; raises SourceError where there is none."""
    content = parsed(answer)
    lines = content.get("values") if isinstance(content, dict) else None
    if not isinstance(lines, list) or len(lines) < 2 or not all(isinstance(line, list) for line in lines):
        raise SourceError(f"{place_of(answer.url)} has no rows in that range: give one with names in its first row.")
    columns = [str(cell) for cell in lines[0]]
    return Table(columns, [[*line, *[""] * (len(columns) - len(line))][: len(columns)] for line in lines[1:]])


TABLES = {"csv": from_csv, "values": from_values}


def sheet_points(table: Table, measure: Measure, values: Mapping[str, str], zone: tzinfo) -> list[Point]:
    """The points of a table's rows; those without a time or a value, which are still to be filled in, are left out."""
    time, value, cases = (plain(each, values) for each in (measure.time, measure.value, measure.cases))
    named = {time, value} if time and value else set(table.columns)
    wanted = [place for place, name in enumerate(table.columns) if name in named]
    filled = [row for row in table.rows if all(str(row[place]).strip() for place in wanted)]
    return points(table.columns, filled, time=time, value=value, cases=cases, zone=zone)
