"""What the check-in page says beside its rows: the round, what is confirmed together, and what is not asked now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from vitalfew.accounts.models import Change
from vitalfew.accounts.names import isolated
from vitalfew.method.numbers import show
from vitalfew.okrs.models import Cycle, KeyResult
from vitalfew.okrs.rounds.owing import Ask, Owed, Owing
from vitalfew.web.okrs.key_result_view import day
from vitalfew.web.okrs.words import capital, closing_words, count_of, week_words


@dataclass(frozen=True, slots=True)
class Line:
    """A key result on a list, with what is said of it."""

    key_result: KeyResult
    words: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Together:
    """The collected values that did not move: to be confirmed at once, or `saved` just now, or a `problem` with it."""

    lines: Sequence[Line]
    counted: str = ""
    problem: str = ""
    saved: Change | None = None


@dataclass(frozen=True, slots=True)
class Resting:
    """What this round does not ask now: in one line, and each with when it is asked again."""

    words: str
    lines: Sequence[Line]


def standfirst(found: Owing, *, now: datetime) -> str:
    """'Week 8 of 13 · three key results · the round closes at the end of Friday 27 November'."""
    asked = [*found.each, *found.together]
    cycles = list(dict.fromkeys(one.key_result.objective.cycle for one in asked))
    weeks = [_week(each, alone=len(cycles) == 1, now=now) for each in cycles]
    closing = sorted({one.closes for one in asked if one.closes})
    closes = [f"the {'first ' * (len(closing) > 1)}round closes {closing_words(closing[0])}"] if closing else []
    return " · ".join([*map(capital, weeks), count_of(len(found.each), "key result"), *closes])


def _week(cycle: Cycle, *, alone: bool, now: datetime) -> str:
    if now >= cycle.ends():
        return f"{isolated(cycle)} ended on {cycle.end.day} {cycle.end:%B}: its last values"
    words = week_words(cycle, now=now)
    return words if alone else f"{isolated(cycle)}: {words}"


def together(owed: Sequence[Owed], *, problem: str = "") -> Together:
    """What is confirmed by one key, each with its value and how likely it was said to be."""
    lines = [Line(one.key_result, _stays(one), f"{one.key_result.pk} {one.seen}") for one in owed]
    return Together(lines, counted=count_of(len(lines), "collected value"), problem=problem)


def _stays(one: Owed) -> str:
    value = show(one.standing.value if one.standing else None, one.key_result.unit)
    sure = f"{one.standing.confidence} of 10" if one.standing else ""
    since = f"as on {day(one.latest.at)}" if one.latest else ""
    return " · ".join(part for part in (value, sure, since) if part)


def resting(owed: Sequence[Owed], *, now: datetime) -> Resting:
    """What is not asked, in one line with when the next one is."""
    if not owed:
        return Resting("", ())
    over = [one for one in owed if one.ask is Ask.OVER]
    words = [_rests([one for one in owed if one.ask is not Ask.OVER]), _is_over(over)]
    return Resting(" ".join(each for each in words if each), [Line(one.key_result, _why(one)) for one in owed])


def _rests(owed: Sequence[Owed]) -> str:
    if not owed:
        return ""
    many = "is" if len(owed) == 1 else "are"
    said = sum(one.ask is Ask.SAID for one in owed)
    why = "answered in this round" if said == len(owed) else "not due" if not said else "answered or not due"
    first = min((one.next_at for one in owed if one.next_at), default=None)
    next_one = "it is asked again" if len(owed) == 1 else "the next one is asked"
    again = f"; {next_one} from {day(first)}" if first else ""
    return f"{capital(count_of(len(owed), 'key result'))} {many} {why}{again}."


def _is_over(owed: Sequence[Owed]) -> str:
    """What is not asked any more, and may be said all the same until its cycle is closed."""
    if not owed:
        return ""
    cycles = list(dict.fromkeys(one.key_result.objective.cycle for one in owed))
    whose, it = (isolated(cycles[0]), "it is") if len(cycles) == 1 else ("cycles that are over", "they are")
    ended = f", which ended on {cycles[0].end.day} {cycles[0].end:%B}" if len(cycles) == 1 else ""
    belong = "belongs" if len(owed) == 1 else "belong"
    return (
        f"{capital(count_of(len(owed), 'key result'))} {belong} to {whose}{ended}: last values may be given until "
        f"{it} closed."
    )


def _why(one: Owed) -> str:
    asked = f"asked again from {day(one.next_at)}" if one.next_at else ""
    if one.ask is Ask.SAID and one.latest is not None:
        who = f"{isolated(one.latest.by)} checked in" if one.latest.by else "checked in"
        return " · ".join(part for part in (f"{who} on {day(one.latest.at)}", asked) if part)
    if one.ask is Ask.OVER:
        return f"of {isolated(one.key_result.objective.cycle)}, not asked any more"
    return f"measured {one.key_result.get_measured_display()} · {asked}"
