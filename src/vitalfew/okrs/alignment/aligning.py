"""What an objective contributes to: never itself, never what hangs from it, never what is over."""

from collections.abc import Collection, Iterable

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
    return _reached(key, along="from_objective", to="to_objective")


def below(key: int) -> set[int]:
    """The keys of all objectives that contribute to this one, by way of others as well."""
    return _reached(key, along="to_objective", to="from_objective")


def _reached(key: int, *, along: str, to: str) -> set[int]:
    links = Objective.parents.through.objects
    found: set[int] = set()
    level = {key}
    while level:
        level = set(links.filter(**{f"{along}__in": level}).values_list(to, flat=True)) - found
        found |= level
    return found


def align(
    *, objective: Objective, under: Objective | None, strategy: bool = False, instead_of: Objective | None = None
) -> None:
    """Move an objective under another one, under the strategy, or (neither) under nothing.

    It leaves `instead_of`, or without one the strategy; its other parents stay. Runs inside the change that its caller
    keeps; raises as `contribute` does.
    """
    kept = [each for each in objective.parents.all() if each != instead_of]
    serves = strategy or (objective.serves_strategy and instead_of is not None)
    contribute(objective=objective, parents=[*kept, *([under] if under else [])], strategy=serves)


def contribute(*, objective: Objective, parents: Collection[Objective], strategy: bool) -> None:
    """Let an objective contribute to exactly these, and serve the strategy or not.

    Raises ValidationError for circles and where one of the new ties is to something that is over. Runs inside the
    change that its caller keeps.
    """
    _hold([objective, *parents])
    refuse_over(objective)
    new = set(parents) - set(objective.parents.all())
    for parent in new:
        if parent.state in OVER:
            raise ValidationError({"parents": f"“{parent}” is {parent.get_state_display().lower()}; choose another."})
    refuse_circle(objective=objective, parents=new)
    objective.parents.set(parents)
    if objective.serves_strategy != strategy:
        objective.serves_strategy = strategy
        objective.save(update_fields=["serves_strategy"])


def refuse_over(objective: Objective) -> None:
    """Raise ValidationError where an objective is over, alone or with its cycle."""
    if objective.state in OVER or objective.cycle.state == Cycle.State.CLOSED:
        over = "is dropped" if objective.state == Objective.State.DROPPED else "is closed"
        raise ValidationError(f"“{objective}” {over}; what it contributed to stays as it was.")


def _hold(objectives: Iterable[Objective]) -> None:
    """Let two that are hung from each other at once wait for one another."""
    keys = [each.pk for each in objectives]
    list(Objective.objects.select_for_update(of=("self",)).order_by("pk").filter(pk__in=keys).values_list("pk"))
