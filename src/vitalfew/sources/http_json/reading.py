"""Reads rows and numbers out of an answer with JMESPath."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, tzinfo
from functools import lru_cache
from math import fsum
from typing import Any

import jmespath
from jmespath.exceptions import JMESPathError
from jmespath.parser import ParsedResult

from vitalfew.sources.contract import Point, SourceError
from vitalfew.sources.folding import Calendar, Event, folded
from vitalfew.sources.http_json.recipe import Measure
from vitalfew.sources.http_json.scalars import exact, moment_of, number_of, weight_of
from vitalfew.sources.http_json.template import in_expression
from vitalfew.sources.rows import points

_SHOWN = 60
_FIELD = re.compile(r"[A-Za-z_][\w.]*")


@lru_cache(maxsize=64)
def compiled(expression: str) -> ParsedResult:
    """A JMESPath expression; raises SourceError that says where it goes wrong."""
    try:
        return jmespath.compile(expression)
    except (JMESPathError, ValueError, RecursionError) as error:
        why = " ".join(str(error).split("\n")[0].split())[:120]
        raise SourceError(f"“{expression[:_SHOWN]}” is no JMESPath ({why}): see jmespath.org.") from None


def found(expression: str, content: object) -> Any:
    """What an expression finds; the content itself where the expression is empty."""
    if not expression:
        return content
    try:
        return compiled(expression).search(content)
    except (JMESPathError, ValueError, TypeError, RecursionError) as error:
        why = " ".join(str(error).split())[:120]
        raise SourceError(f"“{expression[:_SHOWN]}” does not fit the answer ({why}): correct it.") from None


def rows_of(content: object, measure: Measure, values: Mapping[str, str], *, place: str) -> list[Any]:
    """The rows of an answer; raises SourceError if there is none such list, and says what is there."""
    if measure.single:
        _single(found(in_expression(measure.single, values), content), place)
    expression = in_expression(measure.rows, values)
    rows = found(expression, content)
    if isinstance(rows, list):
        return rows
    if not measure.rows:
        return [rows]
    raise SourceError(f"{place} has no list at “{expression[:_SHOWN]}”, but {_outline(content)}: correct the path.")


def read(
    rows: Iterable[Any],
    measure: Measure,
    values: Mapping[str, str],
    calendar: Calendar,
    *,
    since: datetime,
    now: datetime,
) -> list[Point]:
    """The points that rows hold: each its own, or one for each period, or one value of now."""
    at, value, cases = (in_expression(each, values) for each in (measure.time, measure.value, measure.cases))
    if measure.only:
        only = in_expression(measure.only, values)
        rows = [row for row in rows if found(only, row)]
    if not measure.how:
        return _points(rows, at, value, cases, calendar.zone)
    if at:
        events = _events(rows, at, value, calendar.zone)
        return folded(events, how=measure.how, calendar=calendar, first=since, now=now)
    weights = [weight_of(found(value, row)) if value else 1.0 for row in rows]
    if measure.how != "share":
        return [Point(None, fsum(weights))]
    return [Point(None, 100 * fsum(weights) / len(weights), len(weights))] if weights else []


def _points(rows: Iterable[Any], at: str, value: str, cases: str, zone: tzinfo) -> list[Point]:
    wanted = [(role, each) for role, each in (("time", at), ("value", value or "@"), ("cases", cases)) if each]
    cells = [tuple(_cell(found(each, row), role) for role, each in wanted) for row in rows]
    names = [_named(role, each, wanted) for role, each in wanted]
    of = dict(zip([role for role, _ in wanted], names, strict=True))
    return points(names, cells, time=of.get("time", ""), value=of["value"], cases=of.get("cases", ""), zone=zone)


def _named(role: str, expression: str, wanted: Sequence[tuple[str, str]]) -> str:
    """What a sentence calls a role's cells: the field that is asked for, if it is one, and of no other role."""
    once = [each for _, each in wanted].count(expression) == 1
    return expression if once and _FIELD.fullmatch(expression) else f"{role} of the row"


def _events(rows: Iterable[Any], at: str, value: str, zone: tzinfo) -> Iterator[Event]:
    for row in rows:
        moment = moment_of(found(at, row), zone)
        if moment is not None:
            yield Event(moment, weight_of(found(value, row)) if value else 1.0)


def _cell(content: Any, name: str) -> object:
    if name == "time":
        return exact(content)
    if isinstance(content, dict | list):
        raise SourceError(f"The {name} is {_outline(content)} where a number was expected: correct its path.")
    return number_of(content)


def _single(some: object, place: str) -> None:
    if not isinstance(some, list) or not some:
        raise SourceError(f"{place} finds nothing for this: check the query and the time that it covers.")
    if len(some) > 1:
        raise SourceError(
            f"{place} answers with {len(some)} series where one was expected: sum or select in the query."
        )


def _outline(content: object) -> str:
    if isinstance(content, dict):
        return f"an object with {', '.join(str(key)[:30] for key in list(content)[:8]) or 'nothing in it'}"
    if isinstance(content, list):
        return f"a list of {len(content)}"
    return "nothing" if content is None else f"“{str(content)[:_SHOWN]}”"
