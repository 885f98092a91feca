"""P410: somebody who owns too much."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from vitalfew.method.rules.at_work import at_one_time, at_work, key_results_of
from vitalfew.method.rules.rule import Hit, Rule, Settings
from vitalfew.method.rules.subjects import Objective, Plan


def _check(plan: Plan, settings: Settings) -> Iterator[Hit]:
    items, results = _items(plan), _key_results(plan)
    for owner in sorted(items):
        if items[owner] > settings.limit("items_per_owner"):
            yield _hit(owner, f"{items[owner]} KPIs, objectives and key results")
        elif results[owner] > settings.limit("key_results_per_owner"):
            yield _hit(owner, f"{results[owner]} key results at one time")


def _items(plan: Plan) -> Counter[str]:
    """How many KPIs, objectives and key results name each owner."""
    kpis = (kpi.owner for team in plan.teams for kpi in team.kpis)
    objectives = (objective.owner for team in plan.teams for objective in at_work(team.objectives))
    results = (result.owner for result in key_results_of(plan))
    owners = (owner.strip() for several in (kpis, objectives, results) for owner in several)
    return Counter(owner for owner in owners if owner)


def _key_results(plan: Plan) -> Counter[str]:
    """How many key results name each owner, of the objectives that run at one time."""
    owned: dict[str, list[Objective]] = defaultdict(list)
    for result in key_results_of(plan):
        if result.owner.strip() and result.objective:
            owned[result.owner.strip()].append(result.objective)
    return Counter({owner: len(at_one_time(objectives)) for owner, objectives in owned.items()})


def _hit(owner: str, what: str) -> Hit:
    return Hit(
        message=f"{owner} owns {what}.",
        field="teams",
        suggestion="Which of them could somebody else speak for? What is nobody's first concern stands still",
    )


def _owned(count: int) -> str:
    results = ", ".join(f"{{metric: Number {n}, owner: ana@example.org}}" for n in range(count))
    return f"objectives: [{{objective: One aim, owner: ana@example.org, key_results: [{results}]}}]"


def _kpis(count: int) -> str:
    return f"kpis: [{', '.join(f'{{name: Figure {n}, owner: ana@example.org}}' for n in range(count))}]"


RULE = Rule(
    code="P410",
    name="owner-overloaded",
    severity="info",
    on="plan",
    message="Somebody owns more than one person can look after.",
    why="Owning is looking, every week, and acting. Nobody does that for a dozen numbers.",
    bad=(f"team: Bakery\n{_owned(4)}", f"team: Bakery\n{_kpis(9)}", f"team: Bakery\n{_kpis(5)}\n{_owned(3)}"),
    good=(f"team: Bakery\n{_owned(3)}", f"team: Bakery\n{_kpis(8)}", f"team: Bakery\n{_kpis(4)}\n{_owned(3)}"),
    check=_check,
)
