"""Reading the body of a call that sends values: every bad item is told, by its index."""

import json
from datetime import UTC
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    FiniteFloat,
    StrictInt,
    StrictStr,
    ValidationError,
)

from vitalfew.accounts.models import Team
from vitalfew.kpis.actions import Value
from vitalfew.kpis.models import Kpi
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


WORDS = {
    "missing": "is missing",
    "extra_forbidden": "is not a field of an observation; the fields are kpi, team, time, value, n and note",
    "timezone_aware": "has no time zone; write one, as in 2026-11-01T00:00:00Z",
    "finite_number": "is not a finite number",
}


def read(body: bytes) -> list[Point]:
    """The points of a call: one object or a list of them; raises `BadCall`."""
    try:
        data = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise BadCall([Problem(index=None, field="", problem=f"The body is not JSON: {error}.")]) from error
    items = data if isinstance(data, list) else [data]
    if len(items) > MOST_POINTS:
        words = f"{len(items):,} items are more than the {MOST_POINTS:,} of one call. Send them in parts."
        raise BadCall([Problem(index=None, field="", problem=words)])
    points, problems = [], []
    for index, item in enumerate(items):
        try:
            points.append(_point(item))
        except ValidationError as error:
            problems += [_told(index, e) for e in error.errors(include_url=False, include_context=False)]
        except ValueError as error:
            problems.append(Problem(index=index, field="time", problem=str(error)))
    if problems:
        raise BadCall(problems)
    return points


def _point(item: Any) -> Point:
    point = Point.model_validate_json(json.dumps(item))
    if not FIRST_YEAR <= point.time.year <= LAST_YEAR:
        raise ValueError(f"{point.time:%Y-%m-%d} lies outside {FIRST_YEAR}–{LAST_YEAR}; check the year.")
    return point


def _told(index: int, error: Any) -> Problem:
    field = str(error["loc"][0]) if error["loc"] else ""
    words = WORDS.get(error["type"], error["msg"])
    return Problem(index=index, field=field, problem=f"{field or 'the item'}: {words}")


def resolve(points: list[Point]) -> list[tuple[int, Value]]:
    """Each point with the series it belongs to, in the workspace that was entered; raises `BadCall`."""
    kpis = _named(points)
    found, problems = [], []
    for index, point in enumerate(points):
        matches = kpis.get((point.kpi, point.team), [])
        if len(matches) == 1:
            value = Value(point.time.astimezone(UTC), point.value, point.n, point.note)
            found.append((matches[0].series_id, value))
        else:
            problems.append(Problem(index=index, field="kpi", problem=_not_one(point, matches)))
    if problems:
        raise BadCall(problems)
    return found


def _named(points: list[Point]) -> dict[tuple[int | str, str | None], list[Kpi]]:
    names = {p.kpi for p in points if isinstance(p.kpi, str)}
    ids = {p.kpi for p in points if isinstance(p.kpi, int)}
    all_kpis = Kpi.objects.select_related("definition", "team")
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
