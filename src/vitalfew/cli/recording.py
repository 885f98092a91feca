"""Storing what `vitalfew record` was given, in the workspace that was entered; Django must be ready."""

from collections.abc import Mapping, Sequence
from datetime import UTC

from django.utils import timezone

from vitalfew.accounts.history import changing
from vitalfew.accounts.scoping import current_workspace
from vitalfew.cli.errors import InputError
from vitalfew.cli.files import read_measurements, read_sheet
from vitalfew.kpis.actions import Stored, Value, record, store
from vitalfew.kpis.models import Kpi, Origin
from vitalfew.sheets import Row, Understanding


def one_value(name: str, value: Value, *, team: str | None) -> str:
    """Store one value; returns what to print."""
    kpi = find_kpi(name, team=team)
    stored = record(kpi=kpi, values=[value], origin=Origin.HAND, by=None, now=timezone.now())
    said = "Recorded" if stored.stored else "Already there"
    return f"{said}: {kpi.name}, {kpi.shown(value.value)}. {_read(kpi)}"


def find_kpi(name: str, *, team: str | None) -> Kpi:
    """The KPI of this name; raises `InputError` with the nearest names when there is none or more than one."""
    from difflib import get_close_matches

    found = Kpi.objects.select_related("definition", "team", "workspace").filter(definition__name=name)
    kpis: list[Kpi] = list(found.filter(team__name=team) if team else found)
    if len(kpis) == 1:
        return kpis[0]
    if kpis:
        teams = ", ".join(f"--team '{kpi.team}'" for kpi in kpis)
        raise InputError(f"Several teams keep '{name}'", what_to_do=f"Add one of {teams}.")
    known = list(Kpi.objects.values_list("definition__name", flat=True))
    near = get_close_matches(name, known, n=1)
    hint = f"Did you mean '{near[0]}'?" if near else "Make it first, on the page Health or with 'vitalfew apply'."
    raise InputError(f"There is no KPI '{name}' here", what_to_do=hint)


def whole_file(file: str, name: str | None, *, team: str | None, mapping: Mapping[str, str], dry_run: bool) -> str:
    """Store a file's values, all or none; returns what was understood of it and what was done."""
    table = read_sheet(file)
    read = read_measurements(table, mapping=mapping, zone=current_workspace().zone_info)
    groups = _by_kpi(read.good, name, team=team, file=table.name)
    lines = [*_said(table.name, read), *(f"  {kpi.name}: {len(rows)} values" for kpi, rows in groups)]
    if dry_run:
        return "\n".join([*lines, "Nothing was stored."])
    stored = _store(table.name, groups)
    return "\n".join([*lines, f"Stored {stored.stored}, unchanged {stored.unchanged}.", *(_read(k) for k, _ in groups)])


def _by_kpi(rows: Sequence[Row], name: str | None, *, team: str | None, file: str) -> list[tuple[Kpi, list[Value]]]:
    groups: dict[str, list[Value]] = {}
    for row in rows:
        if row.time is None:
            raise InputError("No column holds times", what_to_do="Name it with --time COL.", file=file)
        named = row.kpi or name
        if named is None:
            raise InputError("Which KPI are these values of?", what_to_do="Name it after the file.", file=file)
        value = Value(row.time.astimezone(UTC), row.value, None if row.n is None else round(row.n), row.note)
        groups.setdefault(named, []).append(value)
    return [(find_kpi(each, team=team), values) for each, values in groups.items()]


def _said(file: str, read: Understanding) -> list[str]:
    columns = ", ".join(f"{role} from “{column}”" for role, column in read.columns.items())
    empty = len(read.empty) + read.blank_rows
    lines = [f"{file}: {len(read.good)} values; {columns}; dates as {read.date_format}."]
    return [*lines, *read.warnings, *([f"{empty} rows without a value are left out."] if empty else [])]


def _store(file: str, groups: Sequence[tuple[Kpi, list[Value]]]) -> Stored:
    points = [(kpi.series_id, value) for kpi, values in groups for value in values]
    with changing(by=None, summary=f"Recorded {len(points)} values from {file}"):
        return store(points=points, origin=Origin.FILE, by=None, now=timezone.now(), name=file)


def _read(kpi: Kpi) -> str:
    kpi.refresh_from_db()
    return f"{kpi.name}: {kpi.reading.words}. {kpi.reading.verdict_words}"
