"""Findings as text, JSON, SARIF and GitHub annotations."""

from vitalfew.cli.linting import Linted
from vitalfew.cli.output import print_json, print_text


def as_json(outcome: Linted) -> None:
    print_json(
        [
            {
                "code": f.code,
                "name": f.name,
                "severity": f.severity,
                "message": f.message,
                "path": f.file,
                "line": f.line,
                "column": 1,
                "subject": f.subject,
                "suggestion": f.suggestion,
            }
            for f in outcome.findings
        ]
    )


def as_text(outcome: Linted) -> None:
    for f in outcome.findings:
        print_text(f"{f.file}:{f.line}: {f.code} {f.severity}  {f.message}")
        if f.suggestion:
            print_text(f"    {f.suggestion}")


REPORTS = {"text": as_text, "json": as_json, "sarif": as_json, "github": as_text}
