"""Storing what `vitalfew record` was given, in the workspace that was entered; Django must be ready."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from django.utils import timezone

from vitalfew.accounts.history import changing
from vitalfew.accounts.scoping import current_workspace
from vitalfew.cli.errors import InputError, Problem
from vitalfew.cli.files import (
    MARKS,
    at_most,
    column_of_series,
    read_measurements,
    read_sheet,
    row_problems,
    several_series,
)
from vitalfew.cli.unknown import unknown
from vitalfew.kpis.actions import Stored, Value, record, store
from vitalfew.kpis.models import Kpi, Origin
from vitalfew.kpis.refusing import number_typed, refusal, refused
from vitalfew.method.signals.wording import explained
from vitalfew.sheets import BadRow, Question, Row, Table, Understanding
from vitalfew.sheets.understanding import series_name

ANSWERS = {
    "decimal": "Say which with --decimal point or --decimal comma.",
    "day_first": "Say which with --day-first or --month-first.",
}
MOST_CASES = 2**31 - 1
Named = tuple[str, str | None]


@dataclass(frozen=True, slots=True)
class FileReading:
    """How a person says a file is to be read: columns by role, the decimal mark ('point', 'comma'), the date order."""

    mapping: Mapping[str, str]
    decimal: str | None = None
    day_first: bool | None = None


def one_value(name: str, text: str, *, team: str | None, when: datetime, n: int | None, note: str) -> str:
    """Store one value, typed as `text`; returns what to print. Raises `InputError` for what cannot be kept."""
    kpi, now = find_kpi(name, team=team), timezone.now()
    try:
        value = Value(when, number_typed(kpi, text), n, note)
    except ValueError as error:
        raise InputError(str(error)) from error
    if wrong := refusal(kpi, value, now=now):
        raise InputError(wrong)
    stored = record(kpi=kpi, values=[value], origin=Origin.HAND, by=None, now=now)
    said = "Recorded" if stored.stored else "Already there"
    return f"{said}: {kpi.name}, {kpi.shown(value.value)}. {_read(kpi, kpi.name)}"


def find_kpi(name: str, *, team: str | None) -> Kpi:
    """The KPI of this name; raises `InputError` with the nearest names when there is none or more than one."""
    found = Kpi.objects.select_related("definition", "team", "workspace").filter(definition__name=name)
    kpis: list[Kpi] = list(found.filter(team__name=team) if team else found)
    if len(kpis) == 1:
        return kpis[0]
    if kpis:
        teams = ", ".join(f"--team '{kpi.team}'" for kpi in kpis)
        raise InputError(f"Several teams keep '{name}'", what_to_do=f"Add one of {teams}; to a file, a column team.")
    what, what_to_do = unknown(name, team=team)
    raise InputError(what, what_to_do=what_to_do)


def any_file(file: str, name: str | None, *, team: str | None, reading: FileReading, dry_run: bool) -> str:
    """Store a file's values, all or none: read with care as people write, or as it is written where it is huge."""
    from vitalfew.cli.loading import as_written, on_disk, whole_table

    shown = "standard input" if file == "-" else file
    with on_disk(file) as path, as_written(path) as written:
        if written is not None:
            return whole_table(written, shown, name, team=team, dry_run=dry_run)
        return whole_file(read_sheet(str(path), shown), name, team=team, reading=reading, dry_run=dry_run)


def whole_file(table: Table, name: str | None, *, team: str | None, reading: FileReading, dry_run: bool) -> str:
    """Store a file's values, all or none; returns what was understood of it and what was done."""
    read = _understood(table, reading)
    if read.questions:
        raise InputError.of([_asked(question, table.name) for question in read.questions])
    groups = _by_kpi(read, name, team=team, file=table.name)
    called = _called([kpi for kpi, _ in groups])
    lines = [*_said(table.name, read), *(f"  {called[kpi.pk]}: {len(rows)} values" for kpi, rows in groups)]
    if dry_run:
        return "\n".join([*lines, "Nothing was stored."])
    stored = _store(table.name, groups)
    judged = (_read(kpi, called[kpi.pk]) for kpi, _ in groups)
    return "\n".join([*lines, f"Stored {stored.stored}, unchanged {stored.unchanged}.", *judged])


def _understood(table: Table, reading: FileReading) -> Understanding:
    try:
        return read_measurements(
            table,
            mapping=reading.mapping,
            zone=current_workspace().zone_info,
            decimal=MARKS[reading.decimal],
            day_first=reading.day_first,
        )
    except InputError as error:
        name, _ = column_of_series(table) or ("", "")
        remedy = f"Call the column that names the KPI kpi{f', perhaps {name}' if name else ''}; that of the team, team."
        raise several_series(error, table, what_to_do=remedy) from error


def _asked(question: Question, file: str) -> Problem:
    return Problem(what=question.doubt, what_to_do=ANSWERS[question.setting], file=file)


def _by_kpi(read: Understanding, name: str | None, *, team: str | None, file: str) -> list[tuple[Kpi, list[Value]]]:
    """The values of each KPI; raises `InputError` that names every row which cannot be kept by its line."""
    groups: dict[Named, list[tuple[Row, Value]]] = {}
    bad: list[BadRow] = []
    for row in read.good:
        if row.time is None:
            raise InputError("No column holds times", what_to_do="Name it with --time COL.", file=file)
        named = row.kpi or name
        if named is None:
            raise InputError("Which KPI are these values of?", what_to_do="Name it after the file.", file=file)
        if row.n is not None and (not row.n.is_integer() or row.n > MOST_CASES):
            remedy = f"Write a whole number up to {MOST_CASES:,}"
            column = read.columns.get("n", read.columns.get("denominator", "n"))
            bad.append(BadRow(row.line, column, f"{row.n:g}", f"{row.n:g} is no number of cases", remedy, row.series))
            continue
        value = Value(row.time.astimezone(UTC), row.value, None if row.n is None else int(row.n), row.note)
        groups.setdefault((named, row.team or team), []).append((row, value))
    kpis = _found(groups, read.columns, file)
    bad += [wrong for kpi, pairs in kpis for wrong in _refused_rows(kpi, pairs, read.columns)]
    if bad:
        raise InputError.of(row_problems(sorted(bad, key=lambda row: row.line), file))
    return [(kpi, [value for _, value in pairs]) for kpi, pairs in kpis]


def _found(
    groups: Mapping[Named, Sequence[tuple[Row, Value]]], columns: Mapping[str, str], file: str
) -> list[tuple[Kpi, Sequence[tuple[Row, Value]]]]:
    """The KPI of each group; raises `InputError` that tells every name nobody knows by the first row that has it."""
    found: list[tuple[Kpi, Sequence[tuple[Row, Value]]]] = []
    unknown_ones: list[Problem] = []
    for (named, team), pairs in groups.items():
        row = pairs[0][0]
        try:
            found.append((find_kpi(named, team=team), pairs))
        except InputError as error:
            if not row.series:
                raise
            column = columns["team" if row.team else "kpi"]
            unknown_ones += [replace(each, file=file, line=row.line, column=column) for each in error.problems]
    if unknown_ones:
        raise InputError.of(at_most(unknown_ones, count=len(unknown_ones), more="KPIs are not known here", file=file))
    return found


def _refused_rows(kpi: Kpi, pairs: Sequence[tuple[Row, Value]], columns: Mapping[str, str]) -> list[BadRow]:
    now = timezone.now()
    found = ((row, refused(kpi, value, now=now)) for row, value in pairs)
    return [
        BadRow(row.line, columns.get(wrong.field, wrong.field), f"{row.value:g}", wrong.words, "", row.series)
        for row, wrong in found
        if wrong is not None
    ]


def _said(file: str, read: Understanding) -> list[str]:
    columns = ", ".join(f"{role} from “{column}”" for role, column in read.columns.items())
    empty = len(read.empty) + read.blank_rows
    lines = [f"{file}: {len(read.good)} values; {columns}; dates as {read.date_format}."]
    return [*lines, *read.warnings, *([f"{empty} rows without a value are left out."] if empty else [])]


def _store(file: str, groups: Sequence[tuple[Kpi, list[Value]]]) -> Stored:
    points = [(kpi.series_id, value) for kpi, values in groups for value in values]
    with changing(by=None, summary=f"Recorded {len(points)} values from {file}"):
        return store(points=points, origin=Origin.FILE, by=None, now=timezone.now(), name=file)


def _called(kpis: Sequence[Kpi]) -> dict[int, str]:
    """The names of these KPIs by their keys, with the team where two of them have one name."""
    names = Counter(kpi.name for kpi in kpis)
    return {kpi.pk: series_name(kpi.name, kpi.team.name if names[kpi.name] > 1 else None) for kpi in kpis}


def _read(kpi: Kpi, called: str) -> str:
    kpi.refresh_from_db()
    return f"{called}: {kpi.reading.words}. {explained(kpi.reading.verdict_words)}"
