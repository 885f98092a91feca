from contextvars import Context
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import connection
from django.db.models import Value
from django.db.models.functions import Concat
from django.test.utils import CaptureQueriesContext

from vitalfew.accounts.models import Person, Team, User, Workspace
from vitalfew.accounts.scoping import current_workspace, entered
from vitalfew.alerts import missing
from vitalfew.alerts.models import Action, Breach
from vitalfew.alerts.reminding import remind
from vitalfew.alerts.tests.conftest import MONDAY, NOW
from vitalfew.alerts.watching import watch
from vitalfew.channels.tests.post_office import PostOffice
from vitalfew.collecting.models import Feed
from vitalfew.kpis.models import Definition, Kpi, Reading, Series
from vitalfew.kpis.readings import judge
from vitalfew.notices.models import Notice, Wishes
from vitalfew.notices.sending import send_due

DAY = timedelta(days=1)
LATE = datetime(2026, 11, 27, tzinfo=UTC)  # the week that was due is over since Monday, and so are three days' grace


@pytest.fixture
def fed(world):
    """Ten more KPIs of Ana's that one database fills."""
    names = [Definition.objects.create(name=f"Orders {number}") for number in range(10)]
    kpis = [Kpi.objects.create(definition=each, team=world.team, owner=world.ana) for each in names]
    for kpi in kpis:
        Feed.objects.create(kpi=kpi, kind="sql", place="db.example.org:5432")
    return kpis


def fail(kpis, since=NOW, **words):
    """Nothing answers where these are asked, if `words` give no other error."""
    silent = Concat("place", Value(" did not answer within 30 s: try again later."))
    Feed.objects.filter(kpi__in=kpis).update(**{"failing_since": since, "error": silent} | words)


def test_a_late_kpi_is_told_once_and_ends_when_its_value_comes(world):
    world.week(0, 99.9)
    assert watch(now=NOW) == 0
    assert [watch(now=LATE), watch(now=LATE + DAY)] == [1, 0]
    breach, notice = Breach.objects.get(), Notice.objects.get()
    assert (breach.kind, breach.severity, notice.urgent) == ("late", "day", False)
    assert notice.subject == "Uptime is late: no data for 18 days"
    world.week(1, 99.9)
    Reading.objects.update(due_at=LATE + 9 * DAY)
    watch(now=LATE + DAY)
    assert Breach.objects.get().closed_how == "recovered"


@pytest.mark.parametrize("others", [0, 1])
def test_what_came_before_its_owners_morning_is_told_only_beside_what_did_not(world, settings, others):
    for number in range(others):
        definition = Definition.objects.create(name=f"Orders {number}", unit="%", direction="higher")
        other = Kpi.objects.create(definition=definition, team=world.team, owner=world.ana, frequency="week")
        world.value(other, MONDAY, 99.9)
        judge(
            Kpi.objects.select_related("definition", "workspace", "team", "owner", "deputy").get(pk=other.pk), now=NOW
        )
    world.week(0, 99.9)
    watch(now=LATE)
    world.week(1, 99.9)
    Reading.objects.filter(kpi=world.kpi).update(due_at=LATE + 9 * DAY)
    watch(now=LATE + DAY / 24)
    with PostOffice() as post:
        settings.EMAIL_URL = post.url
        assert Context().run(lambda: send_due(now=LATE + DAY / 3)) == len(post.mails) == others
    assert (Notice.objects.get().withdrawn_at is None) == bool(others)


def test_who_closes_a_late_kpis_breach_is_not_told_again_of_the_same(world):
    world.week(0, 99.9)
    watch(now=LATE)
    breach = Breach.objects.get()
    breach.respond(what="The counter is broken until May.", by=world.ana, now=LATE)
    breach.close(by=world.ana, now=LATE)
    assert watch(now=LATE + DAY) == 0


def test_what_was_late_long_ago_is_history(world):
    world.week(-20, 99.9)
    assert watch(now=LATE) == 0


def test_ten_kpis_of_one_source_that_fails_are_one_notice(world, fed):
    fail(fed[:4])
    fail(fed[4:], since=NOW + timedelta(minutes=7))
    assert watch(now=NOW + timedelta(minutes=59)) == 0
    assert watch(now=NOW + timedelta(minutes=61)) == 10
    notice = Notice.objects.get()
    assert notice.subject == "10 KPIs have no new values because db.example.org:5432 does not answer"
    assert notice.paragraphs == [
        ", ".join(f"Orders {number}" for number in range(10)) + ".",
        "db.example.org:5432 did not answer within 30 s: try again later.",
    ]
    assert watch(now=NOW + timedelta(minutes=80)) == 0


def test_what_fails_for_its_own_reason_is_told_with_it_though_the_place_is_the_same(world, fed):
    for number, kpi in enumerate(fed[:2]):
        fail([kpi], error=f"db.example.org:5432 refused the query (“no table t{number}”): check the query.")
    fail(fed[2:3], since=NOW + timedelta(minutes=7), error="The query gives text: select a number.")
    assert watch(now=NOW + timedelta(minutes=61)) == 2  # the third has not failed for an hour, nor has the place
    notice = Notice.objects.get()
    assert notice.subject == "2 KPIs have no new values"
    assert notice.paragraphs == [
        "Orders 0: db.example.org:5432 refused the query (“no table t0”): check the query.",
        "Orders 1: db.example.org:5432 refused the query (“no table t1”): check the query.",
    ]
    assert watch(now=NOW + timedelta(minutes=68)) == 1


def test_five_hundred_sources_that_fail_at_once_are_one_message_a_reader(world, settings):
    names = Definition.objects.bulk_create(Definition(name=f"Orders {number}") for number in range(500))
    series = Series.objects.bulk_create(Series() for _ in names)
    kpis = Kpi.objects.bulk_create(
        Kpi(definition=each, team=world.team, series=own, owner=world.ben if number % 100 == 0 else world.ana)
        for number, (each, own) in enumerate(zip(names, series, strict=True))
    )
    Feed.objects.bulk_create(  # half of them at one place, half at one of their own
        Feed(kpi=kpi, kind="sql", place=f"db{number % 2 * number}.example.org") for number, kpi in enumerate(kpis)
    )
    fail(kpis)
    with PostOffice() as post:
        settings.EMAIL_URL = post.url
        assert watch(now=NOW + timedelta(minutes=61)) == 500
        assert Context().run(lambda: send_due(now=datetime(2026, 11, 18, 15, tzinfo=UTC))) == 2
    mails = {mail["To"]: mail["Subject"] for mail in post.mails}
    assert len(post.mails) == 2
    assert mails["ben@example.org"] == "5 KPIs have no new values because db0.example.org does not answer"
    assert mails["ana@example.org"].endswith("– and 250 more")


def test_each_reader_has_one_notice_of_a_place(world, fed):
    Kpi.objects.filter(pk=fed[0].pk).update(owner=world.ben)
    fail(fed)
    watch(now=NOW + 2 * DAY)
    assert Notice.objects.get(person=world.ben).subject == "Orders 0 has no new values: its source fails"
    assert Notice.objects.get(person=world.ana).subject.startswith("9 KPIs")


def test_a_source_that_fails_on_and_off_is_told_once_a_day(world, fed):
    hour = timedelta(hours=1)
    for count in range(5):
        fail(fed[:1], since=NOW + 4 * count * hour)
        watch(now=NOW + (4 * count + 2) * hour)
        Feed.objects.update(failing_since=None)
        watch(now=NOW + (4 * count + 3) * hour)
    assert Breach.objects.filter(closed_how="recovered").count() == 5
    assert Notice.objects.count() == 1


def test_a_failing_source_speaks_for_the_late_kpi(world):
    world.week(0, 99.9)
    Feed.objects.create(kpi=world.kpi, kind="sql", place="db")
    fail([world.kpi])
    watch(now=LATE)
    assert Breach.objects.get().kind == "source_failing"


def test_an_unanswered_breach_goes_to_the_deputy_once_and_not_while_it_snoozes(world):
    opened = world.week(0, 97)
    assert watch(now=opened + DAY / 2) == 0
    breach = Breach.objects.get()
    breach.snooze(until=opened + 5 * DAY, by=world.ana, now=opened)
    assert watch(now=opened + 3 * DAY) == 0
    assert [watch(now=opened + 5 * DAY), watch(now=opened + 6 * DAY)] == [1, 0]
    notice = Notice.objects.get(person=world.ben)
    assert notice.subject == "Nobody has said what was done: Uptime, red line crossed"
    assert notice.paragraphs[-1] == "Ana has not said in time what was done; you are its deputy."


def test_nobody_else_hears_of_a_breach_that_is_on_its_way_back(world):
    world.week(0, 97)
    now = world.week(1, 99.9)
    told = Notice.objects.count()
    watch(now=now + DAY)
    assert (Breach.objects.get(kind="red_line").state, Breach.objects.get(kind="red_line").escalated_at) == (
        "recovering", None,
    )  # fmt: skip
    assert Notice.objects.count() == told


def test_a_red_line_that_nobody_takes_is_told_again_as_often_as_its_owner_wishes(world):
    Wishes.objects.create(person=world.ana, again_after=4)
    opened = world.week(0, 97)
    hours = [opened + timedelta(hours=ahead) for ahead in (3, 4, 5, 8, 9, 10, 14)]
    assert [watch(now=hour) for hour in hours] == [0, 1, 0, 1, 0, 0, 0]  # at nine hours it is evening in Berlin
    told = Notice.objects.filter(person=world.ana).order_by("pk")
    assert [notice.urgent for notice in told] == [True, False, False]
    assert told[1].subject == "Nobody has it in hand yet: Uptime, red line crossed"
    assert "97 % for the week of 9 Nov 2026: Red line crossed." in told[1].paragraphs
    Breach.objects.get().acknowledge(by=world.ben, now=hours[-1])
    assert watch(now=opened + DAY) == 0


def test_a_reminder_waits_until_an_hour_after_the_digest_that_lists_the_same(world):
    world.ana.user = User.objects.create_user(email=world.ana.email, password="correct horse battery")
    world.ana.save()
    Wishes.objects.create(person=world.ana, again_after=4, digest="daily", quiet_to=time(5))
    world.week(0, 97)
    Breach.objects.update(told_at=NOW + timedelta(hours=8))
    morning, hour = datetime(2026, 11, 19, 6, tzinfo=UTC), timedelta(hours=1)  # in Berlin
    assert [watch(now=morning + ahead) for ahead in (-hour / 2, 0 * hour, hour / 2, hour)] == [0, 0, 0, 1]
    Breach.objects.update(told_at=NOW)
    assert watch(now=morning - 2 * hour) == 1


@pytest.mark.parametrize("deputy", [True, False])
def test_telling_again_costs_the_same_however_many_deputies_or_leads_are_told(world, deputy):
    def cost():
        Breach.objects.update(told_at=NOW - DAY)
        with CaptureQueriesContext(connection) as caught:
            watch(now=NOW)
        return len(caught)

    def opened(number):
        team = Team.objects.create(name=f"Team {number}")
        email = f"{number}@example.org"
        lead = Person.objects.create(name=f"Lead {number}", email=email, team=team, role="lead")
        definition = Definition.objects.create(name=f"Orders {number}")
        kpi = Kpi.objects.create(definition=definition, team=team, deputy=lead if deputy else None)
        said = {"opened_at": NOW, "deadline": NOW + DAY, "words": "Red line crossed"}
        Breach.objects.create(kpi=kpi, kind="red_line", severity="now", **said)

    opened(0)
    first = cost()
    for number in range(1, 6):
        opened(number)
    assert cost() == first
    assert Notice.objects.count() == 6


def test_a_red_line_on_which_an_action_is_promised_is_not_told_again(world):
    opened = world.week(0, 97)
    action = Action(what="Roll back", who=world.ben, due=opened.date(), kpi=world.kpi)
    action.promise(breach=Breach.objects.get(), by=world.cem, now=opened)
    assert Breach.objects.get().in_hand_of == world.cem
    assert watch(now=opened + DAY) == 0


@pytest.mark.parametrize("after", [0, 24])
def test_a_day_is_the_default_and_never_is_never(world, after):
    if not after:
        Wishes.objects.create(person=world.ana, again_after=after)
    opened = world.week(0, 97)
    assert [watch(now=opened + timedelta(hours=ahead)) for ahead in (23, 24, 47)] == [0, bool(after), 0]


def test_without_a_deputy_it_goes_to_the_lead_and_an_answer_keeps_it(world):
    Kpi.objects.update(deputy=None)
    opened = world.week(0, 97)
    Breach.objects.get().respond(what="Rolled back.", by=world.ana, now=opened)
    assert watch(now=opened + 3 * DAY) == 0
    Breach.objects.update(answer="")
    promised = Action.objects.create(what="Test it", who=world.ana, due=date(2026, 12, 1), breach=Breach.objects.get())
    assert watch(now=opened + 3 * DAY) == 0
    promised.delete()
    watch(now=opened + 3 * DAY)
    assert Notice.objects.filter(person=world.cem).count() == 1


def test_a_retired_kpi_ends_its_breaches(world):
    world.week(0, 97)
    Kpi.objects.update(retired_at=NOW)
    watch(now=NOW)
    assert Breach.objects.get().closed_how == "retired"


def test_samples_are_left_alone_and_workspaces_apart(world):
    world.week(0, 99.9)
    other = Workspace.objects.create(name="Other", slug="other", is_sample=True)
    Reading.objects.update(due_at=LATE - DAY)
    with entered(other):
        eve = Person.objects.create(name="Eve", email="eve@example.org")
    watch(now=LATE)
    assert not Notice.everywhere.filter(person=eve).exists()
    world.workspace.is_sample = True
    world.workspace.save()
    Breach.objects.all().delete()
    assert watch(now=LATE) == 0


def test_what_cannot_be_told_in_a_workspace_holds_up_nothing_else(world, monkeypatch, caplog):
    world.week(0, 98)
    Breach.objects.update(told_at=None, deadline=LATE - DAY)
    other = Workspace.objects.create(name="Another", slug="another")
    with entered(other):
        kpi = Kpi.objects.create(
            definition=Definition.objects.create(name="Orders"), team=Team.objects.create(name="A")
        )
        Reading.objects.create(kpi=kpi, judged_at=NOW, value=1, value_time=NOW - 9 * DAY, due_at=LATE - DAY)
    tell = missing.late

    def fails(readings, *, now):
        done = tell(readings, now=now)
        if current_workspace() == world.workspace:
            raise RuntimeError("This sheet cannot be read.")
        return done

    fails.__name__ = "late"
    monkeypatch.setattr(missing, "late", fails)
    assert watch(now=LATE) == 2
    assert set(Breach.everywhere.values_list("workspace__slug", "kind")) == {
        ("product", "red_line"),
        ("another", "late"),
    }
    assert Breach.objects.get().escalated_at == LATE
    assert "late failed in the workspace product" in caplog.text


def test_nothing_to_do_costs_a_few_statements(world):
    world.week(0, 99.9)
    with CaptureQueriesContext(connection) as caught:
        watch(now=NOW)
    assert len(caught) <= 6


def test_an_owner_is_reminded_in_their_morning_of_what_is_typed(world):
    world.week(0, 99.9)
    monday = datetime(2026, 11, 23, tzinfo=UTC)
    six, seven = monday + timedelta(hours=5, minutes=30), monday + timedelta(hours=6, minutes=30)  # in Berlin
    assert remind(workspace=world.workspace, now=monday - DAY) == 0
    assert remind(workspace=world.workspace, now=six) == 0
    assert remind(workspace=world.workspace, now=seven) == 1
    remind(workspace=world.workspace, now=seven + DAY)
    assert [str(notice) for notice in Notice.objects.all()] == ["A value is due: Uptime for the week of 16 Nov 2026"]


def test_what_a_source_fills_reminds_nobody(world):
    world.week(0, 99.9)
    Feed.objects.create(kpi=world.kpi, kind="sql")
    assert remind(workspace=world.workspace, now=NOW + 6 * DAY) == 0
