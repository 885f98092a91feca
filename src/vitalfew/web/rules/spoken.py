"""Findings as pages say them, and a sentence with the words underlined that they speak of."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from vitalfew.findings.silences import Place, places
from vitalfew.method.rules.data_engine import all_rules
from vitalfew.method.rules.engine import look
from vitalfew.method.rules.rule import Finding, Rule
from vitalfew.method.rules.subjects import KeyResult, Objective
from vitalfew.method.wording.reading import Reading, Span

SHAPES = {"error": "watch", "warning": "watch", "info": "none"}
UNDERLINED = ("metric", "baseline", "target", "target_max", "change", "delta")
REWRITTEN = "O101"  # the other rules on objectives quote a name or a beginning, not a better objective
REWRITES = ("", "Objective: ")  # what else O101 quotes is a key result
WRITTEN = {"O": Objective, "K": KeyResult}
FAULTY = frozenset({"O101", "O102", "O104", "O105", "K202"})  # a better sentence of which these speak is none
_READY = re.compile(r"\[|…|\d")
_HEAD = re.compile(r"(?P<head>.*?[.?!])(?:\s+(?P<rest>.+))?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Spoken:
    """One finding in words: `head` in its colour, `rest` after it; then the suggestion in three parts, the
    one in the middle a sentence; `use` is what 'Use this' puts into the field, '' where there is none.
    """

    code: str
    shape: str
    severity: str
    head: str
    rest: str
    why: str
    suggestion: Sequence[str]
    use: str
    field: str
    place: Place | None
    about: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a sentence; `mark` is 'read', 'spoken' of, or '' for words that nothing underlines."""

    text: str
    mark: str


def rule_of(code: str) -> Rule | None:
    """The rule with this code."""
    return next((rule for rule in all_rules() if rule.code == code.upper()), None)


def speak(finding: Finding, *, about: str = "") -> Spoken:
    """A finding as pages say it; `about` is what it speaks of, where that is not plain to see."""
    match = _HEAD.fullmatch(finding.message.strip())
    rule = rule_of(finding.code)
    found = places([finding.subject])
    return Spoken(
        code=finding.code,
        shape=SHAPES.get(finding.severity, "none"),
        severity=finding.severity,
        head=match["head"] if match else finding.message,
        rest=(match["rest"] or "") if match else "",
        why=rule.why if rule else "",
        suggestion=_parts(finding.suggestion or (f"“{finding.fix}”" if finding.fix else "")),
        use=finding.fix or _sentence(finding),
        field=finding.field,
        place=found[0] if found else None,
        about=about,
    )


def _sentence(finding: Finding) -> str:
    """The better sentence that a suggestion quotes: one with an open place or a number, or an objective without one."""
    before, quoted, _ = _parts(finding.suggestion)
    rewritten = finding.code == REWRITTEN and before in REWRITES
    ready = rewritten if finding.code.startswith("O") else bool(_READY.search(quoted))
    return quoted if ready and _stands(finding.code, quoted) else ""


def _stands(code: str, sentence: str) -> bool:
    """Whether a better sentence is one in the eyes of the rules themselves: no task, no half of a sentence."""
    kind = WRITTEN.get(code[:1])
    return kind is None or not FAULTY & {each.code for each in look(kind(path="", text=sentence))}


def _parts(suggestion: str) -> tuple[str, str, str]:
    """What comes before the quoted sentence, the sentence, and what comes after it, closed by a full stop."""
    before, _, rest = suggestion.partition("“")
    quoted, _, after = rest.partition("”")
    if not quoted:
        return (_closed(suggestion) if suggestion else "", "", "")
    return (before, quoted, _closed(after) if after or quoted[-1] not in ".…?!" else "")


def _closed(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."


def pieces(reading: Reading, findings: Iterable[Finding] = ()) -> list[Piece]:
    """The sentence in stretches: what findings speak of before what was read."""
    spoken = [(each.span, "spoken") for each in findings if each.span and each.field == "text"]
    read = [(reading.spans[name], "read") for name in UNDERLINED if name in reading.spans]
    return _cut(reading.text, [*spoken, *read])


def _cut(text: str, marks: Sequence[tuple[Span, str]]) -> list[Piece]:
    marked = [""] * len(text)
    for (start, end), mark in reversed(marks):
        marked[start:end] = [mark] * len(marked[start:end])
    cut: list[Piece] = []
    for letter, mark in zip(text, marked, strict=True):
        if cut and cut[-1].mark == mark:
            cut[-1] = Piece(cut[-1].text + letter, mark)
        else:
            cut.append(Piece(letter, mark))
    return cut
