import pytest

from vitalfew.method.audit.compare import Moved, compare

pytestmark = pytest.mark.plain


def test_what_came_what_went_and_what_moved() -> None:
    before = [("Uptime", "Web", "health"), ("Page views", "Web", "neither"), ("NPS", "", "growth")]
    after = [("uptime ", "web", "health"), ("NPS", "", "health"), ("Error rate", "Web", "health")]
    found = compare(before, after)
    assert found.came == (("Error rate", "Web"),)
    assert found.went == (("Page views", "Web"),)
    assert found.moved == (Moved("NPS", "", "growth", "health"),)


def test_the_same_name_in_two_teams_is_two_rows() -> None:
    found = compare([("Uptime", "Web", "health")], [("Uptime", "Web", "health"), ("Uptime", "Shop", "health")])
    assert found.came == (("Uptime", "Shop"),)


def test_nothing_changed() -> None:
    rows = [("Uptime", "Web", "health")]
    assert compare(rows, rows) == ((), (), ())
