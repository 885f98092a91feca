"""What a request carries once the middleware has looked at it."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from vitalfew.accounts.models import Person, User


class SiteRequest(HttpRequest):
    """A request to any page; `people` are the persons that the user is, one in each workspace."""

    user: User
    htmx: HtmxDetails


class PageRequest(SiteRequest):
    """A request to a page below /w/<workspace>/: `person` is who asks, and the workspace is entered."""

    person: Person
    people: list[Person]
