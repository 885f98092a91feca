"""What was changed, by whom and when, with an undo beside it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import Resolver404, resolve
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from vitalfew.accounts.history import CannotUndo, undo
from vitalfew.accounts.models import Change
from vitalfew.accounts.scoping import Scoped
from vitalfew.kpis.models import Kpi
from vitalfew.okrs.activity import changes, of_record
from vitalfew.okrs.comments import kind_of
from vitalfew.okrs.models import KeyResult, Objective
from vitalfew.web.addresses import address, key_in
from vitalfew.web.history.lines import lines
from vitalfew.web.requests import PageRequest
from vitalfew.web.settings.judging import judge_anew
from vitalfew.web.undoing import may_undo

ON_A_PAGE = 50
RECORDS: dict[str, type[Scoped]] = {"kpi": Kpi, "objective": Objective, "key_result": KeyResult}


def history(request: PageRequest) -> HttpResponse:
    """All changes, the newest first; `?of=objective-3`, `key_result-3` or `kpi-3` those of one record."""
    record = _record(request.GET.get("of", ""))
    found = changes() if record is None else of_record(record)
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {"page": page, "lines": lines(page, reader=request.person), "record": record}
    if record is not None:
        context["back"] = address(request.person.workspace, kind_of(record), record.pk)
    return render(request, "web/history/history.html", context)


def _record(asked: str) -> Objective | KeyResult | Kpi | None:
    """The record that an address names; 404 where there is none that the reader sees."""
    kind, _, key = asked.partition("-")
    if not asked:
        return None
    if kind not in RECORDS:
        raise Http404
    found: Objective | KeyResult | Kpi = get_object_or_404(RECORDS[kind].objects, pk=key_in(key))
    return found


@require_POST
def undo_change(request: PageRequest, pk: int) -> HttpResponse:
    """Put everything that this change touched back as it was."""
    change = get_object_or_404(Change.objects, pk=pk)
    if change.undone_at is None and not may_undo(change, by=request.person):
        raise PermissionDenied(
            f"“{change}” was done by somebody else or needs another role; ask a lead to take it back."
        )
    try:
        undo(change, by=request.person)
        if any(row.model == "accounts.Workspace" for row in change.rows.all()):
            judge_anew()
        messages.success(request, f"Undone: {change}.")
    except CannotUndo as error:
        messages.warning(request, str(error))
    return HttpResponseRedirect(_back(request))


def _back(request: PageRequest) -> str:
    """The page where the Undo was pressed, when it still answers, else the history."""
    there: str = request.META.get("HTTP_REFERER", "")
    path = "/" + there.partition("://")[2].partition("/")[2].partition("?")[0]
    if url_has_allowed_host_and_scheme(there, allowed_hosts={request.get_host()}) and _still_answers(path):
        return path
    return address(request.person.workspace, "history")


def _still_answers(path: str) -> bool:
    """A page about one record may be gone after an undo; a page about all of them is not."""
    try:
        found = resolve(path)
    except Resolver404:
        return False
    if found.url_name in RECORDS:
        return RECORDS[found.url_name].objects.filter(pk=found.kwargs["pk"]).exists()
    return not {"pk", "uidb36"} & found.kwargs.keys()
