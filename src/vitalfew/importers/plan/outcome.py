"""What a plan changes, or would change, and how it is said."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from vitalfew.method.numbers import show

SHORT = 60
PLURALS = {"person": "people", "strategy": "strategies"}


@dataclass(frozen=True, slots=True)
class Named:
    """A record as it is spoken of: 'KPI “Team velocity” of Product'."""

    kind: str
    name: str
    of: str = ""

    def __str__(self) -> str:
        name = self.name if len(self.name) <= SHORT else f"{self.name[: SHORT - 1].rstrip()}…"
        return f"{self.kind} “{name}”" + (f" of {self.of}" if self.of else "")


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of a record: its label, and what it was and is now, in words."""

    label: str
    before: str
    after: str

    def __str__(self) -> str:
        if len(self.before) > SHORT or len(self.after) > SHORT:
            return f"{self.label} rewritten"
        return f"{self.label} {self.before} → {self.after}"


@dataclass(slots=True)
class Outcome:
    """The records that were made, those that were changed, what the file does not name, and what is worth a note."""

    made: list[Named] = field(default_factory=list)
    changed: dict[Named, list[Difference]] = field(default_factory=dict)
    not_in_file: list[Named] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def nothing(self) -> bool:
        """Whether the workspace is as the file says."""
        return not (self.made or self.changed)

    def differs(self, named: Named, differences: list[Difference]) -> None:
        """Note what is different now; what has just been made is not changed as well."""
        if differences and named not in self.made:
            self.changed.setdefault(named, []).extend(differences)

    def summary(self) -> str:
        """'2 KPIs made, 1 KPI changed (target 50 → 55), nothing else.'"""
        parts = [f"{_counted(kind, number)} made" for kind, number in Counter(n.kind for n in self.made).items()]
        for kind, number in Counter(named.kind for named in self.changed).items():
            parts.append(f"{_counted(kind, number)} changed{self._how(kind) if number == 1 else ''}")
        return f"{', '.join(parts)}, nothing else."

    def _how(self, kind: str) -> str:
        found = next(differences for named, differences in self.changed.items() if named.kind == kind)
        return f" ({'; '.join(map(str, found))})"


def worded(value: Any) -> str:
    """A field's value for a reader."""
    if value is None or value == "":
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return show(value)
    if isinstance(value, list):
        return ", ".join(f"{show(number)} on {day}" for day, number in value) or "nothing"
    return str(value)


def _counted(kind: str, number: int) -> str:
    plural = PLURALS.get(kind, f"{kind}s")
    return f"{number} {kind if number == 1 else plural}"
