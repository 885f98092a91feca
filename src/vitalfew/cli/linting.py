"""Reading plan files and applying the rules to them."""

from collections.abc import Sequence
from typing import NamedTuple

from vitalfew.cli.plan_report import read_plan
from vitalfew.method.rules.engine import look
from vitalfew.method.rules.rule import Finding
from vitalfew.planfile.subjects import settings_of, subjects_of


class Linted(NamedTuple):
    """What was found."""

    findings: list[Finding]


def linted(paths: Sequence[str], *, select: str = "", ignore: str = "") -> Linted:
    """Read the plan in these files and apply the rules; raises InputError."""
    plan = read_plan(paths)
    found = look(subjects_of(plan), settings=settings_of(plan))
    only = tuple(part.strip().upper() for part in select.split(",") if part.strip())
    without = tuple(part.strip().upper() for part in ignore.split(",") if part.strip())
    return Linted(
        [f for f in found if (not only or f.code.startswith(only)) and not f.code.startswith(without or ("-",))]
    )
