"""An audit as JSON and CSV, for scripts and spreadsheets."""

import csv
import io
from collections.abc import Sequence
from typing import Any

from vitalfew.method.audit.judged import Judged
from vitalfew.sheets.export import export_cell

_CSV = ("Name", "Team", "Verdict", "Kind", "Confidence", "Sure", "Vital", "Same as", "Reasons", "Suggestion")


def as_json(judged: Sequence[Judged]) -> list[dict[str, Any]]:
    """The contract's list: an object a row, in the file's order."""
    return [
        {
            "name": each.row.name,
            "verdict": each.verdict,
            "kind": each.kind,
            "confidence": each.confidence,
            "reasons": list(each.reasons),
            "suggestion": each.suggestion,
        }
        for each in judged
    ]


def as_csv(judged: Sequence[Judged]) -> str:
    """A table with the verdicts, safe to open in a spreadsheet program."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_CSV)
    for each in judged:
        same = "" if each.duplicate_of is None else judged[each.duplicate_of].row.name
        yes = "yes" if each.vital else "no"
        reasons = " ".join(each.reasons)
        cells = (each.row.name, each.row.team, each.verdict, each.kind, f"{each.confidence:.2f}", each.sureness, yes)
        writer.writerow([export_cell(cell) for cell in (*cells, same, reasons, each.suggestion)])
    return out.getvalue().rstrip("\n")
