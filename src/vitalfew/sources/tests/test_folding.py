"""Events become one value per period, on the days of a zone."""

from datetime import UTC, datetime, timedelta

import pytest

from vitalfew.sources.contract import Point, SourceError
from vitalfew.sources.folding import Event, calendar, folded

pytestmark = pytest.mark.plain
DAY = timedelta(days=1)


def test_the_period_is_the_kpi_s_own_unless_another_is_named() -> None:
    assert calendar({}).per == "week"
    assert calendar({"frequency": "month"}).per == "month"
    assert calendar({"frequency": "month", "per": "day"}).per == "day"
    for spec, words in (({"per": "decade"}, "“decade” is no period"), ({"zone": "Mars/Phobos"}, "is no time zone")):
        with pytest.raises(SourceError, match=words):
            calendar(spec)


def test_counts_sums_and_shares_of_a_zone_s_days_across_a_change_of_clocks() -> None:
    days = calendar({"per": "day", "zone": "Europe/Berlin"})
    first, now = datetime(2026, 3, 27, 23, 30, tzinfo=UTC), datetime(2026, 3, 30, 12, tzinfo=UTC)
    events = [Event(first, 1), Event(first - DAY, 9), Event(datetime(2026, 3, 29, 22, tzinfo=UTC), 0)]
    starts = [datetime(2026, 3, 27, 23, tzinfo=UTC), datetime(2026, 3, 28, 23, tzinfo=UTC)]
    starts.append(datetime(2026, 3, 29, 22, tzinfo=UTC))

    def made(how: str) -> list[Point]:
        return folded(events, how=how, calendar=days, first=first, now=now)

    assert made("count") == [Point(starts[0], 1), Point(starts[1], 0), Point(starts[2], 1)]
    assert made("sum") == [Point(starts[0], 1), Point(starts[1], 0), Point(starts[2], 0)]
    assert made("share") == [Point(starts[0], 100, 1), Point(starts[2], 0, 1)]
