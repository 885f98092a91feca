"""Reads JSON that people bring to an audit: a list of names or of objects, or a dashboard."""

import json
from collections.abc import Iterable, Mapping

from vitalfew.sheets.dashboard import is_dashboard, panels
from vitalfew.sheets.problems import SheetError
from vitalfew.sheets.table import Cell, Table, TableRow

_FORMS = 'Give a list of names, a list of objects with a "name", or a Grafana dashboard.'


def read_json(text: str, name: str) -> Table:
    """The JSON as a table with a heading a key; raises SheetError when it is broken or holds no list."""
    data = _parsed(text, name)
    if is_dashboard(data):
        return _board(data, name)
    listed = _list_in(data)
    if listed is None:
        raise SheetError("There is no list of metrics in this JSON.", what_to_do=_FORMS, file=name)
    if not listed:
        raise SheetError("The list is empty.", what_to_do=_FORMS, file=name)
    return _table([each if isinstance(each, Mapping) else {"name": each} for each in listed], name)


def _parsed(text: str, name: str) -> object:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        what = f"The JSON cannot be read: {error.msg}, at character {error.colno} of the line."
        raise SheetError(what, what_to_do="Mend it there.", file=name, line=error.lineno) from error
    except (RecursionError, ValueError) as error:
        what = "The JSON is nested too deeply or holds a number too long to read."
        raise SheetError(what, what_to_do=_FORMS, file=name) from error


def _board(data: object, name: str) -> Table:
    found, passed = panels(data)
    if not found:
        what = "The dashboard has no panel with a title that shows a number."
        raise SheetError(what, what_to_do="Give its panels titles, and save its JSON again.", file=name)
    notes = (f"Passed over {passed} panel(s) of text, lists or logs, or without a title.",) if passed else ()
    rows = [TableRow(at, tuple(panel)) for at, panel in enumerate(found, start=1)]
    return Table(name, ("Name", "Description", "Unit", "Red line", "Panels"), 0, rows, warnings=notes)


def _list_in(data: object) -> list[object] | None:
    """The list itself, or the only list in an object ({"metrics": […]})."""
    if isinstance(data, list):
        return data
    lists = [each for each in data.values() if isinstance(each, list)] if isinstance(data, Mapping) else []
    return lists[0] if len(lists) == 1 else None


def _table(objects: Iterable[Mapping[str, object]], name: str) -> Table:
    listed = list(objects)
    header = tuple(dict.fromkeys(str(key) for each in listed for key in each))
    rows = [TableRow(at, tuple(_cell(each.get(key)) for key in header)) for at, each in enumerate(listed, start=1)]
    return Table(name, header, 0, rows)


def _cell(value: object) -> Cell:
    if isinstance(value, str | float | int | bool):
        return value
    if isinstance(value, list):
        return ", ".join(str(each) for each in value if isinstance(each, str | float | int))
    if isinstance(value, Mapping):
        return next((each for key in ("name", "title", "value") if isinstance(each := value.get(key), str)), "")
    return ""
