"""Starts Django for the commands that need records; plain commands never import this."""

import os

from vitalfew.cli.errors import InputError
from vitalfew.lib.environment import BadSetting
from vitalfew.lib.secret import OpenSecret


def django_ready() -> None:
    """Set Django up, once, with the product's settings; call it inside a command before importing models."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vitalfew.config.settings")
    import django
    from django.apps import apps

    if apps.ready:
        return
    try:
        django.setup()
    except (BadSetting, OpenSecret) as error:
        raise InputError(str(error)) from error
