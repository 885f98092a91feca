"""What was collected before its period ended is judged only once the source was asked after the end."""

from datetime import UTC, datetime, timedelta

import pytest

from vitalfew.collecting.actions import leave
from vitalfew.collecting.models import Feed
from vitalfew.collecting.running import Collector
from vitalfew.collecting.tests.conftest import NOW, Told
from vitalfew.kpis import readings
from vitalfew.kpis.actions import Value, record
from vitalfew.kpis.judging import judged
from vitalfew.kpis.models import Correction, Kpi, Origin, Reading
from vitalfew.kpis.readings import judge_ripe
from vitalfew.sources.contract import Point, SourceError

MIDNIGHT = datetime(2026, 11, 20, 23, tzinfo=UTC)  # the end of the day in Berlin
TODAY, YESTERDAY = MIDNIGHT - timedelta(days=1), MIDNIGHT - timedelta(days=2)
AFTER, MORNING = MIDNIGHT + timedelta(minutes=1), MIDNIGHT + timedelta(hours=7)


@pytest.fixture
def clock(monkeypatch):
    """Sets the time at which what was stored is judged."""

    class Clock:
        now = NOW

    monkeypatch.setattr(readings.timezone, "now", lambda: Clock.now)
    return Clock


@pytest.fixture
def daily(feed, clock):
    """A KPI that may not fall below 100, collected in the morning: 40 so far today."""
    one = feed(frequency="day")
    Kpi.objects.update(red_lower=100)
    told = Told(told=[Point(YESTERDAY, 150.0), Point(TODAY, 40.0)])

    def collect(at, *points, error=None):
        if points or error:
            told.by_kind["told"] = error or [Point(time, value) for time, value in points]
        clock.now = at
        Feed.objects.update(next_at=at)
        Collector(told).collect_due(now=at)
        return Reading.objects.get(kpi=one.kpi)

    collect(NOW)
    return collect


def test_a_half_collected_day_is_not_judged_when_it_ends(daily):
    assert Reading.objects.get().judged_value == 150.0
    assert judge_ripe(now=AFTER) == 0
    found = judged(Kpi.objects.get(), now=AFTER)
    assert (found.finished, len(found.values)) == (1, 2)
    assert Reading.objects.get().status != "red_line"


def test_it_is_judged_once_the_source_was_asked_after_its_end(daily):
    reading = daily(MORNING, (TODAY, 336.0))
    assert (reading.judged_value, reading.red_run) == (336.0, 0)
    assert Kpi.objects.get().half_collected is None


def test_a_value_that_is_the_same_after_the_end_is_confirmed_and_judged(daily):
    reading = daily(MORNING, (TODAY, 40.0))
    assert (reading.judged_value, reading.status) == (40.0, "red_line")
    assert Correction.objects.count() == 0


def test_the_day_that_runs_is_half_collected_while_the_last_one_is_judged(daily):
    reading = daily(MORNING, (TODAY, 40.0), (MIDNIGHT, 3.0))
    assert (reading.judged_value, reading.value, reading.ripe_at) == (40.0, 3.0, None)


def test_a_source_that_fails_after_the_end_confirms_nothing(daily):
    reading = daily(MORNING, error=SourceError("It does not answer."))
    assert judge_ripe(now=MORNING) == 0
    assert (reading.judged_value, reading.failing_why) == (150.0, "It does not answer.")


def test_an_answer_that_comes_after_the_end_to_a_question_from_before_it_confirms_nothing(daily, monkeypatch):
    asked = MIDNIGHT - timedelta(seconds=2)
    monkeypatch.setattr("vitalfew.collecting.running._Clock.now", property(lambda clock: clock.given))
    monkeypatch.setattr("vitalfew.collecting.running._kept", _kept_later)
    assert daily(asked, (TODAY, 41.0)).judged_value == 150.0
    assert judge_ripe(now=AFTER) == 0


def _kept_later(answer, *, now):
    from vitalfew.collecting.keeping import keep

    return keep(answer.asked.run, answer.points, since=answer.asked.question.since, now=now + timedelta(seconds=5))


@pytest.mark.parametrize("origin", [Origin.HAND, Origin.API, Origin.FILE])
def test_what_is_put_in_place_of_a_half_collected_value_is_judged_when_the_day_ends(daily, origin):
    record(kpi=Kpi.objects.get(), values=[Value(TODAY, 50.0)], origin=origin, by=None, now=NOW)
    assert judge_ripe(now=AFTER) == 1
    assert Reading.objects.get().judged_value == 50.0


def test_a_history_of_long_ago_confirms_nothing(daily):
    Feed.objects.update(next_at=None, backfill_from="2026-11-01", backfill_to=YESTERDAY, backfill_at=MORNING)
    Collector(Told(told=[Point(YESTERDAY - timedelta(days=1), 1.0)])).collect_due(now=MORNING)
    assert judge_ripe(now=MORNING) == 0
    assert Reading.objects.get().judged_value == 150.0


def test_where_the_source_is_left_nobody_waits_for_it(daily, clock):
    clock.now = AFTER
    leave(feed=Feed.objects.get())
    assert Reading.objects.get().judged_value == 40.0
