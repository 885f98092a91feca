"""The application that a server runs asks every page's POST for its token."""

import io

import pytest
from django.conf import settings
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import RequestFactory

from vitalfew.accounts.models import Change
from vitalfew.web.tests.walk import example, patterns

MACHINES = {"livez", "readyz", "metrics", "schema"}


@pytest.fixture(autouse=True)
def _one_connection():
    """A server lets go of a connection after a request; here the test's transaction needs it."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def _answer(path: str, **headers: str) -> tuple[str, str]:
    from vitalfew.config.wsgi import application

    environ = RequestFactory().post(path, headers={"host": "127.0.0.1", **headers}).environ
    began: list[str] = []
    body = application(environ | {"wsgi.input": io.BytesIO()}, lambda status, headers: began.append(status))
    text = b"".join(body).decode()
    body.close()
    return began[0][:3], text


EXTRA = ({}, {"hx-request": "true"}, {"referer": "https://127.0.0.1/", "x-csrftoken": "a" * 64})


@pytest.mark.parametrize("extra", EXTRA, ids=["plain", "part", "guessed"])
def test_no_page_takes_a_post_without_its_token(product, extra):
    session = product.ana_browses.cookies[settings.SESSION_COOKIE_NAME].value
    paths = [example(route) for name, route in patterns() if name not in MACHINES]
    assert len(paths) > 60
    signed_in = {"cookie": f"{settings.SESSION_COOKIE_NAME}={session}", **extra}
    taken = {path: answer for path in paths if (answer := _answer(path, **signed_in)[0]) != "403"}
    assert taken == {}
    assert not Change.objects.exists()
    assert "reload" in _answer("/w/product/teams/add/", **signed_in)[1].lower()
