"""The forms of an audit: what is brought, and how its columns are read."""

import re
from collections.abc import Sequence
from pathlib import PurePath
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from vitalfew.sheets import SheetError, read_limited
from vitalfew.sheets.audit_input import ROLES, AuditInput
from vitalfew.sheets.read import MAX_BYTES, too_large

TYPES = ".csv,.tsv,.txt,.xlsx,.xls,.ods,.json"
LONGEST_PASTE = 1_000_000
EXAMPLE = "Server uptime\nPage views\nCut onboarding from 5 days to 1"
LONE = re.compile(  # half of a pair of escapes, without its other half
    rb"\\u[dD][89abAB][\da-fA-F]{2}(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89abAB][\da-fA-F]{2})\\u[dD][c-fC-F][\da-fA-F]{2}"
)
LABELS = {
    "name": "Name",
    "definition": "Definition",
    "target": "Target",
    "team": "Team",
    "owner": "Owner",
    "frequency": "Measured every",
    "key": "Is it a key indicator",
    "red_line": "Red line",
    "action": "Action",
    "unit": "Unit",
    "baseline": "From",
    "deadline": "By when",
    "objective": "Objective it belongs to",
}


class BringForm(forms.Form):
    """A file or pasted lines, and how the audit is called."""

    file = forms.FileField(
        label="A file", required=False, allow_empty_file=True,
        help_text="CSV, XLSX, ODS or JSON; a Grafana dashboard as it is exported.",
        widget=forms.ClearableFileInput(attrs={"accept": TYPES}),
    )  # fmt: skip
    text = forms.CharField(
        label="Or pasted lines", required=False, max_length=LONGEST_PASTE, strip=False,
        help_text="One metric, goal or task a line, or cells copied from a spreadsheet.",
        widget=forms.Textarea(attrs={"rows": 6, "placeholder": EXAMPLE}),
    )  # fmt: skip
    name = forms.CharField(
        label="What it is called", required=False, max_length=120, help_text="Empty: the name of the file."
    )

    def clean(self) -> dict[str, Any]:
        """One of the two, as bytes with the name they came under."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        file: UploadedFile[bytes] | None = data.get("file")
        if file is not None:
            data["came_as"], data["bytes"] = file.name or "the file", self._bytes(file)
        elif data.get("text", "").strip():
            data["came_as"], data["bytes"] = "", writable(data["text"].encode())
        elif not self.errors:
            self.add_error("file", "Choose a file, or paste lines below.")
        data["name"] = data.get("name", "").strip() or called(data.get("came_as", ""))
        return data

    def _bytes(self, file: "UploadedFile[bytes]") -> bytes:
        name = file.name or "the file"
        try:
            if (file.size or 0) > MAX_BYTES:
                raise too_large(file.size, name, MAX_BYTES)
            return writable(read_limited(file, name))  # type: ignore[arg-type]
        except SheetError as error:
            self.add_error("file", said(error))
            return b""


def writable(data: bytes) -> bytes:
    """JSON without the escapes of characters that no database keeps and no page can show."""
    return LONE.sub(b"?", data.replace(b"\\u0000", b"")) if data.lstrip()[:1] in (b"[", b"{") else data


def said(error: SheetError) -> str:
    """What is wrong with what was brought: the file and sheet, the row, what happened, what to do."""
    where = f"{error.file}, row {error.line}" if error.line else error.file
    return f"{where}: {error.what} {error.what_to_do}".strip()


def label(role: str) -> str:
    """How a role is called on a page."""
    return LABELS.get(role, role.replace("_", " ").capitalize())


def called(file: str) -> str:
    """How an audit is called where nobody said: by its file, else by its day."""
    return PurePath(file).stem[:120] or f"Pasted on {timezone.localdate():%-d %B %Y}"


class ColumnsForm(forms.Form):
    """Which sheet, and which column plays which role; corrected by a person where the guess was wrong."""

    sheet = forms.ChoiceField(label="Sheet", required=False)

    def __init__(self, *args: Any, headings: Sequence[str] = (), sheets: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sheet"].choices = [(name, name) for name in sheets]  # type: ignore[attr-defined]
        if len(sheets) < 2:
            del self.fields["sheet"]
        columns = [("", "None"), *((name, name) for name in dict.fromkeys(headings) if name)]
        for role in ROLES if headings else ():
            self.fields[role] = forms.ChoiceField(label=label(role), required=False, choices=columns)

    def show(self, found: AuditInput) -> None:
        """Fill in how the sheet was read."""
        self.initial = {"sheet": found.sheet or "", **found.columns}
