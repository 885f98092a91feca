"""One objective: how it stands, what it hangs from, and what may follow."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.safestring import SafeString

from vitalfew.accounts.models import Role
from vitalfew.findings.queries import OPEN, findings_of_objective
from vitalfew.okrs.at_work import why_not_asked
from vitalfew.okrs.course.courses import CycleValue, values_in_cycle
from vitalfew.okrs.course.targets import changes
from vitalfew.okrs.cycles.later import later_words
from vitalfew.okrs.guarding import crossed
from vitalfew.okrs.initiatives import initiatives_of
from vitalfew.okrs.models import CheckIn, Cycle, Objective, Score
from vitalfew.okrs.queries import KeyResultStands, check_ins, current_strategy, objective_page, stands
from vitalfew.okrs.readiness import is_measurable, may_be_activated, missing
from vitalfew.okrs.weights import are_equal, shares
from vitalfew.web.activity.below import below
from vitalfew.web.addresses import go_to
from vitalfew.web.findings import here
from vitalfew.web.okrs.how import score_parts, values_used
from vitalfew.web.okrs.key_result_view import (
    LEGEND,
    KeyResultLine,
    Part,
    chart,
    line,
    moved_words,
    notes,
    origin,
    parts,
)
from vitalfew.web.okrs.words import KINDS, STATES, guard, objective_conclusion, week_words
from vitalfew.web.requests import PageRequest
from vitalfew.web.roles import needs
from vitalfew.web.rules.found import said_of
from vitalfew.web.saving import saving

MOST_CHECK_INS = 25


@dataclass(frozen=True, slots=True)
class KeyResultBlock:
    """A key result with everything that opens from it."""

    line: KeyResultLine
    parts: Sequence[Part]
    chart: SafeString
    values: Sequence[CycleValue]
    origin: str
    moved: Sequence[str] = ()
    counts: int | None = None
    later: str = ""
    final: Score | None = None
    notes: Sequence[str] = ()
    may_stand_in: bool = False


def blocks(rows: Sequence[KeyResultStands], said: Sequence[CheckIn], *, now: datetime) -> list[KeyResultBlock]:
    """Key results of one objective in full: two statements more, and a third once its cycle is in review."""
    if not rows:
        return []
    cycle = rows[0].key_result.objective.cycle
    key_results = [row.key_result for row in rows]
    values = values_in_cycle(key_results, cycle=cycle, now=now)
    moved = changes(key_results=key_results, until=now)
    finals = _finals(rows, now=now) if cycle.state in (Cycle.State.REVIEW, Cycle.State.CLOSED) else {}
    counts = [None] * len(rows) if are_equal(key_results) else shares(key_results)
    found = []
    for row, share in zip(rows, counts, strict=True):
        key_result = row.key_result
        latest = next((c for c in said if c.key_result_id == key_result.pk and c.confidence is not None), None)
        own = values[key_result.pk]
        drawn = chart(row, own, now=now, moved=moved[key_result.pk])
        found.append(
            KeyResultBlock(
                line=line(row, now=now),
                parts=[*parts(row, latest=latest, now=now), *values_used(key_result, own)],
                chart=drawn,
                notes=notes(row, own) if drawn else (),
                may_stand_in=row.standing is not None and is_measurable(key_result) and now < cycle.ends(),
                values=own[::-1],
                origin=origin(key_result),
                moved=[moved_words(each) for each in moved[key_result.pk]],
                counts=share,
                later=later_words(key_result, row.standing, own),
                final=finals.get(key_result.pk),
            )
        )
    return found


def _finals(rows: Sequence[KeyResultStands], *, now: datetime) -> dict[int, Score]:
    """What the review said of them by then."""
    said = Score.objects.filter(key_result__in=[row.key_result.pk for row in rows], at__lte=now)
    return {each.key_result_id: each for each in said}


def objective(request: PageRequest, pk: int) -> HttpResponse:
    """The objective's own page."""
    now = timezone.now()
    found = stands(get_object_or_404(objective_page(pk=pk)), now=now)
    one = found.objective
    guards = [guard(kpi, now=now) for kpi in one.guardrails.all()]
    said = list(check_ins(key_results=[row.key_result for row in found.rows])[:MOST_CHECK_INS])
    context = {
        "objective": one,
        "kind": KINDS[Objective.Kind(one.kind)],
        "state": STATES[Objective.State(one.state)],
        "week": week_words(one.cycle, now=now),
        "conclusion": objective_conclusion(found),
        "why_not": why_not_asked(one, now=now),
        "missing": missing(one) if one.state == Objective.State.DRAFT else [],
        "blocks": blocks(found.rows, said, now=now),
        "guards": guards,
        "score_parts": score_parts(found),
        "waits": crossed(one.guardrails.all(), now=now) if one.state in OPEN else [],
        "strategy": current_strategy() if one.serves_strategy else None,
        "check_ins": said,
        "initiatives": list(initiatives_of(one)),
        "legend": LEGEND,
        "may_start": may_be_activated(one),
        "came_from": _came_from(one),
        **here.of_objective(one, reader=request.person),
        **below(request, one),
        **_writing(request, one),
    }
    return render(request, "web/okrs/objective.html", context)


def _came_from(one: Objective) -> Objective | None:
    """The one of an earlier cycle from which it was carried over, where its reader may see it."""
    if one.carried_from_id is None:
        return None
    found: Objective | None = Objective.objects.filter(pk=one.carried_from_id).select_related("cycle").first()
    return found


def _writing(request: PageRequest, one: Objective) -> dict[str, Any]:
    """What the rules say of it, while it is not over."""
    if one.state not in OPEN:
        return {}
    return said_of(findings_of_objective(objective=one, workspace=request.person.workspace))


class DropForm(forms.Form):
    """Why an objective is no longer pursued."""

    because = forms.CharField(
        label="Why is it dropped?", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="What became irrelevant is dropped, not dragged along; the next cycle learns from the reason.",
        error_messages={"required": "Say why it is dropped; the next cycle learns from it."},
    )  # fmt: skip


@needs(Role.MEMBER)
def drop(request: PageRequest, pk: int) -> HttpResponse:
    """Stop pursuing an objective, with the reason."""
    one = get_object_or_404(Objective.objects.exclude(state=Objective.State.DROPPED).select_related("cycle"), pk=pk)
    one.cycle.refuse_if_closed()
    form = DropForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with saving(request, f"“{one}” is dropped"):
            one.drop(because=form.cleaned_data["because"])
        return go_to(request, "objective", one.pk)
    return render(request, "web/okrs/drop.html", {"objective": one, "form": form})
