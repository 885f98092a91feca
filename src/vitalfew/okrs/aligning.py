"""What an objective contributes to: never itself, never what hangs from it, never what is over."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError

from vitalfew.okrs.models import Cycle, Objective

OVER = (Objective.State.DROPPED, Objective.State.CLOSED)


def refuse_circle(*, objective: Objective, parents: Iterable[Objective]) -> None:
    """Raise ValidationError, about `parents`, where an objective would come to hang from itself.

    One statement for each level above the parents.
    """
    for parent in parents:
        if parent.pk == objective.pk:
            raise ValidationError({"parents": f"“{objective}” cannot contribute to itself."})
        if objective.pk is not None and objective.pk in above(parent.pk):
            what = f"“{parent}” contributes to “{objective}” already, itself or by way of others"
            raise ValidationError({"parents": f"{what}; the two cannot hang from each other."})


def above(key: int) -> set[int]:
    """The keys of all objectives that this one contributes to, by way of others as well."""
    links = Objective.parents.through.objects
    found: set[int] = set()
    level = {key}
    while level:
        level = set(links.filter(from_objective__in=level).values_list("to_objective", flat=True)) - found
        found |= level
    return found


def align(
    *, objective: Objective, under: Objective | None, strategy: bool = False, instead_of: Objective | None = None
) -> None:
    """Hang an objective from another one, from the strategy, or (neither) from nothing in the place of `instead_of`.

    Without `instead_of` the place that is left is the strategy's; other parents stay. Raises ValidationError for what
    is over and for circles. Runs inside the change that its caller keeps.
    """
    _hold(objective, under)
    refuse_over(objective)
    if under is not None:
        if under.state in OVER:
            raise ValidationError({"parents": f"“{under}” is {under.get_state_display().lower()}; choose another."})
        refuse_circle(objective=objective, parents=[under])
    if instead_of is not None:
        objective.parents.remove(instead_of)
    if under is not None:
        objective.parents.add(under)
    serves = strategy or (objective.serves_strategy and instead_of is not None)
    if objective.serves_strategy != serves:
        objective.serves_strategy = serves
        objective.save(update_fields=["serves_strategy"])


def refuse_over(objective: Objective) -> None:
    """Raise ValidationError where an objective is over, alone or with its cycle."""
    if objective.state in OVER or objective.cycle.state == Cycle.State.CLOSED:
        over = "is dropped" if objective.state == Objective.State.DROPPED else "is closed"
        raise ValidationError(f"“{objective}” {over}; what it contributed to stays as it was.")


def _hold(*objectives: Objective | None) -> None:
    """Let two that are hung from each other at once wait for one another."""
    keys = sorted(each.pk for each in objectives if each is not None)
    list(Objective.objects.select_for_update(of=("self",)).order_by("pk").filter(pk__in=keys).values_list("pk"))
