"""Who may open which page: `@needs(Role.LEAD)` above a view."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse

from vitalfew.accounts.models import Person, Role
from vitalfew.web.requests import PageRequest

Args = ParamSpec("Args")
View = Callable[Concatenate[PageRequest, Args], HttpResponse]


def needs(role: Role) -> Callable[[View[Args]], View[Args]]:
    """Only a person with at least this role may use the view; others read why not, and whom to ask (403)."""

    def decorate(view: View[Args]) -> View[Args]:
        @wraps(view)
        def guarded(request: PageRequest, *args: Args.args, **kwargs: Args.kwargs) -> HttpResponse:
            insist(request.person, role)
            return view(request, *args, **kwargs)

        return cast(View[Args], guarded)

    return decorate


def insist(person: Person, role: Role) -> None:
    """Raise `PermissionDenied` in words unless the person has at least this role."""
    if not person.may(role):
        admins = [str(p) for p in Person.objects.filter(role=Role.ADMIN, user__isnull=False)[:3]]
        ask = f" Ask {' or '.join(admins)}." if admins else ""
        raise PermissionDenied(
            f"This needs the role {role.label.lower()}; in {person.workspace} you are {article(person)}.{ask}"
        )


def article(person: Person) -> str:
    """'a member', 'an admin'."""
    label = Role(person.role).label.lower()
    return f"an {label}" if label[0] in "aeiou" else f"a {label}"
