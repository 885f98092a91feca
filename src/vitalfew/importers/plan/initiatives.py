"""The initiatives of an objective, as the file says."""

from typing import Any

from django.utils import timezone

from vitalfew.importers.plan.keeping import Keeper
from vitalfew.importers.plan.names import People
from vitalfew.importers.plan.outcome import Named
from vitalfew.okrs.models import Initiative, KeyResult, Objective
from vitalfew.planfile import Initiative as PlanInitiative
from vitalfew.planfile import Objective as PlanObjective
from vitalfew.planfile.problems import nearest


def write_initiatives(plan: PlanObjective, objective: Objective, *, keeper: Keeper, people: People) -> None:
    """Bring them to what the file says, found by their link, or else by their title; others are left as they are."""
    there = list(objective.initiatives.select_related("owner", "key_result").order_by("pk"))
    for each in plan.initiatives:
        found = next((one for one in there if _is_same(one, each)), None)
        values = _values(each, objective, found, keeper=keeper, people=people)
        named = Named("initiative", each.title or each.link, objective.title)
        if found is not None:
            there.remove(found)
        keeper.put(found or Initiative(objective=objective), values, named=named, at=each)


def _is_same(one: Initiative, plan: PlanInitiative) -> bool:
    if one.url and plan.link:
        return bool(one.url == plan.link)
    return bool(one.title) and one.title.casefold() == plan.title.casefold()


def _values(
    plan: PlanInitiative, objective: Objective, found: Initiative | None, *, keeper: Keeper, people: People
) -> dict[str, Any]:
    values: dict[str, Any] = {}
    if "title" in plan.given:
        values["title"] = plan.title
    if "link" in plan.given:
        values["url"] = plan.link
    if plan.owner:
        values["owner"] = people.named(plan.owner, team=objective.team, at=plan, key="owner")
    if plan.moves:
        values["key_result"] = _moved(plan, objective, keeper)
    was_done = found is not None and found.done_at is not None
    if "state" in plan.given and was_done != (plan.state == "done"):
        values["done_at"] = None if was_done else timezone.now()
    return values


def _moved(plan: PlanInitiative, objective: Objective, keeper: Keeper) -> KeyResult | None:
    known = {each.metric.casefold(): each for each in objective.key_results.all()}
    found = known.get(plan.moves.casefold())
    if found is None:
        hint = nearest(plan.moves, [each.metric for each in known.values()]) if known else "It has none."
        what = f'"moves" names the key result “{plan.moves}”, which its objective does not have.'
        keeper.wrong(plan, what, hint)
    return found
