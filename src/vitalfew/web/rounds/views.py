"""The page behind the link in the mail of a round."""

from django.http import HttpRequest, HttpResponse


def page(request: HttpRequest, token: str) -> HttpResponse:
    """Not there yet."""
    return HttpResponse(status=404)
