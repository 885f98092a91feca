"""Every page is asked for and sent to: by every role, with junk in every field, and with keys that cannot be."""

import re
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from vitalfew.accounts.history import changing
from vitalfew.accounts.models import Absence, Change, Person, Role, Screen, Token, View, Workspace
from vitalfew.accounts.scoping import Scoped, entered
from vitalfew.alerts.models import Action, Breach
from vitalfew.audits.tests.sheets import judged, kept
from vitalfew.collecting.models import Feed
from vitalfew.findings.models import Silence
from vitalfew.kpis.models import Definition, Kpi, Phase
from vitalfew.notices.keeping import add as add_channel
from vitalfew.okrs.models import Chat, ChatName, Comment, Cycle, Initiative, KeyResult, Objective, TrackerToken
from vitalfew.okrs.rounds.links import link_to
from vitalfew.web.tests.cast import add, client_of
from vitalfew.web.tests.walk import forms_of, inside

pytestmark = pytest.mark.long

JUNK = (
    "", "\x00", "a\x00b", "<script>alert(1)</script>", "\u202egnp.exe", "x" * 10_000, "²", "١٢", "1e308", "1e400",
    "nan", "-inf", "9" * 5_000, "9" * 30, "-1", "0001-01-01", "9999-12-31", "10000-01-01", "2026-02-30",
    "-9223372036854775809", "9999-12-31T23:59", "' OR 1=1 --", "%00", "{{7*7}}",
)  # fmt: skip
ASKED = ("page", "team", "cycle", "show", "objective", "of", "to", "at", "period", "kpi", "name", "q", "responds_to",
         "sentence", "only", "repeat")  # fmt: skip


REPEATED = re.compile(r"new[1-9]|kr[2-9]|(?!H301)[A-Z]\d{3}$")  # each rule has the same choice


class _Same(dict):
    """Gives one key for whatever an address asks."""

    def __init__(self, pk):
        super().__init__(token="x" * 32)
        self.pk = pk

    def __missing__(self, name):
        return self.pk


@pytest.fixture
def sample(sample_workspace, product, monkeypatch):
    """The sample workspace with everybody in it, and a path to every page of it."""
    # No test here looks at what templates were given; to copy it all takes a sixth of the time.
    monkeypatch.setattr("django.test.client.store_rendered_templates", lambda *_, **__: None)
    with entered(sample_workspace) as workspace:
        joined = {role: client_of(add(workspace, f"{role} of sample", role).user) for role in Role}
        yield SimpleNamespace(workspace=workspace, browsers=joined, paths=inside(_keys(), workspace=workspace.slug))


def _keys():
    """Arguments of addresses by the beginning of their name, of records that are there."""
    kpi, today = Kpi.objects.first(), timezone.now().date()
    with changing(by=None, summary="A phase"):
        phase = Phase.objects.create(kpi=kpi, starts_at=timezone.now(), reason="Moved")
    observation = kpi.series.observations.first()
    token, _ = Token.issue(person=Person.objects.first(), name="nightly")
    action = Action.objects.filter(kpi__isnull=False).first()
    Feed.objects.create(kpi=kpi, kind="sql", settings={"query": "SELECT 1"}, paused_at=timezone.now())
    comment = Comment.objects.create(kpi=kpi, text="Why?", at=timezone.now(), by=kpi.owner)
    view = View.objects.create(person=Person.objects.first(), name="Ours", path="kpis/")
    work = Initiative.objects.create(objective=Objective.objects.first(), title="A shorter form")
    tracker = TrackerToken.objects.create(host="gitlab.example.org", sealed="x")
    chat = Chat.objects.create(kind="slack", name="Slack of ours", sealed="x")
    name = ChatName.objects.create(chat=chat, user="U1", person=Person.objects.first(), linked_at=timezone.now())
    silence = Silence.objects.create(code="K201", kpi=kpi, reason="It is a yes/no standard.")
    channel, _ = add_channel(kind="mail", name="List", address="list@example.org", team=kpi.team)
    earlier = kept(judged("Uptime", "growth", "objective"))
    audit = kept(judged("Uptime"), judged("Churn", team="Support"), before=earlier)
    kpi_keys = {"pk": kpi.pk, "phase": phase.pk, "action": action.pk, "observation": observation.pk, "token": "x" * 32}
    return {
        "kpi": kpi_keys,
        "kpi_action_done": {"pk": action.kpi_id, "action": action.pk},
        "observation": kpi_keys,
        "definition": {"pk": kpi.definition_id},
        "audit": {"pk": audit.pk, "token": "x" * 32},
        "cycle": {"pk": Cycle.objects.first().pk},
        "review": {"pk": Objective.objects.first().cycle_id, "team": Objective.objects.first().team_id},
        "objective": {"pk": Objective.objects.first().pk},
        "key": {"pk": KeyResult.objects.first().pk},
        "key_result_new": {"pk": Objective.objects.first().pk},
        "checkin": {"pk": KeyResult.objects.first().pk},
        "action": {"pk": Action.objects.first().pk},
        "breach": {"pk": Breach.objects.filter(closed_at=None).first().pk},
        "person": {"pk": Person.objects.filter(user=None).first().pk},
        "team": {"pk": kpi.team_id},
        "week": {"pk": kpi.team_id},
        "away": {"pk": Absence.objects.create(person=kpi.owner, first=today, last=today).pk},
        "round": {"pk": link_to(kpi.owner, day=today, now=timezone.now()).pk},
        "token": {"pk": token.pk},
        "undo": {"pk": Change.objects.first().pk},
        "comment": {"pk": comment.pk, "kind": "kpi"},
        "view": {"pk": view.pk},
        "initiative": {"pk": work.pk},
        "initiative_new": {"pk": work.objective_id},
        "tracker": {"pk": tracker.pk},
        "chat": {"pk": chat.pk, "key": chat.key},
        "chat_unlink": {"pk": name.pk},
        "silence": {"pk": silence.pk},
        "channel": {"pk": channel.pk},
        "screen": {"pk": Screen.objects.create(name="Kitchen", made_by=Person.objects.first()).pk},
        "rule": {"code": "K201"},
        "objectives_look": {},
        "key_results_look": {"pk": Objective.objects.first().pk},
    }


def _kept():
    """Everything that is stored of the workspace's records, derived ones included."""
    models = [m for m in apps.get_models() if issubclass(m, Scoped)]
    return {m._meta.label: list(m.everywhere.order_by("pk").values_list()) for m in models} | {
        "Workspace": list(Workspace.objects.order_by("pk").values_list())
    }


def _forms(browser, paths):
    """Every form of every page: where it is sent, and what it would send."""
    found = {path: {} for path in paths.values()}
    for path in paths.values():
        for to, fields in forms_of(browser.get(path).getvalue().decode(errors="replace")):
            if not to.startswith(("/accounts/", "/theme/")):
                found.setdefault(to or path, {}).update(fields)
    return found


def _without_trace(browser, path, data):
    """What a POST answers; what it did is taken back."""
    with transaction.atomic():
        status = browser.post(path, data).status_code
        transaction.set_rollback(True)
    return status


@pytest.mark.once
def test_asking_for_a_page_changes_nothing(sample):
    before = _kept()
    for browser in sample.browsers.values():
        answers = {browser.get(path).status_code for path in sample.paths.values()}
        assert answers <= {200, 302, 403, 404, 405, 409}
    assert _kept() == before


@pytest.mark.once
def test_a_viewer_changes_nothing_but_their_own_name_and_how_they_are_told(sample):
    forms = _forms(sample.browsers[Role.ADMIN], sample.paths)
    for own in ("profile", "notices", "notices_test"):
        del forms[sample.paths[own]]
    before = _kept()
    for path, fields in forms.items():
        for data in (fields, {**fields, "do": "store", "name": "Mine", "text": "Mine", "what": "Mine"}):
            assert sample.browsers[Role.VIEWER].post(path, data).status_code in {200, 403, 404, 405}, path
    assert _kept() == before


LEADS = {
    "kpi_lock", "kpi_unlock", "kpi_phase", "kpi_phase_remove", "cycle_new", "cycle_quarter", "cycle_edit",
    "cycle_phase", "strategy", "team_add", "team", "team_delete",
}  # fmt: skip
ADMINS = {
    "person_add", "person", "person_remove", "person_link", "workspace", "workspace_delete", "workspace_rules",
    "tracker_tokens", "tracker_token_remove", "chats", "chat_remove",
}  # fmt: skip


@pytest.mark.once
def test_each_role_is_refused_what_the_next_one_may(sample):
    refused = {
        role: {n for n, path in sample.paths.items() if _without_trace(sample.browsers[role], path, {}) == 403}
        for role in Role
    }
    assert refused[Role.ADMIN] == set()
    assert refused[Role.LEAD] == ADMINS | {"token_revoke"}  # another person's
    assert refused[Role.MEMBER] == LEADS | ADMINS | {"token_revoke", "undo"}  # what nobody did is a lead's to undo


def test_junk_in_a_form_is_answered_in_words(sample):
    browser = sample.browsers[Role.ADMIN]
    failed = []
    for form, (path, fields) in enumerate(_forms(browser, sample.paths).items()):
        for number, name in enumerate([None, *(name for name in fields if not REPEATED.match(name))]):
            junk = JUNK[form % 4 :: 4 if fields else 20] if name is None else [JUNK[number % len(JUNK)]]
            for text in junk:
                data = dict.fromkeys(fields, text) if name is None else {**fields, name: text}
                if _without_trace(browser, path, data) >= 500:
                    failed.append((path, name, text[:20]))
    assert failed == []


def test_junk_in_an_address_is_answered_in_words(sample):
    browser = sample.browsers[Role.ADMIN]
    for name in ("today", "kpis", "kpi", "kpi_new", "kpi_upload", "kpi_record", "kpi_phase", "okrs", "objective_new",
                 "checkin", "actions", "history", "search", "audits", "audit", "audit_new"):  # fmt: skip
        for text in JUNK[len(name) % 3 :: 3]:
            asked = browser.get(sample.paths[name], dict.fromkeys(ASKED, text))
            assert asked.status_code in {200, 302, 404}, (name, text[:20])
    for pk in (2**63, 10**30, 2**63 - 1):
        for path in inside(dict.fromkeys(sample.paths, _Same(pk)), workspace=sample.workspace.slug).values():
            assert browser.get(path).status_code in {200, 302, 404, 405}, path


def test_a_team_that_keeps_something_is_not_deleted(sample):
    answer = sample.browsers[Role.LEAD].post(sample.paths["team_delete"], follow=True)
    assert "still keeps 9 KPIs, objectives or teams. Move those first." in answer.content.decode()


@pytest.mark.once
def test_records_of_another_workspace_are_no_choice(sample, product):
    """Whatever key a form brings along, nothing of this workspace comes to name a record of another one."""
    browser = sample.browsers[Role.ADMIN]
    with entered(product.workspace):
        kpi = Kpi.objects.create(definition=Definition.objects.create(name="Theirs"), team=product.ana.team)
        cycle = Cycle.objects.create(name="Theirs", start="2026-10-01", end="2026-12-31")
        objective = Objective.objects.create(title="Theirs", team=product.ana.team, cycle=cycle)
    theirs = {
        "team": product.ana.team_id, "parent": product.ana.team_id, "owner": product.ana.pk, "deputy": product.ana.pk,
        "who": product.ana.pk, "kpi": kpi.pk, "supports": kpi.pk, "responds_to": kpi.pk, "guardrails": kpi.pk,
        "cycle": cycle.pk, "parents": objective.pk, "take": kpi.pk,
    }  # fmt: skip
    with entered(sample.workspace):
        forms = _forms(browser, sample.paths)
        for path, fields in forms.items():
            for name in fields:
                bare = name.rpartition("-")[2]
                if bare in theirs:
                    browser.post(path, {**fields, name: theirs[bare]})
    for model in (m for m in apps.get_models() if issubclass(m, Scoped)):
        for field in model._meta.concrete_fields:
            if field.related_model and issubclass(field.related_model, Scoped):
                across = model.everywhere.exclude(**{f"{field.name}__workspace": F("workspace")})
                assert not across.exclude(**{field.name: None}).exists(), (model, field.name)
    with entered(sample.workspace):
        assert not Objective.objects.filter(guardrails=kpi).exists()
        assert not Objective.objects.filter(parents=objective).exists()
