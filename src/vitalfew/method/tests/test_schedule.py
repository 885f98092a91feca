"""When sources are asked, in twelve zones and over two years."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from vitalfew.method.frequency import Frequency, Sprint
from vitalfew.method.schedule import check_schedule, ends_sprint, next_run

pytestmark = pytest.mark.plain

ZONES = (
    "UTC", "Europe/Berlin", "America/New_York", "America/St_Johns", "America/Sao_Paulo", "Australia/Lord_Howe",
    "Australia/Sydney", "Asia/Kolkata", "Asia/Kathmandu", "Africa/Cairo", "Pacific/Chatham", "Pacific/Apia",
)  # fmt: skip
FIRST, LAST = date(2025, 1, 1), date(2027, 1, 1)


def runs(frequency, zone, *, first=FIRST, last=LAST, **how):
    at, end = datetime.combine(first, datetime.min.time(), zone), datetime.combine(last, datetime.min.time(), zone)
    found = []
    at = at.astimezone(UTC) - timedelta(seconds=1)
    while (at := next_run(at, frequency=frequency, zone=zone, **how)) < end:
        found.append(at.astimezone(zone))
    return found


@pytest.mark.parametrize("name", ZONES)
@pytest.mark.parametrize("spread", ["", "ana/7"])
def test_every_day_has_one_run_in_its_early_morning(name, spread):
    found = runs(Frequency.DAY, ZoneInfo(name), spread=spread)
    assert [run.date() for run in found] == [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days)]
    assert {run.hour for run in found} == {6}
    assert len({run.minute for run in found}) == 1


@pytest.mark.parametrize("name", ["Europe/Berlin", "America/New_York", "America/St_Johns", "Pacific/Chatham"])
def test_the_hours_of_a_day_are_24_and_23_or_25_when_clocks_change(name):
    by_day = Counter(run.date() for run in runs(Frequency.HOUR, ZoneInfo(name)))
    odd = {day: count for day, count in by_day.items() if count != 24}
    assert sorted(odd.values()) == [23, 23, 25, 25]
    assert len(by_day) == (LAST - FIRST).days


def test_where_clocks_change_by_half_an_hour_no_hour_is_left_out():
    found = [run.astimezone(UTC) for run in runs(Frequency.HOUR, ZoneInfo("Australia/Lord_Howe"))]
    assert {after - before for before, after in pairwise(found)} <= {
        timedelta(minutes=30), timedelta(minutes=60), timedelta(minutes=90),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("frequency", "days"),
    [
        (Frequency.MONTH, [(month, 1) for month in range(1, 13)] * 2),
        (Frequency.QUARTER, [(1, 1), (4, 1), (7, 1), (10, 1)] * 2),
        (Frequency.HALF_YEAR, [(1, 1), (7, 1)] * 2),
        (Frequency.YEAR, [(1, 1)] * 2),
    ],
)
@pytest.mark.parametrize("name", ZONES)
def test_long_periods_run_on_their_first_day(name, frequency, days):
    assert [(run.month, run.day) for run in runs(frequency, ZoneInfo(name))] == days


@pytest.mark.parametrize(("frequency", "apart"), [(Frequency.WEEK, 7), (Frequency.TWO_WEEKS, 14)])
def test_weeks_run_on_mondays(frequency, apart):
    found = [run.date() for run in runs(frequency, ZoneInfo("Europe/Berlin"))]
    assert {day.weekday() for day in found} == {0}
    assert {(after - before).days for before, after in pairwise(found)} == {apart}


@pytest.mark.parametrize("weeks", [1, 2, 3, 4])
@pytest.mark.parametrize("name", ["Europe/Berlin", "America/New_York", "Pacific/Chatham"])
def test_the_morning_after_a_sprint_is_that_of_the_next_ones_first_day(name, weeks):
    begun = date(2026, 11, 4)
    found = [run.date() for run in runs(Sprint(weeks, begun), ZoneInfo(name))]
    assert begun in found
    assert {(after - before).days for before, after in pairwise(found)} == {7 * weeks}


def test_the_end_of_a_sprint_is_a_schedule_as_a_line_of_cron_is():
    check_schedule("end of sprint")
    assert ends_sprint(" End of  sprint")
    assert not ends_sprint("30 7 * * *")


def test_sources_are_spread_over_the_hour():
    minutes = {
        next_run(datetime(2026, 3, 2, tzinfo=UTC), frequency=Frequency.DAY, zone=ZoneInfo("UTC"), spread=str(n)).minute
        for n in range(500)
    }
    assert len(minutes) == 50


@pytest.mark.parametrize("name", ZONES)
def test_a_cron_line_is_read_in_the_zone(name):
    found = runs(Frequency.MONTH, ZoneInfo(name), cron="30 7 * * mon-fri")
    assert {(run.hour, run.minute) for run in found} == {(7, 30)}
    assert [run.weekday() for run in found][:5] == [2, 3, 4, 0, 1]
    assert len(found) == sum((FIRST + timedelta(days=n)).weekday() < 5 for n in range((LAST - FIRST).days))


@pytest.mark.parametrize(
    "line", ["every day", "61 * * * *", "* * *", "", "30 7 * * MONDAY", "²", "0 0 30 2 *", "0 30 7 * * MON"]
)
def test_what_is_no_cron_line_is_said_with_an_example(line):
    with pytest.raises(ValueError, match="30 7"):
        check_schedule(line)


def test_a_line_that_comes_too_often_is_refused():
    with pytest.raises(ValueError, match="each 5 minutes"):
        check_schedule("* * * * *")
    check_schedule("*/5 * * * *")
    check_schedule("0 6 L * *")


def test_a_cron_night_that_is_skipped_or_repeated_has_one_run():
    found = runs(Frequency.DAY, ZoneInfo("Europe/Berlin"), cron="30 2 * * *")
    assert Counter(run.date() for run in found).most_common(1)[0][1] == 1
    assert len(found) == (LAST - FIRST).days
