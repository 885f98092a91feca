"""What the commands on plan files share: reading the file, and saying what it changes."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from vitalfew.cli.errors import InputError, Problem

if TYPE_CHECKING:
    from vitalfew.importers.plan import Outcome
    from vitalfew.planfile import Plan, PlanError

NOTHING = "Nothing to change."


def read_plan(paths: Sequence[str]) -> "Plan":
    """The plan in these files and folders; raises InputError with everything that is wrong, by file and line."""
    from vitalfew.planfile import PlanError, load

    try:
        return load(paths)
    except PlanError as error:
        raise refused(error) from error


def refused(error: "PlanError") -> InputError:
    """What is wrong in a plan, as the error that the command line prints."""
    return InputError.of(
        [Problem(what=p.what, what_to_do=p.what_to_do, file=p.file, line=p.line or None) for p in error.problems]
    )


def as_text(outcome: "Outcome", *, done: bool) -> str:
    """One line for each record, and the summary at the end; `done` says whether it was applied."""
    return "\n".join(_lines(outcome, done=done))


def _lines(outcome: "Outcome", *, done: bool) -> Iterator[str]:
    yield from (f"+ {named}" for named in outcome.made)
    yield from (f"~ {named}: {'; '.join(map(str, differences))}" for named, differences in outcome.changed.items())
    yield from outcome.notes
    if outcome.not_in_file:
        yield f"Not in the file, left as they are: {'; '.join(map(str, outcome.not_in_file))}."
    if outcome.nothing:
        yield NOTHING
    else:
        yield outcome.summary() if done else f"This would be: {outcome.summary()}"


def as_json(outcome: "Outcome") -> dict[str, Any]:
    """The same as plain data."""
    return {
        "made": [_named(named) for named in outcome.made],
        "changed": [
            _named(named) | {"fields": [{"field": d.label, "before": d.before, "after": d.after} for d in differences]}
            for named, differences in outcome.changed.items()
        ],
        "not_in_file": [_named(named) for named in outcome.not_in_file],
        "notes": outcome.notes,
    }


def _named(named: Any) -> dict[str, Any]:
    return {"kind": named.kind, "name": named.name, "of": named.of}
