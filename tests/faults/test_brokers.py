"""A broker that is killed, away or emptied while there is work: nothing lost, nothing doubled, nobody has to help."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from tests.faults.brokers import OwnBroker, OwnRabbit, OwnRedis
from tests.faults.hands import MANY, Hands, runs, within

pytestmark = pytest.mark.long
PATIENCE, PART = 120, MANY // 3
LATER = timedelta(days=1)


@pytest.fixture(params=[OwnRedis, OwnRabbit])
def server(request: pytest.FixtureRequest, transactional_db: None, tmp_path: Path) -> Iterator[OwnBroker]:
    """One of the test's own, which runs."""
    from django.db import connection

    if connection.vendor != "postgresql":
        pytest.skip("Workers share a PostgreSQL database, and this run is of another one.")
    if not request.param.there():
        pytest.skip(f"No {request.param.PROGRAM} on this machine.")
    folder = tmp_path / "broker"
    folder.mkdir()
    made = request.param(folder)
    try:
        made.start()
        yield made
    finally:
        made.kill()


@pytest.fixture
def broker(server: OwnBroker) -> str:
    """Its address, for those who start workers."""
    return server.url


@pytest.fixture
def parts(feeds) -> Iterator[None]:
    """Makes the first third of the sources due, and with each turn another one."""
    from vitalfew.collecting.models import Feed

    now = timezone.now()
    Feed.objects.update(next_at=now + LATER)

    def turns() -> Iterator[None]:
        for at in range(0, MANY, PART):
            Feed.objects.filter(pk__in=[feed.pk for feed in feeds[at : at + PART]]).update(next_at=timezone.now())
            yield

    return turns()


@pytest.fixture
def working(parts: Iterator[None], hands: Hands) -> Hands:
    """A beat and two workers, who did the first third."""
    hands.stand_in()
    next(parts)
    for command in (["beat"], ["worker", "--processes", "1"], ["worker", "--processes", "1"]):
        hands.start(*command)
    assert within(PATIENCE, lambda: done(PART))
    return hands


def done(number: int) -> bool:
    """Whether so many sources were asked, and what they said was kept."""
    return len(runs()) == number


def nothing_is_lost_or_doubled(hands: Hands) -> None:
    """Each source was asked once, and the job ran once for each of its hours, by those who began."""
    from vitalfew.jobs.models import Slot

    assert within(PATIENCE, lambda: done(MANY) and hands.asked()["job-berlin"] > 0), runs()
    asked = hands.asked()
    assert asked.pop("job-berlin") == Slot.objects.count()
    assert (len(asked), set(asked.values()), set(runs().values())) == (MANY, {1}, {1})
    assert [process.poll() for process in hands.running] == [None] * len(hands.running)


def test_what_falls_due_while_a_broker_is_away_is_done_when_it_is_back(working: Hands, parts, server: OwnBroker):
    server.kill()
    next(parts)
    assert not within(3, lambda: done(2 * PART))
    server.start()
    assert within(PATIENCE, lambda: done(2 * PART))
    next(parts)
    nothing_is_lost_or_doubled(working)


def test_a_broker_that_is_emptied_again_and_again_costs_nothing(working: Hands, parts, server: OwnBroker):
    for _ in parts:
        server.empty()
        assert not within(1, lambda: done(MANY + 1))
        server.empty()
    nothing_is_lost_or_doubled(working)


@pytest.mark.parametrize("server", [OwnRabbit], indirect=True)
def test_a_queue_that_is_deleted_again_and_again_is_made_anew(working: Hands, parts, server: OwnRabbit):
    """Also in the moment in which a worker has just begun to read it."""
    for _ in parts:
        server.delete_for(5)
    assert within(PATIENCE, lambda: server.readers() == 2)
    nothing_is_lost_or_doubled(working)


def test_a_broker_that_is_away_at_start_is_told_in_a_sentence_and_all_begins_when_it_is_there(
    feeds, hands: Hands, server: OwnBroker
):
    server.kill()
    hands.stand_in()
    for command in ("beat", "worker"):
        assert hands.start(command).wait(PATIENCE) == 2
    assert hands.said.read_text().count("The broker does not answer: ") == 2
    server.start()
    hands.running.clear()
    for command in (["beat"], ["worker", "--processes", "1"]):
        hands.start(*command)
    nothing_is_lost_or_doubled(hands)
