"""Plan files that a person names on the command line, read or refused with file and line on stderr."""

from collections.abc import Sequence

from vitalfew.cli.errors import InputError, Problem
from vitalfew.planfile import Plan, PlanError, load


def read_plan(paths: Sequence[str]) -> Plan:
    """The plan in files and folders; raises InputError with every problem in it."""
    try:
        return load(paths)
    except PlanError as error:
        raise InputError.of(
            [
                Problem(what=problem.what, what_to_do=problem.what_to_do, file=problem.file, line=problem.line)
                for problem in error.problems
            ]
        ) from error
