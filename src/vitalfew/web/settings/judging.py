"""What a workspace's zone and rule set decide: every verdict in it."""

from vitalfew.accounts.models import Workspace
from vitalfew.kpis.events import values_changed
from vitalfew.kpis.models import Series


def judge_anew() -> None:
    """Judge every KPI of the workspace that was entered by the zone and rule set that now hold."""
    values_changed.send(sender=Workspace, series_ids=list(Series.objects.values_list("pk", flat=True)))
