"""What `vitalfew checkin` asks, lists and keeps, in the workspace that was entered; Django must be ready."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from time import monotonic
from typing import Any

import click
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone

from vitalfew.accounts.models import Person, Role
from vitalfew.cli.errors import InputError
from vitalfew.cli.output import print_text
from vitalfew.method.numbers import show
from vitalfew.okrs.course.courses import kpi_of
from vitalfew.okrs.models import KeyResult
from vitalfew.okrs.queries import key_results_with_everything, may_check_in, owed_by, to_check_in
from vitalfew.okrs.rounds.checking_in import check_in, confirm
from vitalfew.okrs.rounds.meanwhile import SaidMeanwhile
from vitalfew.okrs.rounds.owing import Owed, Owing, owing
from vitalfew.sheets.number import typed_number

MOST_NAMED = 5
SHORTEST = 3
QUIT = "q"


@dataclass(frozen=True, slots=True)
class Said:
    """What a line on the terminal says of a key result; the value as it was typed."""

    value: str | None
    confidence: int | None
    note: str


def owed(person: Person, *, now: datetime, everything: bool = False) -> Owing:
    """What this person owes now."""
    return owing(list(owed_by(person, now=now)), now=now, everything=everything)


def say_one(name: str, said: Said, *, objective: str | None, by: Person) -> str:
    """Keep one check-in; returns what to print. Raises `InputError` for what cannot be kept."""
    _may_write(by)
    key_result, now = find(name, objective=objective), timezone.now()
    try:
        value = None if said.value is None else typed_number(said.value, unit=key_result.unit)
        check_in(key_result=key_result, by=by, now=now, value=value, confidence=said.confidence, note=said.note)
    except (ValueError, ValidationError) as error:
        raise InputError(words_of(error)) from error
    key_result.refresh_from_db()
    kept = _fresh(key_result)
    return f"Checked in: {key_result}, {_value(kept)}, confidence {_sure(kept)}."


def find(name: str, *, objective: str | None) -> KeyResult:
    """The key result that is at work, by its name, by words that only it has, or by its number; raises `InputError`
    with the nearest names.
    """
    several = _numbered(name, objective) if name.isdigit() else _called(name, objective)
    if len(several) == 1:
        return several[0]
    if several:
        options = "; ".join(f"{each.pk} of “{each.objective}”" for each in several[:MOST_NAMED])
        raise InputError(f"Several key results are called “{name}”", what_to_do=f"Give its number: {options}.")
    names = list(may_check_in(now=timezone.now()).values_list("metric", flat=True))
    near = get_close_matches(name, names, n=1) or names[:MOST_NAMED]
    remedy = f"Did you mean {' or '.join(f'“{each}”' for each in near)}?" if near else "No objective is at work."
    raise InputError(f"There is no key result “{name}” to check in on", what_to_do=remedy)


def _numbered(number: str, objective: str | None) -> list[KeyResult]:
    return list(_of(key_results_with_everything().filter(pk=number), objective))


def _called(name: str, objective: str | None) -> list[KeyResult]:
    """Those of running cycles come before those whose cycle is over and not closed yet."""
    now = timezone.now()
    for found in (to_check_in(now=now), may_check_in(now=now)):
        several = list(_of(found.filter(metric__iexact=name), objective))
        if not several and len(name) >= SHORTEST:
            several = list(_of(found.filter(metric__icontains=name), objective))
        if several:
            return several
    return []


def _of(named: QuerySet[KeyResult], objective: str | None) -> QuerySet[KeyResult]:
    return named.filter(objective__title__iexact=objective) if objective else named


def ask_all(person: Person, *, everything: bool) -> None:
    """Ask for what is owed, one after the other, and confirm at the end what did not move."""
    _may_write(person)
    found = owed(person, now=timezone.now(), everything=everything)
    if not (found.each or found.together):
        print_text("\n".join(_lines(found)))
        return
    for number, one in enumerate(found.each, start=1):
        print_text(f"\n{number} of {len(found.each)}  {_headline(one)}")
        if not _ask(one, by=person):
            return
    _ask_together(found.together, by=person)


def _ask(one: Owed, *, by: Person) -> bool:
    """Ask about one key result until it can be kept; False to end."""
    seen, begun = one.seen, monotonic()
    while True:
        value = "" if kpi_of(one.key_result) else _typed(f"  Value ({_value(one)})")
        sure = QUIT if value == QUIT else _typed(f"  Confidence, 0–10 ({_sure(one)})")
        if sure == QUIT:
            return False
        try:
            _keep(one, value, sure, seen=seen, seconds=round(monotonic() - begun), by=by)
            return True
        except SaidMeanwhile as error:
            print_text(f"  {words_of(error)}")
            seen = _fresh(one.key_result).seen
        except (ValueError, ValidationError) as error:
            print_text(f"  {words_of(error)}")


def _keep(one: Owed, value: str, sure: str, *, seen: str, seconds: int, by: Person) -> None:
    if sure and not (sure.isascii() and sure.isdigit() and int(sure) <= 10):
        raise ValueError(f"“{sure}” is no confidence. Write a number from 0 to 10.")
    number = typed_number(value, unit=one.key_result.unit) if value else None
    confidence = int(sure) if sure else one.standing.confidence if one.standing else None
    if number is None and confidence is None:
        return  # left as it was
    check_in(
        key_result=one.key_result, by=by, now=timezone.now(), value=number, confidence=confidence, seen=seen,
        seconds=seconds,
    )  # fmt: skip


def _ask_together(unmoved: Sequence[Owed], *, by: Person) -> None:
    if not unmoved:
        return
    names = ", ".join(str(one.key_result) for one in unmoved)
    print_text(f"\nCollected, and did not move: {names}")
    if _typed("  Enter confirms, q leaves") == QUIT:
        return
    try:
        confirm(owed=unmoved, seen={one.key_result.pk: one.seen for one in unmoved}, by=by, now=timezone.now())
    except ValidationError as error:
        raise InputError(words_of(error)) from error


def _typed(words: str) -> str:
    answer: str = click.prompt(words, default="", show_default=False)
    return answer.strip()


def as_text(person: Person) -> str:
    """What is owed, for people."""
    return "\n".join(_lines(owed(person, now=timezone.now())))


def _lines(found: Owing) -> Iterator[str]:
    if not (found.each or found.together):
        yield "Nothing is owed in this round."
    for one in found.each:
        yield _headline(one)
    if found.together:
        yield f"Collected, and did not move: {', '.join(str(one.key_result) for one in found.together)}"
    for one in found.resting:
        again = timezone.localtime(one.next_at) if one.next_at else None
        yield f"Not asked now: {one.key_result}" + (f", again from {again.day} {again:%B}" if again else "")


def _headline(one: Owed) -> str:
    kr = one.key_result
    return f"{kr} {show(kr.baseline)} → {_value(one)} → {show(kr.target, kr.unit)}, confidence {_sure(one)}"


def _value(one: Owed) -> str:
    value = one.standing.value if one.standing else None
    return "no value yet" if value is None else show(value, one.key_result.unit)


def _sure(one: Owed) -> str:
    sure = one.standing.confidence if one.standing else None
    return "not said yet" if sure is None else str(sure)


def as_json(person: Person) -> list[dict[str, Any]]:
    """What is owed and what is not asked now, as plain data."""
    found = owed(person, now=timezone.now())
    return [_json(one) for one in (*found.each, *found.together, *found.resting)]


def _json(one: Owed) -> dict[str, Any]:
    kr, standing = one.key_result, one.standing
    return {
        "id": kr.pk,
        "key_result": str(kr),
        "objective": kr.objective.title,
        "ask": one.ask.value,
        "collected": kpi_of(kr) is not None,
        "value": standing.value if standing else None,
        "unit": kr.unit,
        "confidence": standing.confidence if standing else None,
        "closes": one.closes.isoformat() if one.closes else None,
        "next": one.next_at.isoformat() if one.next_at else None,
    }


def _fresh(key_result: KeyResult) -> Owed:
    (now,) = owing([key_results_with_everything().get(pk=key_result.pk)], now=timezone.now(), everything=True).each
    return now


def _may_write(person: Person) -> None:
    if not person.may(Role.MEMBER):
        raise InputError(f"{person} reads here and does not check in", what_to_do="Ask a lead for another role.")


def words_of(error: ValueError | ValidationError) -> str:
    """What an error says."""
    return " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
