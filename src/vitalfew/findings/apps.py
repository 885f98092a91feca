"""The findings app."""

from django.apps import AppConfig


class FindingsConfig(AppConfig):
    """Rules applied to records."""

    name = "vitalfew.findings"
    label = "findings"
