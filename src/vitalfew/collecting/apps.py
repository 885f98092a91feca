"""The collecting app."""

from django.apps import AppConfig


class CollectingConfig(AppConfig):
    """Sources of KPIs, and what was collected from them."""

    name = "vitalfew.collecting"
    label = "collecting"

    def ready(self) -> None:
        """A KPI that is measured more often is asked sooner."""
        from django.db.models.signals import post_save

        from vitalfew.collecting.actions import keep_pace
        from vitalfew.kpis.models import Kpi

        post_save.connect(keep_pace, sender=Kpi, dispatch_uid="collecting_keep_pace")
