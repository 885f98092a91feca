"""Each slot runs once, whoever keeps the time, and nothing that fails stops the clock."""

import logging
import threading
from datetime import UTC, datetime, timedelta

import pytest

from vitalfew.accounts.models import Workspace
from vitalfew.accounts.scoping import current_workspace, entered
from vitalfew.collecting.running import collect_due
from vitalfew.jobs.models import LEASE, MOST_ATTEMPTS, Slot
from vitalfew.jobs.schedule import SCHEDULE, TICKS, Job
from vitalfew.jobs.scheduler import SECONDS_BETWEEN, SECONDS_WHILE_BUSY, Scheduler, keep_time
from vitalfew.method.periods import Frequency

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


class Noted:
    """A job that notes when it ran, and where."""

    def __init__(self, *, failing: bool = False) -> None:
        self.ran: list[tuple[str, datetime]] = []
        self.failing = failing

    def __call__(self, *, workspace: Workspace, now: datetime) -> None:
        assert current_workspace() == workspace
        self.ran.append((workspace.slug, now))
        if self.failing:
            raise RuntimeError("no luck today")


@pytest.fixture
def berlin(db: None) -> Workspace:
    return Workspace.objects.create(name="Berlin", slug="berlin", zone="Europe/Berlin")


def daily(work: Noted, every: Frequency = Frequency.DAY) -> list[Job]:
    return [Job("noted", work, every)]


def test_the_table_looks_at_the_data_every_day():
    assert ("look-at-data", Frequency.DAY) in [(job.name, job.every) for job in SCHEDULE]
    assert len({job.name for job in SCHEDULE}) == len(SCHEDULE)


def test_every_tick_collects_what_is_due():
    assert collect_due in TICKS


def test_a_slot_runs_once_however_often_the_clock_ticks(berlin):
    work = Noted()
    scheduler = Scheduler(daily(work))
    assert [scheduler.tick(now=NOW + minutes * timedelta(minutes=1)) for minutes in range(60)] == [1] + [0] * 59
    assert work.ran == [("berlin", NOW)]


def test_a_second_scheduler_runs_nothing_that_the_first_ran(berlin):
    work = Noted()
    both = [Scheduler(daily(work)), Scheduler(daily(work))]
    for hours in range(48):
        for scheduler in both:
            scheduler.tick(now=NOW + hours * HOUR)
    assert [at for _, at in work.ran] == [NOW, NOW + 14 * HOUR, NOW + 38 * HOUR]  # midnight in Berlin is 23 h UTC


@pytest.mark.django_db(transaction=True)
def test_two_schedulers_at_the_same_moment_run_it_once():
    from django.db import connection

    Workspace.objects.create(name="Berlin", slug="berlin", zone="Europe/Berlin")
    work, ready = Noted(), threading.Barrier(2)

    def tick() -> None:
        ready.wait()
        Scheduler(daily(work)).tick(now=NOW)
        connection.close()

    threads = [threading.Thread(target=tick) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(work.ran) == 1


def test_days_of_downtime_are_caught_up_once(berlin):
    work = Noted()
    Scheduler(daily(work)).tick(now=NOW)
    again = Scheduler(daily(work))
    assert [again.tick(now=NOW + days * DAY) for days in (9, 9.2)] == [1, 0]


def test_a_clock_that_goes_back_repeats_nothing(berlin):
    work = Noted()
    just_after_midnight = datetime(2026, 11, 20, 23, 10, tzinfo=UTC)
    Scheduler(daily(work)).tick(now=just_after_midnight)
    assert Scheduler(daily(work)).tick(now=just_after_midnight - HOUR) == 0


@pytest.mark.parametrize(("start", "runs"), [("2026-03-29", 23), ("2026-10-25", 25)])
def test_when_clocks_change_a_day_is_one_slot_and_its_hours_are_23_or_25(berlin, start, runs):
    midnight = datetime.fromisoformat(start).replace(tzinfo=berlin.zone_info).astimezone(UTC)
    by_day, by_hour = Noted(), Noted()
    scheduler = Scheduler([*daily(by_day), Job("hourly", by_hour, Frequency.HOUR)])
    for minutes in range(0, runs * 60, 10):
        scheduler.tick(now=midnight + timedelta(minutes=minutes))
    assert (len(by_day.ran), len(by_hour.ran)) == (1, runs)


def test_each_workspace_has_its_own_days(berlin):
    Workspace.objects.create(name="Tokyo", slug="tokyo", zone="Asia/Tokyo")
    work = Noted()
    scheduler = Scheduler(daily(work))
    for hours in range(24):
        scheduler.tick(now=NOW + hours * HOUR)
    assert sorted(work.ran) == [("berlin", NOW), ("berlin", NOW + 14 * HOUR), ("tokyo", NOW), ("tokyo", NOW + 6 * HOUR)]


def test_what_fails_is_logged_and_tried_three_times_and_the_rest_goes_on(berlin, caplog):
    failing, work = Noted(failing=True), Noted()
    scheduler = Scheduler([Job("failing", failing, Frequency.DAY), *daily(work)])
    with caplog.at_level(logging.ERROR):
        for minutes in range(0, 240, 5):
            scheduler.tick(now=NOW + timedelta(minutes=minutes))
    assert len(failing.ran) == MOST_ATTEMPTS
    assert failing.ran[1][1] - failing.ran[0][1] > LEASE
    assert len(work.ran) == 1
    assert "failing failed in the workspace berlin" in caplog.text


def test_a_workspace_of_which_nobody_knows_the_time_holds_up_no_other(berlin, caplog):
    Workspace.objects.create(name="Atlantis", slug="a-first", zone="Atlantic/Atlantis")
    work = Noted()
    assert Scheduler(daily(work)).tick(now=NOW) == 1
    assert work.ran == [("berlin", NOW)]
    assert "noted failed in the workspace a-first" in caplog.text


def test_a_slot_whose_runner_died_is_taken_over(berlin):
    with entered(berlin):
        time = datetime(2026, 11, 19, 23, tzinfo=UTC)
        assert Slot.lease(job="noted", time=time, now=NOW) is not None  # and then its process is killed
    work = Noted()
    scheduler = Scheduler(daily(work))
    assert [scheduler.tick(now=NOW + LEASE * times) for times in (0.5, 1.1, 1.2)] == [0, 1, 0]


def test_slots_of_long_ago_are_forgotten(berlin):
    work = Noted()
    for days in (0, 1, 100):
        Scheduler(daily(work)).tick(now=NOW + days * DAY)
    with entered(berlin):
        assert Slot.objects.count() == 1


def test_a_tick_with_nothing_to_do_costs_one_statement(berlin, django_assert_num_queries):
    scheduler = Scheduler(daily(Noted()))
    scheduler.tick(now=NOW)
    with django_assert_num_queries(1):
        scheduler.tick(now=NOW)


def test_what_looks_at_every_tick_is_guarded_and_counted(berlin, caplog):
    ran: list[datetime] = []

    def broken(*, now: datetime) -> int:
        raise RuntimeError("no luck")

    def works(*, now: datetime) -> int:
        ran.append(now)
        return 3

    scheduler = Scheduler([], ticks=(broken, works))
    with caplog.at_level(logging.ERROR):
        assert [scheduler.tick(now=NOW), scheduler.tick(now=NOW + HOUR)] == [3, 3]
    assert ran == [NOW, NOW + HOUR]
    assert "broken failed" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_the_next_tick_comes_soon_while_there_is_something_to_do(tmp_path, monkeypatch):
    there_was = iter([5, 1, 0, 0])
    monkeypatch.setattr(Scheduler, "tick", lambda self, *, now: next(there_was))
    turns = Turns(4)
    keep_time(stop=turns, lock=tmp_path / "scheduler.lock")
    assert turns.waits[1:] == [SECONDS_WHILE_BUSY, SECONDS_WHILE_BUSY, SECONDS_BETWEEN, SECONDS_BETWEEN]


def test_the_thread_holds_the_lock_and_ends_when_told(tmp_path):
    import fcntl

    lock, stop = tmp_path / "scheduler.lock", threading.Event()
    thread = threading.Thread(target=keep_time, kwargs={"stop": stop, "lock": lock}, daemon=True)
    with lock.open("w") as first:
        fcntl.flock(first, fcntl.LOCK_EX)
        thread.start()
        stop.set()
        assert thread.is_alive()  # it waits for the one that holds the lock
    thread.join(timeout=10)
    assert not thread.is_alive()


class Turns(threading.Event):
    """Lets the clock tick so often, without waiting."""

    def __init__(self, turns: int) -> None:
        super().__init__()
        self.waits: list[float | None] = []
        self.turns = turns

    def wait(self, timeout: float | None = None) -> bool:
        self.waits.append(timeout)
        return len(self.waits) > self.turns


@pytest.mark.django_db(transaction=True)
def test_what_breaks_a_tick_does_not_end_the_thread(tmp_path, monkeypatch, caplog):
    ticks: list[datetime] = []

    def tick(self: Scheduler, *, now: datetime) -> int:
        ticks.append(now)
        raise OSError("the database is away")

    monkeypatch.setattr(Scheduler, "tick", tick)
    turns = Turns(3)
    with caplog.at_level(logging.ERROR):
        keep_time(stop=turns, lock=tmp_path / "scheduler.lock")
    assert len(ticks) == 3
    assert turns.waits[0] < turns.waits[1] == turns.waits[2]
    assert "the database is away" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_the_thread_runs_what_the_table_says(tmp_path):
    berlin = Workspace.objects.create(name="Berlin", slug="berlin", zone="Europe/Berlin")
    keep_time(stop=Turns(2), lock=tmp_path / "scheduler.lock")
    with entered(berlin):
        ran = {slot.job: slot.finished_at is not None for slot in Slot.objects.all()}
        assert ran == {job.name: True for job in SCHEDULE}
