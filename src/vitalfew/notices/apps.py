"""The notices app."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """Notices, and the channels by which they reach people."""

    name = "vitalfew.notices"
    label = "notices"
