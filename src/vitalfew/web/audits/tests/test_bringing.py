"""A sheet is brought: read, shown, corrected, judged; or refused in words, and then nothing is kept."""

import csv
import io
import json
import re
from pathlib import Path

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from vitalfew.audits.models import Audit, AuditRow

REAL = Path("../shared/data/metrics_sheet.csv")
NEW = "/w/product/audits/new/"
SHEET = "What we count,Unit of work,Aim\nServer uptime,Support,at least 99.5 %\nPage views,Support,\n"


def bring(browser, content=None, filename="metrics.csv", **fields):
    file = (
        {}
        if content is None
        else {"file": SimpleUploadedFile(filename, content if isinstance(content, bytes) else content.encode())}
    )
    return browser.post(fields.pop("at", NEW), {**fields, **file})


def posted(page, **more):
    """What the browser would send: every field as it stands, and the button."""
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
    for name, inner in re.findall(r'<select name="(\w+)"[^>]*>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', inner)
        fields[name] = chosen[1] if chosen else ""
    return fields | more


def look(browser, answer):
    assert answer.status_code == 302, answer.content.decode()
    return answer["Location"], browser.get(answer["Location"]).content.decode()


def workbook():
    book = openpyxl.Workbook()
    book.active.title = "Read me"
    book.active.append(["Metric", "Remark"])
    book.active.append(["Not this one", "an example"])
    sheet = book.create_sheet("Dashboard")
    for row in (["Metric", "Team"], ["Churn", "Support"], ["Uptime", "Support"], ["=1+1", "Support"]):
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_file_is_shown_then_judged(product):
    address, page = look(product.cem_browses, bring(product.cem_browses, SHEET))
    assert "2 rows, as they were read" in page
    assert not Audit.objects.exists()
    fields = posted(page, do="judge", name="What we count", team="Unit of work", target="Aim")
    answer = product.cem_browses.post(address, fields)
    audit = Audit.objects.get()
    assert answer["Location"] == f"/w/product/audits/{audit.pk}/"
    assert (audit.name, audit.file, audit.by, audit.count) == ("metrics", "metrics.csv", product.cem, 2)
    uptime = AuditRow.objects.get(position=0)
    assert (uptime.name, uptime.team, uptime.said["target"]) == ("Server uptime", "Support", "at least 99.5 %")
    assert uptime.cells == ["Server uptime", "Support", "at least 99.5 %"]
    assert product.cem_browses.get(address).status_code == 302  # the file waits no longer


def test_a_wrong_guess_is_corrected(product):
    address, page = look(product.cem_browses, bring(product.cem_browses, SHEET))
    page = product.cem_browses.post(address, posted(page, do="read", name="Unit of work", team="")).content.decode()
    assert re.search(r'<th scope="row"><bdi>Support</bdi>', page)
    page = product.cem_browses.post(
        address, posted(page, do="read", name="What we count", team="Unit of work")
    ).content.decode()
    assert re.search(r'<th scope="row"><bdi>Server uptime</bdi>', page)
    assert not Audit.objects.exists()


def test_a_wrong_guess_is_corrected_in_a_workbook_of_one_sheet(product):
    book = openpyxl.Workbook()
    for row in (["Metric", "Lorry"], ["Churn", "Red"], ["Uptime", "Blue"]):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    address, page = look(product.cem_browses, bring(product.cem_browses, out.getvalue(), "metrics.xlsx"))
    page = product.cem_browses.post(address, posted(page, do="read", team="Lorry")).content.decode()
    assert posted(page)["team"] == "Lorry"
    product.cem_browses.post(address, posted(page, do="judge"))
    assert list(AuditRow.objects.values_list("team", flat=True)) == ["Red", "Blue"]


def test_another_sheet_is_chosen(product):
    address, page = look(product.cem_browses, bring(product.cem_browses, workbook(), "all.xlsx"))
    assert "Not this one" in page
    page = product.cem_browses.post(address, posted(page, do="read", sheet="Dashboard")).content.decode()
    assert "Churn" in page
    assert "sheet “Dashboard”" in page
    product.cem_browses.post(address, posted(page, do="judge"))
    assert (Audit.objects.get().sheet, Audit.objects.get().headings) == ("Dashboard", ["Metric", "Team"])


def test_pasted_lines_are_judged_at_once(product):
    answer = bring(
        product.cem_browses, text="Server uptime\nPage views\nCut onboarding from 5 days to 1\n", name="By hand"
    )
    audit = Audit.objects.get()
    assert answer["Location"] == f"/w/product/audits/{audit.pk}/"
    assert (audit.name, audit.count, audit.file) == ("By hand", 3, "")


def test_what_cannot_be_read_is_refused_in_words(product):
    cases = [
        (b"", "empty.csv", "empty.csv: The file is empty."),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 60, "a.png", "not a table"),
        (b"PK\x03\x04broken", "a.xlsx", "damaged"),
        (b'[\n"Uptime",\n]', "a.json", "a.json, row 3: The JSON cannot be read"),
        (b"Name\n", "a.csv", "a.csv, row 1: There is no row in it. Give rows under the headings."),
        (b"x" * 20_000_001, "a.csv", "20 MB"),
    ]
    for content, filename, said in cases:
        page = bring(product.cem_browses, content, filename)
        assert page.status_code == 200, filename
        assert said in page.content.decode(), filename
        assert 'class="errorlist"' in page.content.decode(), filename
    assert "Choose a file, or paste lines below." in bring(product.cem_browses).content.decode()
    assert not Audit.objects.exists()


def test_a_dashboard_is_judged_and_given_back_by_its_roles(product):
    panels = [
        {"id": 1, "type": "timeseries", "title": "Error rate", "description": "Errors by requests"},
        {"id": 2, "type": "stat", "title": "Latency p95", "fieldConfig": {"defaults": {"unit": "ms"}}},
    ]
    board = json.dumps({"title": "Ops", "schemaVersion": 39, "panels": panels})
    address, page = look(product.cem_browses, bring(product.cem_browses, board, "ops.json"))
    assert "Errors by requests" in page
    answer = product.cem_browses.post(address, posted(page, do="judge"))
    text = product.cem_browses.get(f"{answer['Location']}export/").content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert [row[:3] for row in rows] == [
        ["Name", "Definition", "Unit"],
        ["Error rate", "Errors by requests", ""],
        ["Latency p95", "", "ms"],
    ]


def test_characters_that_cannot_be_kept_are_left_out(product):
    odd = r'[{"name": "Up\u0000time \ud800", "team\u0000": "A\udfff", "target": "\ud83d\ude00"}]'
    address, page = look(product.cem_browses, bring(product.cem_browses, odd, "odd.json"))
    assert "Uptime ?" in page
    product.cem_browses.post(address, posted(page, do="judge"))
    row = AuditRow.objects.get()
    assert (row.name, row.said["target"]) == ("Uptime ?", "😀")


@pytest.mark.skipif(not REAL.exists(), reason="the sheet of a real company is not beside the repository")
def test_a_real_sheet_is_kept_whole_and_its_board_is_short(product, django_assert_max_num_queries):
    address, page = look(product.cem_browses, bring(product.cem_browses, REAL.read_bytes(), REAL.name))
    answer = product.cem_browses.post(address, posted(page, do="judge"))
    audit = Audit.objects.get()
    assert audit.count == 192
    with django_assert_max_num_queries(10):
        board = product.cem_browses.get(answer["Location"]).content.decode()
    assert "192 metrics;" in board
    text = product.cem_browses.get(f"{answer['Location']}export/").content.decode("utf-8-sig")
    given = list(csv.reader(io.StringIO(REAL.read_text(encoding="utf-8"))))
    back = [row[:6] for row in csv.reader(io.StringIO(text))]
    assert [row[0] for row in back] == [row[0].strip() for row in given]
    assert back[0] == given[0]


def test_nothing_is_left_of_what_is_not_wanted(product, settings):
    address, _ = look(product.cem_browses, bring(product.cem_browses, SHEET))
    assert product.cem_browses.post(address, {"do": "forget"})["Location"] == "/w/product/audits/"
    assert list((settings.DATA / "uploads").iterdir()) == []


def test_a_sheet_that_waits_is_its_owners_and_no_upload_of_values(product):
    address, _ = look(product.cem_browses, bring(product.cem_browses, SHEET))
    assert product.ben_browses.get(address)["Location"] == NEW
    token = address.rstrip("/").rpartition("/")[2]
    assert product.cem_browses.get(f"/w/product/kpis/upload/{token}/").status_code == 302


def test_a_viewer_may_look_and_no_more(product):
    assert bring(product.dana_browses, SHEET).status_code == 403
    assert product.dana_browses.get("/w/product/audits/").status_code == 200


def test_a_repetition_reads_the_columns_as_before_and_says_what_is_different(product):
    address, page = look(product.cem_browses, bring(product.cem_browses, SHEET))
    product.cem_browses.post(address, posted(page, do="judge", name="What we count", team="Unit of work", target=""))
    first = Audit.objects.get()
    again = SHEET.replace("Page views,Support,\n", "Churn,Support,2 %\n")
    address, page = look(product.cem_browses, bring(product.cem_browses, again, at=f"{NEW}?repeat={first.pk}"))
    assert posted(page)["target"] == ""
    assert posted(page)["team"] == "Unit of work"
    answer = product.cem_browses.post(address, posted(page, do="judge"))
    page = product.cem_browses.get(answer["Location"]).content.decode()
    assert "1 came · 1 went" in page
    changes = product.cem_browses.get(f"{answer['Location']}changes/").content.decode()
    assert "Churn" in changes
    assert "Page views" in changes
    assert product.cem_browses.get(f"/w/product/audits/{first.pk}/changes/").status_code == 404
