"""The people, KPIs, cycles and objectives that a plan names."""

from collections import defaultdict

from vitalfew.accounts.models import Person, Team
from vitalfew.accounts.queries import line_of
from vitalfew.importers.plan.keeping import Keeper, Placed
from vitalfew.importers.plan.outcome import Named
from vitalfew.kpis.models import Kpi
from vitalfew.okrs.models import Cycle, Objective
from vitalfew.planfile import Cycle as PlanCycle
from vitalfew.planfile.problems import nearest


class People:
    """People by e-mail address; who is not here yet is made a member, without a sign-in."""

    def __init__(self, keeper: Keeper) -> None:
        self.keeper = keeper
        self.known: dict[str, Person] = {person.email.lower(): person for person in Person.objects.all()}

    def named(self, email: str, *, team: Team, at: Placed, key: str) -> Person | None:
        """The person with this address; None, with the fault noted, when it is no address."""
        address = email.strip().lower()
        if address not in self.known:
            if "@" not in address:
                self.keeper.wrong(
                    at, f'"{key}" is “{email}”, which is no e-mail address.', "Name one person by theirs."
                )
                return None
            person = Person(email=address, team=team)
            if not self.keeper.put(person, {}, named=Named("person", address), at=at):
                return None
            self.known[address] = person
        return self.known[address]


class Kpis:
    """KPIs by name, the team's own first; 'Sales: Lead time' names another team's.

    Nothing more is said of a KPI in `planned` that is not here: what is wrong with it was noted where it stands.
    """

    def __init__(self, keeper: Keeper, *, planned: set[str]) -> None:
        self.keeper, self.planned = keeper, planned
        self.known: dict[str, list[Kpi]] = defaultdict(list)
        for kpi in Kpi.objects.select_related("definition", "team"):
            self.known[kpi.name].append(kpi)
            self.known[f"{kpi.team.name}: {kpi.name}"].append(kpi)

    def named(self, name: str, *, team: Team, at: Placed, key: str) -> Kpi | None:
        """The KPI that is meant; None, with the fault noted, when there is none or several teams keep it."""
        found = self.known.get(name, [])
        own = [kpi for kpi in found if kpi.team_id == team.pk]
        if len(own or found) == 1:
            return (own or found)[0]
        if found:
            choices = " or ".join(f"“{kpi.team}: {kpi}”" for kpi in found)
            self.keeper.wrong(at, f'"{key}" names “{name}”, which several teams keep.', f"Write {choices}.")
        elif name not in self.planned:
            hint = nearest(name, self.known) if self.known else "There is no KPI yet."
            self.keeper.wrong(at, f'"{key}" names the KPI “{name}”, which does not exist.', hint)
        return None


class Cycles:
    """Cycles by name, or by their dates: 2026-Q4 is the cycle that is called Q4 2026 elsewhere."""

    def __init__(self, keeper: Keeper) -> None:
        self.keeper = keeper
        self.known: list[Cycle] = list(Cycle.objects.select_related("workspace"))

    def named(self, cycle: PlanCycle, *, team: Team, at: Placed) -> Cycle | None:
        """The cycle that is meant by this team, made where there is none; None when it cannot be."""
        found = self.find(cycle, team=team)
        values = {"start": cycle.start, "end": cycle.end}
        if found is None:
            found = Cycle(name=cycle.name)
            if not self.keeper.put(found, values, named=Named("cycle", cycle.name), at=at):
                return None
            self.known.append(found)
        else:
            self.keeper.put(found, values, named=Named("cycle", found.name), at=at)
        return found

    def find(self, cycle: PlanCycle, *, team: Team) -> Cycle | None:
        """The cycle of this name, else the one with these dates that holds for this team."""
        same_name = (each for each in self.known if each.name == cycle.name)
        same_dates = (each for each in self._of(team) if (each.start, each.end) == (cycle.start, cycle.end))
        return next(same_name, None) or next(same_dates, None)

    def _of(self, team: Team) -> list[Cycle]:
        """Everyone's, and those of this team and of the teams that it is part of."""
        if all(each.team_id is None for each in self.known):
            return self.known
        line = (None, *line_of(team.pk))
        return [each for each in self.known if each.team_id in line]


def parent_named(title: str, *, child: Objective, at: Placed, keeper: Keeper) -> Objective | None:
    """The objective to which another contributes, in its own cycle first; None, with the fault noted, if unclear."""
    found: list[Objective] = list(Objective.objects.filter(title=title).exclude(pk=child.pk))
    same = [each for each in found if each.cycle_id == child.cycle_id]
    if len(same or found) == 1:
        return (same or found)[0]
    if found:
        keeper.wrong(at, f'"parents" names “{title}”, and there are several.', "Give them different titles.")
    else:
        known = list(Objective.objects.exclude(pk=child.pk).values_list("title", flat=True))
        hint = nearest(title, known) if known else "There is no other objective."
        keeper.wrong(at, f'"parents" names the objective “{title}”, which does not exist.', hint)
    return None
