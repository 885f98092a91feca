"""Reading the body of a call that sends values: every bad item is told, by its index."""

import json
from datetime import UTC, datetime
from typing import Annotated, Any, NamedTuple

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    FiniteFloat,
    StrictInt,
    StrictStr,
    TypeAdapter,
    ValidationError,
)

from vitalfew.accounts.models import Team
from vitalfew.api.words import field_of, told
from vitalfew.kpis.actions import Value
from vitalfew.kpis.models import Kpi
from vitalfew.kpis.refusing import refusals
from vitalfew.sheets.number import LARGEST

MOST_POINTS = 10_000
FIRST_YEAR, LAST_YEAR = 1900, 2100
LARGEST_KEY = 2**63 - 1
LONGEST_NAME = 121  # one more than any KPI has
MOST_CASES = 2**31 - 1


def _no_nul(text: str) -> str:
    """PostgreSQL keeps no text with one."""
    if "\0" in text:
        raise ValueError("it contains the character U+0000, which no text needs")
    return text


def _kept(kpi: int | str) -> int | str:
    """A name or an id that a database can look for."""
    if isinstance(kpi, str):
        return _no_nul(kpi[:LONGEST_NAME])
    if not 0 < kpi <= LARGEST_KEY:
        raise ValueError(f"there is no KPI with the id {kpi:.3g} here")
    return kpi


NoNul = AfterValidator(_no_nul)


class Point(BaseModel):
    """One value of a KPI, which is named or given by its id; `team` tells apart KPIs of one name."""

    model_config = ConfigDict(extra="forbid")

    kpi: Annotated[StrictInt | StrictStr, AfterValidator(_kept)]
    team: Annotated[str, Field(max_length=100), NoNul] | None = None
    time: AwareDatetime
    value: Annotated[FiniteFloat, Field(strict=True, ge=-LARGEST, le=LARGEST)]
    n: Annotated[int, Field(ge=0, le=MOST_CASES, strict=True)] | None = None
    note: Annotated[str, Field(max_length=10_000), NoNul] = ""


MANY = TypeAdapter(list[Point])


class Problem(BaseModel):
    """What is wrong with one item of a call."""

    index: int | None
    field: str
    problem: str


class BadCall(Exception):
    """A call that stores nothing, with everything that is wrong with it."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(problems)
        self.problems = problems


class Given(NamedTuple):
    """One item of a call: `bad` are the fields that were wrong, for which the point holds a stand-in."""

    place: int
    point: Point
    bad: frozenset[str] = frozenset()


def read(body: bytes) -> tuple[list[Given], list[Problem]]:
    """The points of a call, one object or a list of them, and what is wrong with the form of its items.

    Raises `BadCall` for what is no list of items at all.
    """
    points: list[Given] = []
    problems: list[Problem] = []
    good = read_plainly(body)
    if good is not None:
        return [Given(index, point) for index, point in enumerate(good)], []
    for index, item in enumerate(_items(body)):
        try:
            points.append(Given(index, _point(item)))
        except ValidationError as error:
            said = {(field_of(e), told(e)): None for e in error.errors(include_url=False, include_context=False)}
            problems += [Problem(index=index, field=field, problem=words) for field, words in said]
            points += _rest(index, item, frozenset(field for field, _ in said))
        except ValueError as error:
            problems.append(Problem(index=index, field="time", problem=str(error)))
            points += _rest(index, item, frozenset({"time"}))
    return points, problems


def read_plainly(body: bytes) -> list[Point] | None:
    """The points of a call with which nothing is wrong; None for any other, or one that cannot be read so quickly."""
    try:
        points = MANY.validate_json(body) if body.lstrip()[:1] == b"[" else [Point.model_validate_json(body)]
    except ValueError:
        return None
    years = all(FIRST_YEAR <= point.time.year <= LAST_YEAR for point in points)
    return points if years and 0 < len(points) <= MOST_POINTS else None


def _rest(index: int, item: Any, bad: frozenset[str]) -> list[Given]:
    """What can still be checked of a bad item, so that everything wrong with it is told at once."""
    if not isinstance(item, dict) or bad & {"", "kpi"}:
        return []
    kept = {name: value for name, value in item.items() if name not in bad}
    try:
        return [Given(index, _point({"time": "2000-01-01T00:00:00Z", "value": 0, **kept}), bad)]
    except ValueError:
        return []


def _items(body: bytes) -> list[Any]:
    try:
        data = json.loads(body.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise _whole("The body is not JSON: it is not written in UTF-8.") from error
    except (ValueError, RecursionError) as error:
        raise _whole(f"The body is not JSON: {error}.") from error
    items = data if isinstance(data, list) else [data]
    if not items:
        raise _whole("The list is empty. Send one value or more.")
    if len(items) > MOST_POINTS:
        raise _whole(f"{len(items):,} items are more than the {MOST_POINTS:,} of one call. Send them in parts.")
    return items


def _whole(words: str) -> BadCall:
    return BadCall([Problem(index=None, field="", problem=words)])


def _point(item: Any) -> Point:
    point = Point.model_validate_json(json.dumps(item))
    if not FIRST_YEAR <= point.time.year <= LAST_YEAR:
        raise ValueError(f"time: {point.time:%Y-%m-%d} lies outside {FIRST_YEAR}–{LAST_YEAR}; check the year.")
    return point


def values_in(body: bytes, *, now: datetime) -> list[tuple[int, Value]]:
    """Each value of a call with the series it belongs to, in the workspace that was entered.

    Raises `BadCall` with everything that is wrong with any item: its form, its KPI, its time or its value.
    """
    given, problems = read(body)
    kpis = _named([each.point for each in given])
    found: list[tuple[int, Value]] = []
    for index, point, bad in given:
        matches = kpis.get((point.kpi, point.team), [])
        if len(matches) != 1:
            problems.append(Problem(index=index, field="kpi", problem=_not_one(point, matches)))
            continue
        value = Value(point.time.astimezone(UTC), point.value, point.n, point.note)
        wrong = [each for each in refusals(matches[0], value, now=now) if each.field not in bad]
        problems += [Problem(index=index, field=each.field, problem=f"{each.field}: {each.words}") for each in wrong]
        found.append((matches[0].series_id, value))
    if problems:
        raise BadCall(sorted(problems, key=lambda problem: problem.index or 0))
    return found


def _named(points: list[Point]) -> dict[tuple[int | str, str | None], list[Kpi]]:
    names = {p.kpi for p in points if isinstance(p.kpi, str)}
    ids = {p.kpi for p in points if isinstance(p.kpi, int)}
    all_kpis = Kpi.objects.select_related("definition", "team", "workspace")
    kpis = [*all_kpis.filter(pk__in=ids), *all_kpis.filter(definition__name__in=names)]
    found: dict[tuple[int | str, str | None], list[Kpi]] = {}
    for kpi in {kpi.pk: kpi for kpi in kpis}.values():
        for key in ((kpi.pk, None), (kpi.pk, kpi.team.name), (kpi.name, None), (kpi.name, kpi.team.name)):
            found.setdefault(key, []).append(kpi)
    return found


def _not_one(point: Point, matches: list[Kpi]) -> str:
    if not matches:
        teams = "" if point.team is None or Team.objects.filter(name=point.team).exists() else " Nor is there the team."
        return f"kpi: there is no KPI {point.kpi!r} here.{teams}"
    teams = ", ".join(f"{kpi.team} (id {kpi.pk})" for kpi in matches)
    return f'kpi: several teams keep {point.kpi!r}; add "team" or use the id: {teams}'
