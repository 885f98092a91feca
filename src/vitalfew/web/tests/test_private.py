"""Somebody else's private objective is nowhere: no page, list, count, file or answer of the API tells of it."""

import ast
import re
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from django.utils import timezone

import vitalfew
from vitalfew.accounts.history import changing, undo
from vitalfew.accounts.models import Change, ChangedRow, Person, Role, Screen, Token, Workspace
from vitalfew.accounts.scoping import BACKGROUND, NOBODY, Scoped, entered, reading_as
from vitalfew.alerts.models import Action
from vitalfew.audits.queries import accepted_rows, column
from vitalfew.audits.tests.sheets import judged, kept
from vitalfew.briefing.digest.sending import digest_now
from vitalfew.findings.models import Found, Silence
from vitalfew.importers.plan import plan_of
from vitalfew.kpis.actions import Value, store
from vitalfew.kpis.models import Kpi, Origin
from vitalfew.okrs.models import (
    CheckIn,
    Comment,
    Cycle,
    Initiative,
    KeyResult,
    Objective,
    Override,
    Score,
    Standing,
    Step,
    TargetChange,
)  # fmt: skip
from vitalfew.okrs.queries import tally
from vitalfew.okrs.rounds.checking_in import Promise, check_in
from vitalfew.okrs.writing import write_objective
from vitalfew.planfile import dump
from vitalfew.web.tests.cast import add, client_of
from vitalfew.web.tests.walk import patterns

SECRET = "Quietly zanzibar"  # the beginning of every text of the private objective
SOURCE = Path(vitalfew.__file__).parent
FAMILY = (Objective, KeyResult, CheckIn, Standing, Step, TargetChange, Override, Initiative, Score, Comment, Action,
          Found, Silence, Change, ChangedRow)  # fmt: skip
# Public records that name one that may be private; whoever shows the other end asks `objects` for it.
NAMED_ALL_THE_SAME = {
    "okrs.Objective.carried_from", "okrs.Score.carried_to", "okrs.Initiative.key_result", "audits.AuditRow.objective",
    "audits.AuditRow.key_result",
}  # fmt: skip


def secret(owner: Person, kpi: Kpi, cycle: Cycle) -> Objective:
    """A private objective with everything that can hang from one."""
    now = timezone.now()
    with changing(by=owner, summary=f"{SECRET}: written down"):
        one = Objective(
            title=f"{SECRET} merge two teams", team=kpi.team, cycle=cycle, owner=owner, private=True, state="active",
            why=f"{SECRET} why", stops=f"{SECRET} stops", responds_to=kpi, serves_strategy=True,
        )  # fmt: skip
        named = {"metric": f"{SECRET} metric", "sentence": f"{SECRET} sentence", "baseline": 1, "target": 5}
        write_objective(objective=one, key_results=[KeyResult(**named), KeyResult(**named)], guardrails=[kpi])
    first, second = one.key_results.all()
    for key_result in (first, second):
        promise = Promise(f"{SECRET} action", owner, now.date())
        check_in(key_result=key_result, by=owner, now=now, value=2, note=f"{SECRET} note", promise=promise)
    Step.objects.create(key_result=first, by=cycle.start + timedelta(days=20), value=3)
    TargetChange.objects.create(key_result=first, at=now, target=5, target_before=4, reason=f"{SECRET} reason")
    Override.objects.create(key_result=first, value=4, reason=f"{SECRET} override", until=cycle.end, at=now)
    Initiative.objects.create(objective=one, key_result=first, title=f"{SECRET} initiative")
    Score.objects.create(key_result=first, score=0.4, word=f"{SECRET} word", outcome="keep", at=now)
    Comment.objects.create(objective=one, text=f"{SECRET} comment", at=now, by=owner)
    Comment.objects.create(key_result=first, text=f"{SECRET} comment", at=now, by=owner)
    seen = {"message": f"{SECRET} found", "severity": "warning", "first_seen": now, "last_seen": now}
    Found.objects.create(code="D505", key_result=first, **seen)
    Found.objects.create(code="D514", objective=one, **seen)
    Silence.objects.create(code="O101", objective=one, reason=f"{SECRET} silence")
    return one


@pytest.fixture
def sample(sample_workspace: Workspace, db: None) -> SimpleNamespace:
    """The sample workspace; Olga's private objective; a helper, and an administrator who is neither."""
    with entered(sample_workspace) as workspace:
        olga, nils = add(workspace, "Olga", Role.MEMBER), add(workspace, "Nils", Role.VIEWER)
        eve = add(workspace, "Eve", Role.ADMIN)
        kpi = Kpi.objects.select_related("team").first()
        Person.objects.filter(pk__in=(olga.pk, eve.pk)).update(team=kpi.team)
        cycle = Cycle.objects.filter(state="active").order_by("end").last()
        one = secret(olga, kpi, cycle)
        one.helpers.add(nils)
        return SimpleNamespace(workspace=workspace, olga=olga, nils=nils, eve=eve, kpi=kpi, cycle=cycle, one=one)


def _keys(sample: SimpleNamespace) -> dict[str, dict[str, int]]:
    """Arguments of addresses by their names' beginning: keys of what hangs from the private objective."""
    first = sample.one.key_results.first()
    change = Change.objects.filter(summary__startswith=SECRET).first()
    action = Action.objects.filter(what__startswith=SECRET).first()
    return {
        "objective": {"pk": sample.one.pk},
        "key": {"pk": first.pk, "key": first.pk},
        "key_result_new": {"pk": sample.one.pk},
        "key_results_look": {"pk": sample.one.pk},
        "checkin": {"pk": first.pk},
        "action": {"pk": action.pk},
        "undo": {"pk": change.pk},
        "silence": {"pk": Silence.objects.get(reason=f"{SECRET} silence").pk},
        "initiative": {"pk": Initiative.objects.get().pk},
        "initiative_new": {"pk": sample.one.pk},
        "comment": {"pk": Comment.objects.first().pk},
        "comment_say": {"kind": "objective", "pk": sample.one.pk},
    }


def _browse(person: Person) -> Client:
    return client_of(person.user)


def _addresses(sample: SimpleNamespace) -> dict[str, str]:
    """The path of every page that takes nothing but the key of something private, by its name."""
    with entered(sample.workspace):
        keys = _keys(sample)
    found = {}
    for name, route in patterns():
        wanted = re.findall(r"<\w+:(\w+)>", route)[1:]
        given = keys.get(name) or keys.get(name.partition("_")[0], {})
        if route.startswith("w/") and wanted and set(wanted) <= set(given):
            found[name] = reverse(name, args=[sample.workspace.slug, *(given[each] for each in wanted)])
    return found


@pytest.mark.parametrize("method", ["get", "post"])
def test_every_address_of_it_answers_a_stranger_as_if_it_were_not_there(sample, method):
    paths, eve = _addresses(sample), _browse(sample.eve)
    assert {"objective_edit", "key_result_edit", "undo", "action_done", "initiative_new", "comment_say"} <= set(paths)
    gone = {name: eve.get(path.replace(f"/{_last(path)}/", "/99999999/")).status_code for name, path in paths.items()}
    answers = {name: getattr(eve, method)(path).status_code for name, path in paths.items()}
    assert {name: status for name, status in answers.items() if status not in (404, 405)} == {}
    assert set(gone.values()) <= {404, 405}


def _last(path: str) -> str:
    return re.findall(r"/(\d+)/", path)[-1]


def test_its_owner_and_its_helpers_find_it(sample):
    for person in (sample.olga, sample.nils):
        page = _browse(person).get(_addresses(sample)["objective"])
        assert page.status_code == 200
        assert f"{SECRET} merge two teams" in page.content.decode()
        assert "Private: only its owner and its helpers see it" in page.content.decode()


def _everything(sample: SimpleNamespace, browser: Client) -> dict[str, str]:
    """Every page and file below the workspace as this browser reads it, by address."""
    with entered(sample.workspace):
        kpi, screen = sample.kpi, Screen.objects.create(name="Kitchen", made_by=sample.eve)
        breach = kpi.breaches.first() or Kpi.objects.filter(breaches__isnull=False).first().breaches.first()
        own = Objective.objects.filter(private=False, team=kpi.team).first()
        keys = {
            "kpi": {"pk": kpi.pk}, "definition": {"pk": kpi.definition_id}, "cycle": {"pk": sample.cycle.pk},
            "objective": {"pk": own.pk}, "key": {"pk": own.key_results.first().pk}, "team": {"pk": kpi.team_id},
            "key_result_new": {"pk": own.pk}, "key_results_look": {"pk": own.pk}, "screen": {"pk": screen.pk},
            "breach": {"pk": breach.pk}, "person": {"pk": sample.olga.pk}, "rule": {"code": "K201"},
        }  # fmt: skip
    found = {}
    for name, route in patterns():
        wanted = re.findall(r"<\w+:(\w+)>", route)[1:]
        given = keys.get(name) or keys.get(name.partition("_")[0], {})
        if route.startswith("w/") and set(wanted) <= set(given):
            path = reverse(name, args=[sample.workspace.slug, *(given[each] for each in wanted)])
            for query in ("", "?show=all&state=active", "?q=zanzibar", f"?team={sample.kpi.team_id}", "?page=1"):
                answer = browser.get(path + query)
                if answer.status_code == 200 and "text" in answer["Content-Type"] + "json":
                    found[path + query] = answer.getvalue().decode(errors="replace")
    return found


@pytest.mark.once
def test_no_page_shows_a_stranger_a_word_of_it(sample):
    read = _everything(sample, _browse(sample.eve))
    assert len(read) > 100
    told = {path for path, text in read.items() if SECRET.casefold() in text.casefold()}
    assert told == set()


@pytest.mark.once
def test_its_owner_reads_of_it_where_others_read_of_theirs(sample):
    read = _everything(sample, _browse(sample.olga))
    base = f"/w/{sample.workspace.slug}/"
    told = {path.removeprefix(base) for path, text in read.items() if SECRET in text}
    assert {"", "change/", "checkin/", "actions/", "history/", "search/?q=zanzibar"} <= told


def _asked(token: str, path: str) -> str:
    answer = Client(HTTP_HOST="127.0.0.1").get(path, headers={"Authorization": f"Bearer {token}"})
    return answer.content.decode() if answer.status_code == 200 else str(answer.status_code)


def test_the_api_and_the_metrics_tell_a_stranger_nothing(sample):
    with entered(sample.workspace):
        eves, olgas = (Token.issue(person=who, name="reads")[1] for who in (sample.eve, sample.olga))
        kpi = sample.kpi.pk
    for path in ("objectives", "kpis", "breaches", f"kpis/{kpi}", f"kpis/{kpi}/observations", "objectives?limit=1000"):
        assert SECRET not in _asked(eves, f"/api/v1/{path}"), path
    assert _asked(eves, f"/api/v1/objectives/{sample.one.pk}") == "404"
    assert SECRET in _asked(olgas, f"/api/v1/objectives/{sample.one.pk}")
    assert SECRET not in _asked(olgas, "/metrics")


def test_a_plan_that_is_exported_and_a_digest_leave_it_out(sample):
    with entered(sample.workspace, reader=NOBODY):
        assert SECRET not in dump(plan_of())
    with entered(sample.workspace):
        assert SECRET in dump(plan_of())
        for person in (sample.eve, sample.olga):
            person.refresh_from_db()
            told = str(digest_now(person, now=timezone.now() + timedelta(days=2)))
            assert (SECRET in told) == (person == sample.olga)


def test_it_does_not_count_either(sample):
    now = timezone.now()
    with entered(sample.workspace, reader=sample.eve):
        seen = tally(cycle=sample.cycle, now=now)
    with entered(sample.workspace):
        all_of_them = tally(cycle=sample.cycle, now=now)
        Objective.everywhere.filter(pk=sample.one.pk).delete()
        assert tally(cycle=sample.cycle, now=now) == seen != all_of_them


@pytest.mark.parametrize("model", FAMILY)
def test_whatever_hangs_from_it_is_left_out_without_another_statement(sample, model, django_assert_num_queries):
    with entered(sample.workspace):
        all_of_them = set(model.objects.values_list("pk", flat=True))
        assert len(all_of_them) == model.everywhere.filter(workspace=sample.workspace).count()
    with entered(sample.workspace, reader=sample.eve), django_assert_num_queries(1):
        seen = set(model.objects.values_list("pk", flat=True))
    assert seen < all_of_them
    for reader in (sample.olga, sample.nils):
        with entered(sample.workspace, reader=reader):
            assert set(model.objects.values_list("pk", flat=True)) == all_of_them
    with entered(sample.workspace, reader=NOBODY):
        assert set(model.objects.values_list("pk", flat=True)) == seen


def test_every_record_that_names_an_objective_is_as_private_as_it_is():
    models = [m for m in apps.get_models() if issubclass(m, Scoped)]
    private = {Objective} | {m for m in models if m.HIDDEN_WITH}
    loose = {
        f"{m._meta.label}.{field.name}"
        for m in models
        for field in m._meta.concrete_fields
        if field.related_model in private - {Change, Action} and field.name not in m.HIDDEN_WITH
    }
    assert loose <= NAMED_ALL_THE_SAME


def test_edges_say_who_reads():
    """Pages, the API and commands enter a workspace as somebody, or as nobody; work in the background sees all."""
    silent = []
    for folder in ("web", "api", "cli"):
        for path in (SOURCE / folder).rglob("*.py"):
            for call in ast.walk(ast.parse(path.read_text())) if "tests" not in path.parts else ():
                named = isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "entered"
                if named and not any(word.arg == "reader" for word in call.keywords):
                    silent.append(f"{path.relative_to(SOURCE)}:{call.lineno}")
    assert silent == []


def test_values_that_a_stranger_records_move_it(sample):
    with entered(sample.workspace):
        own = KeyResult(objective=sample.one, metric=f"{SECRET} third", baseline=0, target=9, series=sample.kpi.series)
        own.save()
        own.refresh()
    with entered(sample.workspace, reader=sample.eve):
        store(points=[(sample.kpi.series_id, Value(timezone.now(), 7.25))], origin=Origin.HAND, by=sample.eve,
              now=timezone.now())  # fmt: skip
    with entered(sample.workspace):
        assert Standing.objects.get(key_result=own).value == 7.25


def test_its_history_stays_private_when_it_is_gone(sample):
    with entered(sample.workspace):
        written = Change.objects.get(summary=f"{SECRET}: written down")
        undo_free = Objective(title=f"{SECRET} other", team=sample.kpi.team, cycle=sample.cycle, owner=sample.olga,
                              private=True)  # fmt: skip
        with changing(by=sample.olga, summary=f"{SECRET} other"):
            undo_free.save()
        made = Change.objects.get(summary=f"{SECRET} other")
        undo(made, by=sample.olga)
        assert not Objective.objects.filter(title=f"{SECRET} other").exists()
    with entered(sample.workspace, reader=sample.eve):
        assert not Change.objects.filter(summary__contains=SECRET).exists()
    with entered(sample.workspace, reader=sample.olga):
        told = set(Change.objects.filter(summary__contains=f"{SECRET} other").values_list("summary", flat=True))
        assert told == {f"{SECRET} other", f"Undid: {SECRET} other"}
        assert Change.objects.filter(pk=written.pk).exists()


def test_an_action_that_is_done_and_a_key_result_that_is_removed_leave_no_trace_for_others(sample):
    with entered(sample.workspace):
        with changing(by=sample.olga, summary=f"{SECRET} done"):
            Action.objects.filter(what__startswith=SECRET).first().finish()
        with changing(by=sample.olga, summary=f"{SECRET} removed"):
            sample.one.key_results.last().delete()
    with entered(sample.workspace, reader=sample.eve):
        assert not Change.objects.filter(summary__startswith=SECRET).exists()
    with entered(sample.workspace, reader=sample.nils):
        assert Change.objects.filter(summary__in=[f"{SECRET} done", f"{SECRET} removed"]).count() == 2


def test_made_private_its_past_is_private_too_and_made_public_it_is_open(sample):
    with entered(sample.workspace):
        with changing(by=sample.olga, summary="Opened up"):
            sample.one.private = False
            sample.one.save()
        opened = Change.objects.get(summary="Opened up")
    with entered(sample.workspace, reader=sample.eve):
        assert Change.objects.filter(summary__startswith=SECRET).exists()
        assert Objective.objects.filter(pk=sample.one.pk).exists()
    with entered(sample.workspace):
        undo(opened, by=sample.olga)
    with entered(sample.workspace, reader=sample.eve):
        assert not Change.objects.filter(summary__in=[f"{SECRET}: written down", "Opened up"]).exists()
        assert not Objective.objects.filter(pk=sample.one.pk).exists()


def test_what_an_audit_has_become_is_not_named_once_it_is_private(sample):
    with entered(sample.workspace):
        audit = kept(judged("Merging", "growth", "objective"))
        audit.rows.update(objective=sample.one, linked="made")
    for reader, sees in ((sample.olga, True), (sample.eve, False)):
        with entered(sample.workspace, reader=reader):
            for found in (accepted_rows(audit=audit), column(audit=audit, place="growth", team=None)):
                assert all((row.objective is not None) == sees for row in found)
        page = _browse(reader).get(f"/w/{sample.workspace.slug}/audits/{audit.pk}/made/")
        assert (SECRET in page.content.decode()) == sees


def test_an_objective_of_the_same_name_is_not_refused(sample):
    with entered(sample.workspace, reader=sample.eve):
        twin = Objective(title=sample.one.title, team=sample.one.team, cycle=sample.one.cycle, owner=sample.eve)
        twin.full_clean()
        twin.save()
    with reading_as(BACKGROUND), entered(sample.workspace):
        assert Objective.objects.filter(title=sample.one.title).count() == 2


def test_what_touches_public_records_too_is_told_without_what_is_private_and_undone_whole(sample):
    browser, path = _browse(sample.eve), f"/w/{sample.workspace.slug}/"
    for state in ("review", "closed"):
        browser.post(f"{path}change/cycles/{sample.cycle.pk}/phase/", {"to": state})
    with entered(sample.workspace):
        change, private = Change.objects.first(), ChangedRow.objects.filter(belongs_to=sample.one.pk)
        assert change.general
        assert private.filter(change=change).exists()
        for reader, rows in ((sample.eve, 0), (sample.olga, 1)):
            with reading_as(reader):
                assert str(Change.objects.first()) == str(change)
                seen = Change.objects.prefetch_related("rows").get(pk=change.pk).rows.all()
                assert len([row for row in seen if row.belongs_to == sample.one.pk]) == rows
                assert any(row.model == "okrs.Cycle" for row in seen)
                assert private.model.objects.filter(change=change, belongs_to=sample.one.pk).count() == rows
    answer = browser.post(f"{path}history/{change.pk}/undo/", follow=True)
    assert "Undone" in answer.content.decode()
    assert SECRET not in answer.content.decode()
    states = (Cycle.everywhere.get(pk=sample.cycle.pk).state, Objective.everywhere.get(pk=sample.one.pk).state)
    assert states == ("review", "active")
    with entered(sample.workspace, reader=sample.eve):
        assert str(Change.objects.first()) == f"Undid: {change}"


def test_general_words_about_what_is_all_private_are_told_to_nobody_else(sample):
    with entered(sample.workspace):
        with changing(by=sample.olga, summary="The review", general=True) as kept:
            sample.one.stops = f"{SECRET} more"
            sample.one.save()
        for reader, told in ((sample.eve, False), (None, False), (sample.olga, True), (sample.nils, True)):
            with reading_as(reader):
                assert Change.objects.filter(pk=kept.change.pk).exists() == told


def test_the_list_of_cycles_counts_what_its_reader_sees(sample):
    page = f"/w/{sample.workspace.slug}/change/cycles/"
    texts = [_browse(person).get(page).content.decode() for person in (sample.eve, sample.olga)]
    counts = [max(int(n) for n in re.findall(r"(\d+)\s+objective", text)) for text in texts]
    assert counts[1] == counts[0] + 1
