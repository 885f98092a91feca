"""What is said of a KPI that is not there: which of its two names nobody knows, its own or its team's."""

from collections.abc import Iterable
from difflib import get_close_matches

from vitalfew.accounts.models import Team
from vitalfew.kpis.models import Kpi


def unknown(name: str, *, team: str | None) -> tuple[str, str]:
    """What is missing in this workspace, and what to do; `team` is None where none was named."""
    if team and not Team.objects.filter(name=team).exists():
        teams = Team.objects.values_list("name", flat=True)
        return f"There is no team '{team}' here", _meant(team, teams) or "Make it first, under Teams, or name another."
    kept = Kpi.objects.filter(team__name=team) if team else Kpi.objects.all()
    what = f"The team '{team}' has no KPI '{name}'" if team else f"There is no KPI '{name}' here"
    known = kept.values_list("definition__name", flat=True)
    return what, _meant(name, known) or "Make it first, on the page Health or with 'vitalfew apply'."


def _meant(name: str, known: Iterable[str]) -> str:
    near = get_close_matches(name, list(known), n=1, cutoff=0.75)
    return f"Did you mean '{near[0]}'?" if near else ""
