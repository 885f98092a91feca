"""The audits app."""

from django.apps import AppConfig


class AuditsConfig(AppConfig):
    """Kept audits."""

    name = "vitalfew.audits"
    label = "audits"
