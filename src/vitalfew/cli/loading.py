"""Storing a plain table of any size, as `vitalfew record --file` does when a file is larger than people type.

Called in the workspace that was entered; Django must be ready.
"""

import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from datetime import datetime
from pathlib import Path

from django.utils import timezone

from vitalfew.accounts.history import changing
from vitalfew.accounts.scoping import current_workspace
from vitalfew.cli.errors import InputError, Problem
from vitalfew.cli.files import MOST_PROBLEMS, of_series, refused
from vitalfew.cli.output import print_text
from vitalfew.cli.unknown import unknown
from vitalfew.kpis.actions import Value
from vitalfew.kpis.arriving import judge_arrived
from vitalfew.kpis.exporting import COLUMNS
from vitalfew.kpis.loading import load
from vitalfew.kpis.models import Kpi
from vitalfew.kpis.refusing import AHEAD, beyond_bounds, refusals
from vitalfew.sheets import MAX_BYTES, MAX_ROWS, SheetError, exported_text
from vitalfew.sheets.parquet import as_csv, is_parquet
from vitalfew.sheets.plain import Name, Place, PlainTable, Wrong, header_of, lines_of, opened
from vitalfew.sheets.understanding import series_name

Named = tuple[str | None, str | None]
EXPORTED = [name for name in COLUMNS if name != "in_progress"]  # which older versions did not write
MOST_TAKEN_BACK = MAX_ROWS
NOT_AT_ONCE = "So many values cannot be taken back at once; what they replaced is kept beside them."
COLUMN = {"bounds": "value", "late": "time", "twice": "time"}
WORDS = {
    "time": ("“{text}” is no time", "Write it in ISO 8601, as 2026-11-01 or 2026-11-01T09:00:00Z, from 1900 to 2100"),
    "value": ("“{text}” is no number that can be kept", "Write it with a decimal point, between -1e100 and 1e100"),
    "n": ("“{text}” is no number of cases", "Write a whole number up to 2,147,483,647, or nothing"),
    "note": ("The note “{text} …” is longer than 10,000 characters, or holds the character U+0000", "Shorten it"),
    "late": ("{text} has not come yet", "Record what was measured; plans are targets"),
    "twice": ("The time {text} stands here a second time for this KPI", "Keep one of the two rows"),
}


@contextmanager
def on_disk(file: str) -> Iterator[Path]:
    """The file itself, or what standard input gives, as a file."""
    if file != "-":
        yield Path(file)
        return
    with tempfile.NamedTemporaryFile(prefix="vitalfew-", suffix=".csv") as spooled:
        shutil.copyfileobj(sys.stdin.buffer, spooled)
        spooled.flush()
        yield Path(spooled.name)


@contextmanager
def as_written(file: Path) -> Iterator[Path | None]:
    """The file as it can be read by `whole_table`, one that was exported as Parquet as CSV; None where it cannot."""
    if not file.is_file() or not is_parquet(file):
        yield file if is_plain(file) else None
        return
    with tempfile.TemporaryDirectory(prefix="vitalfew-record-") as folder:
        table = Path(folder) / "values.csv"
        try:
            as_csv(file, table)
        except SheetError as error:
            raise refused(error) from error
        yield table if is_plain(table) else None


def is_plain(file: Path) -> bool:
    """Whether a file is read as it is written: one that was exported, or a text larger than people type."""
    if not file.is_file():
        return False
    header = header_of(file)
    if header[: len(EXPORTED)] == EXPORTED:
        return True
    return {"time", "value"} <= set(header) and (file.stat().st_size > MAX_BYTES or _lines(file) > MAX_ROWS)


def _lines(file: Path) -> int:
    with file.open("rb") as data:
        return sum(piece.count(b"\n") for piece in iter(lambda: data.read(1 << 20), b""))


def whole_table(file: Path, shown: str, name: str | None, *, team: str | None, dry_run: bool) -> str:
    """Store a file's values, all or none, and judge them; returns what to print. Raises `InputError` for bad rows."""
    try:
        with opened(file, zone=current_workspace().zone) as table:
            _checked(table, file, shown, name, team)
            counted = table.keys()
            total = sum(counted.values())
            lines = [f"{shown}: {total:,} values of {len(counted):,} KPIs, read as they are written."]
            if empty := table.empty():
                lines.append(f"{empty:,} rows without a value are left out.")
            if dry_run:
                return "\n".join([*lines, "Nothing was stored."])
            lines.append(_stored(table, shown, counted))
    except SheetError as error:
        raise refused(error) from error
    _judge(len(counted))
    return "\n".join(lines)


def _checked(table: PlainTable, file: Path, shown: str, name: str | None, team: str | None) -> None:
    """See that every row can be kept; raises `InputError` with the first that cannot."""
    broken, count = table.broken(MOST_PROBLEMS)
    if broken:
        problems = [Problem(what=each.why, file=shown, line=each.line) for each in broken]
        raise InputError.of([*problems, *_more(count - len(broken), shown)])
    now, found = timezone.now(), _found(table, name, team)
    kpis = {kpis[0].series_id: kpis[0] for kpis in found.values() if len(kpis) == 1}
    places = {own: _place(kpis[0]) for own, kpis in found.items() if len(kpis) == 1}
    table.check(places, horizon=now + AHEAD)
    table.judge_late([row for row, key, time in table.late() if _has_not_come(kpis[key], time, now)])
    table.find_twice()
    wrong, count = table.wrong(MOST_PROBLEMS)
    if wrong:
        lines = lines_of(file, [row.place for row in wrong])
        named = {own: _named(own, name, team) for own in found}
        problems = [_problem(row, found[row.name], named[row.name], shown, lines.get(row.place)) for row in wrong]
        raise InputError.of([*problems, *_more(count - len(wrong), shown)])


def _found(table: PlainTable, name: str | None, team: str | None) -> dict[Name, list[Kpi]]:
    """For each name in the table the KPIs that it can mean; where a row names none, what the command line names."""
    known = _known()
    return {own: known.get(_named(own, name, team), []) for own in table.names()}


def _named(own: Name, name: str | None, team: str | None) -> Named:
    """The KPI and the team that a row names, else those of the command line; None or '' where neither does."""
    return exported_text(own[0]) or name, exported_text(own[1]) or team


def _known() -> dict[Named, list[Kpi]]:
    """The KPIs by name, and by name and team."""
    known: dict[Named, list[Kpi]] = {}
    for kpi in Kpi.objects.select_related("definition", "team", "workspace"):
        for team in (None, kpi.team.name):
            known.setdefault((kpi.name, team), []).append(kpi)
    return known


def _place(kpi: Kpi) -> Place:
    return Place(kpi.series_id, kpi.definition.lower_bound, kpi.definition.upper_bound)


def _has_not_come(kpi: Kpi, time: datetime, now: datetime) -> bool:
    return any(wrong.field == "time" for wrong in refusals(kpi, Value(time, 0), now=now))


def _problem(row: Wrong, kpis: Sequence[Kpi], named: Named, shown: str, line: int | None) -> Problem:
    what, what_to_do = _said(row, kpis, named)
    if row.why != "kpi":
        what = of_series(series_name(*map(exported_text, row.name)), what)
    column = COLUMN.get(row.why, row.why)
    return Problem(what=what, what_to_do=what_to_do, file=shown, line=line, column=column)


def _said(row: Wrong, kpis: Sequence[Kpi], named: Named) -> tuple[str, str]:
    """What is wrong with a row, and what to do."""
    if row.why == "bounds" and row.number is not None:
        return beyond_bounds(kpis[0].definition, row.number), ""
    if row.why == "kpi" and kpis:
        teams = ", ".join(str(kpi.team) for kpi in kpis)
        return f"Several teams keep '{row.text or kpis[0]}'", f"Add a column team, or --team: {teams}"
    if row.why == "kpi":
        kpi, team = named
        return unknown(kpi, team=team) if kpi else ("This row names no KPI", "Name one after the file")
    what, what_to_do = WORDS[row.why]
    return what.format(text=row.text), what_to_do


def _more(count: int, shown: str) -> list[Problem]:
    return [Problem(what=f"{count:,} more rows cannot be kept", file=shown)] if count > 0 else []


def _stored(table: PlainTable, shown: str, counted: Mapping[int, int]) -> str:
    total = sum(counted.values())
    batched = total <= MOST_TAKEN_BACK
    with tempfile.TemporaryDirectory(prefix="vitalfew-load-") as folder:
        values = Path(folder) / "values.csv"
        table.write(values)
        _say(f"{total:,} values read and checked; storing them …")
        with changing(by=None, summary=f"Recorded {total} values from {shown}") if batched else nullcontext():
            stored = load(
                values=values, count=total, series_ids=counted, by=None, now=timezone.now(), name=shown, batched=batched
            )
    said = f"Stored {stored.stored:,}, unchanged {stored.unchanged:,}."
    return said if batched else f"{said} {NOT_AT_ONCE}"


def _judge(count: int) -> None:
    """Judge as many series as were loaded, 5,000 at a time. A server that runs takes part, and goes on from here."""
    done = 0
    while done < count and (judged := judge_arrived(now=timezone.now())):
        done += judged
        _say(f"{min(done, count):,} of {count:,} KPIs judged")


def _say(words: str) -> None:
    print_text(words, err=True)
