"""Whatever people write is shown as they wrote it: nothing of it runs, on any page, in any attribute or file name."""

import subprocess
import sys

import pytest
from playwright.sync_api import Dialog, Page, expect
from tests.e2e.conftest import Open, sign_in
from tests.e2e.serving import EMAIL, PASSWORD, Server, environment
from tests.e2e.test_every_page import pages_from

pytestmark = pytest.mark.e2e
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</title><svg onload=alert(1)>",
    "' onmouseover='alert(1)",
    "\u202egnp.exe \U0001f525",
    "{{7*7}}",
)
SEED = """
import sys
import django
django.setup()
from django.apps import apps
from django.db.models import CharField, EmailField, TextField
from django.utils import timezone
from vitalfew.accounts.history import changing
from vitalfew.accounts.models import Change, ChangedRow, Person, Token, Workspace
from vitalfew.accounts.scoping import Scoped, entered
from vitalfew.importers.sample import load
from vitalfew.kpis.models import Definition, Kpi, Phase
from vitalfew.okrs.models import CheckIn

HOSTILE = sys.argv[1:]
KEPT = ("accounts.ChangedRow", "kpis.Delivery")

def written(field, number):
    whole = f"{number} " + " ".join(HOSTILE)
    if field.max_length is None or field.max_length >= len(whole):
        return whole
    return f"{HOSTILE[number % len(HOSTILE)][:field.max_length - 5]}{number}"

def texts(model):
    told = (CharField, TextField)
    fields = [f for f in model._meta.concrete_fields if isinstance(f, told) and not isinstance(f, EmailField)]
    return [f for f in fields if not f.choices and f.name not in ("zone", "slug", "fingerprint")]

workspace = load(now=timezone.now())
with entered(workspace):
    Token.issue(person=Person.objects.filter(user__isnull=False).get(), name="nightly")
    with changing(by=None, summary="Begun"):
        Phase.objects.create(kpi=Kpi.objects.first(), starts_at=timezone.now(), reason="Moved")
    for model in apps.get_models():
        if issubclass(model, Scoped) and not model.DERIVED and model._meta.label not in KEPT:
            for number, record in enumerate(model.objects.order_by("pk")):
                for place, field in enumerate(texts(model)):
                    setattr(record, field.name, written(field, number + place))
                record.save()
    for kpi in Kpi.objects.all():
        kpi.refresh()
    assert CheckIn.objects.filter(note__contains="alert").exists()
Workspace.objects.filter(pk=workspace.pk).update(name=" ".join(HOSTILE)[:100])
"""
RUN = """[...document.querySelectorAll("[onerror], [onload], [onmouseover], img[src=x], script:not([src])")]
    .map((one) => one.outerHTML)"""


@pytest.fixture
def hostile(new_server: Server) -> Server:
    """A server whose sample workspace has hostile text in every field that holds text."""
    new_server.run("init", "--workspace", "Product", "--email", EMAIL, "--password-stdin", given=PASSWORD)
    settings = {"DJANGO_SETTINGS_MODULE": "vitalfew.config.settings", "VITALFEW_BASE_URL": new_server.url}
    seen = environment(data=new_server.data, database_url=new_server.database_url) | settings
    subprocess.run([sys.executable, "-c", SEED, *HOSTILE], env=seen, check=True, timeout=60)
    return new_server


def look(page: Page, wrong: list[object]) -> set[str]:
    """Note what could run on this page; gives the hostile texts that a reader sees on it."""
    found = page.evaluate(RUN)
    if found:
        wrong.append((page.url, found))
    shown = page.locator("body").inner_text()
    return {text for text in HOSTILE if text in shown}


def upload(page: Page) -> None:
    """A file whose name and columns are hostile."""
    name = next(text for text in HOSTILE if "img" in text)
    table = 'month,"<script>alert(1)</script>",{{7*7}}\n2026-01-01,1,=1+1\n2026-02-01,2,<svg onload=alert(1)>\n'
    page.goto("/w/sample/kpis/upload/")
    page.get_by_label("File").set_input_files({"name": f"{name}.csv", "mimeType": "text/csv", "buffer": table.encode()})
    page.get_by_label("Name of the new KPI").fill(name)
    page.get_by_role("button", name="Read the file").click()
    expect(page.get_by_text(name).filter(visible=True).first).to_be_visible()


def test_nothing_that_people_write_runs(hostile: Server, open_page: Open) -> None:
    page = open_page(base_url=hostile.url)
    asked: list[str] = []

    def dismiss(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", dismiss)
    sign_in(page)
    wrong: list[object] = []
    shown = []
    for address in pages_from(page, "/w/sample/"):
        page.goto(address)
        shown.append(look(page, wrong))
    upload(page)
    look(page, wrong)
    page.get_by_label("Find anything").fill("alert")
    expect(page.locator("#found a").first).to_be_visible()
    look(page, wrong)
    assert (wrong, asked) == ([], [])
    assert all(sum(text in seen for seen in shown) > 5 for text in HOSTILE), shown
