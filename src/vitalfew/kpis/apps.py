"""The kpis app."""

from django.apps import AppConfig


class KpisConfig(AppConfig):
    """KPIs and their series."""

    name = "vitalfew.kpis"
    label = "kpis"
