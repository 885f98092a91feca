"""P406: two teams that push one metric in opposite directions."""

from collections.abc import Iterator, Sequence

from vitalfew.method.rules.at_work import key_results_of, together
from vitalfew.method.rules.rule import Hit, Rule, Settings
from vitalfew.method.rules.subjects import KeyResult, Plan, Team
from vitalfew.method.wording.same import metric_key


def opposed(plan: Plan) -> Iterator[tuple[KeyResult, KeyResult]]:
    """One key result that pushes a metric up, and one of another team that pushes it down, for each such metric."""
    ways: dict[str, list[KeyResult]] = {"increase": [], "decrease": []}
    for result in key_results_of(plan) if len(plan.teams) > 1 else ():
        ways.get(_direction(result), []).append(result)
    if all(ways.values()):
        ups, downs = _by_metric(ways["increase"]), _by_metric(ways["decrease"])
        pairs = (_opposed(ups[key], downs[key]) for key in ups if key and key in downs)
        yield from (pair for pair in pairs if pair)


def _check(plan: Plan, settings: Settings) -> Iterator[Hit]:
    yield from (_hit(*pair) for pair in opposed(plan))


def _by_metric(results: Sequence[KeyResult]) -> dict[str, list[KeyResult]]:
    """The key results of each metric, one of each team and cycle."""
    found: dict[str, dict[tuple[object, ...], KeyResult]] = {}
    for result in results:
        objective = result.objective
        place = (id(_team(result)), objective.cycle, objective.start, objective.end) if objective else ()
        found.setdefault(metric_key(result.metric or result.reading.metric or ""), {}).setdefault(place, result)
    return {key: list(of_places.values()) for key, of_places in found.items()}


def _direction(result: KeyResult) -> str:
    if result.baseline is not None and result.target is not None:
        return "increase" if result.target > result.baseline else "decrease"
    found = result.reading.direction
    return found if found in {"increase", "decrease"} else ""


def _opposed(ups: Sequence[KeyResult], downs: Sequence[KeyResult]) -> tuple[KeyResult, KeyResult] | None:
    for up in ups:
        for down in downs:
            if _team(up) is not _team(down) and _at_once(up, down):
                return up, down
    return None


def _team(result: KeyResult) -> Team | None:
    return result.objective.team if result.objective else None


def _at_once(one: KeyResult, other: KeyResult) -> bool:
    first, second = one.objective, other.objective
    return bool(first and second and (together(first, second) or together(second, first)))


def _hit(up: KeyResult, down: KeyResult) -> Hit:
    return Hit(
        message=f"“{up.text}”{_of(up)} and “{down.text}”{_of(down)} push one metric in opposite directions.",
        field="teams",
        suggestion="Let the two agree on which way it should go, or on the range in which both can live",
    )


def _of(result: KeyResult) -> str:
    team = _team(result)
    return f" of {team.name}" if team else ""


def _two(one: str, other: str, cycle: str = "") -> str:
    first = f"{{name: Bakery, objectives: [{{objective: One aim, key_results: ['{one}']}}]}}"
    return f"teams: [{first}, {{name: Shop, objectives: [{{objective: Other aim{cycle}, key_results: ['{other}']}}]}}]"


_MORE, _LESS = "Increase loaves per shelf from 20 to 30", "Reduce loaves per shelf from 20 to 12"
RULE = Rule(
    code="P406",
    name="opposed-key-results",
    severity="warning",
    on="plan",
    message="Two teams push one metric in opposite directions.",
    why="One of the two will fail, whatever both do, and each will think that the other did not try.",
    bad=(
        _two(_MORE, _LESS),
        _two("Grow the number of open offers from 10 to 20", "Cut open offers from 10 to 5"),
        _two("Raise stock of flour from 2 to 4 weeks", "Lower flour stock from 2 to 1 week"),
    ),
    good=(
        _two(_MORE, "Increase loaves per shelf from 20 to 25"),
        _two(_MORE, "Reduce cakes per shelf from 20 to 12"),
        _two(_MORE, _LESS, ", cycle: 2031-Q1"),
    ),
    check=_check,
)
