"""Plans, progress, problems: off by default, filled from last week's plans, one page for the team."""

from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from django.utils import timezone

from vitalfew.accounts.models import Absence, Change, Person
from vitalfew.notices.models import Notice
from vitalfew.okrs.models import Week
from vitalfew.okrs.rounds.weeks import WEEK, ask_for_weeks, monday_of, open_week
from vitalfew.web.okrs.words import closing_words


def says(answer) -> str:
    return unescape(answer.content.decode())


@pytest.fixture
def team(product):
    made = product.ana.team
    made.weekly_form, made.checkin_day = True, 4
    made.save()
    Person.objects.update(team=made)
    return made


def this_monday(team):
    return monday_of(open_week(team, now=timezone.now()))


def test_it_is_off_until_a_team_wants_it(product):
    team = product.ana.team
    Person.objects.update(team=team)
    page = says(product.cem_browses.get("/w/product/weeks/", follow=True))
    assert "This team does not ask for it now." in page
    assert "Save your week" not in page
    assert product.cem_browses.post(f"/w/product/weeks/{team.pk}/", {"plans": "x"}).status_code == 404
    assert ask_for_weeks(workspace=product.workspace, now=timezone.now()) == 0


def test_what_was_planned_becomes_the_beginning_of_what_was_done(product, team):
    Week.objects.create(
        person=product.cem,
        team=team,
        monday=this_monday(team) - WEEK,
        plans="Ship the <b>export</b>",
        at=timezone.now(),
    )
    page = says(product.cem_browses.get(f"/w/product/weeks/{team.pk}/"))
    assert "Ship the <b>export</b></textarea>" in page
    assert "Nobody has written anything of this week yet." in page


def test_it_is_written_compiled_and_undone(product, team):
    page = f"/w/product/weeks/{team.pk}/"
    product.cem_browses.post(page, {"progress": "Export done", "plans": "Import", "problems": "No <i>test</i> data"})
    product.ben_browses.post(page, {"progress": "", "plans": "Hire", "problems": ""})
    shown = product.dana_browses.get(page).content.decode()
    assert "No &lt;i&gt;test&lt;/i&gt; data" in shown
    assert shown.index("Problems") < shown.index("Export done") < shown.index("Hire")
    assert "Save your week" not in shown, "a viewer reads"
    product.cem_browses.post(page, {"progress": "Export done and used", "plans": "Import", "problems": ""})
    assert Week.objects.get(person=product.cem).progress == "Export done and used"
    product.cem_browses.post(f"/w/product/history/{Change.objects.first().pk}/undo/")
    assert Week.objects.get(person=product.cem).progress == "Export done"


def test_the_check_in_leads_to_it_where_a_team_wants_it(product, team):
    assert "Plans, progress, problems" in says(product.cem_browses.get("/w/product/checkin/"))
    team.weekly_form = False
    team.save()
    assert "Plans, progress, problems" not in says(product.cem_browses.get("/w/product/checkin/"))


def test_its_words_are_markdown_and_it_says_where_it_closes_when(product, team):
    page = f"/w/product/weeks/{team.pk}/"
    said = {"progress": "**Done**: https://e.org/a", "plans": "* One\n* Two", "problems": "<b>None</b>"}
    shown = product.cem_browses.post(page, said, follow=True).content.decode()
    link = '<a href="https://e.org/a" rel="nofollow noopener">https://e.org/a</a>'
    assert f"<strong>Done</strong>: {link}" in shown
    assert "<li>One</li>" in shown
    assert "&lt;b&gt;None&lt;/b&gt;" in shown
    assert f"closes {closing_words(open_week(team, now=timezone.now()).closes)}" in unescape(shown)


def test_a_moment_of_closing_is_said_where_its_reader_is():
    with timezone.override("Europe/Berlin"):
        assert closing_words(datetime(2026, 11, 21, 17, tzinfo=UTC)) == "Saturday 21 November, 18:00 where you are"
        assert closing_words(datetime(2026, 11, 20, 23, tzinfo=UTC)) == "at the end of Friday 20 November"


def test_nothing_is_not_a_week(product, team):
    answer = product.cem_browses.post(f"/w/product/weeks/{team.pk}/", {"progress": " ", "plans": "", "problems": ""})
    assert "Write at least one of the three." in says(answer)
    assert not Week.objects.exists()


@pytest.mark.parametrize("week", ["x", "2026-13-01", "0001-01-01", "9999-12-31"])
def test_a_week_that_is_none_is_not_found(product, team, week):
    assert product.cem_browses.get(f"/w/product/weeks/{team.pk}/?week={week}").status_code == 404


def test_an_earlier_week_is_read_and_not_written(product, team):
    before = f"/w/product/weeks/{team.pk}/?week={this_monday(team) - WEEK}"
    assert "Save your week" not in says(product.cem_browses.get(before))
    assert product.cem_browses.post(before, {"plans": "x"}).status_code == 404


def test_each_is_asked_once_on_their_morning_unless_away_or_done(product, team):
    round_ = open_week(team, now=timezone.now())
    Absence.objects.create(person=product.ben, first=round_.day, last=round_.day + timedelta(days=9))
    Week.objects.create(person=product.ana, team=team, monday=monday_of(round_), plans="x", at=timezone.now())
    morning = round_.closes - timedelta(hours=17)

    def asked(moment) -> set[str]:
        ask_for_weeks(workspace=product.workspace, now=moment)
        return {str(each.person) for each in Notice.objects.filter(key__startswith="week:")}

    assert asked(morning - timedelta(minutes=1)) == set()
    assert asked(morning) == {"Cem"}
    ask_for_weeks(workspace=product.workspace, now=morning + timedelta(hours=1))
    assert Notice.objects.filter(key__startswith="week:").count() == 1


def test_a_teams_page_costs_the_same_however_many_write(product, team, django_assert_num_queries):
    page, monday = f"/w/product/weeks/{team.pk}/", this_monday(team)
    product.dana_browses.get(page)
    with django_assert_num_queries(7):
        product.dana_browses.get(page)
    for number in range(8):
        person = Person.objects.create(email=f"p{number}@example.org", team=team)
        Week.objects.create(person=person, team=team, monday=monday, plans="x", at=timezone.now())
    with django_assert_num_queries(7):
        product.dana_browses.get(page)
