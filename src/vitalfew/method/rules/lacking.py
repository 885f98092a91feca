"""Which findings only say that something is not written down yet, and how several of them are told as one."""

from collections.abc import Mapping, Sequence
from functools import cache

from vitalfew.method.rules.engine import rules
from vitalfew.method.rules.rule import SEVERITIES, Finding

LACKS: Mapping[str, str] = {
    "H301": "owner", "H302": "red line", "H303": "action", "H306": "frequency", "H304": "formula", "H305": "source",
    "H307": "target", "H308": "description", "H316": "why", "H317": "deputy", "O106": "owner", "O107": "cycle",
    "O108": "what it contributes to", "O109": "rhythm of check-ins", "O111": "why", "O112": "what is stopped for it",
    "K209": "owner", "K210": "source",
}  # fmt: skip
"""By code, in the order in which one would fill them in."""


def only_lacks(finding: Finding) -> bool:
    """Whether the finding says no more than that a field is empty; 'Is owned by “the team”' says more."""
    return finding.message == _plain_messages().get(finding.code)


@cache
def _plain_messages() -> dict[str, str]:
    return {rule.code: rule.message for rule in rules() if rule.code in LACKS}


def record_of(finding: Finding) -> tuple[str, str]:
    """What empty fields are told together: those of one KPI, one objective, all key results of an objective."""
    above, below, _ = finding.subject.partition(".key_results[")
    return finding.file, above + below


def as_one(found: Sequence[Finding]) -> Finding:
    """One finding for several of one record: its codes, the gravest severity, what to fill in, where to begin."""
    found_codes = {each.code for each in found}
    codes = [code for code in LACKS if code in found_codes]
    subjects = len({each.subject for each in found})
    where = f" on {subjects} key results" if subjects > 1 else ""
    first = next(each for each in found if each.code == codes[0])
    return first._replace(  # noqa: SLF001
        code=" ".join(codes),
        severity=max((each.severity for each in found), key=SEVERITIES.index),
        message=f"Not filled in yet{where}: {', '.join(LACKS[code] for code in codes)}.",
        suggestion=f"{first.suggestion}{'; then the others' if len(codes) > 1 else ''}",
    )
