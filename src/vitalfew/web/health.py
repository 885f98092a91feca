"""Whether this process lives, and whether it can work."""

import shutil
from pathlib import Path

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse

ROOM = 4_000_000  # bytes: what a journal and a few pages take


def livez(request: HttpRequest) -> HttpResponse:
    """200 while the process answers; never touches the database."""
    return HttpResponse("alive\n", content_type="text/plain")


def readyz(request: HttpRequest) -> HttpResponse:
    """200 when the database answers and there is room for it to write, else 503 with the cause."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchone()
    except DatabaseError as error:
        return HttpResponse(f"database: {error}\n", status=503, content_type="text/plain")
    if connection.vendor == "sqlite" and _left() < ROOM:
        return HttpResponse("database: its disk is full\n", status=503, content_type="text/plain")
    return HttpResponse("ready\n", content_type="text/plain")


def _left() -> int:
    """Bytes left where SQLite's file lies; a PostgreSQL server watches its own disk."""
    return shutil.disk_usage(Path(connection.settings_dict["NAME"]).parent).free
