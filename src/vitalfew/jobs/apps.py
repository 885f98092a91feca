"""The jobs app."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """What runs by the clock."""

    name = "vitalfew.jobs"
    label = "jobs"
