"""The history comes in stretches, the latest first: it goes on after a failure or a kill, and can be stopped."""

from datetime import date, timedelta

import pytest

from vitalfew.collecting import history
from vitalfew.collecting.actions import fetch_history, stop_history
from vitalfew.collecting.history import share_done
from vitalfew.collecting.leasing import LEASE, lease
from vitalfew.collecting.models import Feed
from vitalfew.collecting.running import Collector
from vitalfew.collecting.tests.conftest import NOW, Told
from vitalfew.kpis.models import Observation
from vitalfew.sources.contract import Point, Source, SourceError

FIRST = date(2026, 1, 5)
WEEK = timedelta(days=7)
LATER = NOW + 3 * WEEK


@pytest.fixture
def told(monkeypatch):
    """A source that is asked for ten periods of history at once, and has a value for each week."""
    source = Source("told", "Told", "", (), lambda *_: [], lambda _: "", stretch=lambda _: 10)
    monkeypatch.setattr(history, "sources", lambda: {"told": source})

    def weeks(*, since, spec, **_):
        until = spec.get("until", NOW.isoformat())
        monday = since + timedelta(days=-since.astimezone(NOW.tzinfo).weekday() % 7)
        found = [Point(monday + n * WEEK, 5.0 + n % 3) for n in range(100)]
        return [point for point in found if point.time.isoformat() < until]

    return Told(told=weeks)


def asked_again(told, minutes):
    return Collector(told).collect_due(now=NOW + timedelta(minutes=minutes))


def test_stretches_are_kept_one_by_one_the_latest_first(feed, told):
    one = feed(next_at=LATER)
    fetch_history(feed=one, start=FIRST, now=NOW)
    done = []
    for minutes in range(9):
        asked_again(told, minutes)
        one.refresh_from_db()
        done.append(share_done(one, one.kpi, now=NOW))
    assert [None if share is None else round(share, 1) for share in done[:6]] == [0.2, 0.5, 0.7, 0.9, None, None]
    assert one.backfill_to is None
    sinces = [question["since"] for question in told.asked]
    assert sinces == sorted(sinces, reverse=True)
    assert [question["spec"].get("until") for question in told.asked[1:5]] == [each.isoformat() for each in sinces[:4]]
    assert Observation.objects.filter(series=one.kpi.series_id).count() == 46
    assert one.runs.filter(history=True).count() == 5


def test_a_history_that_fails_or_is_killed_goes_on_where_it_was(feed, told):
    one = feed(next_at=LATER)
    fetch_history(feed=one, start=FIRST, now=NOW)
    asked_again(told, 0)
    before = Feed.objects.get().backfill_to
    asked_again(Told(told=SourceError("It is down: wait.")), 1)
    assert Feed.objects.get().backfill_to == before
    assert (Feed.objects.get().error, Feed.objects.get().backfill_error) == ("", "It is down: wait.")
    killed = NOW + timedelta(minutes=10)
    assert lease(one.pk, now=killed)
    assert Collector(told).collect_due(now=killed) == 0
    assert Collector(told).collect_due(now=killed + LEASE) == 1
    assert told.asked[-1]["spec"]["until"] == before.isoformat()
    assert Feed.objects.get().backfill_to < before


def test_a_history_that_is_stopped_is_asked_for_no_more(feed, told):
    one = feed(next_at=LATER)
    fetch_history(feed=one, start=FIRST, now=NOW)
    run = lease(one.pk, now=NOW)
    stop_history(feed=one)
    from vitalfew.collecting.keeping import keep

    since = NOW - WEEK
    assert keep(run, [Point(NOW - timedelta(days=3), 5.0)], since=since, now=NOW)
    one.refresh_from_db()
    assert (one.backfill_from, one.backfill_to, one.next_at > NOW) == (None, None, True)
    assert Observation.objects.count() == 1


def test_a_stretch_that_fails_holds_up_no_new_value(feed, told):
    """New values come when they are due, the stretch is asked for again later, and each failure is told apart."""
    one = feed(next_at=LATER)

    def no_history(*, spec, **question):
        if "until" in spec or (question["since"] and question["since"] < NOW - 5 * WEEK):
            raise SourceError("It keeps ten days: ask for less.")
        return [Point(question["since"] or NOW - WEEK, 7.0)]

    half = Told(told=no_history)
    fetch_history(feed=one, start=FIRST, now=NOW)
    gaps, now = [], NOW
    for _ in range(5):
        assert Collector(half).collect_due(now=now) == 1
        one.refresh_from_db()
        gaps.append(one.backfill_at - now)
        now = one.backfill_at + timedelta(seconds=1)
    assert [round(gap / timedelta(minutes=1)) for gap in gaps] == [5, 30, 120, 1440, 1440]
    assert (one.backfill_error, one.backfill_failures) == ("It keeps ten days: ask for less.", 5)
    assert (one.failing_since, one.error, one.next_at, Observation.objects.count()) == (None, "", LATER, 0)
    for due in (LATER, LATER + WEEK):
        Feed.objects.update(next_at=due, backfill_at=due + timedelta(minutes=5))
        assert Collector(half).collect_due(now=due) == 1
        one.refresh_from_db()
        assert (one.failing_since, one.backfill_failures) == (None, 5)
        assert one.last_stored_at >= due
    assert Observation.objects.count() == 2
    Feed.objects.update(next_at=LATER + 3 * WEEK, backfill_at=LATER + 2 * WEEK)
    assert Collector(told).collect_due(now=LATER + 2 * WEEK)
    one.refresh_from_db()
    assert (one.backfill_error, one.backfill_failures, one.backfill_to is not None) == ("", 0, True)


def test_what_was_due_first_is_asked_first_and_both_at_one_time_do_not_meet(feed, told):
    one = feed()
    fetch_history(feed=one, start=FIRST, now=NOW)
    asked_again(told, 0)
    asked_again(told, 1)
    assert [(run.history, run.error) for run in one.runs.order_by("started_at")] == [(True, ""), (False, "")]
    assert one.runs.filter(slot=NOW).exclude(finished_at=None).count() == 2
    Feed.objects.update(next_at=NOW + timedelta(minutes=2), backfill_at=NOW + timedelta(minutes=3))
    asked_again(told, 4)
    assert one.runs.latest("started_at").history is False


def test_a_history_that_works_does_not_end_the_failure_of_new_values(feed, told):
    one = feed(next_at=LATER, failing_since=NOW, failures=2, error="The value cannot be kept.")
    fetch_history(feed=one, start=FIRST, now=NOW)
    asked_again(told, 0)
    one.refresh_from_db()
    assert (one.failing_since, one.error) == (NOW, "The value cannot be kept.")
    assert one.backfill_to is not None
