"""What an audit says about a row."""

from typing import Any, Literal, NamedTuple

from vitalfew.method.audit.rows import Row

Verdict = Literal["health", "growth", "neither"]
Kind = Literal["metric", "key_result", "objective", "task", "vanity", "unclear"]
Sureness = Literal["sure", "likely", "ask"]
SURE, LIKELY = 0.85, 0.65


class Judged(NamedTuple):
    """A row's verdict, from 0 to 1 how sure it is, why, and the next step.

    `group` numbers (from 1) the rows that measure one thing, None where nothing else does; `duplicate_of` is the
    index, in the file's order, of the row of the group to keep, None for that row itself. `vital` marks the few that
    are proposed for the team.
    """

    row: Row
    verdict: Verdict
    kind: Kind
    confidence: float
    reasons: tuple[str, ...]
    suggestion: str
    group: int | None = None
    duplicate_of: int | None = None
    vital: bool = False

    @property
    def sureness(self) -> Sureness:
        """The confidence in one word."""
        return "sure" if self.confidence >= SURE else "likely" if self.confidence >= LIKELY else "ask"

    def told(self, *reasons: str, **fields: Any) -> "Judged":
        """The same with more reasons, and with other values in these fields."""
        return self._replace(reasons=(*self.reasons, *reasons), **fields)
