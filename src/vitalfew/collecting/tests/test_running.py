"""What is due is asked once, kept once, and what fails is told and asked again."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import DataError, IntegrityError, InterfaceError, OperationalError, ProgrammingError

from vitalfew.accounts.history import changing, undo
from vitalfew.accounts.models import Change, Person, Role
from vitalfew.collecting import keeping
from vitalfew.collecting.models import Feed, Run
from vitalfew.collecting.running import Collector
from vitalfew.collecting.tests.conftest import NOW, Told
from vitalfew.kpis.actions import Value, record
from vitalfew.kpis.models import Correction, Observation, Origin, Reading
from vitalfew.lib.away import is_away
from vitalfew.sources.contract import Point, SourceError

DAY, WEEK = timedelta(days=1), timedelta(days=7)
MONDAY = datetime(2026, 11, 8, 23, tzinfo=UTC)  # the start of a week in Berlin


def collect(told, *, now=NOW):
    return Collector(told).collect_due(now=now)


def values(feed):
    return list(Observation.objects.filter(series=feed.kpi.series_id).values_list("time", "value", "origin"))


def test_a_due_source_is_asked_once_and_its_values_are_kept_and_judged(feed):
    one, told = feed(), Told(told=[Point(MONDAY - WEEK, 4.0), Point(MONDAY, 5.0, 12)])
    assert collect(told) == 1
    assert values(one) == [(MONDAY - WEEK, 4.0, "source"), (MONDAY, 5.0, "source")]
    assert Reading.objects.get(kpi=one.kpi).value == 5.0
    assert collect(told) == 0
    one.refresh_from_db()
    assert (one.next_at.astimezone(one.workspace.zone_info).strftime("%a %H")) == "Mon 06"
    assert (one.leased_until, one.failing_since, one.error) == (None, None, "")
    assert [(run.slot, run.stored, run.unchanged) for run in one.runs.all()] == [(NOW, 2, 0)]


def test_a_value_without_a_time_is_that_of_the_period_that_ended(feed):
    one = feed()
    collect(Told(told=[Point(None, 4.0)]))
    assert values(one) == [(MONDAY, 4.0, "source")]


def test_a_value_of_now_changes_no_period_that_was_told_after_its_end(feed):
    one, told = feed(), Told(told=[Point(None, 4.0)])
    for days, value in ((0, 4.0), (1, 5.0), (3, 6.0), (4, 7.0)):  # Friday, Saturday, Monday, Tuesday
        told.by_kind["told"] = [Point(None, value)]
        Feed.objects.update(next_at=NOW + days * DAY)
        collect(told, now=NOW + days * DAY)
    assert [value for _, value, _ in values(one)] == [4.0, 6.0, 7.0]


def test_a_value_of_now_that_was_confirmed_unchanged_after_its_end_stays_as_it_was(feed):
    one, told = feed(), Told()
    for days, value in ((0, 4.0), (1, 5.0), (3, 5.0), (4, 7.0)):  # Friday, Saturday, Monday, Tuesday
        told.by_kind["told"] = [Point(None, value)]
        Feed.objects.update(next_at=NOW + days * DAY)
        collect(told, now=NOW + days * DAY)
    assert [value for _, value, _ in values(one)] == [4.0, 5.0, 7.0]
    assert not Correction.objects.exists()


def test_later_only_what_may_have_changed_is_asked_for(feed):
    one = feed(settle_days=7)
    told = Told(told=[Point(MONDAY - n * WEEK, float(n)) for n in range(9)])
    collect(told)
    Feed.objects.update(next_at=NOW + DAY)
    told.by_kind["told"] = [Point(MONDAY - n * WEEK, n + 10.0) for n in range(9)]
    collect(told, now=NOW + DAY)
    assert [asked["since"] for asked in told.asked] == [None, MONDAY - 2 * WEEK]
    assert [value for _, value, _ in values(one)] == [8, 7, 6, 5, 4, 3, 12, 11, 10]
    assert Correction.objects.count() == 3


def test_what_a_person_typed_stands_and_so_does_a_note(feed):
    one = feed()
    record(kpi=one.kpi, values=[Value(MONDAY, 7.0)], origin=Origin.HAND, by=None, now=NOW)
    before = Value(MONDAY - WEEK, 1.0, note="Strike")
    record(kpi=one.kpi, values=[before], origin=Origin.FILE, by=None, now=NOW)
    collect(Told(told=[Point(MONDAY, 4.0), Point(MONDAY - WEEK, 3.0)]))
    kept = Observation.objects.values_list("value", "note").order_by("time")
    assert list(kept) == [(3.0, "Strike"), (7.0, "")]
    assert Run.objects.get().unchanged == 1


def test_a_failure_is_told_and_asked_again_in_5_minutes_half_an_hour_two_hours(feed):
    one = feed(frequency="day")
    told = Told(told=SourceError("db.example.org refuses the password: enter it anew."))
    now, gaps = NOW, []
    for _ in range(4):
        collect(told, now=now)
        one.refresh_from_db()
        gaps.append(one.next_at - now)
        now = one.next_at
    assert [round(gap.total_seconds() / 60) for gap in gaps[:3]] == [5, 30, 120]
    assert one.next_at.astimezone(one.workspace.zone_info).hour == 6
    assert round((one.failing_since - NOW).total_seconds()) == 0
    reading = Reading.objects.get(kpi=one.kpi)
    assert (reading.failing_why, reading.failing_for(NOW + timedelta(hours=3, minutes=1))) == (one.error, "3 hours")
    assert one.error == "db.example.org refuses the password: enter it anew."
    told.by_kind["told"] = [Point(None, 4.0)]
    collect(told, now=now)
    one.refresh_from_db()
    assert (one.failing_since, one.failures, one.error) == (None, 0, "")
    assert Reading.objects.get(kpi=one.kpi).failing_since is None


def test_a_value_that_cannot_be_kept_keeps_none_and_says_which(feed):
    one = feed()
    one.kpi.definition.upper_bound = 100
    one.kpi.definition.save()
    collect(Told(told=[Point(MONDAY - WEEK, 4.0), Point(MONDAY, 104.0)]))
    assert values(one) == []
    assert Feed.objects.get().error.startswith("1 of 2 values cannot be kept, so none is. Week of 9 Nov 2026: 104 is")


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_is_no_number_is_never_kept(feed, value):
    one = feed()
    collect(Told(told=[Point(MONDAY, value)]))
    assert (values(one), Feed.objects.get().failures) == ([], 1)


def test_days_of_downtime_are_caught_up_by_one_question(feed):
    one, told = feed(frequency="day"), Told(told=[])
    for minutes in range(0, 60, 5):
        collect(told, now=NOW + 9 * DAY + timedelta(minutes=minutes))
    assert len(told.asked) == 1
    one.refresh_from_db()
    assert one.next_at > NOW + 9 * DAY


def test_a_clock_that_jumps_repeats_nothing(feed):
    feed(frequency="hour")
    told = Told(told=[])
    for hours in (0, 24, 23, 24, 0, -1, 1):
        collect(told, now=NOW + timedelta(hours=hours))
    assert len(told.asked) == 2
    assert Run.objects.count() == len(set(Run.objects.values_list("slot", flat=True))) == 2


def test_a_slot_that_was_done_is_not_done_again_though_it_is_due_again(feed):
    one, told = feed(), Told(told=[])
    collect(told)
    Feed.objects.update(next_at=NOW)
    assert (collect(told), len(told.asked)) == (0, 1)
    one.refresh_from_db()
    assert one.next_at > NOW


def test_a_lease_that_ran_out_is_taken_over_and_what_comes_late_is_left(feed):
    from vitalfew.collecting.keeping import keep
    from vitalfew.collecting.leasing import LEASE, lease

    one = feed()
    killed = lease(one.pk, now=NOW)
    assert lease(one.pk, now=NOW + LEASE / 2) is None
    assert collect(Told(told=[Point(None, 4.0)]), now=NOW + LEASE) == 1
    assert not keep(killed, [Point(None, 5.0)], since=None, now=NOW + LEASE)
    assert [value for _, value, _ in values(one)] == [4.0]
    assert Run.objects.count() == 1


@pytest.mark.parametrize("state", ["paused", "retired"])
def test_what_is_paused_or_retired_is_not_asked(feed, state):
    one, told = feed(), Told(told=[])
    one.paused_at = one.kpi.retired_at = NOW
    (one if state == "paused" else one.kpi).save()
    assert (collect(told), told.asked) == (0, [])


def test_settings_that_changed_meanwhile_keep_nothing_of_the_old_ones(feed):
    one = feed()

    def slow(**_):
        return [Point(None, 4.0)]

    collector = Collector(Told(told=slow))
    with pytest.MonkeyPatch.context() as patch:
        from vitalfew.collecting import running

        def changed_first(*args, **kwargs):
            Feed.objects.filter(pk=one.pk).update(settings={"query": "another"}, next_at=NOW + timedelta(seconds=1))
            return keep(*args, **kwargs)

        keep = running.keep
        patch.setattr(running, "keep", changed_first)
        collector.collect_due(now=NOW)
    assert values(one) == []
    one.refresh_from_db()
    assert one.next_at == NOW + timedelta(seconds=1)


def test_a_failure_of_settings_that_are_gone_is_no_failure_of_the_new_ones(feed):
    one = feed()
    from vitalfew.collecting.keeping import fail
    from vitalfew.collecting.leasing import lease

    run = lease(one.pk, now=NOW)
    Feed.objects.filter(pk=one.pk).update(settings={"query": "another"}, next_at=NOW + timedelta(seconds=1))
    assert fail(run, "It is down: wait.", now=NOW)
    one.refresh_from_db()
    assert (one.failing_since, one.leased_until, one.next_at) == (None, None, NOW + timedelta(seconds=1))


def test_runs_of_long_ago_are_forgotten(feed):
    feed()
    collect(Told(told=[]))
    Feed.objects.update(next_at=NOW + 100 * DAY)
    collect(Told(told=[]), now=NOW + 100 * DAY)
    assert [run.slot for run in Run.objects.all()] == [NOW + 100 * DAY]


def test_the_history_is_fetched_once_as_a_change_that_can_be_undone(feed):
    one = feed(backfill_from=datetime(2025, 1, 1, tzinfo=UTC).date(), backfill_at=NOW)
    told = Told(told=[Point(MONDAY - n * WEEK, float(n)) for n in range(80)])
    collect(told)
    assert told.asked[0]["since"] == datetime(2024, 12, 31, 23, tzinfo=UTC)
    one.refresh_from_db()
    assert (one.backfill_from, one.runs.get().history, len(values(one))) == (None, True, 80)
    by = Person.objects.create(email="ana@example.org", role=Role.ADMIN)
    undo(Change.objects.get(), by=by)
    assert values(one) == []


def test_an_undo_of_settings_leaves_what_was_collected_as_it_is(feed):
    one = feed(schedule="0 6 * * *")
    with changing(by=None, summary="Edited") as watch:
        one.schedule = ""
        one.save()
    collect(Told(told=SourceError("It is down: wait.")))
    undo(watch.change, by=Person.objects.create(email="ana@example.org", role=Role.ADMIN))
    one.refresh_from_db()
    assert (one.schedule, one.failures, one.error) == ("0 6 * * *", 1, "It is down: wait.")


def test_a_source_that_hangs_delays_nobody_and_is_kept_later(feed):
    let_go = threading.Event()

    def hang(**_):
        let_go.wait(60)
        return [Point(None, 1.0)]

    for number in range(3):
        feed(f"Hanging {number}", kind="hanging", place="db.example.org")
    others = [feed(f"Other {number}", place=f"host{number}") for number in range(6)]
    collector = Collector(Told(told=[Point(None, 4.0)], hanging=hang))
    assert collector.collect_due(now=NOW) == 8  # six are kept, two still hang
    assert all(values(other) for other in others)
    assert len(collector.under_way) == 2
    let_go.set()
    assert collector.collect_due(now=NOW + timedelta(seconds=15)) == 3
    assert Observation.objects.count() == 9


def test_500_sources_that_fail_at_once_starve_nobody(feed):
    Feed.objects.all().delete()
    for number in range(40):
        feed(f"Broken {number}", kind="broken", place="db.example.org", next_at=NOW - DAY, failing_since=NOW - DAY)
    healthy = feed("Healthy", place="other.example.org")
    told = Told(told=[Point(None, 4.0)], broken=SourceError("It is down: wait."))
    collect(told)
    assert "told" in [asked["kind"] for asked in told.asked[:3]]
    assert values(healthy)
    assert Feed.objects.filter(failures=1).count() == 40


def test_what_cannot_be_kept_for_an_unknown_reason_is_told(feed, monkeypatch):
    one = feed()

    def broken(**_):
        raise NameError("surprise")

    monkeypatch.setattr("vitalfew.collecting.keeping.store", broken)
    collect(Told(told=[Point(None, 4.0)]))
    one.refresh_from_db()
    assert "NameError" in one.error
    assert (one.leased_until, one.failures) == (None, 1)


def test_a_database_that_is_away_is_asked_again_when_the_lease_is_over(feed, monkeypatch):
    one = feed()

    def away(**_):
        raise OperationalError("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr("vitalfew.collecting.keeping.store", away)
        assert collect(Told(told=[Point(None, 4.0)])) == 0
    assert Feed.objects.get().error == ""
    collect(Told(told=[Point(None, 4.0)]), now=NOW + timedelta(minutes=4))
    assert [value for _, value, _ in values(one)] == [4.0]


def test_secrets_are_given_to_the_source_and_are_nowhere_in_the_clear(feed):
    one, told = feed(settings={"query": "select 1"}), Told(told=[])
    one.keep_secrets({"url": "postgresql://reader:canary@db/shop"})
    one.save()
    collect(told)
    assert told.asked[0]["spec"] == {
        "query": "select 1", "url": "postgresql://reader:canary@db/shop", "zone": "Europe/Berlin",
        "frequency": "week",
    }  # fmt: skip
    assert "canary" not in str(list(Feed.objects.values_list()))


def test_a_secret_that_another_key_sealed_is_told(feed, settings):
    one = feed()
    one.keep_secrets({"url": "postgresql://reader:canary@db/shop"})
    one.save()
    settings.SECRET_KEY = "another"
    collect(Told(told=[]))
    assert "A secret of this source cannot be read." in Feed.objects.get().error


def test_a_kind_that_this_version_does_not_know_is_told(feed):
    feed(kind="gone")
    collect(Told())
    assert "no source called “gone”" in Feed.objects.get().error


def test_the_log_names_the_kpi_whose_source_fails_unexpectedly(feed, caplog):
    one = feed("Waiting time")
    collect(Told(told=ZeroDivisionError()))
    assert f"The source of KPI {one.kpi.pk} (Waiting time) could not be asked." in caplog.text


def test_what_is_not_to_be_expected_stops_nothing(feed, caplog):
    feed("Bad", kind="broken", place="a")
    good = feed("Good", place="b")
    collect(Told(told=[Point(None, 4.0)], broken=RuntimeError("surprise")))
    assert values(good)
    assert "RuntimeError" in Feed.objects.get(kind="broken").error


def test_a_value_that_the_database_refuses_is_told_as_a_fault_of_its_source(feed, monkeypatch):
    """It refuses for real, within the transaction that stores; another source goes on."""
    from django.db import connection

    one, other = feed(), feed("Other", kind="other")
    refusing = {"sqlite": "INSERT INTO accounts_team (id) VALUES (1)", "postgresql": "SELECT 'NaN'::float8::int"}
    before = keeping.store

    def refused(*, points, **more):
        if points[0][0] == one.kpi.series_id:
            with connection.cursor() as cursor:
                cursor.execute(refusing[connection.vendor])
        return before(points=points, **more)

    monkeypatch.setattr(keeping, "store", refused)
    collect(Told(told=[Point(None, 4.0)], other=[Point(None, 5.0)]))
    one.refresh_from_db()
    other.refresh_from_db()
    assert one.error.startswith("What it gave could not be kept (")
    assert (one.failures, one.leased_until, other.error, other.failures) == (1, None, "", 0)


@pytest.mark.parametrize(
    ("error", "code", "away"),
    [
        (InterfaceError, None, True), (OperationalError, None, True), (OperationalError, "57P01", True),
        (OperationalError, "40P01", True), (OperationalError, "53100", True), (OperationalError, "54000", False),
        (DataError, "22003", False), (IntegrityError, "23505", False), (ProgrammingError, "42703", False),
    ],
)  # fmt: skip
def test_only_a_database_that_takes_nothing_is_away(error, code, away):
    raised, cause = error("no"), Exception("no")
    cause.sqlstate = code
    raised.__cause__ = cause
    assert is_away(raised) is away
