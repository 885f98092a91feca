"""The people of the tests, and their browsers."""

from typing import Any

from django.test import Client

from vitalfew.accounts.models import Person, Role, User, Workspace


class Browser(Client):
    """Reads every answer to its end, as browsers do: then a file that was sent is closed, too."""

    def request(self, **request: Any) -> Any:
        answer: Any = super().request(**request)
        if answer.streaming:
            answer.streaming_content = [b"".join(answer)]
        return answer


def client_of(user: User | None = None) -> Client:
    """A browser, signed in as this user."""
    client = Browser(HTTP_HOST="127.0.0.1")
    if user is not None:
        client.force_login(user)
    return client


def add(workspace: Workspace, name: str, role: Role) -> Person:
    """Somebody who can sign in to this workspace."""
    email = f"{name.lower()}@example.org"
    return Person.everywhere.create(
        workspace=workspace, user=User.objects.create_user(email), name=name, email=email, role=role
    )
