"""An organisation in one workspace: people, teams, objectives, key results, years of weekly check-ins."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

DAY, WEEK = timedelta(days=1), timedelta(days=7)
METRICS = ("Share of orders on time", "Time to first answer", "Returning customers", "Faults found by customers")
SHAPES = 40


@dataclass(frozen=True)
class Size:
    """How much there is; `weeks` of check-ins on every key result."""

    people: int = 500
    teams: int = 100
    objectives: int = 1000
    key_results: int = 4000
    weeks: int = 156


def fill(size: Size, *, person: Any, now: datetime) -> None:
    """Fill the entered workspace; `person` becomes a member of the last team and owns its first objectives."""
    from django.db import transaction

    with transaction.atomic():
        teams = _teams(size)
        owners = _people(size, teams, person)
        cycle = _cycles(now.date())
        kpis = _kpis(teams, owners, now)
        objectives = _objectives(size, teams, owners, cycle, kpis)
        key_results = _key_results(size, objectives, kpis)
        _check_ins(size, key_results, now)
        _standings(key_results, now)


def _teams(size: Size) -> list[Any]:
    """One at the top, a tenth below it, the rest below those."""
    from vitalfew.accounts.models import Team

    top = Team.objects.create(name="Company")
    middle = [Team(name=f"Department {n}", parent=top) for n in range(size.teams // 10 - 1)]
    middle = Team.objects.bulk_create(middle)
    rest = size.teams - 1 - len(middle)
    below = [Team(name=f"Team {n:02}", parent=middle[n % len(middle)]) for n in range(rest)]
    return [top, *middle, *Team.objects.bulk_create(below)]


def _people(size: Size, teams: list[Any], person: Any) -> list[Any]:
    from vitalfew.accounts.models import Person

    person.team = teams[-1]
    person.save()
    made = [
        Person(name=f"Person {n}", email=f"person{n}@example.org", team=teams[n % len(teams)])
        for n in range(size.people - 1)
    ]
    return [*Person.objects.bulk_create(made), person]


def _cycles(day: date) -> Any:
    """Eleven quarters that are closed, and the one that is two thirds over."""
    from vitalfew.okrs.models import Cycle

    start = day - 8 * WEEK
    begun = [start - ago * 13 * WEEK for ago in range(11, 0, -1)]
    Cycle.objects.bulk_create(
        Cycle(name=f"Quarter {n}", start=first, end=first + 13 * WEEK - DAY, state="closed")
        for n, first in enumerate(begun, start=1)
    )
    return Cycle.objects.create(name="Quarter 12", start=start, end=start + 13 * WEEK - DAY)


def _kpis(teams: list[Any], owners: list[Any], now: datetime) -> list[Any]:
    """One KPI for each team, with a year of weeks, judged."""
    from vitalfew.kpis.models import Definition, Kpi, Observation, Origin, Reading, Series
    from vitalfew.kpis.readings import judge

    definitions = Definition.objects.bulk_create(Definition(name=f"KPI of {team}", unit="%") for team in teams)
    series = Series.objects.bulk_create(Series() for _ in teams)
    given = {"frequency": "week", "target": 60, "red_lower": 35}
    kpis = Kpi.objects.bulk_create(
        Kpi(definition=definition, team=team, series=own, owner=owners[n], **given)
        for n, (definition, team, own) in enumerate(zip(definitions, teams, series, strict=True))
    )
    Observation.objects.bulk_create(
        Observation(series=own, time=now - (52 - week) * WEEK, value=50 + (n * 7 + week * 11) % 13, origin=Origin.FILE,
                    recorded_at=now)
        for n, own in enumerate(series) for week in range(52)
    )  # fmt: skip
    read = Kpi.objects.select_related("definition", "workspace", "team").prefetch_related("phases").order_by("pk")
    Reading.objects.filter(kpi__in=kpis).delete()
    for kpi in read:
        judge(kpi, now=now)
    return list(kpis)


def _objectives(size: Size, teams: list[Any], owners: list[Any], cycle: Any, kpis: list[Any]) -> list[Any]:
    """The company's serve the strategy, a department's contribute to one of those, a team's to one of its department's;
    every twentieth hangs loose.
    """
    from vitalfew.okrs.models import Objective, Strategy

    Strategy.objects.create(text="Be where people need us, before they ask. Keep what we promise.")
    each, by_team = size.objectives // size.teams, {person.team_id: person for person in owners}
    made = Objective.objects.bulk_create(
        Objective(title=f"Aim {n} of {team}: let nobody wait for an answer", team=team, cycle=cycle, state="active",
                  owner=by_team.get(team.pk), serves_strategy=team.parent_id is None, why="Customers said so.",
                  responds_to=kpis[at])
        for at, team in enumerate(teams) for n in range(each)
    )  # fmt: skip
    made[-1].state = "draft"
    made[-1].save()
    first = {team.pk: made[at * each] for at, team in enumerate(teams)}
    link, guard = Objective.parents.through, Objective.guardrails.through
    link.objects.bulk_create(
        link(from_objective=one, to_objective=first[one.team.parent_id])
        for n, one in enumerate(made) if one.team.parent_id and n % 20
    )  # fmt: skip
    guard.objects.bulk_create(guard(objective=one, kpi=kpis[n // each]) for n, one in enumerate(made))
    return list(made)


def _key_results(size: Size, objectives: list[Any], kpis: list[Any]) -> list[Any]:
    """Four of each objective, each of a name of its own; every fifth should move a KPI."""
    from vitalfew.kpis.models import Series
    from vitalfew.okrs.models import KeyResult

    series = Series.objects.bulk_create([Series() for _ in range(size.key_results)], batch_size=1000)
    each = size.key_results // len(objectives)
    return list(
        KeyResult.objects.bulk_create(
            [
                KeyResult(objective=objectives[n // each], position=n % each, baseline=10, unit="%", series=own,
                          metric=f"{METRICS[n % len(METRICS)]} in area {n // 4}", target=60,
                          supports=kpis[n % len(kpis)] if n % 5 == 0 else None)
                for n, own in enumerate(series)
            ],
            batch_size=1000,
        )
    )  # fmt: skip


def _check_ins(size: Size, key_results: list[Any], now: datetime) -> None:
    """Every week on every key result: the first ones are written, the others get theirs by one statement."""
    from django.db import connection

    from vitalfew.kpis.models import Observation, Origin
    from vitalfew.okrs.models import CheckIn

    shapes = key_results[:SHAPES]
    for shape, one in enumerate(shapes):
        values = [
            Observation(series_id=one.series_id, time=now - (size.weeks - week) * WEEK, recorded_at=now,
                        value=10 + (week % 13) * (2 + shape % 4) + (week * 7 + shape) % 5, origin=Origin.CHECKIN)
            for week in range(size.weeks)
        ]  # fmt: skip
        Observation.objects.bulk_create(values)
        CheckIn.objects.bulk_create(
            CheckIn(key_result=one, at=value.time, by=one.objective.owner, observation=value, confidence=shape % 11)
            for value in values
        )
    others = [(each, shapes[n % SHAPES]) for n, each in enumerate(key_results[SHAPES:])]
    with connection.cursor() as cursor:
        for table, key, pairs in (
            ("kpis_observation", "series_id", [(each.series_id, like.series_id) for each, like in others]),
            ("okrs_checkin", "key_result_id", [(each.pk, like.pk) for each, like in others]),
        ):
            cursor.execute(f"SELECT * FROM {table} LIMIT 1")
            left_out = {"id", key, "observation_id", "action_id"}
            columns = ", ".join(name[0] for name in cursor.description if name[0] not in left_out)
            statement = f"INSERT INTO {table} ({key}, {columns}) SELECT %s, {columns} FROM {table} WHERE {key} = %s"
            cursor.executemany(statement, pairs)


def _standings(key_results: list[Any], now: datetime) -> None:
    """The first ones are computed, the others stand as they do."""
    from vitalfew.okrs.course.standing import update
    from vitalfew.okrs.models import KeyResult, Standing

    shapes = KeyResult.objects.select_related("objective__cycle__workspace").order_by("pk")[:SHAPES]
    first = [update(each, now=now) for each in shapes]
    fields = [field.name for field in Standing._meta.concrete_fields if field.name not in ("id", "key_result")]
    Standing.objects.bulk_create(
        [
            Standing(key_result=each, **{name: getattr(first[n % SHAPES], name) for name in fields})
            for n, each in enumerate(key_results[SHAPES:])
        ],
        batch_size=1000,
    )
