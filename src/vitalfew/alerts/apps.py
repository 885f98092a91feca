"""The alerts app."""

from django.apps import AppConfig


class AlertsConfig(AppConfig):
    """Breaches and actions."""

    name = "vitalfew.alerts"
    label = "alerts"

    def ready(self) -> None:
        """What was judged may open a breach, or end one."""
        from vitalfew.alerts.opening import readings_came
        from vitalfew.kpis.events import readings_kept

        readings_kept.connect(readings_came, dispatch_uid="alerts_readings_came")
