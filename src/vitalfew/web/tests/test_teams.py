"""The page of a team."""

from datetime import date

from vitalfew.accounts.models import Team
from vitalfew.method.frequency import Sprint


def test_a_lead_sets_a_teams_sprints(product):
    product.ana_browses.post("/w/product/teams/add/", {"name": "Design"})
    team = Team.objects.get(name="Design")
    assert team.sprint == Sprint()
    page = f"/w/product/teams/{team.pk}/"
    product.ana_browses.post(page, {"name": "Design", "sprint_weeks": "3", "sprint_from": "2026-11-04"})
    team.refresh_from_db()
    assert team.sprint == Sprint(3, date(2026, 11, 4))
    product.ana_browses.post(page, {"name": "Designers", "sprint_from": "2026-11-04"})
    team.refresh_from_db()
    assert (team.name, team.sprint.weeks) == ("Designers", 3)
    shown = product.ana_browses.get(page).content.decode()
    assert "2026-11-04" in shown
    assert "Its sprints last</label>" in shown, "it always has an answer, so it is not optional"


def test_a_sprint_of_five_weeks_is_refused(product):
    answer = product.ana_browses.post("/w/product/teams/add/", {"name": "Design", "sprint_weeks": "5"})
    assert answer.status_code == 200
    assert not Team.objects.filter(name="Design").exists()
