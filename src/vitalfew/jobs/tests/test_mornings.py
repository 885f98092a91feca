"""What a reader gets on a Monday morning: one mail, by one clock and by many workers, in whichever zone they are."""

from collections.abc import Callable
from contextvars import Context
from datetime import datetime, timedelta
from typing import Any

import pytest

from vitalfew.briefing.tests.conftest import MONDAY, STEADY, WEEK, post, support
from vitalfew.jobs.models import LEASE
from vitalfew.jobs.schedule import SCHEDULE, TICKS
from vitalfew.jobs.scheduler import Scheduler
from vitalfew.notices.models import Notice, Wishes

__all__ = ("post", "support")
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
SATURDAY = MONDAY - timedelta(days=2, hours=6)
Clock = Callable[[datetime], object]


def one_clock() -> Clock:
    """As in the server: every job and every look, one after the other."""
    scheduler = Scheduler(SCHEDULE, ticks=TICKS)
    return lambda now: scheduler.tick(now=now)


def workers() -> Clock:
    """As workers may take turns: what sends comes first, and each look may find another order."""
    rows = [
        *(Scheduler((), ticks=[tick]) for tick in reversed(TICKS)),
        *(Scheduler([job]) for job in reversed(SCHEDULE)),
    ]
    return lambda now: [row.tick(now=now) for row in rows]


@pytest.fixture
def ana(support: Any) -> Any:
    """Ana owns a KPI whose value she has to type, one that is late since Saturday, and one beyond its red line."""
    Wishes.objects.create(person=support.ben, digest="never", mail=False)
    support.values(support.kpi("Response", owner=support.ana), STEADY, now=MONDAY - WEEK)
    support.values(support.kpi("Waiting", owner=support.ana, grace_days=5), STEADY, now=MONDAY - 2 * WEEK)
    support.values(support.kpi("Errors", owner=support.ana, red_upper=140), STEADY, now=MONDAY - WEEK)
    return support.ana


def mails(post: Any, clock: Clock, *, about: datetime = MONDAY, until: datetime) -> list[tuple[str, str]]:
    """When each mail came since Saturday, and its subject; the clock strikes more often about the time of the mail."""
    found, now, near = [], SATURDAY, about - HOUR
    while now < until:
        before = len(post.mails)
        Context().run(clock, now)
        found += [(f"{now:%a %H:%M}", mail["Subject"]) for mail in post.mails[before:]]
        now = min(now + 4 * HOUR, near) if now < near else now + 5 * MINUTE
    return found


@pytest.mark.parametrize("clock", [one_clock, workers])
@pytest.mark.parametrize(
    ("zone", "quiet_to", "at"),
    [("UTC", "07:00", "07"), ("UTC", "06:20", "07"), ("UTC", "08:00", "08"), ("Asia/Kolkata", "07:00", "02")],
)
def test_the_digest_what_is_due_and_what_is_late_are_one_mail(
    ana: Any, post: Any, clock: Callable[[], Clock], zone: str, quiet_to: str, at: str
) -> None:
    ana.zone = zone
    ana.save()
    Wishes.objects.create(person=ana, quiet_to=quiet_to)
    Notice.objects.all().delete()
    about = MONDAY.replace(hour=int(at))
    (first, *others) = mails(post, clock(), about=about, until=MONDAY + 3 * HOUR)
    assert others == []
    assert first[0] in (f"Mon {at}:00", f"Mon {at}:10")
    assert first[1].startswith("Product: ")
    assert first[1].endswith(" – and 2 more")
    assert "Waiting is late" not in post.mails[0].get_body(("plain",)).get_content()
    told = {notice.key.split(":")[0] for notice in Notice.objects.filter(person=ana)}
    assert told == {"digest", "due", "breach"}


def test_without_a_digest_what_falls_due_together_is_one_mail_at_once(ana: Any, post: Any) -> None:
    Wishes.objects.create(person=ana, digest="never")
    Notice.objects.all().delete()
    ((when, subject),) = mails(post, one_clock(), until=MONDAY + 3 * HOUR)
    assert (when, subject) == ("Mon 07:00", "Waiting is late: no data for 19 days – and 2 more")


@pytest.mark.parametrize(("failing", "at"), [("remind", "07:15"), ("digests", "08:00")])
def test_what_cannot_be_written_holds_up_the_rest_for_a_while_only(
    ana: Any, post: Any, monkeypatch: pytest.MonkeyPatch, failing: str, at: str
) -> None:
    def fails(**_: object) -> None:
        raise RuntimeError("It cannot be written.")

    jobs = [job._replace(work=fails) if job.name == failing else job for job in SCHEDULE]
    scheduler = Scheduler(jobs, ticks=TICKS)
    Notice.objects.all().delete()
    ((when, _),) = mails(post, lambda now: scheduler.tick(now=now), until=MONDAY + 2 * HOUR)
    assert when == f"Mon {at}"
    assert timedelta(minutes=15) == LEASE
