"""Accepting an audit: its vital few become drafts of KPIs, objectives and key results."""

from collections.abc import Mapping, Sequence
from itertools import groupby

from django.db.models import QuerySet

from vitalfew.accounts.history import changing
from vitalfew.accounts.models import Person, Team
from vitalfew.audits.drafts import Owners, draft_definition, draft_key_result, draft_kpi, text
from vitalfew.audits.models import Audit, AuditRow, Kind, Linked, Place
from vitalfew.audits.queries import vital_rows
from vitalfew.kpis.keeping import keep
from vitalfew.kpis.models import Definition, Kpi
from vitalfew.okrs.models import Cycle, KeyResult, Objective
from vitalfew.okrs.writing import write_key_result, write_objective

UNNAMED = "To be named: the aim behind “{}”"
LONGEST_TITLE = 200


def accept(*, audit: Audit, teams: Mapping[str, Team], cycle: Cycle | None, by: Person) -> int:
    """Make drafts of the vital few of these teams (the sheet's names of them) as one change; gives how many rows.

    What is there already by its name is linked, and a row that was accepted before is left alone: accepting twice makes
    nothing twice. `cycle` is where objectives go; without one, rows of growth wait.
    """
    with changing(by=by, summary=f"Accepted the audit {audit}"):
        Audit.objects.select_for_update().get(pk=audit.pk)  # of two at once the second one waits, and finds it done
        making = _Making(audit, by)
        waiting = [row for row in vital_rows(audit=audit) if row.team in teams and not _there(row)]
        for name, rows in groupby(waiting, key=lambda row: row.team):
            making.team(teams[name], list(rows), cycle)
    return making.count


def _there(row: AuditRow) -> bool:
    return any(key is not None for key in (row.kpi_id, row.objective_id, row.key_result_id))


class _Making:
    """One acceptance: `count` is how many rows have become records so far."""

    def __init__(self, audit: Audit, by: Person) -> None:
        self.by, self.count = by, 0
        self.owners = Owners(Person.objects.all())
        self.source = audit.file

    def team(self, team: Team, rows: Sequence[AuditRow], cycle: Cycle | None) -> None:
        for row in rows:
            if row.place in (Place.HEALTH,):
                self.kpi(row, team)
        if cycle is not None:
            self.goals([row for row in rows if row.place in (Place.GROWTH,)], team, cycle)

    def kpi(self, row: AuditRow, team: Team) -> None:
        definition = Definition.objects.filter(name__iexact=row.name[:120]).first()
        kept = definition and Kpi.objects.filter(definition=definition, team=team).first()
        linked = Linked.FOUND if kept else Linked.MADE
        if kept is None:
            definition = definition or draft_definition(row)
            kept = draft_kpi(row, definition=definition, team=team, owners=self.owners, source=self.source)
            keep(kpi=kept, by=self.by)
        self.link(row, linked, kpi=kept)

    def goals(self, rows: Sequence[AuditRow], team: Team, cycle: Cycle) -> None:
        """Objectives as they stand; a key result hangs from the objective above it in the sheet."""
        above: Objective | None = None
        for row in rows:
            if row.kind in (Kind.OBJECTIVE,):
                above = self.objective(row, team, cycle)
            else:
                above = self.named(row, team, cycle) or above or _unnamed(row, team, cycle)
                self.key_result(row, above)

    def named(self, row: AuditRow, team: Team, cycle: Cycle) -> Objective | None:
        """The objective that the sheet says a key result belongs to."""
        title = text(row, "objective")[:LONGEST_TITLE]
        if not title:
            return None
        there: Objective | None = _objectives(team, cycle).filter(title__iexact=title).first()
        return there or write_objective(objective=Objective(title=title, team=team, cycle=cycle), key_results=[])

    def objective(self, row: AuditRow, team: Team, cycle: Cycle) -> Objective:
        title = row.name[:LONGEST_TITLE]
        there: Objective | None = _objectives(team, cycle).filter(title__iexact=title).first()
        made = there or Objective(title=title, team=team, cycle=cycle, owner=self.owners.of(row))
        if there is None:
            write_objective(objective=made, key_results=[])
        self.link(row, Linked.FOUND if there else Linked.MADE, objective=made)
        return made

    def key_result(self, row: AuditRow, objective: Objective) -> None:
        same = KeyResult.objects.filter(objective__team=objective.team, objective__cycle=objective.cycle)
        there = same.filter(sentence__iexact=row.name[:300]).first()
        made = there or draft_key_result(row, owners=self.owners)
        if there is None:
            made.objective = objective
            write_key_result(key_result=made)
        self.link(row, Linked.FOUND if there else Linked.MADE, key_result=made)

    def link(self, row: AuditRow, linked: Linked, **records: object) -> None:
        for name, record in {"linked": linked, **records}.items():
            setattr(row, name, record)
        row.save(update_fields=["linked", *records])
        self.count += 1


def _objectives(team: Team, cycle: Cycle) -> QuerySet[Objective]:
    found: QuerySet[Objective] = Objective.objects.filter(team=team, cycle=cycle)
    return found


def _unnamed(row: AuditRow, team: Team, cycle: Cycle) -> Objective:
    """A draft objective that waits for its name, for key results that the sheet hangs from none."""
    there = (
        _objectives(team, cycle).filter(state=Objective.State.DRAFT, title__startswith=UNNAMED.split("“")[0]).first()
    )
    if there is not None:
        return there
    room = LONGEST_TITLE - len(UNNAMED.format(""))
    name = row.name if len(row.name) <= room else f"{row.name[: room - 1]}…"
    return write_objective(objective=Objective(title=UNNAMED.format(name), team=team, cycle=cycle), key_results=[])
