"""The collecting app."""

from django.apps import AppConfig


class CollectingConfig(AppConfig):
    """Sources of KPIs, and what was collected from them."""

    name = "vitalfew.collecting"
    label = "collecting"
