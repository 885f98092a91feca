"""Sources that are asked at the end of their team's sprint."""

from datetime import UTC, date, datetime

import pytest

from vitalfew.method.schedule import check_schedule

pytestmark = pytest.mark.django_db
AFTER = datetime(2026, 11, 20, 9, tzinfo=UTC)


def days(feed, count=3):
    found = [AFTER]
    for _ in range(count):
        found.append(feed.following(found[-1]))
    return [f"{at.astimezone(feed.kpi.workspace.zone_info):%d %b %H}" for at in found[1:]]


def sprint_of(team, weeks, first):
    team.sprint_weeks, team.sprint_from = weeks, first
    team.full_clean()
    team.save()


def test_what_is_measured_every_sprint_is_asked_on_the_morning_after_it(feed, berlin):
    sprint_of(berlin.team, 3, date(2026, 10, 7))
    assert days(feed(frequency="sprint")) == ["09 Dec 06", "30 Dec 06", "20 Jan 06"]


def test_what_is_measured_otherwise_can_be_asked_at_the_end_of_a_sprint(feed, berlin):
    sprint_of(berlin.team, 1, date(2026, 11, 19))
    one = feed(frequency="month", schedule="End of sprint")
    check_schedule(one.schedule)
    assert days(one) == ["26 Nov 06", "03 Dec 06", "10 Dec 06"]


def test_a_schedule_that_is_neither_cron_nor_a_sprint_is_refused():
    with pytest.raises(ValueError, match="Or write “end of sprint”"):
        check_schedule("end of quarter")


@pytest.mark.parametrize("own", [{"frequency": "sprint"}, {"schedule": "end of sprint"}])
def test_a_sprint_that_ends_sooner_asks_sooner(feed, berlin, own):
    later = feed(next_at=datetime(2099, 1, 1, tzinfo=UTC), **own)
    other = feed("Queue", next_at=datetime(2099, 1, 1, tzinfo=UTC))
    sprint_of(berlin.team, 1, date(2026, 11, 19))
    later.refresh_from_db()
    other.refresh_from_db()
    assert later.next_at.year < 2099
    assert other.next_at.year == 2099
