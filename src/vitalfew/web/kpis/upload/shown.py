"""What the preview page says of a file."""

from typing import Any

from vitalfew.accounts.models import Person
from vitalfew.kpis.actions import Value
from vitalfew.kpis.exactly import exactly
from vitalfew.kpis.models import Kpi
from vitalfew.kpis.queries import values_at
from vitalfew.method.periods import Frequency, label, noun, per_year, words
from vitalfew.method.spacing import guess_frequency
from vitalfew.web.kpis.upload.alike import alike
from vitalfew.web.kpis.upload.preview import Preview
from vitalfew.web.kpis.words import shown_n

FIRST = 6
MOST_BAD = 200
MARKS = {".": "a point", ",": "a comma"}


def shown(preview: Preview, values: list[Value], *, kpi: Kpi | None, person: Person) -> dict[str, Any]:
    """The understanding in words, the first values, the bad rows, and what storing them would do."""
    faults = alike(preview.bad)
    return {
        "understood": _understood(preview),
        "first": _first(preview, values, kpi=kpi, person=person),
        "has_n": any(value.n is not None for value in values),
        "has_note": any(value.note for value in values),
        "count": len(values),
        "count_shown": f"{len(values):,}",
        "bad_shown": f"{len(preview.bad):,}",
        "bad": faults[:MOST_BAD],
        "bad_count": len(preview.bad),
        "bad_more": max(len(faults) - MOST_BAD, 0),
        "warnings": [*preview.understanding.warnings, *_about(preview, values, kpi)],
        "effect": _effect(kpi, values) if kpi else "",
        "columns": preview.understanding.columns,
    }


def _understood(preview: Preview) -> list[tuple[str, str]]:
    read = preview.understanding
    facts = [("Dates written", read.date_format), ("Decimal mark", MARKS.get(read.decimal_mark, read.decimal_mark))]
    if preview.unit:
        facts.append(("Unit", preview.unit))
    facts.append(("Measured", words(preview.frequency)))
    if read.empty:
        facts.append(("Periods without a value", str(len(read.empty))))
    return [(term, said) for term, said in facts if said]


def _first(
    preview: Preview, values: list[Value], *, kpi: Kpi | None, person: Person
) -> list[tuple[str, str, str, str]]:
    unit = kpi.definition.unit if kpi else preview.unit
    zone = person.workspace.zone_info
    return [
        (label(one.time, preview.frequency, zone), exactly(one.value, unit), shown_n(one.n), one.note)
        for one in values[:FIRST]
    ]


def _effect(kpi: Kpi, values: list[Value]) -> str:
    """What storing these values would do to those that are there."""
    there = values_at(kpi=kpi, times=[value.time for value in values])
    same = sum(there.get(one.time) == (one.value, one.n, one.note) for one in values)
    changed = sum(one.time in there for one in values) - same
    parts = [
        f"{len(values) - same - changed:,} new",
        f"{changed:,} corrected" if changed else "",
        f"{same:,} there already, unchanged" if same else "",
    ]
    return ", ".join(part for part in parts if part)


def _about(preview: Preview, values: list[Value], kpi: Kpi | None) -> list[str]:
    if kpi is None:
        return []
    unit, said = kpi.definition.unit, []
    if preview.unit and unit and preview.unit != unit:
        said.append(
            f"The file's values are in {preview.unit}, and {kpi} is kept in {unit}. They are stored as they stand."
        )
    spacing = guess_frequency(value.time for value in values)
    if spacing is not None and spacing != preview.frequency:
        said.append(_spacing_words(kpi, spacing))
    return said


def _spacing_words(kpi: Kpi, spacing: Frequency) -> str:
    """What becomes of values that come more or less often than the KPI is measured."""
    kept = Frequency(kpi.frequency)
    if per_year(spacing) > per_year(kept):
        become = kpi.definition.get_combine_display().lower()
        return f"The file has several values for each {noun(kept)}; what counts of them is {become}."
    often = words(spacing)
    return (
        f"The file's values come {often}, and {kpi} is measured {words(kept)}: the {noun(kept, 2)} between stay empty."
    )
