"""Starts Django for the commands that need records; plain commands never import this."""

import os


def django_ready() -> None:
    """Set Django up, once, with the product's settings; call it inside a command before importing models."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vitalfew.config.settings")
    import django
    from django.apps import apps

    if not apps.ready:
        django.setup()
