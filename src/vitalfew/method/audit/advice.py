"""The next step for a row: what it lacks, or the better sentence."""

from vitalfew.method.audit.neither import ACTIVITY
from vitalfew.method.audit.opinion import Opinion
from vitalfew.method.audit.rows import Row
from vitalfew.method.audit.signs import Signs, is_said, says_target
from vitalfew.method.audit.targets import Aim
from vitalfew.method.wording.vocabulary import words

_ASK = "If it is done, which number should be different? Make that the key result, and this the work towards it."
_OBJECTIVE = "Keep it as the objective and add two to five key results: [metric] from [now] to [target]."
_ACTIVITY = "Count what it should change for those it is made for, and keep this as work."
_UNCLEAR = "Say what is counted, of what and how often, or let it go."


def suggestion(row: Row, signs: Signs, found: Opinion) -> str:
    """One or two sentences that a person can act on."""
    if found.verdict == "health":
        return _kpi(row, signs)
    if found.verdict == "growth":
        return _key_result(row, signs)
    if found.kind == "vanity":
        return _ACTIVITY if found.reason == ACTIVITY else _instead(signs)
    return {"task": _ASK, "objective": _OBJECTIVE}.get(found.kind, _UNCLEAR)


def missing(row: Row, columns: frozenset[str], signs: Signs) -> str:
    """'Missing: owner, target.' for the cells that a sheet with such columns leaves empty; '' for none.

    A name that says its standard ('uptime above 99.9 %') needs no target beside it.
    """
    asked = [name for name in ("owner", "target", "action") if name in columns and not _there(row, name)]
    empty = [name for name in asked if not (name == "target" and signs.limit)]
    return f"Missing: {', '.join(empty)}." if empty else ""


def _there(row: Row, name: str) -> bool:
    cell: str = getattr(row, name)
    return says_target(cell) if name == "target" else is_said(cell)


def _kpi(row: Row, signs: Signs) -> str:
    needs = [
        words_
        for words_, there in (
            ("an owner", bool(row.owner)),
            ("a target", says_target(row.target) or signs.limit),
            ("a red line with the action behind it", bool(row.red_line and row.action)),
        )
        if not there
    ]
    if not needs:
        return "Keep it as a KPI."
    listed = needs[0] if len(needs) == 1 else f"{', '.join(needs[:-1])} and {needs[-1]}"
    return f"Keep it as a KPI, with {listed}."


def _key_result(row: Row, signs: Signs) -> str:
    reading = signs.reading
    when = "" if signs.deadline or is_said(row.deadline) else " by [date]"
    if signs.moves or (row.baseline and row.target):
        who = "" if row.owner else " Name its owner."
        return (f"Say by when.{who}" if when else f"Put it under the objective that it serves.{who}").strip()
    if signs.aim in (Aim.CHANGE, Aim.PACE):
        return f"Write it from here to there: {row.name} from [now] to [target]{when}."
    metric = (reading.metric or "").strip() or row.name
    lowered = metric if metric[1:2].isupper() else metric[:1].lower() + metric[1:]
    verb = "Reduce" if reading.direction == "decrease" else "Increase"
    target = "[target]" if reading.target is None else f"{reading.target:g}{_unit(reading.unit)}"
    return f"Say where it starts: {verb} {lowered} from [now] to {target}{when}."


def _unit(unit: str | None) -> str:
    return "" if not unit else f" {unit}"


def _instead(signs: Signs) -> str:
    """What to count instead, by what is counted now."""
    known = signs.words | {signs.name.head}
    for instead in words("audit")["instead"]:
        if not known.isdisjoint(instead["of"].split()):
            return str(instead["count"])
    return "Count what it leads to, as a share: who buys, stays or comes back."
