"""What a KPI's form holds before anybody typed."""

from collections.abc import Sequence
from typing import Any

from vitalfew.accounts.models import Person, Team
from vitalfew.kpis.models import Kpi
from vitalfew.web.kpis.forms.course import show_course
from vitalfew.web.kpis.forms.lines import show_red_line, show_target
from vitalfew.web.kpis.forms.typed import typed

COPIED = ("source", "frequency", "owner", "action", "team", "deputy", "red_in_a_row", "grace_days", "settle_days",
          "season", "trended", "review", "benchmark")  # fmt: skip
DEFINED = ("name", "description", "formula", "why", "unit", "direction", "kind", "combine", "family")


def initial_of(kpi: Kpi | None, *, person: Person, teams: Sequence[Team]) -> dict[str, Any]:
    """The fields of this KPI as they can be typed; for a new one its owner and team."""
    if kpi is None:
        return {"owner": person, "team": own_team(person, teams)}
    definition = kpi.definition
    return {
        **{name: getattr(kpi, name) for name in COPIED},
        **{name: getattr(definition, name) for name in DEFINED},
        "lower_bound": typed(definition.lower_bound),
        "upper_bound": typed(definition.upper_bound),
        "target": show_target(kpi.target, kpi.target_upper, definition.unit),
        "course": show_course(kpi.course),
        "red_line": show_red_line(kpi.red_lower, kpi.red_upper, definition.unit),
    }


def own_team(person: Person, teams: Sequence[Team]) -> Team | None:
    """The person's own team, or the only one, or none."""
    if person.team is not None:
        return person.team
    return teams[0] if len(teams) == 1 else None
