"""What a rule is, what it finds, and the settings it is applied with."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

SEVERITIES = ("off", "info", "warning", "error")  # in this order
LIMITS: Mapping[str, float] = {
    "key_results_most": 5,  # from 6 a warning
    "key_results_too_many": 8,  # from 8 an error
    "key_results_fewest": 2,
    "kpis_most": 5,  # from 6 a note
    "kpis_too_many": 10,  # over 10 a warning
    "objectives_most": 3,
    "objectives_too_many": 5,
    "key_results_per_owner": 3,
    "items_per_owner": 8,
    "cycle_months": 6,
}


class Hit(NamedTuple):
    """What a rule found on one subject. An empty message stands for the rule's own, an empty severity for its default.

    `span` are the characters of `field` ('text' unless said otherwise) it is about. `suggestion` is a better sentence;
    `fix` is a rewrite of the field's whole text that is safe to apply unasked.
    """

    message: str = ""
    suggestion: str = ""
    severity: str = ""
    span: tuple[int, int] | None = None
    field: str = "text"
    fix: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How strict a workspace or a plan file is: severities by code ('off' silences), and limits by name."""

    severities: Mapping[str, str] = field(default_factory=dict)
    limits: Mapping[str, float] = field(default_factory=lambda: LIMITS)

    def limit(self, name: str) -> float:
        """The limit of this name; the default unless it was set."""
        return self.limits.get(name, LIMITS[name])


Check = Callable[[Any, Settings], "Hit | Iterable[Hit] | None"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule. `on` is 'objective', 'key_result', 'kpi', 'team' or 'plan'.

    `check` gets the subject and the settings. The rule is silent where one of the codes in `unless` was found on the
    same subject: of overlapping findings only the strongest is reported.
    """

    code: str
    name: str
    severity: str
    on: str
    message: str
    why: str
    bad: tuple[str, ...]
    good: tuple[str, ...]
    check: Check
    unless: tuple[str, ...] = ()


class Finding(NamedTuple):
    """One finding, where it stands, in words."""

    code: str
    name: str
    severity: str
    message: str
    subject: str
    suggestion: str = ""
    span: tuple[int, int] | None = None
    field: str = "text"
    fix: str = ""
    file: str = ""
    line: int = 0
