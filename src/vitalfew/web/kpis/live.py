"""What the rules say of a KPI's form: while it is typed, and when the form is shown."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from vitalfew.accounts.models import Role, Workspace
from vitalfew.findings.queries import settings_of
from vitalfew.findings.silences import Silenced, read_silences
from vitalfew.findings.subjects import history
from vitalfew.kpis.models import Kpi
from vitalfew.method.rules import subjects
from vitalfew.method.rules.engine import look as look_at
from vitalfew.web.addresses import key_in
from vitalfew.web.kpis.forms.examples import examples
from vitalfew.web.kpis.forms.kpi import KpiForm
from vitalfew.web.kpis.typed import Get, kpi_of
from vitalfew.web.okrs.words import capital, count_of
from vitalfew.web.requests import PageRequest
from vitalfew.web.roles import needs
from vitalfew.web.rules.spoken import Spoken, speak

FIELDS = {"alert": "red_line", "text": "name"}
REFUSED = "H309"
LACKS = ("H301", "H302", "H303", "H304", "H305", "H306", "H307", "H308", "H316", "H317", "H318")


@dataclass(frozen=True, slots=True)
class Looked:
    """A KPI's form as the rules see it: findings by field, examples by field, and how many there are, in words."""

    spoken: Mapping[str, Sequence[Spoken]]
    examples: Mapping[str, str]
    counted: str

    def on(self, name: str) -> Sequence[Spoken]:
        """The findings on one field."""
        return self.spoken.get(name, ())


@needs(Role.MEMBER)
@require_POST
def look(request: PageRequest) -> HttpResponse:
    """What the rules find in a form that is being typed, and examples of its family: two statements at most.

    `?kpi=` names the one that is edited.
    """
    pk = key_in(request.GET.get("kpi", ""))
    kept = Kpi.objects.select_related("reading").filter(pk=pk).first() if pk is not None else None
    found = looked(
        _subject(request.POST.get, kept), workspace=request.person.workspace, saved=kept is not None,
        seen=frozenset(request.POST.getlist("seen")),
    )  # fmt: skip
    return render(request, "web/kpis/parts/looked.html", {"looked": found})


def look_at_form(form: KpiForm, *, workspace: Workspace) -> Looked:
    """What the rules find in a form as it is shown."""
    subject = _subject(lambda name: form[name].value() if name in form.fields else None, form.kpi)
    return looked(subject, workspace=workspace, saved=form.kpi is not None or form.is_bound)


def looked(subject: subjects.Kpi, *, workspace: Workspace, saved: bool, seen: Collection[str] = ()) -> Looked:
    """What the rules find; what is merely missing is said of fields that were `seen`, or once it was saved."""
    found: dict[str, list[Spoken]] = defaultdict(list)
    for each in look_at(subject, settings=settings_of(workspace)):
        name = FIELDS.get(each.field, each.field)
        lacks = each.code in LACKS
        if subject.name and (saved or not lacks or name in seen):
            found[name].append(speak(each._replace(suggestion="", fix="") if lacks else each))  # noqa: SLF001
    count = sum(len(each) for each in found.values())
    refused = any(each.code == REFUSED for each in found.get("red_line", ()))
    saving = "A red line on the good side cannot be saved." if refused else "Saving is always possible."
    said = f"{capital(count_of(count, 'finding'))}. {saving}" if count else ""
    return Looked(dict(found), examples(subject.family), said)


def _subject(get: Get, kept: Kpi | None) -> subjects.Kpi:
    if kept is None:
        return kpi_of(get)
    silenced = Silenced(read_silences(Q(kpi=kept.pk)))
    return kpi_of(get, history=history(kept), allowed=silenced.on("kpi", kept.pk))
