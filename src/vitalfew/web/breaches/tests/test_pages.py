import re
from datetime import timedelta

import pytest
from django.core import signing
from django.test import Client

from vitalfew.accounts.history import changing, undo
from vitalfew.accounts.models import Change
from vitalfew.alerts.links import link_for
from vitalfew.alerts.models import Action, Breach
from vitalfew.kpis.models import Phase
from vitalfew.notices.models import Notice


def now_is(breach):
    breach.refresh_from_db()
    return breach.state


def test_a_breach_is_acknowledged_answered_and_closed(product, crossed):
    page = f"/w/product/breaches/{crossed.pk}/"
    shown = product.cem_browses.get(page).content.decode()
    assert "nobody has it in hand yet" in shown
    assert "Written action: Roll back." in shown
    product.cem_browses.post(f"{page}acknowledgement/")
    assert now_is(crossed) == "acknowledged"
    refused = product.cem_browses.post(f"{page}end/", follow=True).content.decode()
    assert "Say what was done about it before you close it" in refused
    product.cem_browses.post(f"{page}answer/", {"answer": "Rolled back release 7."})
    assert now_is(crossed) == "answered"
    for log in ("decisions/?team=all", f"decisions/?team={crossed.kpi.team_id}", "breaches/?show=answered"):
        assert "Rolled back release 7." in product.dana_browses.get(f"/w/product/{log}").content.decode()
    product.cem_browses.post(f"{page}end/")
    assert (now_is(crossed), crossed.closed_by) == ("closed", product.cem)
    assert "Rolled back release 7." in product.dana_browses.get("/w/product/breaches/?show=all").content.decode()


def test_each_step_can_be_undone(product, crossed):
    page = f"/w/product/breaches/{crossed.pk}/"
    product.cem_browses.post(f"{page}acknowledgement/")
    product.cem_browses.post(f"/w/product/history/{Change.objects.first().pk}/undo/")
    assert (now_is(crossed), crossed.acknowledged_by) == ("open", None)


def test_an_action_of_a_breach_is_in_the_decision_log(product, crossed):
    promised = {"what": "Test each release", "who": product.ben.pk, "due": "2026-12-01"}
    product.cem_browses.post(f"/w/product/breaches/{crossed.pk}/actions/", promised)
    assert Action.objects.get().breach == crossed
    assert (now_is(crossed), crossed.acknowledged_by) == ("acknowledged", product.cem)
    log = product.ben_browses.get("/w/product/decisions/").content.decode()
    assert "Test each release" in log
    assert f"/w/product/breaches/{crossed.pk}/" in log
    undo(Change.objects.latest("pk"), by=product.cem)
    assert (now_is(crossed), Action.objects.exists()) == ("open", False)


def test_what_followed_stands_on_its_page(product, crossed):
    kpi = crossed.kpi
    with changing(by=product.cem, summary="Uptime edited"):
        kpi.red_lower, kpi.red_in_a_row = 98, 2
        kpi.save()
    Phase.objects.create(kpi=kpi, starts_at=crossed.first_time, reason="Release trains", by=product.ben)
    shown = product.dana_browses.get(f"/w/product/breaches/{crossed.pk}/").content.decode()
    assert "The red line was changed from below 99 % to below 98 %, 2 in a row" in shown
    assert "The process changed, a new phase begins: Release trains" in shown
    undo(Change.objects.latest("pk"), by=product.cem)
    shown = product.dana_browses.get(f"/w/product/breaches/{crossed.pk}/").content.decode()
    assert "The red line was changed from below 98 %, 2 in a row to below 99 %" in shown


def test_a_target_that_was_moved_over_time_is_among_what_followed(product, crossed):
    def moved(*points):
        with changing(by=product.cem, summary="Uptime edited"):
            crossed.kpi.course, crossed.kpi.target = [list(point) for point in points], points[-1][1]
            crossed.kpi.save()
        return product.dana_browses.get(f"/w/product/breaches/{crossed.pk}/").content.decode()

    first, last = ("2026-01-01", 98), ("2026-12-31", 99.5)
    shown = moved(first, last)
    assert "The target was changed from none to “98 % on 1 January 2026 to 99.5 % on 31 December 2026”" in shown
    shown = moved(first, ("2026-07-01", 99), last)
    assert "The target was changed on its way: 99 % instead of 98.7 % on 1 July 2026" in shown
    shown = moved(first, ("2026-07-01", 99), ("2027-03-31", 99.9))
    assert "to 99.5 % on 31 December 2026” to “98 % on 1 January 2026 to 99.9 % on 31 March 2027”" in shown
    assert shown.count("The target was changed") == 3


@pytest.mark.parametrize(
    ("to", "given", "said"),
    [("answer", {}, "Say what was done"), ("snooze", {"until": "2001-01-01"}, "Choose a day from tomorrow on"),
     ("assignment", {"who": "99"}, "Select a valid choice"), ("actions", {"what": ""}, "This field is required")],
)  # fmt: skip
def test_what_is_missing_is_said_on_the_page(product, crossed, to, given, said):
    answer = product.cem_browses.post(f"/w/product/breaches/{crossed.pk}/{to}/", given)
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_the_link_in_the_notice_acknowledges_without_signing_in(product, crossed):
    link, anybody = Notice.objects.get().link, Client(HTTP_HOST="127.0.0.1")
    for _ in range(2):
        shown = anybody.get(link).content.decode()
        assert "I have it in hand" in shown
    assert f'href="/w/product/breaches/{crossed.pk}/"' in shown
    assert f'href="/w/product/kpis/{crossed.kpi_id}/"' in shown
    assert f"<title>{Notice.objects.get().chart['alt'].rstrip('.')}</title>" in shown
    assert now_is(crossed) == "open"
    assert "Cem acknowledged it" in anybody.post(link).content.decode()
    assert (now_is(crossed), crossed.acknowledged_by) == ("acknowledged", product.cem)
    assert "I have it in hand" not in anybody.get(link).content.decode()


def test_an_altered_an_old_and_a_strange_link_open_nothing(product, crossed, monkeypatch):
    anybody, link = Client(HTTP_HOST="127.0.0.1"), link_for(product.cem, crossed)
    other = signing.TimestampSigner(salt="something.else").sign(f"{product.cem.pk}-{crossed.pk}").replace(":", ".")
    altered = link.replace(f"{product.cem.pk}-{crossed.pk}", f"{product.ana.pk}-{crossed.pk}")
    for path in (altered, f"/in-hand/{other}/", "/in-hand/x/"):
        answer = anybody.post(path)
        assert answer.status_code == 404
        assert "no good any more" in answer.content.decode()
    real = signing.time.time()
    monkeypatch.setattr(signing.time, "time", lambda: real + 8 * 86400)
    assert anybody.post(link).status_code == 404
    assert now_is(crossed) == "open"


def test_lists_say_who_owes_what(product, crossed):
    ask = product.cem_browses.get
    assert "1 breach for you to answer" in ask("/w/product/breaches/?show=mine").content.decode()
    assert "You owe no breach" in product.ben_browses.get("/w/product/breaches/?show=mine").content.decode()
    assert "1 breach without a recorded answer" in ask("/w/product/breaches/?show=unanswered").content.decode()
    assert Breach.objects.count() == 1


def test_today_and_the_kpis_page_say_who_has_it_in_hand(product, crossed):
    today = product.dana_browses.get("/w/product/").content.decode()
    assert "Nobody has it in hand yet." in today
    product.cem_browses.post(f"/w/product/breaches/{crossed.pk}/acknowledgement/")
    assert "Cem acknowledged it on" in product.dana_browses.get("/w/product/").content.decode()
    product.cem_browses.post(f"/w/product/breaches/{crossed.pk}/answer/", {"answer": "Rolled back."})
    kpi = product.dana_browses.get(f"/w/product/kpis/{crossed.kpi_id}/").content.decode()
    assert "Cem answered on" in kpi
    assert "Red line crossed: Rolled back." in kpi
    product.cem_browses.post(f"/w/product/breaches/{crossed.pk}/end/")
    assert now_is(crossed) == "closed"
    assert "Cem answered on" in product.dana_browses.get("/w/product/").content.decode()


def test_a_stranger_finds_no_breach(product, crossed, stranger):
    for path in ("", "answer/", "end/"):
        assert stranger.post(f"/w/product/breaches/{crossed.pk}/{path}", {"answer": "x"}).status_code == 404
        assert stranger.post(f"/w/other/breaches/{crossed.pk}/{path}", {"answer": "x"}).status_code in (404, 405)
    assert now_is(crossed) == "open"


def test_a_viewer_answers_nothing(product, crossed):
    page = f"/w/product/breaches/{crossed.pk}/"
    assert "I have it in hand" not in product.dana_browses.get(page).content.decode()
    assert product.dana_browses.post(f"{page}acknowledgement/").status_code == 403


def test_the_list_costs_the_same_however_many_there_are(product, crossed, django_assert_max_num_queries):
    for kind in ("worse", "check_point", "late"):
        Breach.objects.create(
            kpi=crossed.kpi, kind=kind, opened_at=crossed.opened_at, deadline=crossed.deadline, words="Real change"
        )
    with django_assert_max_num_queries(12):
        assert "4 breaches open" in product.cem_browses.get("/w/product/breaches/").content.decode()


def test_an_answer_that_is_overdue_is_said(product, crossed):
    page = f"/w/product/breaches/{crossed.pk}/"
    assert "overdue" not in product.cem_browses.get(page).content.decode()
    Breach.objects.update(deadline=crossed.opened_at - timedelta(days=3))
    shown = product.cem_browses.get(page).content.decode()
    assert "no answer, 3 days overdue" in shown
    assert "97.2 % for the week of" in shown


def test_alerts_that_led_to_nothing_are_shown_with_what_would_change_them(product, crossed):
    page, kpi = "/w/product/breaches/alerts/", f"/w/product/kpis/{crossed.kpi_id}/"
    shown = product.cem_browses.get(page).content.decode()
    assert "One alert in the last 13 weeks; it is still open" in shown
    assert "None of them told of what rules find in the values." in shown
    for days in (8, 15, 22):
        at = crossed.opened_at - timedelta(days=days)
        Breach.objects.create(
            kpi=crossed.kpi, kind="red_line", opened_at=at, told_at=at, closed_at=at, deadline=at, words="Crossed"
        )
    shown = product.cem_browses.get(page).content.decode()
    assert "Of four alerts about Uptime in the last 13 weeks none led to an action; one is still open" in shown
    assert "Of four alerts about Uptime" in product.cem_browses.get(kpi).content.decode()
    (tried,) = re.findall(r'href="([^"]*in_a_row=2)"', shown)
    replayed = product.cem_browses.get(tried.replace("&amp;", "&")).content.decode()
    assert "two weeks in a row" in replayed
    assert "Stop watching it" not in product.dana_browses.get(page).content.decode()
    product.cem_browses.post(f"{kpi}retirement/")
    assert "No alerts in the last 13 weeks" in product.cem_browses.get(page).content.decode()
