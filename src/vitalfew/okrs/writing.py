"""Writing objectives and key results down. Each runs inside the change that its caller keeps."""

from collections import Counter
from collections.abc import Iterable, Sequence

from django.db.models import Max
from django.utils import timezone

from vitalfew.accounts.history import make_all
from vitalfew.kpis.models import Kpi, Series
from vitalfew.kpis.models.kpi import new_series
from vitalfew.okrs.course.standing import begin
from vitalfew.okrs.models import KeyResult, Objective


def write_objective(
    *,
    objective: Objective,
    key_results: Sequence[KeyResult],
    parents: Iterable[Objective] = (),
    guardrails: Iterable[Kpi] = (),
) -> Objective:
    """Save an objective with what it hangs from, what it must not harm, and these of its key results."""
    objective.save()
    objective.parents.set(parents)
    objective.guardrails.set(guardrails)
    for key_result in key_results:
        key_result.objective = objective
        write_key_result(key_result=key_result)
    objective.refresh()
    return objective


def write_key_result(*, key_result: KeyResult) -> KeyResult:
    """Save a key result, a new one behind those that its objective has, and bring its standing up to date."""
    if key_result.pk is None and not key_result.position:
        last = key_result.objective.key_results.order_by("-position").first()
        key_result.position = last.position + 1 if last else 1
    key_result.save()
    key_result.refresh()
    return key_result


def write_all(*, objectives: Sequence[Objective], key_results: Sequence[KeyResult]) -> None:
    """Store new objectives, then new key results, each behind those that its objective has; a few statements
    for each hundred of them.
    """
    make_all(objectives)
    series = [Series() for _ in key_results]
    make_all(series)
    held = Counter[int](
        dict(
            KeyResult.objects.filter(objective__in={each.objective.pk for each in key_results})
            .order_by()
            .values_list("objective")
            .annotate(last=Max("position"))
        )
    )
    for key_result, own in zip(key_results, series, strict=True):
        key_result.objective, key_result.series = key_result.objective, own
        held[key_result.objective.pk] += 1
        key_result.position = held[key_result.objective.pk]
    make_all(key_results)
    begin(key_results, now=timezone.now())


def take_values_from(key_result: KeyResult, kpi: Kpi | None) -> None:
    """Let a KPI's series give its value, or, without one, have it typed by hand into a series of its own; the caller
    saves.
    """
    if kpi is not None:
        key_result.series_id = kpi.series_id
    elif key_result.series_id is not None and Kpi.objects.filter(series=key_result.series_id).exists():
        key_result.series_id = new_series()


def remove_key_result(*, key_result: KeyResult) -> None:
    """Take a key result out of its objective; its values stay stored, so that an undo brings everything back."""
    key_result.delete()
