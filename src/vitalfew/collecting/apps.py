"""The collecting app."""

from django.apps import AppConfig


class CollectingConfig(AppConfig):
    """Sources of KPIs, and what was collected from them."""

    name = "vitalfew.collecting"
    label = "collecting"

    def ready(self) -> None:
        """A KPI that is measured more often, or whose sprint ends sooner, is asked sooner."""
        from django.db.models.signals import post_save

        from vitalfew.accounts.events import sprints_moved
        from vitalfew.collecting.actions import keep_pace, keep_pace_of_team
        from vitalfew.kpis.models import Kpi

        post_save.connect(keep_pace, sender=Kpi, dispatch_uid="collecting_keep_pace")
        sprints_moved.connect(keep_pace_of_team, dispatch_uid="collecting_keep_pace_of_team")
