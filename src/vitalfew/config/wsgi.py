"""The WSGI application: one handler for pages and a short one for machines, both ready before the first request."""

import os
from typing import Any

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vitalfew.config.settings")
pages = get_wsgi_application()

from django.conf import settings  # noqa: E402
from django.core.handlers.wsgi import WSGIHandler  # noqa: E402
from django.urls import get_resolver  # noqa: E402

from vitalfew.lib.frames import with_room  # noqa: E402


def _machines() -> WSGIHandler:
    """A handler reads MIDDLEWARE once, when made; nesting middleware instead would lose `process_view`, and CSRF."""
    whole = settings.MIDDLEWARE
    settings.MIDDLEWARE = settings.MACHINE_MIDDLEWARE
    try:
        return WSGIHandler()
    finally:
        settings.MIDDLEWARE = whole


machines = _machines()
get_resolver().url_patterns  # noqa: B018


@with_room
def application(environ: dict[str, Any], start_response: Any) -> Any:
    """Answer a request by the handler that fits its address."""
    handler = machines if environ["PATH_INFO"].startswith(settings.MACHINE_PATHS) else pages
    return handler(environ, start_response)
