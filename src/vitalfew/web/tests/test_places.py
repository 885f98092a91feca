"""The places in the head of a page."""

import pytest

from vitalfew.accounts.models import Workspace
from vitalfew.web.shell import places


@pytest.mark.plain
@pytest.mark.parametrize(
    ("path", "marked"),
    [
        ("", ["Today"]),
        ("kpis/7/", ["Health"]),
        ("board/", ["Health"]),
        ("breaches/3/", ["Health"]),
        ("change/7/", ["Change"]),
        ("map/", ["Change"]),
        ("people/", []),
    ],
)
def test_a_page_marks_the_place_to_which_it_belongs(path, marked):
    found = places(Workspace(slug="acme"), path=f"/w/acme/{path}")
    assert [place.label for place in found if place.current] == marked
