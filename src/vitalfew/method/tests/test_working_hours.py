from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from vitalfew.method.working_hours import Hours, first_open

pytestmark = pytest.mark.plain
BERLIN = ZoneInfo("Europe/Berlin")
USUAL = Hours()


def at(text: str, zone: ZoneInfo = BERLIN) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


@pytest.mark.parametrize(
    ("now", "hours", "expected"),
    [
        ("2026-11-18T10:00", USUAL, "2026-11-18T10:00"),  # a Wednesday
        ("2026-11-18T06:59", USUAL, "2026-11-18T07:00"),
        ("2026-11-18T20:00", USUAL, "2026-11-19T07:00"),
        ("2026-11-20T20:00", USUAL, "2026-11-23T07:00"),  # Friday evening
        ("2026-11-22T12:00", USUAL, "2026-11-23T07:00"),  # Sunday
        ("2026-11-22T12:00", Hours(days=()), "2026-11-22T12:00"),
        ("2026-11-22T12:00", Hours(time(0), time(0)), "2026-11-23T00:00"),
        ("2026-11-18T12:30", Hours(time(12), time(13)), "2026-11-18T13:00"),
        ("2026-11-18T13:00", Hours(time(12), time(13)), "2026-11-18T13:00"),
        ("2026-11-18T12:00", Hours(days=(2,)), "2026-11-18T12:00"),
        ("2026-11-18T21:00", Hours(days=(2,)), "2026-11-25T07:00"),
        (
            "2026-03-29T01:00",
            Hours(time(22), time(2, 30), range(7)),
            "2026-03-29T03:30",
        ),  # 02:30 is left out that night
        ("2026-10-24T23:00", Hours(days=range(7)), "2026-10-25T07:00"),  # an hour longer that night
    ],
)
def test_the_first_open_moment(now, hours, expected):
    assert first_open(at(now), hours=hours, zone=BERLIN) == at(expected)


def test_it_is_the_readers_own_morning():
    now = datetime(2026, 11, 18, 9, tzinfo=UTC)
    assert first_open(now, hours=USUAL, zone=BERLIN) == now
    assert first_open(now, hours=USUAL, zone=ZoneInfo("America/New_York")) == now + timedelta(hours=3)
    assert first_open(now, hours=USUAL, zone=ZoneInfo("Pacific/Kiritimati")) == now + timedelta(hours=8)


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"])
def test_it_is_always_open_and_never_earlier(zone):
    there, now = ZoneInfo(zone), datetime(2026, 1, 1, tzinfo=UTC)
    for hour in range(0, 366 * 24, 5):
        moment = now + timedelta(hours=hour)
        first = first_open(moment, hours=USUAL, zone=there)
        assert moment <= first <= moment + timedelta(days=4)
        assert USUAL.open_at(first.astimezone(there))
