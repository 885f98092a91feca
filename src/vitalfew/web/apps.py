"""The web app."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Pages, their templates and their static files."""

    name = "vitalfew.web"
    label = "web"
