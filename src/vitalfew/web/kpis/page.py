"""The page of one KPI: its conclusion first, then the picture, what was done, the values and its sheet."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from vitalfew.accounts.models import Role
from vitalfew.alerts.models import Breach
from vitalfew.alerts.queries import breaches as all_breaches
from vitalfew.findings.queries import findings_of_kpi
from vitalfew.kpis.judging import Judged, judged
from vitalfew.kpis.models import Kpi, Observation
from vitalfew.kpis.precision import decimals_of
from vitalfew.kpis.queries import kpis_with_everything, observations
from vitalfew.method.periods import Frequency, period_end
from vitalfew.method.periods import words as how_often
from vitalfew.method.signals.wording import explained
from vitalfew.web.activity.below import below
from vitalfew.web.collecting.page import going
from vitalfew.web.findings import here
from vitalfew.web.kpis.alerted import said_of_kpi
from vitalfew.web.kpis.conclusion import conclusion
from vitalfew.web.kpis.crossed import line
from vitalfew.web.kpis.crossed_marks import beside, marked
from vitalfew.web.kpis.facts import facts
from vitalfew.web.kpis.forms.action import ActionForm
from vitalfew.web.kpis.forms.period import read_written, written
from vitalfew.web.kpis.forms.phase import LockForm
from vitalfew.web.kpis.links import links
from vitalfew.web.kpis.phases import proposed_baseline, proposed_change, said_phases
from vitalfew.web.kpis.picture import picture
from vitalfew.web.kpis.redefined import marked_changes, proposed_anew, redefinitions
from vitalfew.web.kpis.remedies import remedies, undoable
from vitalfew.web.kpis.signals import outside_words, said
from vitalfew.web.kpis.table import notes, rows
from vitalfew.web.kpis.verdicts import verdicts
from vitalfew.web.kpis.window import Window, window_of
from vitalfew.web.kpis.words import period
from vitalfew.web.requests import PageRequest
from vitalfew.web.rules.found import said_of

MOST_BREACHES = 20


def kpi(request: PageRequest, pk: int) -> HttpResponse:
    """Everything about one KPI."""
    kept = get_object_or_404(kpis_with_everything(), pk=pk)
    now, source = timezone.now(), going(kept)  # before its values: what comes in between is asked for again
    found = judged(kept, now=now)
    window = _window(request, kept, found)
    crossed = list(all_breaches().filter(kpi=kept)[:MOST_BREACHES])
    changes = redefinitions(kept, found)
    context = {
        "kpi": kept,
        "editable": request.person.may(Role.MEMBER),
        "found": found,
        "window": _around(kept, found, window),
        "frequency": _how_often(kept),
        "breaches": [line(breach, now=now) for breach in crossed],
        "spent": said_of_kpi(kept, now=now) if crossed else None,
    }
    return render(
        request,
        "web/kpis/kpi.html",
        {
            **context,
            **_head(kept, found, now=now),
            **_seen(kept, found, window, marked_changes(changes, found.starts), crossed),
            "anew": proposed_anew(kept, found, changes),
            **_around_it(request, kept, found),
            **source,
        },
    )


def _head(kept: Kpi, found: Judged, *, now: datetime) -> dict[str, Any]:
    baseline = proposed_baseline(kept, found)
    initial = {"start": baseline.start, "until": baseline.until} if baseline else {}
    return {
        "conclusion": conclusion(kept, found, now=now),
        "remedies": remedies(kept, found),
        "undoable": undoable(kept, found),
        "baseline": baseline,
        "lock": LockForm(kpi=kept, initial=initial) if baseline else None,
        "change": proposed_change(kept, found),
        "phases": said_phases(kept, found),
        "signals": said(kept, found),
        "outside": outside_words(kept, found),
        "facts": facts(kept, found),
    }


def _seen(
    kept: Kpi, found: Judged, window: Window, changed: Mapping[datetime, str], crossed: Sequence[Breach]
) -> dict[str, Any]:
    there = _observations(kept, found, window)
    about = f"{found.status.words}. {explained(found.judgement.verdict.words)}"
    noted = beside(beside(notes(kept, there), changed), marked(crossed, found.starts))
    drawn = picture(kept, found, window=window, notes=noted, description=about)
    return {"picture": drawn, "rows": rows(kept, found, window=_table(window), observations=there)}


def _around_it(request: PageRequest, kept: Kpi, found: Judged) -> dict[str, Any]:
    actions = list(kept.actions.select_related("who").order_by("done_at", "due"))
    return {
        "open_actions": [one for one in actions if one.done_at is None],
        "done_actions": [one for one in actions if one.done_at is not None],
        "action_form": ActionForm(initial={"who": kept.owner_id or request.person.pk}, auto_id="action_%s"),
        "links": links(kept),
        **here.of_kpi(kept, reader=request.person),
        **below(request, kept),
        **({} if kept.retired_at else said_of(findings_of_kpi(pk=kept.pk, workspace=kept.workspace))),
        "verdicts": verdicts(kept, decimals=decimals_of(found.values)),
    }


def _window(request: PageRequest, kept: Kpi, found: Judged) -> Window:
    to = read_written(request.GET.get("to", ""), kept.workspace.zone_info)
    return window_of(found.starts, to=to, everything="all" in request.GET)


def _table(window: Window) -> Window:
    """The table is paged where the picture shows everything."""
    return window if window.end - window.first <= 160 else Window(window.end - 160, window.end, window.count)


def _around(kept: Kpi, found: Judged, window: Window) -> dict[str, Any]:
    """What the window shows, in words, and where the earlier and the later ones end."""

    def ends(index: int | None) -> str:
        return "" if index is None else written(found.starts[index], kept)

    shown = found.starts[window.first : window.end]
    return {
        "partial": window.partial,
        "words": f"{period(kept, shown[0])} to {period(kept, shown[-1])}" if shown else "",
        "count": window.count,
        "earlier": ends(window.earlier),
        "later": ends(window.later),
        "whole": window.end - window.first > 160,
    }


def _observations(kept: Kpi, found: Judged, window: Window) -> list[Observation]:
    shown = found.starts[window.first : window.end]
    if not shown:
        return []
    end = period_end(shown[-1], kept.every, kept.workspace.zone_info)
    return observations(kpi=kept, start=shown[0], end=end)


def _how_often(kept: Kpi) -> str:
    return how_often(Frequency(kept.frequency))
