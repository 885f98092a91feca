"""What one question about a row answers."""

from typing import NamedTuple

from vitalfew.method.audit.judged import Kind, Verdict


class Opinion(NamedTuple):
    """What a row is, how sure that is (0 to 1), and why, in one sentence."""

    verdict: Verdict
    kind: Kind
    confidence: float
    reason: str
