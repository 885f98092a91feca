from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from vitalfew.accounts.models import Workspace
from vitalfew.accounts.scoping import entered
from vitalfew.alerts.models import Breach
from vitalfew.alerts.tests.conftest import MIDNIGHT, MONDAY, NOW, WEEK
from vitalfew.kpis.models import Definition, Kpi, Reading
from vitalfew.kpis.readings import judge_all
from vitalfew.method.signals.tests.test_judge import FALLING
from vitalfew.notices.models import Channel, Notice


def only():
    return Breach.objects.get()


def test_a_crossed_red_line_is_opened_told_answered_and_closed(world):
    world.week(-1, 99.9)
    assert not Breach.objects.exists()
    now = world.week(0, 97.2)
    breach = only()
    assert (breach.kind, breach.state, breach.value, breach.severity) == ("red_line", "open", 97.2, "now")
    notice = Notice.objects.get()
    assert (notice.person, notice.urgent, notice.subject) == (
        world.ana, True, "Uptime crossed its red line: 97.2 %, under 99 %",
    )  # fmt: skip
    assert "Written action: Roll back the last release." in notice.paragraphs
    assert (notice.link_words, notice.chart["alt"]) == (
        "I have it in hand", "The last 2 weeks: 97.2 % to 99.9 %, 97.2 % at the end; red line 99 %.",
    )  # fmt: skip
    breach.acknowledge(by=world.ana, now=now)
    assert breach.state == "acknowledged"
    breach.respond(what="Rolled back.", by=world.ana, now=now)
    assert breach.state == "answered"
    world.week(1, 99.8)
    assert only().state == "recovering"
    world.week(2, 99.7)
    assert (only().state, only().closed_how, only().answer) == ("closed", "recovered", "Rolled back.")
    assert Notice.objects.count() == 1


def test_what_lies_outside_the_limits_is_told_beside_a_crossed_red_line(world):
    world.kpi.frequency = "week"
    for back, value in enumerate(reversed(FALLING)):
        world.value(world.kpi, MONDAY - back * WEEK, value)
    world.judged(NOW)
    assert only().meaning.startswith("No change shown in the last 24 points. Four of the last eight points lie outside")
    assert only().meaning in Notice.objects.get().paragraphs


def test_a_breach_and_its_notice_are_kept_together_or_not_at_all(world, monkeypatch):
    monkeypatch.setattr("vitalfew.alerts.opening.tell_of", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        world.week(0, 97)
    assert not Breach.objects.exists()
    assert not Notice.objects.exists()
    assert not Reading.objects.exists()
    monkeypatch.undo()
    world.week(0, 97)
    assert (Breach.objects.count(), Notice.objects.count()) == (1, 1)


def test_values_that_go_to_and_fro_are_one_breach_a_day_told_once(world):
    world.kpi.frequency = "hour"
    world.kpi.save()
    hour = timedelta(hours=1)
    told = []
    for count in range(30):
        world.hour(NOW + count * hour, 97 if count % 3 == 0 else 99.9)
        told.append(Notice.objects.count())
    assert (told[0], told[23], told[-1]) == (1, 1, 2)
    assert list(Breach.objects.order_by("pk").values_list("crossed", flat=True)) == [8, 2]


def test_one_good_week_between_two_bad_ones_is_no_recovery(world):
    for ahead, value in enumerate((97, 99.9, 97, 99.9)):
        world.week(ahead, value)
    assert (only().state, only().crossed, only().first_time < only().value_time) == ("recovering", 2, True)


def test_who_acknowledged_it_has_it_in_hand_when_it_is_crossed_again(world):
    only_now = world.week(0, 97)
    only().acknowledge(by=world.ben, now=only_now)
    world.week(1, 99.9)
    world.week(2, 97)
    assert (only().state, only().in_hand_of) == ("acknowledged", world.ben)


def test_a_value_that_was_wrong_and_is_corrected_ends_it(world):
    world.week(-1, 99.9)
    world.week(0, 9.97)
    world.week(0, 99.7)
    assert (only().state, only().closed_how) == ("closed", "corrected")


def lined(world, line, now):
    Kpi.objects.update(red_lower=line)
    world.judged(now)


def test_a_red_line_that_is_moved_and_put_back_leaves_the_breach_as_it_was_and_tells_nobody(world):
    now = world.week(0, 97)
    only().snooze(until=now + timedelta(days=2), by=world.ben, now=now)
    only().respond(what="A new disk comes on Monday.", by=world.ben, now=now)
    for minutes in (1, 3):
        lined(world, 90, now + timedelta(minutes=minutes))
        assert only().closed_how == "corrected"
        lined(world, 99, now + timedelta(minutes=minutes + 1))
    there = only()
    assert (there.state, there.in_hand_of, there.answer) == ("answered", world.ben, "A new disk comes on Monday.")
    assert (there.snoozed_until, there.crossed, there.closed_how) == (now + timedelta(days=2), 1, "")
    assert Notice.objects.count() == 1


def test_a_value_that_is_corrected_and_put_back_is_the_same_and_another_one_is_news(world):
    for value in (97, 99.9, 97):
        world.week(0, value)
    assert (only().state, Notice.objects.count()) == ("open", 1)
    world.week(0, 99.9)
    world.week(0, 96)
    assert list(Breach.objects.order_by("pk").values_list("value", "closed_how")) == [(97, "corrected"), (96, "")]
    assert Notice.objects.count() == 2
    world.week(0, 99.9)
    world.week(0, 97)
    assert list(Breach.objects.filter(closed_at=None).values_list("value", flat=True)) == [97]


def test_what_a_person_closed_stays_closed_where_its_red_line_is_put_back(world):
    now = world.week(0, 97)
    only().respond(what="A new disk comes on Monday.", by=world.ana, now=now)
    only().close(by=world.ana, now=now)
    lined(world, 90, now + timedelta(minutes=1))
    lined(world, 99, now + timedelta(minutes=2))
    assert (only().state, only().closed_how, Notice.objects.count()) == ("closed", "person", 1)


def test_what_a_person_closed_is_opened_by_the_next_crossing_only(world):
    now = world.week(0, 97)
    breach = only()
    breach.respond(what="A new disk comes on Monday.", by=world.ana, now=now)
    breach.close(by=world.ana, now=now)
    world.week(1, 97)
    assert Breach.objects.count() == 1
    world.week(2, 99.9)
    world.week(3, 97)
    assert Breach.objects.count() == 2


def test_history_tells_nobody_and_the_first_new_value_does(world):
    world.week(-30, 97)
    assert not Breach.objects.exists()
    world.week(0, 97)
    assert only().value == 97


def test_retired_kpis_open_nothing(world):
    Kpi.objects.update(retired_at=NOW)
    world.week(0, 97)
    assert not Breach.objects.exists()


def test_a_sample_shows_what_was_crossed_and_tells_nobody(world):
    world.workspace.is_sample = True
    world.workspace.save()
    world.week(0, 97)
    assert only().state == "open"
    assert not Notice.objects.exists()


def test_a_kpi_without_an_owner_is_told_of_to_the_lead_who_reads_why(world):
    Kpi.objects.update(owner=None, deputy=None)
    world.week(0, 97)
    notice = Notice.objects.get()
    assert notice.person == world.cem
    assert notice.paragraphs[-1] == "Nobody owns this KPI. Say on its page who owns it; you lead Support."


def test_the_channels_of_the_team_hear_of_it_with_a_link_that_is_nobodys(world):
    channel = Channel(team=world.team, kind="mail", name="Room")
    channel.leads_to("mailto:room@example.org")
    channel.save()
    world.week(0, 97)
    assert Notice.objects.get(team=world.team).link == f"/w/product/breaches/{only().pk}/"
    assert Notice.objects.get(person=world.ana).link.startswith("/in-hand/")


def test_there_is_one_open_breach_of_a_kind(world):
    world.week(0, 97)
    there = only()
    there.pk = None
    there._state.adding = True
    with pytest.raises(IntegrityError), transaction.atomic():
        there.save()


def test_another_workspace_sees_nothing_of_it(world):
    world.week(0, 97)
    with entered(Workspace.objects.create(name="Other", slug="other")):
        assert not Breach.objects.exists()


def crossing(world, count):
    """So many KPIs whose red line was crossed last week, not judged yet."""
    team = world.team
    definitions = Definition.objects.bulk_create(
        Definition(name=f"KPI {number}", direction="higher") for number in range(count)
    )
    kpis = [Kpi.objects.create(definition=each, team=team, owner=world.ana, red_lower=10) for each in definitions]
    for kpi in kpis:
        world.value(kpi, NOW - 9 * timedelta(days=1), 5)
    return list(Kpi.objects.select_related("definition", "workspace", "team", "owner", "deputy").filter(pk__in=[
        kpi.pk for kpi in kpis]).prefetch_related("phases"))  # fmt: skip


def statements(kpis, now):
    with CaptureQueriesContext(
        connection,
    ) as caught:
        judge_all(kpis, now=now)
    return [each["sql"] for each in caught if "alerts_breach" in each["sql"] or "notices_" in each["sql"]]


def test_five_hundred_crossings_cost_a_fixed_number_of_statements(world):
    kpis = crossing(world, 500)
    assert len(statements(kpis, NOW)) <= 30
    assert (Breach.objects.count(), Notice.objects.count()) == (500, 500)
    for kpi in kpis:
        world.value(kpi, NOW - timedelta(days=2), 50)
    later = NOW + WEEK
    assert len(statements(kpis, later)) <= 30
    assert Breach.objects.filter(recovering_since=None).count() == 0


def test_a_daily_kpi_is_told_of_a_change_once_it_is_far_enough_out(world):
    world.kpi.frequency, world.kpi.target, world.kpi.red_lower = "day", None, None
    world.kpi.save()
    day, calm = timedelta(days=1), (99.0, 99.4, 98.8, 99.2, 98.9, 99.3)
    for back in range(40):
        world.value(world.kpi, MIDNIGHT - (50 - back) * day, calm[back % 6])
    told: dict[float, int] = {}
    for number in range(10):
        world.value(world.kpi, MIDNIGHT - (10 - number) * day, calm[number % 6] - 0.1 * number)
        world.judged(MIDNIGHT - (9 - number) * day + timedelta(hours=9))
        reading = Reading.objects.get()
        if reading.status == "worse":
            told[reading.reach] = Breach.objects.count()
    assert {count for reach, count in told.items() if reach <= 1.3} == {0}
    assert {count for reach, count in told.items() if reach > 1.3} == {1}
    assert only().kind == "worse"


@pytest.mark.parametrize(("frequency", "value", "told"), [("week", 91, 1), ("day", 91, 0), ("day", 87, 1)])
def test_a_lone_point_of_another_rule_set_is_told_of_once_it_is_far_enough_out(world, frequency, value, told):
    Workspace.objects.update(rules="outside")
    world.kpi.frequency, world.kpi.target, world.kpi.red_lower = frequency, None, None
    world.kpi.save()
    step, first = (WEEK, MONDAY) if frequency == "week" else (timedelta(days=1), MIDNIGHT - timedelta(days=1))
    for back in range(1, 41):
        world.value(world.kpi, first - back * step, 100 + (-1) ** back * 1.5)
    world.value(world.kpi, first, value)
    world.judged(NOW)
    reading = Reading.objects.get()
    assert (reading.state, Breach.objects.count(), Notice.objects.count()) == ("check_point", told, told)
    assert reading.reach == pytest.approx((100 - value) / 8.1, rel=0.1)
