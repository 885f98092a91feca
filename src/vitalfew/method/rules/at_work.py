"""Which objectives a team has at one time."""

from collections.abc import Iterable, Sequence

from vitalfew.method.rules.subjects import KeyResult, Objective, Plan

OVER = frozenset({"dropped", "closed"})


def at_work(objectives: Iterable[Objective]) -> list[Objective]:
    """Those that are neither dropped nor closed."""
    return [objective for objective in objectives if objective.state not in OVER]


def at_one_time(objectives: Sequence[Objective]) -> list[Objective]:
    """The largest number of them that run at one time, by their dates; by the cycle's name where there are none."""
    alike: dict[object, list[Objective]] = {}  # most are of one cycle: those are compared once
    for each in objectives:
        alike.setdefault((each.start, each.end, each.cycle), []).append(each)
    groups = [
        [one for same in alike.values() if together(same[0], first) for one in same] for first, *_ in alike.values()
    ]
    return max(groups, key=len, default=[])


def together(one: Objective, other: Objective) -> bool:
    """Whether the first runs when the other starts; without dates, whether both are of one cycle."""
    if one.start and one.end and other.start:
        return one.start <= other.start <= one.end
    return one.cycle == other.cycle


def key_results_of(plan: Plan) -> list[KeyResult]:
    """All key results of objectives that are at work."""
    return [result for team in plan.teams for each in at_work(team.objectives) for result in each.key_results]


def listed(names: Sequence[str], *, most: int = 3) -> str:
    """The names in quotes: '“A”, “B” and 4 more'."""
    shown = [f"“{name}”" for name in names[:most]]
    if len(names) > most:
        return f"{', '.join(shown)} and {len(names) - most} more"
    return " and ".join(part for part in (", ".join(shown[:-1]), shown[-1] if shown else "") if part)
