"""The verdict on a series that is too short to judge."""

from vitalfew.method.signals import wording
from vitalfew.method.signals.level import FEWEST
from vitalfew.method.signals.limits import FEWEST_FOR_LIMITS
from vitalfew.method.signals.types import Settings, Verdict


def too_few(count: int, *, settings: Settings) -> Verdict:
    """Says how many points there are and how many the rule set needs: 13 for the level rule, 6 for the others."""
    verdict_from = FEWEST + 1 if settings.rules == "level" else FEWEST_FOR_LIMITS
    return Verdict("too_few", wording.too_few(count, limits_from=FEWEST_FOR_LIMITS, verdict_from=verdict_from))
