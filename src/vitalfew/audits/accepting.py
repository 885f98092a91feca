"""Accepting an audit: its vital few become drafts of KPIs, objectives and key results."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from vitalfew.accounts.history import changing, update_all
from vitalfew.accounts.models import Person, Team
from vitalfew.audits.drafts import (
    LONGEST_NAME,
    Owners,
    draft_definition,
    draft_key_result,
    draft_kpi,
    key_result_sentence,
    text,
)
from vitalfew.audits.models import Audit, AuditRow, Kind, Linked, Place
from vitalfew.audits.queries import vital_rows
from vitalfew.kpis.keeping import begin_all
from vitalfew.kpis.models import Definition, Kpi
from vitalfew.okrs.models import Cycle, KeyResult, Objective
from vitalfew.okrs.writing import write_all

UNNAMED = "To be named: the aim behind “{}”"
LONGEST_TITLE = 200
LINKS = ("linked", "kpi", "objective", "key_result")


def accept(*, audit: Audit, teams: Mapping[str, Team], cycle: Cycle | None, by: Person) -> int:
    """Make drafts of the vital few of these teams (the sheet's names of them) as one change; gives how many rows.

    What is there already by its name is linked, and a row that was accepted before is left alone: accepting twice makes
    nothing twice. `cycle` is where objectives go; without one, rows of growth wait. It takes a few statements for
    each hundred of rows.
    """
    with changing(by=by, summary=f"Accepted the audit {audit}"):
        Audit.objects.select_for_update().get(pk=audit.pk)  # of two at once the second one waits, and finds it done
        waiting = [row for row in vital_rows(audit=audit).defer(None) if row.team in teams and not _there(row)]
        health = _Health(teams.values())
        growth = _Growth(cycle, teams.values()) if cycle is not None else None
        for name, own in groupby(waiting, key=lambda row: row.team):
            rows = list(own)
            health.take([row for row in rows if row.place in (Place.HEALTH,)], teams[name])
            if growth is not None:
                growth.take([row for row in rows if row.place in (Place.GROWTH,)], teams[name])
        begin_all(kpis=health.made, by=by)
        if growth is not None:
            write_all(objectives=growth.objectives, key_results=growth.key_results)
        linked = [row for row in waiting if row.linked]
        for row in linked:
            row.kpi, row.objective, row.key_result = row.kpi, row.objective, row.key_result  # takes over the new keys
        update_all(linked, LINKS)
    return len(linked)


def _there(row: AuditRow) -> bool:
    return any(key is not None for key in (row.kpi_id, row.objective_id, row.key_result_id))


class _Health:
    """The KPIs that rows ask for, with those that are there."""

    def __init__(self, teams: Iterable[Team]) -> None:
        self.owners = Owners(Person.objects.all())
        self.made: list[Kpi] = []
        self.definitions = {_plain(each.name): each for each in Definition.objects.order_by("-pk")}
        kept = Kpi.objects.filter(team__in=list(teams)).select_related("definition")
        self.kept = {(_plain(each.definition.name), each.team_id): each for each in kept}

    def take(self, rows: Iterable[AuditRow], team: Team) -> None:
        for row in rows:
            name = _plain(row.name[:LONGEST_NAME])
            there = self.kept.get((name, team.pk))
            row.linked = Linked.FOUND if there else Linked.MADE
            row.kpi = there or self._draft(row, name, team)

    def _draft(self, row: AuditRow, name: str, team: Team) -> Kpi:
        definition = self.definitions.setdefault(name, draft_definition(row))
        made = draft_kpi(row, definition=definition, team=team, owners=self.owners)
        self.kept[name, team.pk] = made
        self.made.append(made)
        return made


class _Growth:
    """The objectives and key results of a cycle that rows ask for, with those that are there."""

    def __init__(self, cycle: Cycle, teams: Iterable[Team]) -> None:
        self.cycle, self.owners = cycle, Owners(Person.objects.all())
        self.objectives: list[Objective] = []
        self.unnamed: dict[int, Objective] = {}
        self.key_results: list[KeyResult] = []
        known = list(Objective.objects.filter(cycle=cycle, team__in=list(teams)).order_by("-pk"))
        self.named = {(_plain(each.title), each.team_id): each for each in known}
        self.unnamed |= {each.team_id: each for each in known if each.state == each.State.DRAFT and _is_unnamed(each)}
        said = KeyResult.objects.filter(objective__in=known).select_related("objective").order_by("-position", "-pk")
        self.said = {(_plain(each.sentence), each.objective.team_id): each for each in said}

    def take(self, rows: Sequence[AuditRow], team: Team) -> None:
        """Objectives as they stand; a key result hangs from the objective that the sheet names, else from the one above
        it in the sheet, else from a draft that waits for its name.
        """
        above: Objective | None = None
        for row in rows:
            if row.kind in (Kind.OBJECTIVE,):
                above = row.objective = self._objective(row.name, team, row)
            else:
                title = text(row, "objective")
                above = self._objective(title, team) if title else above or self._unnamed(row, team)
                row.key_result = self._key_result(row, above)

    def _objective(self, name: str, team: Team, row: AuditRow | None = None) -> Objective:
        title = name[:LONGEST_TITLE]
        there = self.named.get((_plain(title), team.pk))
        if row is not None:
            row.linked = Linked.FOUND if there else Linked.MADE
        return there or self._make(title, team, row)

    def _make(self, title: str, team: Team, row: AuditRow | None = None) -> Objective:
        owner = self.owners.of(row) if row is not None else None
        made = Objective(title=title, team=team, cycle=self.cycle, owner=owner)
        self.named[_plain(title), team.pk] = made
        self.objectives.append(made)
        return made

    def _unnamed(self, row: AuditRow, team: Team) -> Objective:
        if team.pk not in self.unnamed:
            room = LONGEST_TITLE - len(UNNAMED.format(""))
            name = row.name if len(row.name) <= room else f"{row.name[: room - 1]}…"
            self.unnamed[team.pk] = self._make(UNNAMED.format(name), team)
        return self.unnamed[team.pk]

    def _key_result(self, row: AuditRow, objective: Objective) -> KeyResult:
        place = _plain(key_result_sentence(row)), objective.team_id
        there = self.said.get(place)
        row.linked = Linked.FOUND if there else Linked.MADE
        if there is None:
            there = self.said[place] = draft_key_result(row, owners=self.owners)
            there.objective = objective
            self.key_results.append(there)
        return there


def _is_unnamed(objective: Objective) -> bool:
    return objective.title.startswith(UNNAMED.split("“")[0])


def _plain(name: str) -> str:
    return name.casefold()
