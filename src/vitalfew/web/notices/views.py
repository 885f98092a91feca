"""How you are told."""

from django.http import HttpResponse

from vitalfew.web.requests import PageRequest


def notices(request: PageRequest) -> HttpResponse:
    """Your channels."""
    return HttpResponse()
