"""The schema as a file that editors fetch, without signing in: it says nothing of anybody."""

from functools import cache

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from vitalfew.planfile.schema import schema_text

AN_HOUR = 3600


@require_safe
def goals(request: HttpRequest) -> HttpResponse:
    """The JSON Schema of goals.yaml."""
    answer = HttpResponse(_text(), content_type="application/schema+json")
    answer["Cache-Control"] = f"public, max-age={AN_HOUR}"
    return answer


@cache
def _text() -> bytes:
    return schema_text().encode()
