"""What `vitalfew lint` prints: text with the words underlined, JSON, SARIF, and GitHub annotations."""

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from vitalfew.cli.linting import Linted, Placed
from vitalfew.cli.missing_fields import told_together
from vitalfew.cli.output import print_json_line, print_json_list, print_text
from vitalfew.method.rules.rule import Finding
from vitalfew.planfile.places import Place

WIDTH = 110
LEVELS = {"error": "error", "warning": "warning", "info": "notice"}
COUNTED = {"error": "error", "warning": "warning", "info": "note"}


def report(outcome: Linted, form: str) -> None:
    """Print the findings in one of the formats."""
    PRINTERS[form](outcome)


def as_json(outcome: Linted) -> list[dict[str, Any]]:
    """The findings as plain data."""
    return [
        {
            "code": finding.code,
            "name": finding.name,
            "severity": finding.severity,
            "message": finding.message,
            "path": finding.file,
            "line": place.line,
            "column": place.column,
            "subject": finding.subject,
            "suggestion": finding.suggestion,
        }
        for finding, place in outcome.placed
    ]


def as_text(outcome: Linted) -> str:
    """Each finding with a better sentence, and the line it is about with the words underlined; the count at the end.

    What a record lacks is one line, and counts as one.
    """
    told = told_together(outcome.placed)
    return "\n".join([*_lines(told), count(outcome, [finding for finding, _ in told])])


def _lines(found: Sequence[Placed]) -> Iterator[str]:
    for (finding, at), following in zip(found, [*found[1:], None], strict=False):
        yield f"{finding.file}:{at.line}:{at.column}: {finding.code} {finding.severity}  {finding.message}"
        if finding.suggestion:
            yield f"    → {finding.suggestion}"
        if following is None or following.place != at or following.finding.file != finding.file:
            source, caret = underlined(at)
            yield f"    {source}\n    {caret}\n"


def underlined(place: Place) -> tuple[str, str]:
    """The line without its indentation, in a window of 110 characters, and what to print below it."""
    before = len(place.source) - len(place.source.lstrip())
    first = max(before, place.column - 1 - WIDTH // 2) if len(place.source) - before > WIDTH else before
    source = place.source[first : first + WIDTH].rstrip()
    ahead = place.source[first : place.column - 1]
    words = place.source[place.column - 1 : min(place.end - 1, first + WIDTH)]
    space = "\t".join([" " * _width(part) for part in ahead.split("\t")])
    return source, space + "^" * max(1, _width(words))


def _width(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return len(text) if text.isascii() else sum(map(_wide, text))


@lru_cache(maxsize=1024)
def _wide(character: str) -> int:
    """How many columns of a terminal a character takes."""
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def count(outcome: Linted, told: Sequence[Finding]) -> str:
    """'2 errors, 1 warning in 1 file, 1 of them to be filled in; 2 silenced.'"""
    severities = Counter(finding.severity for finding in told)
    parts = [_counted(severities[each], word) for each, word in COUNTED.items() if severities[each]]
    found = f"{', '.join(parts)} in {_counted(len(outcome.files), 'file')}" if parts else "Nothing found"
    open_ones = sum(" " in finding.code for finding in told)
    open_said = f", {open_ones:,} of them to be filled in" if open_ones else ""
    return f"{found}{open_said}{f'; {outcome.silenced} silenced' if outcome.silenced else ''}."


def _counted(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def annotations(outcome: Linted) -> Iterator[str]:
    """One GitHub workflow command for each finding."""
    for finding, place in outcome.placed:
        where = {
            "file": finding.file,
            "line": str(place.line),
            "col": str(place.column),
            "endColumn": str(place.end),
            "title": f"{finding.code} {finding.name}",
        }
        told = ",".join(f"{key}={_escaped(value, ':,')}" for key, value in where.items())
        words = finding.message + (f"\n{finding.suggestion}" if finding.suggestion else "")
        yield f"::{LEVELS[finding.severity]} {told}::{_escaped(words)}"


def _escaped(text: str, also: str = "") -> str:
    marks = f"%\r\n{also}"
    return "".join(f"%{ord(each):02X}" if each in marks else each for each in text)


def _print_github(outcome: Linted) -> None:
    for line in annotations(outcome):
        print_text(line)
    print_text(count(outcome, outcome.findings))


def _print_sarif(outcome: Linted) -> None:
    from vitalfew.cli.sarif import as_sarif

    print_json_line(as_sarif(outcome))


PRINTERS: dict[str, Callable[[Linted], None]] = {
    "text": lambda outcome: print_text(as_text(outcome)),
    "json": lambda outcome: print_json_list(as_json(outcome)),
    "sarif": _print_sarif,
    "github": _print_github,
}
