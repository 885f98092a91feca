"""The numbers of a cycle's last week, which come after its end: until it is closed they are taken, and count for it."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError

from vitalfew.kpis.models import Observation
from vitalfew.notices.models import Notice
from vitalfew.okrs.cycles.life import move
from vitalfew.okrs.models import Cycle, KeyResult, Objective
from vitalfew.okrs.queries import may_check_in, owed_by, to_check_in
from vitalfew.okrs.rounds.asking import ask
from vitalfew.okrs.rounds.checking_in import check_in
from vitalfew.okrs.rounds.owing import Ask, owing
from vitalfew.okrs.rounds.replying import reply
from vitalfew.okrs.tests.world import World

FRIDAY = datetime(2026, 12, 25, 9, tzinfo=UTC)  # the morning after the cycle's last day
LATER = datetime(2027, 1, 4, 9, tzinfo=UTC)


def asked(world: World, now: datetime) -> set[Ask]:
    found = owing(list(owed_by(world.ben, now=now)), now=now)
    return {one.ask for one in (*found.each, *found.together, *found.resting)}


def test_a_value_that_comes_after_the_end_counts_for_the_cycle(world: World) -> None:
    key_result = world.key_results["conversion"]
    for number, phase in enumerate((Cycle.State.ACTIVE, Cycle.State.REVIEW)):
        Cycle.objects.update(state=phase)
        fresh = KeyResult.objects.select_related("objective__cycle__workspace").get(pk=key_result.pk)
        made = check_in(key_result=fresh, by=world.ben, now=LATER, value=4.4 + number, confidence=8)
        assert made.at.date() == LATER.date()
        assert made.observation is not None
        assert made.observation.time.date() == world.cycle.end
        fresh = KeyResult.objects.get(pk=key_result.pk)
        assert (fresh.standing.value, fresh.standing.confidence) == (4.4 + number, 8)
    assert fresh.standing.progress == pytest.approx((5.4 - 2.3) / (5 - 2.3))


def test_a_confidence_after_the_end_speaks_of_the_last_value_of_the_cycle(world: World) -> None:
    key_result = world.key_results["conversion"]
    Observation.objects.create(series=key_result.series, time=LATER, value=9, recorded_at=LATER)
    made = check_in(key_result=key_result, by=world.ben, now=LATER, confidence=8)
    assert made.observation is not None
    assert made.observation.value == 3.1


def test_until_it_is_closed_and_asked_once_more(world: World) -> None:
    assert asked(world, FRIDAY) == {Ask.EACH}
    assert asked(world, LATER) == {Ask.OVER}
    assert not to_check_in(now=LATER).exists()
    world.cycle.state = Cycle.State.REVIEW
    world.cycle.save()
    assert asked(world, FRIDAY) == {Ask.EACH}
    move(cycle=world.cycle, to=Cycle.State.CLOSED)
    assert not may_check_in(now=LATER).exists()
    key_result = KeyResult.objects.select_related("objective__cycle__workspace").first()
    assert key_result is not None
    with pytest.raises(ValidationError, match="is closed"):
        check_in(key_result=key_result, by=world.ben, now=LATER, confidence=3)


def test_the_mail_asks_on_the_check_in_day_after_the_end_and_then_no_more(world: World) -> None:
    ask(workspace=world.workspace, now=FRIDAY)
    (notice,) = Notice.objects.filter(key__startswith="round:")
    assert notice.subject == "Your check-in: 3 key results"
    ask(workspace=world.workspace, now=datetime(2027, 1, 1, 9, tzinfo=UTC))
    assert Notice.objects.filter(key__startswith="round:").count() == 1


def test_by_its_name_what_runs_is_meant_before_what_is_over(world: World) -> None:
    following = Cycle.objects.create(name="Q1 2027", start=date(2026, 12, 25), end=date(2027, 3, 31))
    again = Objective.objects.create(
        title="Go on", team=world.team, cycle=following, owner=world.ben, state=Objective.State.ACTIVE
    )
    running = KeyResult.objects.create(objective=again, metric="Mobile conversion", baseline=4, target=6, unit="%")
    assert "Kept" in reply("Mobile conversion 4.4 7", by=world.ben, now=LATER)
    assert running.checkins.count() == 1
