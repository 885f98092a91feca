"""Which column of a table is the time, which the value, which the cases."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from vitalfew.sources.cells import is_number, is_time
from vitalfew.sources.contract import SourceError

Table = Sequence[Sequence[object]]


class Roles(NamedTuple):
    """Places of columns, from 0."""

    time: int | None
    value: int
    cases: int | None


def roles(columns: Sequence[str], table: Table, *, time: str, value: str, cases: str) -> Roles:
    """The named columns, and of the others the only one that can be meant; raises SourceError."""
    named = {name: _named(columns, name) for name in (time, value, cases) if name}
    left = [place for place in range(len(columns)) if place not in named.values()]
    at = named[time] if time else _time(columns, table, left)
    value_at = named[value] if value else _value(columns, table, [place for place in left if place != at])
    return Roles(at, value_at, named[cases] if cases else None)


def _named(columns: Sequence[str], name: str) -> int:
    """Exactly so, else the only one that differs in capitals alone: databases change those."""
    if name in columns:
        return columns.index(name)
    alike = [place for place, column in enumerate(columns) if column.lower() == name.lower()]
    if len(alike) == 1:
        return alike[0]
    raise SourceError(f"There is no column “{name}”; the columns are {_listed(columns)}: name one of them.")


def _time(columns: Sequence[str], table: Table, left: Sequence[int]) -> int | None:
    times = _those(table, left, is_time)
    if len(times) > 1 and len(times) == len(columns):
        names = _listed([columns[place] for place in times])
        raise SourceError(
            f"All columns are dates ({names}), one of times and one of numbers were expected: select the number, too."
        )
    if len(times) > 1:
        names = _listed([columns[place] for place in times])
        raise SourceError(f"{len(times)} columns are dates ({names}): name the one that is the time.")
    return times[0] if times else None


def _value(columns: Sequence[str], table: Table, left: Sequence[int]) -> int:
    if len(left) == 1:
        return left[0]
    numbers = _those(table, left, is_number)
    if len(numbers) == 1:
        return numbers[0]
    if numbers:
        names = _listed([columns[place] for place in numbers])
        raise SourceError(f"{len(numbers)} columns are numbers ({names}): name the one that is the value.")
    raise SourceError(
        f"None of the columns holds numbers ({_listed(columns)}): select one that does, or leave out its NULLs."
    )


def _those(table: Table, places: Sequence[int], fits: Callable[[object], bool]) -> list[int]:
    """The columns whose first filled cell fits: another one that doesn't is a fault to be said."""
    first = {place: next((row[place] for row in table if row[place] is not None), None) for place in places}
    return [place for place, cell in first.items() if cell is not None and fits(cell)]


def _listed(columns: Sequence[str]) -> str:
    shown = ", ".join(f"“{column}”" for column in columns[:10])
    return f"{shown} and {len(columns) - 10} more" if len(columns) > 10 else shown or "none"
