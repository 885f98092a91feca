"""A believable team for tests and pictures: its KPIs, a cycle eight weeks old, objectives with key results."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from vitalfew.accounts.models import Person, Role, Team, User, Workspace
from vitalfew.accounts.scoping import entered
from vitalfew.kpis.actions import Value, store
from vitalfew.kpis.models import Definition, Kpi, Origin
from vitalfew.okrs.models import Cycle, KeyResult, Objective, Strategy

DAY, WEEK = timedelta(days=1), timedelta(days=7)
LOADING = [4.1, 3.9, 4.0, 4.2, 3.8, 4.0, 4.1, 3.9, 4.0, 3.9, 3.7, 3.5, 3.2, 2.9, 2.7, 2.5, 2.4, 2.2]
RESPONSE = [150, 162, 148, 155, 160, 151, 149, 158, 163, 154, 150, 157, 161, 153, 214, 219, 221, 218]
CONVERSION = [2.4, 2.6, 2.9, 3.1, 3.1, 3.1, 3.1, 3.1]
ENGAGEMENT = [3.1, 3.4, 3.7, 4.0, 4.2, 4.5, 4.6, 5.1]


@dataclass
class World:
    """What was made, by name."""

    workspace: Workspace
    team: Team
    cycle: Cycle
    people: dict[str, Person]
    kpis: dict[str, Kpi]
    objective: Objective
    key_results: dict[str, KeyResult]
    now: datetime

    @property
    def ana(self) -> Person:
        """The lead."""
        return self.people["Ana"]

    @property
    def ben(self) -> Person:
        """A member, who owns the objective."""
        return self.people["Ben"]

    @property
    def dana(self) -> Person:
        """A viewer."""
        return self.people["Dana"]


def build(*, now: datetime, slug: str = "product", name: str = "Product") -> World:
    """The workspace, with people who can sign in without a password's help (`client.force_login(person.user)`)."""
    workspace = Workspace.objects.create(name=name, slug=slug)
    with entered(workspace):
        team = Team.objects.create(name=name)
        people = {who: _person(who, role, team) for who, role in _ROLES.items()}
        kpis = {
            "Loading time, p75": _kpi(
                "Loading time, p75", "s", "lower", LOADING, team, people["Cem"], now=now, target=2.0
            ),
            "API response time": _kpi(
                "API response time", "ms", "lower", RESPONSE, team, people["Cem"], now=now, target=160, red_upper=200
            ),
        }
        day = now.date()
        cycle = Cycle.objects.create(name="Q4 2026", start=day - 8 * WEEK, end=day + 5 * WEEK - DAY)
        Strategy.objects.create(text="The phone is where people meet us. Make it worth their time.", by=people["Ana"])
        objective, key_results = _objective(cycle, team, people["Ben"], kpis, now)
    return World(workspace, team, cycle, people, kpis, objective, key_results, now)


_ROLES = {"Ana": Role.LEAD, "Ben": Role.MEMBER, "Cem": Role.MEMBER, "Dana": Role.VIEWER}


def _person(name: str, role: Role, team: Team) -> Person:
    email = f"{name.lower()}@example.org"
    user = User.objects.filter(email=email).first() or User.objects.create_user(email)
    made: Person = Person.objects.create(name=name, email=email, role=role, team=team, user=user)
    return made


def _kpi(
    name: str,
    unit: str,
    direction: str,
    values: list[float],
    team: Team,
    owner: Person,
    *,
    now: datetime,
    **held: float,
) -> Kpi:
    definition = Definition.objects.create(name=name, unit=unit, direction=direction)
    kpi: Kpi = Kpi.objects.create(definition=definition, team=team, owner=owner, frequency="week", **held)
    first = now - len(values) * WEEK
    points = [(kpi.series_id, Value(first + index * WEEK, value)) for index, value in enumerate(values)]
    store(points=points, origin=Origin.FILE, by=owner, now=now)
    return kpi


def _objective(
    cycle: Cycle, team: Team, owner: Person, kpis: dict[str, Kpi], now: datetime
) -> tuple[Objective, dict[str, KeyResult]]:
    objective: Objective = Objective.objects.create(
        title="Radically transform our users’ mobile experience",
        team=team,
        cycle=cycle,
        owner=owner,
        state=Objective.State.ACTIVE,
        why="Six of ten sessions are on a phone, and most end before the page has loaded.",
        serves_strategy=True,
        responds_to=kpis["Loading time, p75"],
        stops="The redesign of the desktop start page.",
    )
    objective.guardrails.set([kpis["API response time"]])
    loading = kpis["Loading time, p75"].series_id
    made = {
        "conversion": _key_result(objective, 1, "Mobile conversion", 2.3, 5, "%"),
        "loading": _key_result(objective, 2, "Initial loading time", 4, 1.5, "s", series_id=loading),
        "engagement": _key_result(objective, 3, "Mobile engagement", 3, 8, "min a session"),
    }
    points = [
        (made[name].series_id, Value(now - (len(values) - index) * WEEK + DAY, value))
        for name, values in (("conversion", CONVERSION), ("engagement", ENGAGEMENT))
        for index, value in enumerate(values)
    ]
    store(points=points, origin=Origin.CHECKIN, by=owner, now=now)
    objective.refresh()
    return objective, made


def _key_result(
    objective: Objective, position: int, metric: str, baseline: float, target: float, unit: str, **more: int
) -> KeyResult:
    made: KeyResult = KeyResult.objects.create(
        objective=objective, position=position, metric=metric, baseline=baseline, target=target, unit=unit, **more
    )
    return made
