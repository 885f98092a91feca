"""The alerts app."""

from django.apps import AppConfig


class AlertsConfig(AppConfig):
    """Breaches and actions."""

    name = "vitalfew.alerts"
    label = "alerts"

    def ready(self) -> None:
        """What was judged may open a breach, or end one."""
        from vitalfew.alerts.opening import readings_came
        from vitalfew.alerts.withdrawing import over
        from vitalfew.kpis.events import readings_kept
        from vitalfew.notices.withdrawing import still_wanted

        readings_kept.connect(readings_came, dispatch_uid="alerts_readings_came")
        still_wanted.connect(over, dispatch_uid="alerts_over")
