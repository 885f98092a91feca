"""What the rules find in records of the database, each with a fixed number of statements."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import OuterRef, Prefetch, Q, QuerySet, Subquery, prefetch_related_objects

from vitalfew.accounts.models import Team, Workspace
from vitalfew.findings.known import WITHOUT_NUMBERS, with_known
from vitalfew.findings.models import Silence
from vitalfew.findings.silences import Silenced, read_silences
from vitalfew.findings.subjects import of_kpi, of_objective, of_team
from vitalfew.kpis.models import Kpi, Observation
from vitalfew.method.rules.data_engine import OWNERS_ONLY
from vitalfew.method.rules.engine import look
from vitalfew.method.rules.rule import LIMITS, SEVERITIES, Finding, Settings
from vitalfew.method.rules.subjects import Plan
from vitalfew.okrs.models import KeyResult, Objective
from vitalfew.okrs.queries import current_strategy

MOST_KNOWN = 60
OPEN = (Objective.State.DRAFT, Objective.State.ACTIVE)


@dataclass(frozen=True, slots=True)
class Found:
    """What the rules find on a record and below it, what was silenced there, and what its parts say, by their paths."""

    findings: Sequence[Finding]
    silences: Sequence[Silence]
    texts: Mapping[str, str]

    @property
    def errors(self) -> list[Finding]:
        """Those that activating asks about."""
        return [each for each in self.findings if each.severity == "error"]


def settings_of(workspace: Workspace) -> Settings:
    """How strict this workspace is; what is stored and cannot be is left at its default."""
    kept = workspace.lint if isinstance(workspace.lint, dict) else {}
    severities, limits = kept.get("severity") or {}, kept.get("limits") or {}
    return Settings(
        severities={code: severity for code, severity in severities.items() if severity in SEVERITIES},
        limits={**LIMITS, **{name: value for name, value in limits.items() if name in LIMITS}},
    )


def findings_of_objective(*, objective: Objective, workspace: Workspace) -> Found:
    """Everything found on an objective and its key results: three statements beside those of `objective_page`."""
    silences = read_silences(Q(objective=objective.pk) | Q(key_result__objective=objective.pk))
    prefetch_related_objects([objective], "parents__key_results")
    subject = of_objective(objective, silenced=Silenced(silences))
    texts = {subject.path: subject.text} | {each.path: each.text for each in subject.key_results}
    findings = look(subject, settings=settings_of(workspace))
    own = known_kpis(team=objective.team_id) if WITHOUT_NUMBERS & {each.code for each in findings} else []
    return Found(with_known(findings, texts=texts, kpis=own), silences, texts)


def findings_of_kpi(*, pk: int, workspace: Workspace) -> Found:
    """Everything found on a KPI's sheet: two statements."""
    silences = [each for each in read_silences(Q(kpi=pk)) if each.code not in OWNERS_ONLY]
    subject = of_kpi(_kpis(Kpi.objects.filter(pk=pk)).get(), silenced=Silenced(silences))
    return Found(look(subject, settings=settings_of(workspace)), silences, {subject.path: subject.name})


def plan_of_workspace() -> Plan:
    """The whole workspace as the rules see it, retired KPIs and what is over left out: ten statements at most."""
    silenced = Silenced(read_silences())
    kpis = _by_team(_kpis(Kpi.objects.filter(retired_at=None)))
    objectives = _by_team(_objectives(Objective.objects.filter(state__in=OPEN)))
    strategy = current_strategy()
    teams = [
        of_team(team.name, team.pk, kpis=kpis[team.pk], objectives=objectives[team.pk], silenced=silenced)
        for team in Team.objects.all()
    ]
    return Plan(path="workspace", allowed=silenced.all, strategy=strategy.text if strategy else "", teams=teams)


def known_kpis(*, team: int | None) -> list[Kpi]:
    """What a team measures already, with its last value: one statement."""
    found = Kpi.objects.filter(retired_at=None, team=team).select_related("definition", "reading")
    return list(found.order_by("definition__name", "pk")[:MOST_KNOWN])


def _kpis(found: QuerySet[Kpi]) -> QuerySet[Kpi]:
    latest = Observation.objects.filter(series=OuterRef("series")).order_by("-time").values("origin")[:1]
    related = ("definition", "owner", "deputy", "reading")
    return found.select_related(*related).annotate(latest_origin=Subquery(latest)).order_by("definition__name", "pk")


def _objectives(found: QuerySet[Objective]) -> QuerySet[Objective]:
    related = ("owner", "series__kpi__definition", "supports__definition")
    key_results = KeyResult.objects.select_related(*related).order_by("position", "pk")
    return found.select_related("cycle", "owner", "responds_to__definition").prefetch_related(
        Prefetch("key_results", key_results),
        Prefetch("guardrails", Kpi.objects.select_related("definition")),
        Prefetch("parents", Objective.objects.prefetch_related("key_results")),
    )


def _by_team(records: Iterable[Kpi] | Iterable[Objective]) -> dict[int, list]:  # type: ignore[type-arg]
    found = defaultdict(list)
    for record in records:
        found[record.team_id].append(record)
    return found
