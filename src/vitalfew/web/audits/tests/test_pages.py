"""The pages of a kept audit."""

import csv
import io
import re
import time
from datetime import timedelta

import openpyxl
import pytest
from django.utils import timezone

from vitalfew.accounts.models import Change, Team
from vitalfew.audits.models import Audit, AuditRow
from vitalfew.audits.tests.sheets import judged, kept
from vitalfew.kpis.models import Kpi
from vitalfew.okrs.models import Cycle, KeyResult, Objective
from vitalfew.web.audits.words import headline, spelled


@pytest.fixture
def audit(product):
    return kept(
        judged("Server uptime", team="Support", target="99.5 %", line=2),
        judged("Churn", team="Support", vital=False, line=3),
        judged("Cut onboarding from 5 days to 1", "growth", "key_result", team="Support", line=4),
        judged("Page views", "neither", "vanity", team="Sales", vital=False, line=5),
        judged("Margin", team="Sales", confidence=0.5, line=6),
        by=product.cem, headings=("What", "", "Aim"),
        cells={2: ["Server uptime", "x", "99.5 %"], 5: ["=HYPERLINK(1)", "+1", "@a"]},
    )  # fmt: skip


def at(audit, rest=""):
    return f"/w/product/audits/{audit.pk}/{rest}"


def get(browser, address):
    answer = browser.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_numbers_in_words():
    said = [spelled(n) for n in (0, 1, 13, 20, 52, 99, 100, 12_345)]
    assert said == ["no", "one", "thirteen", "twenty", "fifty-two", "ninety-nine", "100", "12,345"]
    assert headline(52, 7) == "Fifty-two metrics; seven are vital"
    assert headline(1, 1) == "One metric; one is vital"
    assert headline(192, 0) == "192 metrics; none is vital"


def test_the_board_shows_the_teams_with_their_columns(product, audit):
    page = get(product.cem_browses, at(audit))
    assert "Five metrics; three are vital" in page
    assert "2 KPIs · 1 can wait" in page
    assert "1 key result · retired when done" in page
    assert "and 1 more that can wait" in page
    assert page.index("Sales</a></h3>") < page.index("Support</a></h3>")
    assert re.search(r'<p class="audit-sure">ask</p>', page)


def test_one_team_by_address(product, audit):
    page = get(product.cem_browses, at(audit, "?team=Sales"))
    assert "Two metrics; one is vital" in page
    assert "Server uptime" not in page
    assert "Five metrics" in get(product.cem_browses, at(audit, "?team=nobody"))


def test_one_column_by_address(product, audit):
    page = get(product.cem_browses, at(audit, "?only=health&team=Support"))
    assert "Server uptime" in page
    assert "Churn" in page
    assert "Page views" not in page


def test_a_row_is_moved_by_its_own_form(product, audit):
    row = AuditRow.objects.get(name="Churn")
    answer = product.cem_browses.post(at(audit, "move/?team=Support"), {"move": f"{row.pk}:growth"})
    assert answer["Location"] == at(audit, f"?team=Support#row-{row.pk}")
    row.refresh_from_db()
    assert (row.place, row.vital, row.moved_by) == ("growth", True, product.cem)
    page = get(product.cem_browses, at(audit))
    assert "Saved: “Churn” moved to Growth." in page
    assert "Undo" in page
    assert "Moved here; judged health." in page
    for wrong in ("", "x:growth", f"{row.pk}:nowhere", f"{2**70}:growth"):
        assert product.cem_browses.post(at(audit, "move/"), {"move": wrong}).status_code == 404
    assert product.dana_browses.post(at(audit, "move/"), {"move": f"{row.pk}:health"}).status_code == 403


def test_the_script_is_answered_with_every_count(product, audit):
    row = AuditRow.objects.get(name="Page views")
    answer = product.cem_browses.post(
        at(audit, "move/"), {"move": f"{row.pk}:health"}, headers={"accept": "application/json"}
    ).json()
    assert answer["headline"] == "Five metrics; four are vital"
    assert answer["heads"]["health"] == "3 KPIs · 1 can wait"
    assert (answer["place"], answer["vital"], answer["said"]) == ("health", True, "Page views moved to Health.")
    assert answer["team"]["there"] == {"health": 2, "growth": 0, "neither": 0}
    assert f'id="row-{row.pk}"' in answer["row"]


def test_a_viewer_sees_no_way_to_move(product, audit):
    page = get(product.dana_browses, at(audit))
    assert 'name="move"' not in page
    assert "accept/" not in page


def test_the_sheet_comes_back_with_the_verdicts(product, audit):
    text = product.dana_browses.get(at(audit, "export/")).content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[0] == ["What", "", "Aim", "Verdict", "Kind", "Confidence", "Reasons", "Suggestion", "Vital"]
    assert rows[1] == ["Server uptime", "x", "99.5 %", "health", "metric", "0.90", "Because.", "Do it.", "yes"]
    assert rows[4][:4] == ["'=HYPERLINK(1)", "+1", "'@a", "neither"]
    assert rows[5][:3] == ["Margin", "", ""]


def test_a_workbook_comes_back_as_a_workbook(product, audit):
    audit.file, audit.sheet = "Metrics.XLSX", "Board"
    audit.save()
    answer = product.dana_browses.get(at(audit, "export/"))
    assert answer["Content-Disposition"].endswith('-audited.xlsx"')
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.content))["Board"].values)
    assert rows[0] == ("What", None, "Aim", "Verdict", "Kind", "Confidence", "Reasons", "Suggestion", "Vital")
    assert rows[1][:4] == ("Server uptime", "x", "99.5 %", "health")
    assert rows[4][:4] == ("=HYPERLINK(1)", "+1", "@a", "neither")


def test_a_row_that_a_person_moved_says_nothing_of_where_it_was(product, audit):
    row = audit.rows.get(name="Server uptime")
    row.reasons = ["Because.", "Can wait: marked as not key."]
    row.proposed, row.vital = False, False
    assert row.why == "Because. Can wait: marked as not key."
    row.vital = True
    assert row.why == "Because."
    row.verdict, row.place = "growth", "growth"
    assert row.next_step == "Do it."
    row.place = "health"
    assert row.next_step == ""


def test_a_member_accepts_for_teams_that_are_there(product, audit):
    page = get(product.cem_browses, at(audit, "accept/"))
    assert "Accept 3 vital rows" in page
    assert "A new team" not in page
    nobody = product.cem_browses.post(at(audit, "accept/"), {"team-0": "", "team-1": "", "cycle": ""})
    assert "Nobody takes anything yet." in nobody.content.decode()
    cycle = Cycle.objects.create(name="Q4", start="2026-10-01", end="2026-12-31")
    done = product.cem_browses.post(
        at(audit, "accept/"), {"team-0": "", "team-1": product.support.pk, "cycle": cycle.pk}, follow=True
    ).content.decode()
    assert "1 KPI sheet to fill in and 1 draft key result" in done
    assert "1 vital row waits for somebody" in done
    assert f"/w/product/kpis/{Kpi.objects.get().pk}/" in done
    assert KeyResult.objects.get().objective.state == "draft"
    page = get(product.cem_browses, at(audit))
    assert "Its KPI" in page
    assert "what became of 2 rows" in page
    assert "1 vital row waits for somebody" in page
    assert "until you accept" not in page


def test_goals_go_into_no_cycle_of_another_team(product, audit):
    other = Team.objects.create(name="Other")
    dates = {"start": timezone.localdate() - timedelta(days=9), "end": timezone.localdate() + timedelta(days=9)}
    theirs = Cycle.objects.create(name="Six weeks", team=other, **dates)
    page = get(product.cem_browses, at(audit, "accept/"))
    assert f'<option value="{theirs.pk}">Six weeks' in page, "it is offered, and not chosen"
    given = {"team-0": "", "team-1": product.support.pk, "cycle": theirs.pk}
    refused = product.cem_browses.post(at(audit, "accept/"), given).content.decode()
    assert "“Six weeks” is a cycle of Other alone. Choose one of everyone’s." in refused
    assert not Objective.objects.exists()
    Team.objects.filter(pk=product.support.pk).update(parent=other)
    product.cem_browses.post(at(audit, "accept/"), given)
    assert Objective.objects.get().cycle == theirs


def test_a_repetition_counts_as_made_only_what_is_new(product, audit):
    product.cem_browses.post(at(audit, "accept/"), {"team-1": product.support.pk})
    again = kept(judged("Server uptime", team="Support"), judged("New", team="Support"), before=audit)
    assert "Nothing new: it was there already" in get(product.cem_browses, at(again, "made/"))
    product.cem_browses.post(at(again, "accept/"), {"team-0": product.support.pk})
    page = get(product.cem_browses, at(again, "made/"))
    assert "1 KPI sheet to fill in</h1>" in page
    assert "1 row more stands for what was there already" in page


def test_a_lead_makes_teams_and_the_quarter(product, audit):
    page = get(product.ben_browses, at(audit, "accept/"))
    assert '<option value="make" selected>A new team, “Sales”</option>' in page
    assert "1 team of the sheet is not here yet." in page
    product.ben_browses.post(at(audit, "accept/"), {"team-0": "make", "team-1": product.support.pk, "cycle": "this"})
    assert Team.objects.filter(name="Sales").exists()
    assert (Kpi.objects.count(), Objective.objects.count(), Cycle.objects.count()) == (2, 1, 1)
    assert str(Change.objects.first()) == "Audit “Metrics” accepted"
    assert "Nothing is left to accept" in get(product.ben_browses, at(audit, "accept/"))
    undone = product.ben_browses.post(f"/w/product/history/{Change.objects.first().pk}/undo/")
    assert undone.status_code == 302
    assert (Kpi.objects.count(), Team.objects.count(), Cycle.objects.count()) == (0, 1, 0)


def test_a_member_cannot_make_a_team_by_hand(product, audit):
    answer = product.cem_browses.post(at(audit, "accept/"), {"team-0": "make", "team-1": "make"})
    assert answer.status_code == 200
    assert Team.objects.count() == 1


def test_a_deleted_audit_is_nowhere_until_it_is_undone(product, audit):
    answer = product.cem_browses.post(at(audit, "delete/"), follow=True)
    assert "Audit “Metrics” deleted" in answer.content.decode()
    for rest in ("", "export/", "accept/", "made/", "changes/"):
        assert product.cem_browses.get(at(audit, rest)).status_code == 404
    product.cem_browses.post(f"/w/product/history/{Change.objects.first().pk}/undo/")
    assert product.cem_browses.get(at(audit)).status_code == 200


def test_ten_thousand_rows_cost_what_is_shown(product, django_assert_max_num_queries):
    big = kept(*(judged(f"Metric {n}", team=f"Team {n % 40}", vital=n % 40 == n // 200) for n in range(10_000)))
    one = kept(*(judged(f"Metric {n}", vital=n < 5) for n in range(10_000)))
    for audit in (big, one):
        with django_assert_max_num_queries(10):
            page = get(product.cem_browses, at(audit))
        assert page_of(page) <= 10 * 3 * 12
        begun = time.process_time()
        get(product.cem_browses, at(audit))
        assert time.process_time() - begun < 1
    assert "All of them" in page
    with django_assert_max_num_queries(10):
        assert page_of(get(product.cem_browses, at(one, "?only=health&page=3"))) == 100
    with django_assert_max_num_queries(8):
        get(product.cem_browses, "/w/product/audits/")


def page_of(page):
    return page.count('class="audit-row"')


def test_the_list_says_what_each_is(product, audit):
    page = get(product.dana_browses, "/w/product/audits/")
    assert "Five metrics; three are vital" in page
    assert "Audit a sheet" not in page
    Audit.objects.all().delete()
    assert "No sheet was audited yet." in get(product.dana_browses, "/w/product/audits/")


def test_whatever_a_sheet_holds_is_shown_as_it_is(product):
    hostile = "<script>alert(1)</script> \" onfocus='x' {{7*7}}"
    audit = kept(
        judged(hostile, team=hostile), judged("Uptime", team="a&b=c"), name=hostile, file=hostile, sheet=hostile
    )
    for rest in ("", "?only=health", "accept/", "made/"):
        page = get(product.ben_browses, at(audit, rest))
        assert "<script>alert" not in page
        assert "onfocus='x'" not in page
    page = get(product.ben_browses, at(audit))
    link = re.search(r'href="(\?team=a[^"]*)"', page)[1]
    assert "One metric; one is vital" in get(product.ben_browses, at(audit, link))
