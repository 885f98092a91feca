"""The second page of an upload: the file as it was read, and whether it may be stored."""

import hashlib
import json
from datetime import datetime
from typing import Any

from django.http import Http404, QueryDict

from vitalfew.accounts.models import Person, Team
from vitalfew.kpis.actions import Value
from vitalfew.kpis.models import Kpi
from vitalfew.kpis.queries import kpis_with_everything
from vitalfew.sheets import SheetError, read_table
from vitalfew.sheets.understanding import series_name
from vitalfew.web.kpis.forms.kpi import KpiForm
from vitalfew.web.kpis.upload.forms import ReadingForm, said
from vitalfew.web.kpis.upload.meant import MeantForm, initial_of, understood
from vitalfew.web.kpis.upload.new_kpi import form_for
from vitalfew.web.kpis.upload.preview import OPTIONAL, Preview, read_again, without
from vitalfew.web.kpis.upload.shown import shown
from vitalfew.web.kpis.upload.stated import columns_of, stated
from vitalfew.web.kpis.upload.waiting import Waiting


class Step:
    """One look at a waiting file. `problem` says why nothing can be stored as it is; `settled`, whether the KPI can."""

    def __init__(self, *, waiting: Waiting, person: Person, posted: QueryDict, now: datetime) -> None:
        self.waiting, self.person, self.posted, self.now = waiting, person, posted, now
        self.problem = ""
        self.preview: Preview | None = None
        self.kpi = _existing(waiting.asked.get("kpi"))
        self.table = read_table(waiting.data, waiting.name)
        self.form = ReadingForm(posted or None, header=self.table.header, kpi=self.kpi)
        self.meant = MeantForm(posted or None, initial=initial_of(waiting.asked))
        self.held_to: list[tuple[str, str]] = []
        self.settled = True
        self.beside: list[str] = []
        self._read()
        if self.preview is not None and self.preview.values:
            self._read_beside(self.preview)
        if self.kpi is None and self.preview is not None and self.preview.values:
            self._look_at_new(self.preview)

    @property
    def values(self) -> list[Value]:
        """What would be stored."""
        if self.preview is None:
            return []
        left_out = [role for role in OPTIONAL if self.posted and not self.posted.get(role)]
        return without(self.preview.values, left_out) if left_out else self.preview.values

    def may_store(self) -> bool:
        """Whether what the person saw is what would be stored, and every row is good or left out by their word."""
        if self.problem or self.preview is None or not self.values:
            return False
        if self.posted.get("seen") != self._seen():
            self.problem = "You changed how the file is read. This is what it says now: look, then store."
        elif self.preview.bad and self.posted.get("leave_out") != str(len(self.preview.bad)):
            count = len(self.preview.bad)
            self.problem = f"{count:,} rows cannot be kept. Mend the file, or say that they are left out."
        return not self.problem

    def build(self) -> Kpi:
        """The new KPI; `problem` says what is wrong with it where it cannot be made."""
        assert self.preview is not None  # noqa: S101  (called once values were read)
        form = self._new_form(self.preview)
        if not form.is_valid():
            raise ValueError(_errors(form))
        return form.build()

    def context(self) -> dict[str, Any]:
        """What the page shows."""
        context = {"step": self, "form": self.form, "waiting": self.waiting, "seen": self._seen(), "table": self.table}
        if self.preview is None:
            return context
        return context | shown(self.preview, self.values, kpi=self.kpi, person=self.person)

    @property
    def name(self) -> str:
        """What the KPI is called."""
        return str(self.kpi) if self.kpi else self.waiting.asked["name"]

    def _read(self) -> None:
        bound = self.form.is_bound and self.form.is_valid()
        choices = self.form.choices() if bound else {}
        workspace, likely = self.person.workspace, self._likely()
        try:
            preview = read_again(self.table, choices, workspace=workspace, now=self.now, kpi=self.kpi, likely=likely)
        except SheetError as error:
            self.problem = said(error)
            self.form.initial = {**self.form.initial, **choices}
            del self.form.fields["series"]
            return
        self.preview = preview
        columns = preview.understanding.columns
        self.form.initial = {**self.form.initial, **columns, "frequency": preview.frequency.value}
        several = len(preview.series) > 1
        self.form.narrowed(columns, series=several)
        if several:
            self.form.offer_series(preview.series)
            self.form.choose_series(preview.chosen)
        if several and not preview.chosen:
            self.problem = f"This file holds {len(preview.series)} series. Choose one of them, and read it again."
        elif preview.undecided:
            self.problem = preview.undecided
        elif not preview.values:
            self.problem = "No row of this file can be kept."

    def _read_beside(self, preview: Preview) -> None:
        """Propose what the file says of a new KPI in columns of its own; say where it comes from, or is passed over."""
        if self.kpi is not None:
            columns = [f"“{column}”" for _, _, column in columns_of(self.table, preview)]
            self.beside = [f"Passed over, as {self.kpi} has its own: {', '.join(columns)}."] if columns else []
            return
        found = stated(self.table, preview)
        initial = {name: self.waiting.asked.get(name) or found.said.get(name, "") for name in self.meant.fields}
        self.meant.initial = initial
        preview.unit = preview.unit or found.said.get("unit", "")
        self.beside = found.words()

    def _look_at_new(self, preview: Preview) -> None:
        """What the new KPI is held to, in words; and what of it a person must settle."""
        form, chosen = self._new_form(preview), self.meant.said()["direction"]
        if not form.is_valid():
            self._ask(f"{form.doubt} Say which way is good, and read it again." if form.doubt else _errors(form))
            return
        kpi = form.build()
        preview.unit = kpi.definition.unit
        self.held_to = understood(kpi, form, chosen=chosen)
        self.meant.choose(kpi.definition.direction)
        if form.shared:
            del self.meant.fields["direction"]

    def _ask(self, words: str) -> None:
        """What a person has to settle before anything can be stored."""
        self.settled, self.problem = False, self.problem or words

    def _likely(self) -> list[str]:
        """What the KPI's own series may be called in a file that holds several."""
        team = str(self.kpi.team if self.kpi else Team.objects.filter(pk=self.waiting.asked["team"]).first() or "")
        return [series_name(self.name, team), self.name, team]

    def _new_form(self, preview: Preview) -> KpiForm:
        return form_for(
            {**self.waiting.asked, **self.meant.said()},
            person=self.person,
            frequency=preview.frequency,
            source=self.waiting.name,
            unit=preview.unit,
            values=preview.reach,
        )

    def _seen(self) -> str:
        """A short mark of how the file is read on this page."""
        forms = (self.form,) if self.kpi else (self.form, self.meant)
        chosen = {name: str(form[name].value() or "") for form in forms for name in form.fields}
        return hashlib.sha256(json.dumps(chosen, sort_keys=True).encode()).hexdigest()[:16]


def _errors(form: KpiForm) -> str:
    return " ".join(str(error) for errors in form.errors.values() for error in errors)


def _existing(pk: str | None) -> Kpi | None:
    if pk is None:
        return None
    found = kpis_with_everything().filter(pk=pk).first()
    if found is None:
        raise Http404("This KPI is not kept any more.")
    return found
