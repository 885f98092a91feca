"""One event owes one answer: a point to check that becomes a crossed red line, and rules that are changed."""

from datetime import date, timedelta

from vitalfew.accounts.models import Workspace
from vitalfew.alerts.models import Action, Breach
from vitalfew.alerts.tests.conftest import NOW
from vitalfew.alerts.tests.test_points import CALM, judged_by, loaded
from vitalfew.kpis.models import Kpi
from vitalfew.method.alerting import Kind


def of(kind):
    return Breach.objects.get(kind=kind)


def a_point_in_hand(world):
    """A point to check that Ben has in hand and promised to look into, of a KPI that crosses its red line at two."""
    judged_by(world, "level")
    Kpi.objects.update(red_lower=90, red_in_a_row=2)
    loaded(world, CALM, until=-1)
    now = world.week(0, 80)
    Action(what="Look at the disk.", who=world.ben, due=date(2026, 11, 20)).promise(
        breach=of(Kind.CHECK_POINT), by=world.ben, now=now
    )


def test_a_point_to_check_becomes_the_red_line_that_the_next_value_crosses(world):
    a_point_in_hand(world)
    world.week(1, 79)
    point, red = of(Kind.CHECK_POINT), of(Kind.RED_LINE)
    assert (point.state, point.get_closed_how_display()) == ("closed", "became a crossed red line")
    assert (red.state, red.in_hand_of, Action.objects.get().breach) == ("acknowledged", world.ben, red)
    world.week(2, 99)
    assert [breach.kind for breach in Breach.objects.filter(closed_at=None)] == ["red_line"]


def test_a_point_to_check_is_open_again_where_its_red_line_was_not_crossed_after_all(world):
    a_point_in_hand(world)
    now = NOW + timedelta(hours=1)
    for red_lower in (90, 10):
        Kpi.objects.update(red_lower=red_lower, red_in_a_row=1)
        world.judged(now)
    assert of(Kind.RED_LINE).closed_how == "corrected"
    assert (of(Kind.CHECK_POINT).state, Breach.objects.filter(closed_at=None).count()) == ("acknowledged", 1)


def test_another_point_is_told_where_the_red_line_was_not_crossed_after_all(world):
    a_point_in_hand(world)
    now = world.week(1, 70)
    Kpi.objects.update(red_lower=10)
    world.judged(now)
    (there,) = Breach.objects.filter(closed_at=None)
    assert (there.value, there.kind in ("worse", "check_point")) == (70, True)


def test_what_other_rules_do_not_find_is_closed_with_that_reason_and_found_again_by_the_old_ones(world):
    judged_by(world, "level")
    loaded(world, [*CALM, *[95.0] * 8], until=-1)
    now = world.week(0, 95)
    assert of(Kind.WORSE).state == "open"
    for rules, state, how in (("nhs", "closed", "the rules were changed"), ("level", "open", "")):
        Workspace.objects.update(rules=rules)
        world.judged(now)
        assert (of(Kind.WORSE).state, of(Kind.WORSE).get_closed_how_display()) == (state, how)
