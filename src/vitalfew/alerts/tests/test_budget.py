"""What alerts cost, and what came of them."""

from datetime import timedelta

from vitalfew.accounts.models import Role, Team
from vitalfew.alerts.budget import WEEK, aside, budget, chance, headline, sentence, watched_by
from vitalfew.alerts.models import Action, Breach
from vitalfew.alerts.tests.conftest import NOW
from vitalfew.kpis.models import Kpi

HOUR = timedelta(hours=1)


def told(kpi, *, weeks, kind="red_line", **given):
    at = NOW - weeks * WEEK - HOUR
    said = {"opened_at": at, "told_at": at, "closed_at": at + HOUR, "deadline": at, "words": "Crossed", **given}
    return Breach.objects.create(kpi=kpi, kind=kind, severity="now", **said)


def spent(world):
    return budget(Kpi.objects.all(), now=NOW)


def test_alerts_are_counted_by_week_and_what_led_to_an_action(world):
    told(world.kpi, weeks=14, answer="Long ago")
    told(world.kpi, weeks=12)
    told(world.kpi, weeks=3, told_at=None)
    told(world.kpi, weeks=2, answer="Nothing, because it was a holiday")
    told(world.kpi, weeks=1, answer="Rolled back")
    promised = told(world.kpi, weeks=0)
    Action.objects.create(what="Test it", who=world.ana, due=NOW.date(), kpi=world.kpi, breach=promised)
    found = spent(world)
    assert found.weeks == [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1]
    assert (found.alerts, found.acted, found.noise) == (4, 2, [])
    assert headline(found) == "Four alerts in the last 13 weeks; two led to an action"
    assert aside(found) == "Four alerts in the last 13 weeks; two led to an action."


def test_an_action_that_is_promised_on_the_kpi_while_it_is_open_counts(world):
    first = told(world.kpi, weeks=2)
    told(world.kpi, weeks=1)
    action = Action.objects.create(what="Test it", who=world.ana, due=NOW.date(), kpi=world.kpi)
    Action.objects.filter(pk=action.pk).update(created_at=first.opened_at + HOUR / 2)
    assert spent(world).acted == 1


def test_what_may_still_lead_to_an_action_is_still_open(world):
    def said():
        return sentence(spent(world).kpis[0]), headline(spent(world))

    told(world.kpi, weeks=0, closed_at=None, deadline=NOW + HOUR)
    assert said() == ("The alert about Uptime is still open", "One alert in the last 13 weeks; it is still open")
    Breach.objects.update(deadline=NOW - HOUR, snoozed_until=NOW + HOUR)
    assert spent(world).waiting == 1
    Breach.objects.update(snoozed_until=NOW - HOUR)
    assert said()[0] == "The alert about Uptime did not lead to an action"
    Breach.objects.update(deadline=NOW + HOUR, answer="Nothing, because it was a holiday")
    assert spent(world).waiting == 0
    for weeks in (1, 2):
        told(world.kpi, weeks=weeks)
    told(world.kpi, weeks=0, kind="late", closed_at=None, deadline=NOW + HOUR)
    assert spent(world).noise
    assert said() == (
        "Of four alerts about Uptime in the last 13 weeks none led to an action; one is still open",
        "Four alerts in the last 13 weeks; none led to an action; one is still open",
    )
    Breach.objects.filter(kind="red_line").first().delete()
    assert not spent(world).noise


def test_where_most_led_to_none_it_says_so(world):
    for weeks in range(9):
        told(world.kpi, weeks=weeks)
    (noisy,) = spent(world).noise
    assert sentence(noisy) == "Of nine alerts about Uptime in the last 13 weeks none led to an action"
    assert aside(spent(world)).endswith(
        "none led to an action: move its red line, ask for more in a row, or stop watching it."
    )


def test_no_alert_is_no_line(world):
    assert (aside(spent(world)), headline(spent(world))) == ("", "No alerts in the last 13 weeks")


def test_owners_see_theirs_and_leads_their_teams(world):
    other = Kpi.objects.create(definition=world.kpi.definition, team=Team.objects.create(name="Sales"))
    admin = type(world.ana)(role=Role.ADMIN, workspace=world.workspace)
    seen = {
        name: list(Kpi.objects.filter(watched_by(who)).order_by("pk"))
        for name, who in {"ana": world.ana, "ben": world.ben, "cem": world.cem, "admin": admin}.items()
    }
    assert seen == {"ana": [world.kpi], "ben": [world.kpi], "cem": [world.kpi], "admin": [world.kpi, other]}


def test_what_the_rule_set_found_is_said_beside_what_chance_makes(world):
    def said():
        return chance(spent(world), kpis=Kpi.objects.count(), workspace=world.workspace)

    world.workspace.rules = "wheeler"
    rare = "By chance alone a steady KPI makes at most one alert in four years"
    assert said() == f"{rare} under this workspace’s rule set (Wheeler's rules); red lines come on top."
    told(world.kpi, weeks=1)
    now = f"{rare} under the rule set of now (Wheeler's rules)"
    assert said() == f"None of them told of what rules find in the values. {now}."
    for weeks, kind in enumerate(("worse", "check_point", "check_point", "late", "source_failing")):
        told(world.kpi, weeks=weeks, kind=kind)
    assert said().startswith("Three of them told of what rules find in the values: 12 a year for one KPI.")
    for name in ("Sales", "Service"):
        Kpi.objects.create(definition=world.kpi.definition, team=Team.objects.create(name=name))
    assert "4 a year for each of 3 KPIs. By chance" in said()


def test_it_takes_one_statement(world, django_assert_num_queries):
    for weeks in range(13):
        told(world.kpi, weeks=weeks)
    with django_assert_num_queries(1):
        assert spent(world).alerts == 13
