"""Checking in by lines of text, as somebody types them into a chat: 'Mobile conversion 3.4 7 the new page is out'."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.core.exceptions import ValidationError

from vitalfew.accounts.models import Person, Role
from vitalfew.accounts.names import isolated
from vitalfew.method.numbers import show
from vitalfew.okrs.course.courses import kpi_of
from vitalfew.okrs.models import KeyResult
from vitalfew.okrs.queries import owed_by
from vitalfew.okrs.rounds.checking_in import check_in
from vitalfew.okrs.rounds.owing import owing
from vitalfew.sheets.number import typed_number

MOST_LINES, MOST_NAMED = 30, 12
LEAVE = "-"
SURE = re.compile(r"(10|[0-9])(?:/10)?(?:\s+(.*))?", re.DOTALL)
HOW = "Write: name, value, how likely 0–10, and a note where something changed; “-” leaves the value."


class Read(NamedTuple):
    """What a line says of a key result."""

    value: float | None
    confidence: int | None
    note: str


def reply(text: str, *, by: Person, now: datetime) -> str:
    """Keep what each line says, each as a change of its own; gives what became of them, a line for each.

    Without a line it says what is owed. What cannot be kept is said in words, beside what was.
    """
    if not by.may(Role.MEMBER):
        return "You read here and cannot check in. An administrator can change that."
    mine = _mine(by, now=now)
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > MOST_LINES:
        return f"These are {len(lines)} lines; at most {MOST_LINES} are read at once. Nothing was kept."
    return "\n".join(_kept(line, mine, by=by, now=now) for line in lines) if lines else _owed(mine, now=now)


def _mine(by: Person, *, now: datetime) -> Sequence[KeyResult]:
    """What they check in on; of one that goes on in another cycle only the one that runs is meant by its name."""
    found = list(owed_by(by, now=now))
    running = {each.metric.casefold() for each in found if now < each.objective.cycle.ends()}
    return [each for each in found if now < each.objective.cycle.ends() or each.metric.casefold() not in running]


def _kept(line: str, mine: Sequence[KeyResult], *, by: Person, now: datetime) -> str:
    try:
        key_result, rest = _named(line, mine)
        said = _read(rest, key_result)
        check_in(
            key_result=key_result, by=by, now=now, value=said.value, confidence=said.confidence, note=said.note
        )  # fmt: skip
    except (ValueError, ValidationError) as error:
        words = " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
        return f"Not kept: “{line[:60]}”. {words}"
    value = show(said.value, key_result.unit) if said.value is not None else ""
    sure = f"{said.confidence} of 10" if said.confidence is not None else ""
    return f"Kept: {isolated(key_result)}, {' and '.join(part for part in (value, sure) if part) or 'a note'}."


def _named(line: str, mine: Sequence[KeyResult]) -> tuple[KeyResult, str]:
    """The key result that the line begins with, by its whole name or by words that only it has, and what follows."""
    whole = [each for each in mine if _begins(line, each.metric)]
    longest = max((len(each.metric) for each in whole), default=0)
    found = [each for each in whole if len(each.metric) == longest]
    rest = line[longest:]
    if not found:
        words, rest = _before_number(line)
        found = [each for each in mine if words and words.casefold() in each.metric.casefold()]
    if len(found) == 1:
        return found[0], rest.lstrip(" :,")
    names = "; ".join(f"“{isolated(each)}”" for each in (found or mine)[:MOST_NAMED])
    if found:
        raise ValueError(f"Several of yours are called so: {names}. Write the whole name.")
    raise ValueError(f"None of yours is called so. You check in on: {names}." if mine else "You owe no check-in.")


def _begins(line: str, name: str) -> bool:
    return line.casefold().startswith(name.casefold()) and not line[len(name) : len(name) + 1].isalnum()


def _before_number(line: str) -> tuple[str, str]:
    words = line.split(" ")
    at = next(
        (index for index, word in enumerate(words) if word == LEAVE or any(c.isdigit() for c in word)), len(words)
    )
    return " ".join(words[:at]).strip(" :,"), " ".join(words[at:])


def _read(rest: str, key_result: KeyResult) -> Read:
    """A value (none where a KPI gives it), then how likely it is, then a note; the last two may be missing."""
    value, after = (None, _left(rest)) if kpi_of(key_result) else _value(rest, key_result)
    match = SURE.fullmatch(after.strip())
    if match is not None:
        return Read(value, int(match[1]), (match[2] or "").strip())
    if after.strip()[:1].isdigit():
        raise ValueError(f"“{after.split()[0]}” is no confidence from 0 to 10. {HOW}")
    return Read(value, None, after.strip())


def _left(rest: str) -> str:
    """What follows a '-' that leaves the value, where a KPI gives it anyway."""
    first, _, after = rest.strip().partition(" ")
    return after if first == LEAVE else rest


def _value(rest: str, key_result: KeyResult) -> tuple[float | None, str]:
    first, _, after = rest.strip().partition(" ")
    if not first:
        raise ValueError(HOW)
    if key_result.unit and after.casefold().startswith(key_result.unit.casefold()):
        after = after[len(key_result.unit) :]
    return (None if first == LEAVE else typed_number(first, unit=key_result.unit)), after


def _owed(mine: Sequence[KeyResult], *, now: datetime) -> str:
    found = owing(mine, now=now)
    asked = [*found.each, *found.together]
    if not asked:
        return "You owe no check-in in this round."
    lines = []
    for one in asked[:MOST_NAMED]:
        value = show(one.standing.value if one.standing else None, one.key_result.unit)
        lines.append(f"{isolated(one.key_result)}: {value}")
    rest = [f"And {len(asked) - MOST_NAMED} more."] if len(asked) > MOST_NAMED else []
    return "\n".join(["You owe:", *lines, *rest, HOW])
