"""Bringing the workspace that was entered to what a plan says, all of it or nothing."""

from django.db import transaction
from django.utils import timezone

from vitalfew.accounts.history import changing
from vitalfew.accounts.models import Person, Team
from vitalfew.importers.plan.absent import absent
from vitalfew.importers.plan.definitions import write_definitions
from vitalfew.importers.plan.feeds import write_feed
from vitalfew.importers.plan.keeping import Keeper
from vitalfew.importers.plan.names import Kpis, People
from vitalfew.importers.plan.objectives import Objectives
from vitalfew.importers.plan.outcome import Named, Outcome
from vitalfew.importers.plan.strictness import Strictness
from vitalfew.importers.plan.values import of_kpi
from vitalfew.kpis.events import values_changed
from vitalfew.kpis.models import Definition, Kpi
from vitalfew.method.frequency import Frequency, usual_grace
from vitalfew.okrs.models import Strategy
from vitalfew.planfile import Kpi as PlanKpi
from vitalfew.planfile import Person as PlanPerson
from vitalfew.planfile import Plan, PlanError
from vitalfew.planfile import Team as PlanTeam
from vitalfew.planfile.problems import nearest


def apply(plan: Plan, *, by: Person | None, name: str) -> Outcome:
    """Change the workspace to what the plan says, as one change that can be undone; `name` is the file's.

    What the plan does not name stays as it is. Raises PlanError with every fault, by file and line.
    """
    with changing(by=by, summary=f"Applied {name}"):
        writing = _Writing(plan)
        outcome = writing.run()
        values_changed.send(Plan, series_ids=writing.touched)
    return outcome


def compare(plan: Plan) -> Outcome:
    """What `apply` would change; nothing is stored. Raises PlanError as it does."""
    with transaction.atomic():
        outcome = _Writing(plan).run()
        transaction.set_rollback(True)
    return outcome


class _Writing:
    """One plan on its way into the workspace."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.keeper = Keeper()
        self.touched: set[int] = set()
        self.strictness = Strictness(self.keeper)
        self.now = timezone.now()

    def run(self) -> Outcome:
        """Write everything in the order in which one thing refers to another."""
        keeper, plan = self.keeper, self.plan
        self._strategy()
        self.strictness.workspace(plan)
        teams = self._teams()
        people = People(keeper)
        for team in plan.teams:
            for person in team.people:
                self._person(person, teams[team.name], people)
        self._kpis(teams, people)
        objectives = Objectives(keeper, people, Kpis(keeper, planned={kpi.name for t in plan.teams for kpi in t.kpis}))
        for team in plan.teams:
            for objective in team.objectives:
                objectives.write(objective, team=teams[team.name])
        objectives.link()
        for record, each, named in objectives.with_rules:
            self.strictness.record(record, each, named)
        self.touched |= objectives.touched
        if keeper.problems:
            raise PlanError(sorted(keeper.problems, key=lambda problem: (problem.file, problem.line)))
        keeper.outcome.not_in_file = absent(plan, objectives)
        return keeper.outcome

    def _strategy(self) -> None:
        text = self.plan.strategy
        holds = Strategy.objects.first()
        if text and (holds is None or holds.text != text):
            self.keeper.put(Strategy(), {"text": text}, named=Named("strategy", text), at=self.plan)

    def _teams(self) -> dict[str, Team]:
        teams: dict[str, Team] = {team.name: team for team in Team.objects.all()}
        for plan in self.plan.teams:
            if plan.name not in teams:
                teams[plan.name] = Team(name=plan.name)
                self.keeper.put(teams[plan.name], {}, named=Named("team", plan.name), at=plan)
        if self.keeper.problems:
            raise PlanError(self.keeper.problems)
        for plan in self.plan.teams:
            self._parent(plan, teams)
            self._sprint(plan, teams[plan.name])
            self.strictness.record(teams[plan.name], plan, Named("team", plan.name))
        return teams

    def _parent(self, plan: PlanTeam, teams: dict[str, Team]) -> None:
        if not plan.parent:
            return
        if plan.parent not in teams:
            what = f'"parent" names the team “{plan.parent}”, which does not exist.'
            self.keeper.wrong(plan, what, nearest(plan.parent, teams))
            return
        self.keeper.put(teams[plan.name], {"parent": teams[plan.parent]}, named=Named("team", plan.name), at=plan)

    def _sprint(self, plan: PlanTeam, team: Team) -> None:
        if plan.sprint not in (None, team.sprint):
            values = {"sprint_weeks": plan.sprint.weeks, "sprint_from": plan.sprint.first}
            self.keeper.put(team, values, named=Named("team", plan.name), at=plan)

    def _person(self, plan: PlanPerson, team: Team, people: People) -> None:
        new = plan.email.strip().lower() not in people.known
        person = people.named(plan.email, team=team, at=plan, key="email")
        if person is None:
            return
        values = {"name": plan.name} if plan.name else {}
        if "role" in plan.given and (new or person.role != plan.role):
            if person.user_id is not None:
                what = f"{person} signs in here as {person.role}; a file does not change what somebody may do."
                self.keeper.wrong(plan, what, "Change it on the page People, or write the role that holds.")
                return
            values["role"] = plan.role
        if person.team_id is None:
            values |= {"team": team}  # type: ignore[dict-item]
        self.keeper.put(person, values, named=Named("person", person.email), at=plan)

    def _kpis(self, teams: dict[str, Team], people: People) -> None:
        planned = [kpi for team in self.plan.teams for kpi in team.kpis]
        definitions, changed = write_definitions(planned, self.keeper)
        for team in self.plan.teams:
            for kpi in team.kpis:
                if kpi.name in definitions:
                    self._kpi(kpi, definitions[kpi.name], teams[team.name], people)
        self.touched |= set(Kpi.objects.filter(definition__in=changed).values_list("series", flat=True))

    def _kpi(self, plan: PlanKpi, definition: Definition, team: Team, people: People) -> None:
        found = Kpi.objects.select_related("owner", "deputy").filter(definition=definition, team=team).first()
        kpi = found or _new(plan, definition, team)
        values = of_kpi(plan)
        for key in ("owner", "deputy"):
            if getattr(plan, key):
                values[key] = people.named(getattr(plan, key), team=team, at=plan, key=key)
        if self.keeper.put(kpi, values, named=Named("KPI", plan.name, team.name), at=plan):
            self.touched.add(kpi.series_id)
        named = Named("KPI", plan.name, team.name)
        if kpi.pk is not None:
            write_feed(kpi, plan, keeper=self.keeper, named=named, now=self.now)
        self.strictness.record(kpi, plan, named)


def _new(plan: PlanKpi, definition: Definition, team: Team) -> Kpi:
    often = plan.frequency or Frequency.WEEK
    return Kpi(definition=definition, team=team, grace_days=usual_grace(often))
