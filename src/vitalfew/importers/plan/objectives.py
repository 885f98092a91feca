"""Objectives and their key results, as the file says."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import timezone

from vitalfew.accounts.models import Person, Team
from vitalfew.importers.plan.initiatives import write_initiatives
from vitalfew.importers.plan.keeping import Keeper
from vitalfew.importers.plan.names import Cycles, Kpis, People, parent_named
from vitalfew.importers.plan.outcome import Difference, Named
from vitalfew.importers.plan.values import metric_of, of_key_result, of_objective
from vitalfew.okrs.course import steps
from vitalfew.okrs.course.targets import ends_of, keep_change
from vitalfew.okrs.models import KeyResult, Objective
from vitalfew.okrs.readiness import missing
from vitalfew.okrs.writing import take_values_from
from vitalfew.planfile import KeyResult as PlanKeyResult
from vitalfew.planfile import Objective as PlanObjective
from vitalfew.planfile.problems import nearest

REASON = "Changed in the plan file."


class Objectives:
    """Writes objectives; `touched` are the series whose key results stand anew."""

    def __init__(self, keeper: Keeper, people: People, kpis: Kpis) -> None:
        self.keeper, self.people, self.kpis = keeper, people, kpis
        self.cycles = Cycles(keeper)
        self.written: list[tuple[Objective, PlanObjective]] = []
        self.with_rules: list[tuple[Objective | KeyResult, PlanObjective | PlanKeyResult, Named]] = []
        self.named_key_results: set[int] = set()
        self.touched: set[int] = set()

    def write(self, plan: PlanObjective, *, team: Team) -> None:
        """Bring one objective and its key results to what the file says; what it hangs from is linked later."""
        cycle = None if plan.cycle is None else self.cycles.named(plan.cycle, team=team, at=plan)
        if plan.cycle is None:
            self.keeper.wrong(plan, '"cycle" is missing in an objective.', "Add cycle: 2026-Q4, say.")
        if cycle is None:
            return
        found = Objective.objects.select_related("owner", "responds_to__definition").filter(team=team, cycle=cycle)
        objective = found.filter(title=plan.objective).first() or Objective(
            team=team, cycle=cycle, title=plan.objective
        )
        new = objective.pk is None
        named = Named("objective", plan.objective, team.name)
        changed = self.keeper.put(objective, self._values(plan, objective, team), named=named, at=plan)
        if objective.pk is None:
            return
        self.written.append((objective, plan))
        self.with_rules.append((objective, plan, named))
        self._write_key_results(plan, objective, team)
        write_initiatives(plan, objective, keeper=self.keeper, people=self.people)
        if changed:
            self.touched |= set(objective.key_results.values_list("series", flat=True))
        if new and "state" not in plan.given:
            self._activate(objective)

    def link(self) -> None:
        """Guardrails and parents, once every KPI and every objective is there."""
        for objective, plan in self.written:
            named = Named("objective", objective.title, objective.team.name)
            if "guardrails" in plan.given:
                kept = [self.kpis.named(n, team=objective.team, at=plan, key="guardrails") for n in plan.guardrails]
                self.keeper.link(objective, "guardrails", [kpi for kpi in kept if kpi], named=named)
            if "parents" in plan.given:
                above = [parent_named(t, child=objective, at=plan, keeper=self.keeper) for t in plan.parents]
                self.keeper.link(objective, "parents", [each for each in above if each], named=named)
            self._link_people(objective, plan, named)

    def _link_people(self, objective: Objective, plan: PlanObjective, named: Named) -> None:
        if "helpers" in plan.given:
            team = objective.team
            people = [self.people.named(email, team=team, at=plan, key="helpers") for email in plan.helpers]
            self.keeper.link(objective, "helpers", [person for person in people if person], named=named)
        if "teams" in plan.given:
            known = {team.name: team for team in Team.objects.all()}
            for name in sorted(set(plan.teams) - set(known)):
                what = f'"teams" names the team “{name}”, which does not exist.'
                self.keeper.wrong(plan, what, nearest(name, known))
            part = [known[name] for name in plan.teams if name in known and known[name] != objective.team]
            self.keeper.link(objective, "teams", part, named=named)

    def _values(self, plan: PlanObjective, objective: Objective, team: Team) -> dict[str, Any]:
        values = of_objective(plan) | self._owner(plan, team)
        if "state" in plan.given:
            values["state"] = plan.state
        if plan.responds_to:
            values["responds_to"] = self.kpis.named(plan.responds_to, team=team, at=plan, key="responds_to")
        self._check(plan, objective, values)
        return values

    def _check(self, plan: PlanObjective, objective: Objective, values: dict[str, Any]) -> None:
        for word in plan.supports:
            if word.lower() != "strategy":
                what = f'"supports" of an objective names “{word}”; it can name the strategy only.'
                hint = "Name objectives in parents:, and KPIs in a key result's supports:."
                self.keeper.wrong(plan, what, hint)
        if objective.pk and values.get("kind", objective.kind) != objective.kind:
            what = f'"kind" is {plan.kind}, and the objective was written as {objective.kind}; a kind is never changed.'
            self.keeper.wrong(plan, what, f"Write kind: {objective.kind}, or begin another objective.")
        if plan.state == "dropped" and not (plan.dropped_because or objective.dropped_because):
            self.keeper.wrong(plan, "The objective is dropped without a reason.", "Add dropped_because: to it.")

    def _owner(self, plan: PlanObjective | PlanKeyResult, team: Team) -> dict[str, Person | None]:
        if not plan.owner:
            return {}
        return {"owner": self.people.named(plan.owner, team=team, at=plan, key="owner")}

    def _write_key_results(self, plan: PlanObjective, objective: Objective, team: Team) -> None:
        for position, (each, key_result) in enumerate(_matched(plan, objective), start=1):
            if key_result.pk is None:
                key_result.position = position
            values, before = self._of_key_result(each, key_result, team), ends_of(key_result)
            named, new = Named("key result", values["metric"], objective.title), key_result.pk is None
            if self.keeper.put(key_result, values, named=named, at=each):
                self.touched.add(key_result.series_id)
                if not new:
                    keep_change(key_result=key_result, before=before, reason=REASON, by=None, now=timezone.now())
            if key_result.pk is not None:
                self._put_steps(each, key_result, named)
                self.named_key_results.add(key_result.pk)
                self.with_rules.append((key_result, each, named))

    def _put_steps(self, plan: PlanKeyResult, key_result: KeyResult, named: Named) -> None:
        there, wanted = {step.by: step.value for step in key_result.steps.all()}, dict(plan.steps)
        if "steps" not in plan.given or there == wanted:
            return
        for by, value in wanted.items():
            for words in steps.wrong(by=by, value=value, key_result=key_result).values():
                self.keeper.wrong(plan, f'"steps", {by}: {words}')
                return
        steps.put(key_result=key_result, wanted=wanted)
        self.touched.add(key_result.series_id)
        self.keeper.outcome.differs(named, [Difference("steps", _dated(there), _dated(wanted))])

    def _of_key_result(self, plan: PlanKeyResult, key_result: KeyResult, team: Team) -> dict[str, Any]:
        values = of_key_result(plan) | self._owner(plan, team)
        if plan.supports:
            values["supports"] = self.kpis.named(plan.supports, team=team, at=plan, key="supports")
        kpi = self.kpis.named(plan.kpi, team=team, at=plan, key="kpi") if plan.kpi else None
        if kpi is not None and key_result.series_id != kpi.series_id:
            if key_result.pk is None:
                take_values_from(key_result, kpi)
                values.setdefault("unit", kpi.definition.unit)
            else:
                values = {"measured": kpi.frequency} | values | {"series": kpi.series}
        return values

    def _activate(self, objective: Objective) -> None:
        lacks = missing(objective)
        if lacks:
            self.keeper.outcome.notes.append(f"“{objective}” is a draft. {' '.join(lacks)}")
        else:
            objective.activate()


def _dated(by_day: Mapping[date, float]) -> str:
    return ", ".join(f"{value:g} by {by}" for by, value in sorted(by_day.items())) or "nothing"


def _matched(plan: PlanObjective, objective: Objective) -> list[tuple[PlanKeyResult, KeyResult]]:
    """Each key result of the file with its record: by metric, else the one at its place that nothing else names."""
    there = list(objective.key_results.select_related("owner", "supports__definition", "series"))
    named = {metric_of(each).casefold() for each in plan.key_results}
    by_metric = {each.metric.casefold(): each for each in there}
    matched = []
    for place, each in enumerate(plan.key_results):
        found = by_metric.pop(metric_of(each).casefold(), None)
        if found is None and place < len(there) and there[place].metric.casefold() not in named:
            found = there[place]
        matched.append((each, found or KeyResult(objective=objective)))
    return matched
