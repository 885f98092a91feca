"""The page of one breach: what was crossed, in a picture and in words, and what is done about it."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from vitalfew.alerts.followed import followed
from vitalfew.alerts.models import Action, Breach
from vitalfew.alerts.queries import breaches
from vitalfew.kpis.judging import judged
from vitalfew.kpis.queries import kpis_with_everything
from vitalfew.method.alerting import Kind
from vitalfew.okrs.guarding import guarded_by
from vitalfew.okrs.models import Objective
from vitalfew.web.activity.below import below
from vitalfew.web.breaches.forms import AnswerForm, AssignForm, SnoozeForm
from vitalfew.web.kpis.crossed import line
from vitalfew.web.kpis.crossed_marks import marked
from vitalfew.web.kpis.forms.action import ActionForm
from vitalfew.web.kpis.picture import picture
from vitalfew.web.kpis.window import window_of
from vitalfew.web.requests import PageRequest


def breach(request: PageRequest, pk: int) -> HttpResponse:
    """Everything about one breach."""
    return shown(request, get_object_or_404(breaches(), pk=pk))


def shown(request: PageRequest, kept: Breach, **filled: Any) -> HttpResponse:
    """The page of a breach; `filled` are forms that need another look, by their name."""
    kpi = kpis_with_everything().get(pk=kept.kpi_id)
    found = judged(kpi, now=timezone.now())
    window = window_of(found.starts, to=None, everything=False)
    drawn = picture(kpi, found, window=window, notes=marked([kept], found.starts), description=kept.words)
    promised = Action.objects.filter(Q(breach=kept) | Q(kpi=kpi, breach=None, done_at=None)).select_related("who")
    context = {
        "breach": kept,
        "kpi": kpi,
        "line": line(kept, now=timezone.now()),
        "picture": drawn if found.values else None,
        "actions": list(promised),
        "followed": followed(kept),
        "guarded": guarded_by(kpi) if kept.closed_at is None and kept.kind == Kind.RED_LINE else [],
        "objectives": list(Objective.objects.filter(responds_to=kpi).order_by("-pk")[:5]),
        **below(request, kept),
        **_forms(request, kept, filled),
    }
    return render(request, "web/breaches/breach.html", context, status=422 if filled else 200)


def _forms(request: PageRequest, kept: Breach, filled: Mapping[str, Any]) -> dict[str, Any]:
    who = kept.assigned_to_id or kept.kpi.owner_id or request.person.pk
    return {
        "answer_form": AnswerForm(initial={"answer": kept.answer}),
        "action_form": ActionForm(initial={"who": who}, auto_id="action_%s"),
        "snooze_form": SnoozeForm(auto_id="snooze_%s"),
        "assign_form": AssignForm(initial={"who": who}, auto_id="assign_%s"),
        **filled,
    }
