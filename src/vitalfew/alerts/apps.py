"""The alerts app."""

from django.apps import AppConfig


class AlertsConfig(AppConfig):
    """Actions."""

    name = "vitalfew.alerts"
    label = "alerts"
