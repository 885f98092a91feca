"""The findings of a record's own page, the strictest first and each rule once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from vitalfew.findings.queries import Found
from vitalfew.method.rules.lacking import LACKS, only_lacks
from vitalfew.method.rules.rule import SEVERITIES, Finding
from vitalfew.web.rules.spoken import Spoken, speak


@dataclass(frozen=True, slots=True)
class Said:
    """What one rule says, and of what: once for all records of which it says the same."""

    first: Spoken
    on: Sequence[Spoken]


def said_of(found: Found) -> dict[str, Any]:
    """What `web/rules/parts/findings.html` shows: what is only missing stands together."""
    strictest = sorted(found.findings, key=lambda one: -SEVERITIES.index(one.severity))
    missing = [each for each in strictest if only_lacks(each)]
    apart = strictest if len({each.code for each in missing}) == 1 else [x for x in strictest if not only_lacks(x)]
    return {
        "said": _grouped(apart, found),
        "unfilled": _grouped(missing, found) if apart is not strictest else [],
        "lacks": ", ".join(dict.fromkeys(LACKS[each.code] for each in missing)),
        "silences": found.silences,
    }


def _grouped(findings: Sequence[Finding], found: Found) -> list[Said]:
    groups: dict[tuple[str, str], list[Spoken]] = {}
    for each in findings:
        spoken = say(each, found)
        groups.setdefault((spoken.code, spoken.head), []).append(spoken)
    return [Said(group[0], group) for group in groups.values()]


def say(finding: Finding, found: Found) -> Spoken:
    """A finding with the key result that it speaks of."""
    about = found.texts.get(finding.subject, "") if finding.subject.startswith("key_result") else ""
    return speak(finding, about=about)
