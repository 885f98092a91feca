"""How well one person's own confidence was borne out. For that person's eyes: no other page, file or API reads it."""

from vitalfew.accounts.models import Person
from vitalfew.method.goals.sureness import Sureness, sureness
from vitalfew.okrs.models import CheckIn, Cycle


def sureness_of(person: Person) -> Sureness | None:
    """What this person said last by the middle of each closed cycle, against what came of it: one statement.

    None where there are fewer than five key results.
    """
    said = CheckIn.objects.filter(
        by=person,
        confidence__isnull=False,
        key_result__objective__cycle__state=Cycle.State.CLOSED,
        key_result__final__score__isnull=False,
    ).select_related("key_result__objective__cycle__workspace", "key_result__final")
    latest: dict[int, tuple[int, bool]] = {}
    for each in said.order_by("at", "pk"):
        objective = each.key_result.objective
        cycle = objective.cycle
        half_way = cycle.begins() + (cycle.ends() - cycle.begins()) / 2
        if each.at <= half_way:
            latest[each.key_result_id] = (each.confidence, each.key_result.final.score >= objective.success)
    return sureness(list(latest.values()))
