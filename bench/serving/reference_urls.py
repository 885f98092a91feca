"""The least that a Django view can do with values that come in: insert one row, or copy a list of them.

They lie under /api/ and so go through the same middleware, by the same server, as the product's own. Their table is
made by whoever measures.
"""

import json

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def insert(request: HttpRequest) -> HttpResponse:
    """One row."""
    value = json.loads(request.body)
    with connection.cursor() as cursor:
        row = (value["kpi"], value["time"], value["value"])
        cursor.execute("INSERT INTO bare (kpi, time, value) VALUES (%s, %s, %s)", row)
    return HttpResponse(status=201)


def copy(request: HttpRequest) -> HttpResponse:
    """A list of rows."""
    with connection.cursor() as cursor, cursor.copy("COPY bare (kpi, time, value) FROM STDIN") as rows:
        for value in json.loads(request.body):
            rows.write_row((value["kpi"], value["time"], value["value"]))
    return HttpResponse(status=201)


urlpatterns = [
    path("api/bare/insert", insert),
    path("api/bare/copy", copy),
    path("", include("vitalfew.config.urls")),
]
