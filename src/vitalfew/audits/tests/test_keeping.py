"""An audit is kept, its rows are moved, it is repeated and deleted; each can be undone."""

from django.utils import timezone

from vitalfew.accounts.deleting import delete_workspace
from vitalfew.accounts.history import undo
from vitalfew.accounts.models import Change
from vitalfew.audits.accepting import accept
from vitalfew.audits.keeping import delete, move
from vitalfew.audits.models import Audit, AuditRow
from vitalfew.audits.queries import audits, difference, first_rows, kept_audits, tally
from vitalfew.audits.tests.sheets import judged


def newest():
    return Change.objects.first()


def test_rows_are_kept_as_judged(keep):
    keep(judged("Uptime", target="99.9 %"), judged("Page views", "neither", "vanity", vital=True))
    uptime, views = AuditRow.objects.all()
    assert (uptime.place, uptime.vital, uptime.said) == ("health", True, {"name": "Uptime", "target": "99.9 %"})
    assert (views.place, views.vital, views.sureness) == ("neither", False, "sure")
    assert [(a.name, a.count, a.few) for a in audits()] == [("Metrics", 2, 1)]


def test_a_moved_row_is_one_change_that_can_be_undone(keep, ana):
    keep(judged("Uptime"))
    row = AuditRow.objects.get()
    move(row=row, to="neither", by=ana)
    row.refresh_from_db()
    assert (row.place, row.vital, row.verdict, row.moved, row.moved_by) == ("neither", False, "health", True, ana)
    assert str(newest()) == "“Uptime” moved to the bin"
    undo(newest(), by=ana)
    row.refresh_from_db()
    assert (row.place, row.vital, row.moved_by) == ("health", True, None)


def test_a_row_may_wait_in_its_own_column(keep, ana):
    keep(judged("Uptime"))
    row = AuditRow.objects.get()
    move(row=row, to="wait", by=ana)
    assert (row.place, row.vital) == ("health", False)
    changes = Change.objects.count()
    move(row=row, to="wait", by=ana)
    assert Change.objects.count() == changes
    move(row=row, to="health", by=ana)
    assert row.vital


def test_a_new_audit_is_undone_and_the_undo_undone(keep, ana):
    keep(judged("Uptime"), judged("Churn"))
    undo(newest(), by=ana)
    assert not kept_audits().exists()
    undo(newest(), by=ana)
    assert kept_audits().get().rows.count() == 2


def test_a_deleted_audit_comes_back_with_its_rows(keep, ana):
    audit = keep(judged("Uptime"))
    delete(audit=audit, by=ana, now=timezone.now())
    assert not kept_audits().exists()
    undo(newest(), by=ana)
    assert kept_audits().get().rows.count() == 1


def test_a_repetition_counts_what_is_different_and_keeps_what_a_person_did(keep, ana):
    first = keep(judged("Uptime"), judged("Churn"), judged("Old"), judged("Page views"))
    move(row=AuditRow.objects.get(name="Churn"), to="growth", by=ana)
    again = keep(
        judged("uptime "), judged("Churn"), judged("New"), judged("Page views", "neither", vital=False), before=first
    )
    assert (again.came, again.went, again.turned) == (1, 1, 1)
    places = {row.name: (row.place, row.moved) for row in again.rows.all()}
    assert places["Churn"] == ("growth", True)
    assert places["Page views"] == ("neither", False)
    found = difference(audit=again, before=first)
    assert (found.came, found.went) == ((("New", ""),), (("Old", ""),))
    assert [(each.name, each.before, each.after) for each in found.moved] == [("Page views", "health", "neither")]


def test_a_page_reads_only_the_first_rows_of_each_team(keep, django_assert_num_queries):
    audit = keep(*(judged(f"{team} {n}", vital=n < 5, team=team) for team in "ab" for n in range(40)))
    with django_assert_num_queries(2):
        rows = first_rows(audit=audit, teams=["a"], most=20)
        counted = tally(audit=audit)
    assert (len([r for r in rows if r.vital]), len(rows)) == (5, 25)
    assert sum(each.count for each in counted) == 80


def test_texts_that_are_too_long_are_cut(keep):
    keep(judged("x" * 400, team="t" * 200), name="n" * 200, file="f" * 300)
    assert (len(AuditRow.objects.get().name), len(Audit.objects.get().name)) == (300, 120)


def test_a_workspace_is_deleted_with_its_audits(keep, ana, workspace, team, cycle):
    first = keep(judged("Uptime"), judged("Raise NPS from 20 to 40", "growth", "key_result"))
    keep(judged("Uptime"), before=first)
    accept(audit=first, teams={"": team}, cycle=cycle, by=ana)
    delete_workspace(workspace=workspace)
    assert not Audit.everywhere.exists()
    assert not AuditRow.everywhere.exists()
