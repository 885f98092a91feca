"""Today: what needs a decision, and how health and change stand."""

from django.http import HttpResponse
from django.shortcuts import render

from vitalfew.web.requests import PageRequest


def today(request: PageRequest) -> HttpResponse:
    """What an empty workspace shows: the first step."""
    return render(request, "web/today/today.html")
