"""The jobs app."""

from django.apps import AppConfig
from django.db.backends.signals import connection_created

from vitalfew.lib.pooling import look_for_pooler


class JobsConfig(AppConfig):
    """What runs by the clock."""

    name = "vitalfew.jobs"
    label = "jobs"

    def ready(self) -> None:
        """From now on each connection is looked at."""
        connection_created.connect(look_for_pooler)
