"""Dated steps, values that stand in, and targets that were moved."""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from vitalfew.accounts.history import changing, undo
from vitalfew.accounts.models import Change
from vitalfew.kpis.actions import Value, store
from vitalfew.kpis.models import Origin
from vitalfew.okrs.course import stand_ins, steps, targets
from vitalfew.okrs.course.standing import expected, pace, say, update
from vitalfew.okrs.models import KeyResult, Override, Standing, Step, TargetChange
from vitalfew.okrs.queries import key_results_with_everything
from vitalfew.okrs.tests.conftest import NOW
from vitalfew.okrs.tests.world import DAY, WEEK, World


@pytest.fixture
def engagement(world: World) -> KeyResult:
    """Goes from 3 to 8, stands at 5.1 in the ninth of thirteen weeks."""
    found: KeyResult = key_results_with_everything().get(pk=world.key_results["engagement"].pk)
    return found


def _stand(key_result: KeyResult, at: datetime = NOW) -> Standing:
    fresh: KeyResult = key_results_with_everything().get(pk=key_result.pk)
    return update(fresh, now=at)


def test_the_pace_follows_dated_steps(engagement: KeyResult, world: World) -> None:
    late = world.now.date() + 2 * WEEK
    assert say(engagement, _stand(engagement), now=world.now).state == "behind"
    with changing(by=world.ben, summary="Steps"):
        steps.put(key_result=engagement, wanted={late: 4.5})
    kept = _stand(engagement)
    share = pace(world.objective, now=world.now)
    assert expected(kept, share) == pytest.approx(0.3 * share / kept.pace_points[0][0])
    assert kept.pace_points[0][1] == pytest.approx(0.3)
    assert say(engagement, kept, now=world.now).state == "on_pace"


def test_steps_are_taken_back_as_one(engagement: KeyResult, world: World) -> None:
    with changing(by=world.ben, summary="Steps"):
        steps.put(key_result=engagement, wanted={world.now.date(): 4, world.now.date() + WEEK: 5})
    with changing(by=world.ben, summary="Fewer"):
        steps.put(key_result=engagement, wanted={world.now.date(): 4.2})
    assert [step.value for step in Step.objects.all()] == [4.2]
    undo(Change.objects.get(summary="Fewer"), by=world.ben)
    assert [step.value for step in Step.objects.all()] == [4, 5]
    undo(Change.objects.get(summary="Steps"), by=world.ben)
    assert not Step.objects.exists()
    assert _stand(engagement).pace_points == []


@pytest.mark.parametrize(
    ("days", "value", "field", "words"),
    [
        (200, 4.0, "by", "choose a day within it"),
        (-200, 4.0, "by", "choose a day within it"),
        (7, 9.0, "value", "It goes from 3 to 8; a step lies between the two."),
        (7, 2.0, "value", "It goes from 3 to 8"),
        (7, None, "value", "Say what it should be by then."),
    ],
)
def test_a_step_lies_within_the_cycle_and_on_the_way(
    engagement: KeyResult, world: World, days: int, value: float | None, field: str, words: str
) -> None:
    found = steps.wrong(by=world.now.date() + timedelta(days=days), value=value, key_result=engagement)
    assert words in found[field]


def test_a_value_stands_in_for_the_measured_one_until_a_day(engagement: KeyResult, world: World) -> None:
    until = world.now.date() + WEEK
    with changing(by=world.ben, summary="Stands in"):
        made = stand_ins.stand_in(
            key_result=engagement, value=6.5, reason="the export is broken", until=until, by=world.ben, now=world.now
        )
    kept = _stand(engagement)
    assert (kept.value, kept.instead_of, kept.stands_in_until) == (6.5, 5.1, until)
    assert kept.progress == pytest.approx(0.7)
    said = say(engagement, kept, now=world.now)
    assert said.words.endswith("; 6.5 min a session stands in for 5.1 until 27 November: the export is broken")
    assert stand_ins.end_overdue(workspace=world.workspace, now=world.now + WEEK) == 0
    assert stand_ins.end_overdue(workspace=world.workspace, now=world.now + WEEK + DAY) == 1
    assert _stand(engagement, world.now + WEEK + DAY).value == 5.1
    assert _stand(engagement, world.now + DAY).value == 6.5
    made.refresh_from_db()
    assert made.ended_at == world.now + WEEK + DAY


def test_what_is_collected_meanwhile_does_not_count_and_is_kept(engagement: KeyResult, world: World) -> None:
    later = world.now + 2 * DAY
    stand_ins.stand_in(key_result=engagement, value=6, reason="export", until=later.date(), by=world.ben, now=world.now)
    store(points=[(engagement.series_id, Value(later, 0.0))], origin=Origin.FILE, by=world.ben, now=later)
    engagement.refresh()
    kept = _stand(engagement, later)
    assert (kept.value, kept.instead_of) == (6, 0)
    stand_ins.end(key_result=engagement, now=later)
    assert _stand(engagement, later).value == 0


def test_standing_in_is_taken_back(engagement: KeyResult, world: World) -> None:
    with changing(by=world.ben, summary="Stands in"):
        stand_ins.stand_in(
            key_result=engagement, value=6, reason="export", until=world.now.date(), by=world.ben, now=world.now
        )
    undo(Change.objects.get(summary="Stands in"), by=world.ben)
    assert not Override.objects.exists()
    assert (_stand(engagement).value, _stand(engagement).stands_in_until) == (5.1, None)


def test_a_second_value_that_stands_in_ends_the_first(engagement: KeyResult, world: World) -> None:
    for value in (6.0, 6.2):
        stand_ins.stand_in(
            key_result=engagement, value=value, reason="export", until=world.now.date(), by=world.ben, now=world.now
        )
    assert Override.objects.filter(ended_at=None).count() == 1
    assert _stand(engagement).value == 6.2


@pytest.mark.parametrize(("days", "reason"), [(-1, "export"), (200, "export"), (1, " ")])
def test_standing_in_has_a_reason_and_an_end(engagement: KeyResult, world: World, days: int, reason: str) -> None:
    with pytest.raises(ValidationError):
        stand_ins.stand_in(
            key_result=engagement, value=6, reason=reason, until=world.now.date() + timedelta(days=days),
            by=world.ben, now=world.now,
        )  # fmt: skip


def test_a_moved_target_is_kept_with_its_reason(engagement: KeyResult, world: World) -> None:
    before = targets.ends_of(engagement)
    with changing(by=world.ben, summary="Moved"):
        engagement.target = 6
        engagement.save()
        made = targets.keep_change(
            key_result=engagement, before=before, reason="Half the team left", by=world.ben, now=world.now
        )
        engagement.refresh()
    assert made is not None
    assert (made.target_before, made.target) == (8, 6)
    assert _stand(engagement).progress == pytest.approx(0.7)
    undo(Change.objects.get(summary="Moved"), by=world.ben)
    assert not TargetChange.objects.exists()
    assert _stand(engagement).progress == pytest.approx(0.42)


def test_moving_without_a_reason_is_refused_and_only_while_at_work(engagement: KeyResult, world: World) -> None:
    before = targets.ends_of(engagement)
    engagement.target = 6
    with pytest.raises(ValidationError):
        targets.keep_change(key_result=engagement, before=before, reason=" ", by=world.ben, now=world.now)
    engagement.objective.state = "draft"
    assert targets.keep_change(key_result=engagement, before=before, reason="", by=world.ben, now=world.now) is None
