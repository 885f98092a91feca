"""The findings of a record's own page."""

from typing import Any

from vitalfew.findings.queries import Found
from vitalfew.method.rules.rule import Finding
from vitalfew.web.rules.spoken import Spoken, speak


def said_of(found: Found) -> dict[str, Any]:
    """What `web/rules/parts/findings.html` shows."""
    return {"spoken": [say(each, found) for each in found.findings], "silences": found.silences}


def say(finding: Finding, found: Found) -> Spoken:
    """A finding with the key result that it speaks of."""
    about = found.texts.get(finding.subject, "") if finding.subject.startswith("key_result") else ""
    return speak(finding, about=about)
