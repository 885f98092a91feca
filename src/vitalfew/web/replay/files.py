"""A file with a history, as a person wants it read, and the settings that are tried on it."""

from datetime import datetime

from django.http import QueryDict

from vitalfew.accounts.models import Rules, Workspace
from vitalfew.sheets import SheetError, read_table
from vitalfew.web.kpis.upload.forms import ReadingForm, said
from vitalfew.web.kpis.upload.preview import Preview, read_again
from vitalfew.web.kpis.upload.waiting import Waiting
from vitalfew.web.replay.forms import FileLinesForm
from vitalfew.web.replay.subject import Held, Subject, subject_in


class FileRead:
    """One look at a waiting file. `problem` says why it cannot be replayed; `subject` and `held` are None then."""

    def __init__(self, *, waiting: Waiting, workspace: Workspace, asked: QueryDict, now: datetime) -> None:
        self.waiting, self.workspace, self.now = waiting, workspace, now
        self.problem = ""
        self.preview: Preview | None = None
        self.subject: Subject | None = None
        self.table = read_table(waiting.data, waiting.name)
        self.form = ReadingForm(asked or None, header=self.table.header, kpi=None)
        self._read()
        unit = self.preview.unit if self.preview else ""
        self.lines = FileLinesForm(asked or None, unit=unit, initial={"rules": workspace.rules, "in_a_row": 1})
        self.held = self._held()

    @property
    def left_out(self) -> int:
        """How many rows cannot be read."""
        return len(self.preview.bad) if self.preview else 0

    def _held(self) -> Held | None:
        if self.lines.is_bound and not self.lines.is_valid():
            return None
        return self.lines.tried_on(rules=Rules(self.workspace.rules))

    def _read(self) -> None:
        choices = self.form.choices() if self.form.is_bound and self.form.is_valid() else {}
        try:
            preview = read_again(self.table, choices, workspace=self.workspace, now=self.now, kpi=None)
        except SheetError as error:
            self.problem = said(error)
            del self.form.fields["series"]
            return
        self.preview = preview
        self._offer(preview)
        self.problem = self._wrong(preview, choices.get("series"))
        if not self.problem:
            self._keep(preview, choices.get("series"))

    def _offer(self, preview: Preview) -> None:
        columns = preview.understanding.columns
        self.form.initial = {**columns, "frequency": preview.frequency.value}
        several = len(preview.series) > 1
        self.form.narrowed(columns, series=several)
        if several:
            self.form.offer_series(preview.series)

    def _wrong(self, preview: Preview, series: str | None) -> str:
        if len(preview.series) > 1 and not series:
            return f"This file holds {len(preview.series)} series. Choose one of them below."
        return preview.undecided or ("" if preview.values else "No row of this file can be read as a value.")

    def _keep(self, preview: Preview, series: str | None) -> None:
        name = series or self.waiting.name
        try:
            self.subject = subject_in(
                preview.values,
                name=name,
                unit=preview.unit,
                frequency=preview.frequency,
                workspace=self.workspace,
                now=self.now,
            )
        except ValueError as error:  # more periods between the first and the last one than can be kept
            self.problem = str(error)
