"""Bringing one record to what the file says, with every fault told by file and line."""

from collections.abc import Mapping
from typing import Any, Protocol

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from vitalfew.accounts.scoping import Scoped
from vitalfew.importers.plan.outcome import Difference, Named, Outcome, worded
from vitalfew.method.wording.units import unit_named
from vitalfew.planfile import Problem

KEYS = {
    "title": "objective",
    "baseline": "from",
    "rhythm": "check_ins",
    "red_lower": "alert",
    "red_upper": "alert",
    "red_in_a_row": "alert",
    "target_upper": "target",
    "course": "target",
    "lower_bound": "bounds",
    "sprint_weeks": "sprint",
    "sprint_from": "sprint",
    "upper_bound": "bounds",
}


class Placed(Protocol):
    """Something that stands in a file."""

    @property
    def file(self) -> str: ...

    @property
    def line(self) -> int: ...


class Keeper:
    """Saves records, and collects what was different and what was wrong."""

    def __init__(self) -> None:
        self.outcome = Outcome()
        self.problems: list[Problem] = []

    def wrong(self, at: Placed, what: str, what_to_do: str = "") -> None:
        """Note that something in this line of the file cannot be followed."""
        self.problems.append(Problem(at.file, at.line, what, what_to_do))

    def put(self, record: Scoped, values: Mapping[str, Any], *, named: Named, at: Placed) -> bool:
        """Give a record these values and save it where they differ; returns whether it was saved."""
        new = record.pk is None
        different = {name: value for name, value in values.items() if new or not _same(record, name, value)}
        if not (new or different):
            return False
        differences = [] if new else [_difference(record, name, value) for name, value in different.items()]
        for name, value in different.items():
            setattr(record, name, value)
        if not self._valid(record, at):
            return False
        record.save()
        if new:
            self.outcome.made.append(named)
        self.outcome.differs(named, differences)
        return True

    def link(self, record: Scoped, name: str, wanted: list[Any], *, named: Named) -> None:
        """Let a many-to-many field hold exactly these records."""
        links = getattr(record, name)
        there = list(links.all())
        if {each.pk for each in there} != {each.pk for each in wanted}:
            links.set(wanted)
            self.outcome.differs(named, [Difference(name.replace("_", " "), _listed(there), _listed(wanted))])

    def _valid(self, record: Scoped, at: Placed) -> bool:
        try:
            record.full_clean(exclude=["series", "by"])
        except ValidationError as error:
            for name, messages in error.message_dict.items():
                key = "" if name == NON_FIELD_ERRORS else f'"{KEYS.get(name, name)}": '
                self.wrong(at, f"{key}{' '.join(messages)}")
            return False
        return True


def _same(record: Scoped, name: str, value: Any) -> bool:
    there = getattr(record, name)
    return bool(there == value) or (name == "unit" and unit_named(there) == unit_named(value))


def _difference(record: Scoped, name: str, value: Any) -> Difference:
    return Difference(_label(record, name), worded(getattr(record, name)), worded(value))


def _label(record: Scoped, name: str) -> str:
    return str(getattr(record._meta.get_field(name), "verbose_name", name))


def _listed(records: list[Any]) -> str:
    return ", ".join(sorted(map(str, records))) or "nothing"
