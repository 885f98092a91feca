"""The guided close: a team's objectives in a cycle that is in review, saved in part at any time."""

from collections.abc import Sequence

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from vitalfew.accounts.models import Person, Role, Team
from vitalfew.okrs.course.courses import values_in_cycle
from vitalfew.okrs.course.targets import changes
from vitalfew.okrs.cycles.closing import insist_on_review, judge, objectives_of
from vitalfew.okrs.cycles.crossings import crossings_by_objective
from vitalfew.okrs.cycles.life import after
from vitalfew.okrs.models import Cycle, KeyResult, Objective
from vitalfew.okrs.promises import open_promises, promise_words
from vitalfew.okrs.queries import today_here
from vitalfew.web.addresses import go_to
from vitalfew.web.requests import PageRequest
from vitalfew.web.reviews.scores import Course, ObjectiveRow, objective_row
from vitalfew.web.roles import insist
from vitalfew.web.saving import saving


def close(request: PageRequest, pk: int, team: int) -> HttpResponse:
    """Score, say, learn, decide."""
    cycle = get_object_or_404(Cycle.objects.select_related("workspace"), pk=pk)
    whose = get_object_or_404(Team, pk=team)
    data = request.POST if request.method == "POST" else None
    if data is not None:
        insist(request.person, Role.MEMBER)
        insist_on_review(cycle)
    found = list(objectives_of(cycle=cycle, team=whose))
    pursued = [each for each in found if each.state != Objective.State.DROPPED]
    now, results = timezone.now(), [result for each in pursued for result in each.key_results.all()]
    values = values_in_cycle(results, cycle=cycle, now=now) if cycle.state == Cycle.State.CLOSED else {}
    course = Course(values, changes(key_results=results, until=now), _promised(results))
    crossings = crossings_by_objective(pursued, cycle=cycle)
    rows = [objective_row(each, data, course=course, crossings=crossings.get(each.pk, ())) for each in pursued]
    if data is not None and _valid(rows):
        with saving(request, f"The review of {whose} in {cycle}", general=True):
            _keep(rows, by=request.person)
        return go_to(request, "review", pk, team)
    scored = [row for each in rows for row in each.rows]
    context = {
        "cycle": cycle,
        "team": whose,
        "rows": rows,
        "dropped": [each for each in found if each.state == Objective.State.DROPPED],
        "open": cycle.state == Cycle.State.REVIEW and request.person.may(Role.MEMBER),
        "left": sum(row.form.stored["score"] is None for row in scored),
        "count": len(scored),
        "wrong": data is not None,
        "running": not cycle.is_reviewed,
        "following": after(cycle),
    }
    return render(request, "web/reviews/close.html", context)


def _promised(results: Sequence[KeyResult]) -> dict[int, list[str]]:
    today = today_here(timezone.now())
    return {key: [promise_words(one, today=today) for one in own] for key, own in open_promises(results).items()}


def _valid(rows: Sequence[ObjectiveRow]) -> bool:
    forms = [row.form for each in rows for row in each.rows] + [each.answer for each in rows if each.answer]
    valid = [form.is_valid() for form in forms]
    return all(valid)


def _keep(rows: Sequence[ObjectiveRow], *, by: Person) -> None:
    now = timezone.now()
    for each in rows:
        for row in each.rows:
            if row.form.said:
                judge(key_result=row.key_result, said=row.form.said, by=by, now=now)
        if each.answer is not None and each.answer.said:
            each.objective.answer = each.answer.said["answer"]
            each.objective.save(update_fields=["answer"])
