"""The two forms of an upload: which file for which KPI, and how its columns are read."""

from collections.abc import Collection, Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from vitalfew.accounts.models import Person, Team
from vitalfew.accounts.names import isolated
from vitalfew.kpis.models import Kpi
from vitalfew.kpis.queries import health
from vitalfew.method.periods import Frequency, words
from vitalfew.sheets import MAX_BYTES, SheetError, read_limited, read_table
from vitalfew.sheets.columns import cells_of, named_roles
from vitalfew.sheets.read import too_large
from vitalfew.web.kpis.forms.initial import own_team
from vitalfew.web.kpis.upload.new_kpi import form_for
from vitalfew.web.kpis.upload.preview import SERIES

ROLES = {
    "time": "When",
    "value": "Value",
    "n": "Number of cases",
    "note": "Note",
    "numerator": "Part, of a ratio",
    "denominator": "Whole, of a ratio",
    "kpi": "Name of the KPI, where the file holds several",
    "team": "Team, where several keep it",
}
ALWAYS = ("time", "value", "n", "note", "kpi", "team")
NEW = ("name", "target", "red_line", "team")
LONGEST = 120
TYPES = ".csv,.tsv,.txt,.xlsx,.xls,.ods,.parquet"


class FileForm(forms.Form):
    """A file that holds a table."""

    file = forms.FileField(
        help_text="CSV, XLSX, ODS or Parquet: a column of dates, a column of values.", allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": TYPES}),
    )  # fmt: skip

    def clean_file(self) -> bytes:
        """The bytes of a file that holds a table."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        name = file.name or "the file"
        try:
            if (file.size or 0) > MAX_BYTES:
                raise too_large(file.size, name, MAX_BYTES)
            data = read_limited(file, name)  # type: ignore[arg-type]
            self.table = read_table(data, name)
        except SheetError as error:
            raise forms.ValidationError(said(error)) from error
        return data


class UploadForm(FileForm):
    """A file, and the KPI its values belong to: one that exists, or a new one by its name."""

    kpi: Any = forms.ModelChoiceField(queryset=None, label="KPI", required=False, empty_label="A new one")
    name = forms.CharField(
        label="Name of the new KPI",
        max_length=LONGEST,
        required=False,
        help_text="Only for a new one, where the file does not say it.",
    )
    target = forms.CharField(label="Its target", required=False, help_text="Such as 95 %, or at most 200 ms.")
    red_line = forms.CharField(label="Its red line", required=False, help_text="Such as below 90 %.")
    team: Any = forms.ModelChoiceField(queryset=None, label="Kept by")

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        teams = list(Team.objects.all())
        self.only_team = own_team(person, teams)
        self._offer_kpis(several=len(teams) > 1)
        self._offer_teams(several=len(teams) > 1)
        if self.initial.get("kpi") and "kpi" in self.fields:
            self._only_for_one()

    def _only_for_one(self) -> None:
        """Asked from a KPI's own page: nothing about a new one."""
        kpi: Any = self.fields["kpi"]
        kpi.required, kpi.empty_label = True, None
        for name in NEW:
            self.fields.pop(name, None)

    def _offer_kpis(self, *, several: bool) -> None:
        kpis: Any = self.fields["kpi"]
        kpis.queryset = health()
        kpis.label_from_instance = lambda kpi: f"{kpi} ({isolated(kpi.team)})" if several else str(kpi)
        if not kpis.queryset.exists():
            del self.fields["kpi"]
            self.fields["name"].required = True
            self.fields["name"].error_messages["required"] = "Name the KPI."
            self.fields["name"].help_text = ""

    def _offer_teams(self, *, several: bool) -> None:
        choice: Any = self.fields["team"]
        choice.queryset, choice.initial, choice.required = Team.objects.all(), self.only_team, False
        if not several:
            del self.fields["team"]

    def clean(self) -> dict[str, Any]:
        """An existing KPI, or a new one that could be made."""
        data: dict[str, Any] = super().clean() or {}
        data["team"] = data.get("team") or self.only_team
        if data.get("kpi") or "name" not in self.fields:
            return data
        if self.has_error("name"):
            return data
        data["name"] = data["name"].strip() or self._called()
        if not data["name"]:
            self.add_error("name", "Choose the KPI, or name a new one.")
        elif data["team"] is None:
            self.add_error("name", "There is no team to keep it yet. Make a team first.")
        else:
            self._check_new(data)
        return data

    def _called(self) -> str:
        """What the file's own column of names calls all of its values; '' where there is none, or several."""
        if "file" not in self.cleaned_data or "kpi" not in (named := named_roles(self.table.header)):
            return ""
        cells = cells_of(self.table, self.table.header.index(named["kpi"]))
        names = {str(cell).strip() for cell in cells} - {""}
        return names.pop()[:LONGEST] if len(names) == 1 else ""

    def asked(self) -> dict[str, str]:
        """What was asked, as plain words to be kept beside the file."""
        data = self.cleaned_data
        if data.get("kpi"):
            return {"kpi": str(data["kpi"].pk)}
        return {
            "name": data["name"],
            "team": str(data["team"].pk),
            "target": data["target"],
            "red_line": data["red_line"],
        }

    def _check_new(self, data: dict[str, Any]) -> None:
        form = form_for(
            {**{name: data[name] for name in ("name", "target", "red_line")}, "team": str(data["team"].pk)},
            person=self.person,
        )
        for name, errors in form.errors.items():
            if name == "direction" and form.doubt:  # the next page asks
                continue
            self.add_error(name if name in self.fields else "name", list(errors))


class ReadingForm(forms.Form):
    """How the columns of a file are read; corrected by a person where the guess was wrong."""

    decimal = forms.ChoiceField(
        label="Decimal mark",
        required=False,
        choices=[("", "As found"), (".", "Point: 1,234.5"), (",", "Comma: 1.234,5")],
    )
    order = forms.ChoiceField(
        label="03/04/2018 is", required=False, choices=[("", "As found"), ("day", "3 April"), ("month", "4 March")]
    )
    frequency = forms.ChoiceField(
        label="Measured", required=False, choices=[(each.value, words(each)) for each in Frequency]
    )
    series = forms.CharField(label="Which series of the file", required=False, widget=forms.Select)

    def __init__(self, *args: Any, header: Sequence[str], kpi: Kpi | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        columns = [("", "None"), *((name, name) for name in header if name)]
        for role, label in ROLES.items():
            self.fields[role] = forms.ChoiceField(label=label, required=False, choices=columns)
        if kpi is not None:
            del self.fields["frequency"]
        self.initial = {**named_roles(header), **self.initial}
        self.order_fields([*ROLES, "decimal", "order", "frequency", "series"])

    def choices(self) -> dict[str, str]:
        """What a person chose, by field; '' where they said that no column tells several series apart."""
        chosen = {name: str(value) for name, value in self.cleaned_data.items() if value}
        return chosen | {role: "" for role in SERIES if role in self.data and role not in chosen}

    def offer_series(self, names: Sequence[str]) -> None:
        """Let a person choose one of several series."""
        choice: Any = self.fields["series"]
        choice.widget.choices = [("", "Choose one"), *((name, name) for name in names)]

    def choose_series(self, name: str) -> None:
        """Show this series as the one that was chosen, also where the question was not there to be answered."""
        self.initial["series"] = name
        if self.is_bound and not self.data.get("series"):
            self.data = {**dict(self.data.items()), "series": name}

    def narrowed(self, roles: Collection[str], *, series: bool) -> None:
        """Leave out the questions that this file does not raise; `roles` are those that its columns play."""
        for role in ROLES:
            if role not in roles and role not in ALWAYS:
                del self.fields[role]
        if not series:
            del self.fields["series"]


def said(error: SheetError) -> str:
    """What is wrong with a file, where, and what to do."""
    where = f"Line {error.line}: " if error.line else ""
    return f"{where}{error.what} {error.what_to_do}".strip()
