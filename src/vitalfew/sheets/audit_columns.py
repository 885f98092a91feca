"""Guesses which column of somebody's sheet of metrics plays which role."""

import re
from collections.abc import Iterable, Mapping, Sequence

from vitalfew.sheets.columns import nearest
from vitalfew.sheets.problems import ColumnUnclear
from vitalfew.sheets.table import Cell, Table

_NAMES = {
    "name": "name|metric|metrics|metric name|kpi|kpis|kpi name|key performance indicator|indicator|indicators|"
    "performance indicator|measure|measures|key result|key results|kr|okr|title|panel|panel title|item|statement|"
    "sentence|text|what|kennzahl|metrik|bezeichnung|goal|goals|objective|objectives",
    "definition": "definition|description|desc|details|detail|formula|calculation|meaning|explanation|"
    "how it is measured|what it measures|how measured|beschreibung|notes",
    "target": "target|targets|target value|aim|goal value|ziel|zielwert|goal|objective value|standard",
    "team": "team|teams|department|dept|group|function|division|unit name|squad|area|business unit|org|organisation|"
    "organization|tribe|section|domain|directorate|faculty|ward|site|plant|branch|region|country|location|programme|"
    "program|workstream|abteilung|bereich",
    "owner": "owner|owners|responsible|dri|accountable|lead|person|owner name|who|assignee|contact|verantwortlich",
    "frequency": "frequency|cadence|how often|reporting frequency|measurement frequency|interval|update frequency|"
    "review cadence|refresh|turnus",
    "key": "is key|key|key?|is kpi|kpi?|key indicator|is key indicator|vital|important|is vital|primary",
    "red_line": "red line|threshold|thresholds|alert|alarm|red|limit|critical|tolerance",
    "action": "action|actions|action if crossed|action if red|response|if red|what we do|playbook|runbook",
    "unit": "unit|units|uom|einheit",
    "baseline": "baseline|start|start value|starting value|starting point|from",
    "deadline": "deadline|due|due date|by when|end date|target date|due by",
    "objective": "objective|objectives",
}
ROLES = tuple(_NAMES)
_KNOWN = {role: tuple(words.split("|")) for role, words in _NAMES.items()}
_PARTS = (
    ("owner", "owner|responsible|accountable"),
    ("baseline", "baseline"),
    ("deadline", "deadline|due"),
    ("definition", "definition|description|formula|calculation"),
    ("frequency", "frequency|cadence"),
    ("red_line", "threshold|alert|red"),
    ("target", "target"),
    ("team", "team|department|division"),
    ("unit", "unit"),
    ("objective", "objective"),
    ("name", "metric|kpi|indicator|measure|result|title|name"),
)
_MOST_SHOWN = 12
_SAMPLE = 200


def is_heading(text: str) -> bool:
    """Whether the text is a usual heading of the column of names."""
    return _plain(text) in _KNOWN["name"]


def match_roles(table: Table, told: Mapping[str, str]) -> dict[str, int]:
    """The index of the column of each role; what a person told wins. Raises ColumnUnclear where no column names."""
    found, refused = _told(table, told)
    free = [index for index, head in enumerate(table.header) if head and index not in found.values()]
    for role, index in [*_exact(table.header, free), *_partly(table.header, free)]:
        if role not in found and role not in refused and index not in found.values():
            found[role] = index
    if "name" not in found:
        found["name"] = found.pop("objective") if "objective" in found else _wordiest(table, found)
    return found


def _told(table: Table, told: Mapping[str, str]) -> tuple[dict[str, int], set[str]]:
    found, refused = {}, set()
    for role, heading in told.items():
        if role not in ROLES:
            raise _unclear(table, role, f'There is no role "{role}".', f"The roles are: {', '.join(ROLES)}.")
        if not heading.strip():
            refused.add(role)
            continue
        same = [index for index, head in enumerate(table.header) if _plain(head) == _plain(heading)]
        if not same:
            hint = nearest(heading, table.header)
            raise _unclear(table, role, f'There is no column "{heading}".', f"{hint}{_columns(table)}")
        found[role] = same[0]
    return found, refused


def _exact(header: Sequence[str], free: Iterable[int]) -> list[tuple[str, int]]:
    """Roles by a usual heading, the most usual first; a heading that could play two plays the first that is free."""
    heads = {index: _plain(header[index]) for index in free}
    return [
        (role, index)
        for role, names in sorted(_KNOWN.items(), key=lambda known: known[0] == "objective")
        for name in names
        for index, head in heads.items()
        if head == name
    ]


def _partly(header: Sequence[str], free: Iterable[int]) -> list[tuple[str, int]]:
    """Roles by one word of a heading: 'KPI owner', 'Target (FY25)'; a word of the earlier role counts."""
    found = []
    for index in free:
        known = set(re.findall(r"\w+", _plain(header[index])))
        role = next((role for role, words in _PARTS if not known.isdisjoint(words.split("|"))), None)
        if role:
            found.append((role, index))
    return found


def _wordiest(table: Table, found: Mapping[str, int]) -> int:
    """The only column that could hold names: short texts that differ from row to row."""
    taken = set(found.values())
    fits = [index for index in range(len(table.header)) if index not in taken and _names(table, index)]
    if len(fits) == 1 or (fits and fits[0] == 0):
        return fits[0]
    what = "No column holds names." if not fits else "More than one column could hold the names."
    raise _unclear(table, "name", what, f"Say which column holds the names. {_columns(table)}")


def _names(table: Table, index: int) -> bool:
    cells = [row.cells[index] for row in table.rows[:_SAMPLE] if index < len(row.cells)]
    texts = [cell.strip() for cell in cells if isinstance(cell, str) and any(map(str.isalpha, cell))]
    if not texts or len(texts) < len(table.rows[:_SAMPLE]) / 2:
        return False
    return len(set(texts)) > len(texts) * 0.7 and sum(map(len, texts)) < 120 * len(texts)


def _columns(table: Table) -> str:
    heads = [head for head in table.header if head]
    more = f" and {len(heads) - _MOST_SHOWN:,} more" if len(heads) > _MOST_SHOWN else ""
    return f"The columns are: {', '.join(head[:40] for head in heads[:_MOST_SHOWN])}{more}."


def _unclear(table: Table, role: str, what: str, what_to_do: str) -> ColumnUnclear:
    return ColumnUnclear(
        what, what_to_do=what_to_do, file=place(table), line=table.header_line, role=role, header=table.header
    )


def place(table: Table) -> str:
    """How messages call the table: the file, and the sheet where there is one."""
    return f'{table.name}, sheet "{table.sheet}"' if table.sheet else table.name


def _plain(heading: str) -> str:
    text = re.sub(r"[(\[][^)\]]*[)\]]", " ", heading.lower().replace("_", " ").replace("/", " / "))
    return " ".join(text.split()).strip(" :*#")


def cell_text(cell: Cell) -> str:
    """A cell as text, spaces folded; whole numbers without '.0'."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return " ".join(str(cell).split())
