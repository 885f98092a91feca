"""Who hears of what a KPI's reading says, and how fast: the default policy.

A red line that is crossed goes to the owner now. A real change for the worse, and a point to check on the bad side, go
to the owner that day; of a daily or hourly KPI they must be further out, because it has so many more occasions in a
year to look wrong by chance. What is worth watching or not that far out, what is older than the last two periods,
patterns of the other rule sets and steps that stay between the limits, and improvements wait for the digest, and need
no decision. How many in a row cross a red line is the KPI's own setting, and is in its status already.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple
from zoneinfo import ZoneInfo

from vitalfew.method.frequency import Frequency
from vitalfew.method.signals.types import Judgement, Verdict
from vitalfew.method.signals.wording import explained
from vitalfew.method.standard import Standard
from vitalfew.method.standard import Verdict as Found
from vitalfew.method.status import Status

AGAIN_AFTER = timedelta(days=1)
PERIODS_TO_RECOVER = 2
DAYS_TO_ANSWER = 2
SATURDAY = 5
FURTHER = {Frequency.HOUR: 1.65, Frequency.DAY: 1.3}
FURTHER_ALONE = {Frequency.HOUR: 1.4, Frequency.DAY: 1.15}
"""The same for lone points of the other rule sets, whose limits lie further out than those of the level rule."""

STEADY_AT_MOST = 0.25
"""Alerts that chance makes in a year of a steady KPI, whatever the rule set and however often it is measured."""


class Kind(StrEnum):
    """What is wrong with a KPI."""

    RED_LINE = "red_line"
    WORSE = "worse"
    CHECK_POINT = "check_point"
    LATE = "late"
    SOURCE_FAILING = "source_failing"


class Speed(StrEnum):
    """How fast somebody hears of it."""

    NOW = "now"
    DAY = "day"
    DIGEST = "digest"


class Stand(NamedTuple):
    """What a reading says: its status, its verdict's state, whether what that found is for the worse and asks for a
    decision (`asks`), and the values in a row beyond the red line.
    """

    status: str
    state: str
    worse: bool | None
    red_run: int = 0


class Alert(NamedTuple):
    """What is to be told to the KPI's owner, and how fast; `kind` is None for what only the digest says."""

    kind: Kind | None
    speed: Speed


SPEEDS = {Kind.RED_LINE: Speed.NOW, Kind.WORSE: Speed.DAY, Kind.CHECK_POINT: Speed.DAY, Kind.LATE: Speed.DAY,
          Kind.SOURCE_FAILING: Speed.DAY}  # fmt: skip
FOUND = {"real_change": Kind.WORSE, "check_point": Kind.CHECK_POINT}
FOR_THE_DIGEST = frozenset({"real_change", "check_point", "watch"})
A_PATTERN = "A pattern of this rule set needs no decision: chance makes too many of them."
TOO_OLD = "It lies further back than the last two values, so it needs no decision."
NOT_FAR = "It is not far enough out to need a decision: chance alone looks like this too often."


def is_far(reach: float | None, frequency: Frequency, *, rules: str) -> bool:
    """Whether a verdict of this reach is told before the digest of a KPI that is measured this often.

    The factors keep steady KPIs below STEADY_AT_MOST; `bench/alerts.py` measures it. What has no reach is.
    """
    further = FURTHER if rules == "level" else FURTHER_ALONE
    return reach is None or reach > further.get(frequency, 1.0)


def why_it_waits(verdict: Verdict, frequency: Frequency, *, rules: str) -> str:
    """Why what a verdict found needs no decision, whether or not it is bad; '' where it does, or found nothing."""
    if verdict.state not in FOUND:
        return ""
    if verdict.state == "real_change" and rules != "level":
        return A_PATTERN
    if not verdict.lately:
        return TOO_OLD
    return "" if is_far(verdict.reach, frequency, rules=rules) else NOT_FAR


def asks(verdict: Verdict, frequency: Frequency, *, rules: str) -> bool:
    """Whether a verdict found what needs a decision where it is a change or bad, and is told before the digest where
    it is bad: a change or a point of the last two periods that is far enough out.
    """
    return verdict.state in FOUND and not why_it_waits(verdict, frequency, rules=rules)


def heard(
    judgement: Judgement,
    frequency: Frequency,
    *,
    standard: Standard,
    values: Sequence[float | None],
    limits: tuple[float | None, float, float | None] | None,
) -> Verdict:
    """What is told of a judgement on these values: its verdict, or a bad point of the last two periods which that
    hides, with the verdict's words beside it. What asks for a decision already hides nothing.
    """

    def is_bad(found: Verdict) -> bool:
        since = [value for value in values[found.since or 0 :] if value is not None]
        return bool(standard.worsened(Found(found.state, found.up, 0), since, limits))

    said, rules = judgement.verdict, judgement.rules
    if asks(said, frequency, rules=rules) and is_bad(said):
        return said
    bad = [one for one in judgement.points if asks(one, frequency, rules=rules) and is_bad(one)]
    if not bad:
        return said
    point = max(bad, key=lambda one: one.reach or 0)
    return replace(point, words=f"{point.words} {explained(said.words)}")


def wrong(stand: Stand) -> Kind | None:
    """What is wrong enough that somebody has to hear of it before the digest; the red line speaks for all else."""
    if stand.status == Status.RED_LINE:
        return Kind.RED_LINE
    return FOUND.get(stand.state) if stand.worse else None


def alert(before: Stand | None, after: Stand) -> Alert | None:
    """What is news in a reading against the one before it (None: there was none); None where nothing is."""
    kind = wrong(after)
    if kind is None:
        new = after.state in FOR_THE_DIGEST and (before is None or before.state != after.state)
        return Alert(None, Speed.DIGEST) if new else None
    if before is not None and _covers(wrong(before), kind, before):
        return None
    return Alert(kind, SPEEDS[kind])


def is_good(kind: Kind, stand: Stand) -> bool:
    """Whether a KPI is back on the good side of what was wrong with it."""
    if kind is Kind.RED_LINE:
        return stand.red_run == 0 and stand.status != Status.RED_LINE
    return wrong(stand) is not kind and stand.status != Status.RED_LINE


def _covers(known: Kind | None, kind: Kind, before: Stand) -> bool:
    """Whether who was told of `known` has heard of `kind` as well: a red line is told with the change behind it, and
    a change with the point that completes it.
    """
    if known is Kind.RED_LINE:
        return kind in (Kind.RED_LINE, FOUND.get(before.state))
    return known is kind or (known is Kind.WORSE and kind is Kind.CHECK_POINT)


def answer_by(opened_at: datetime, *, zone: ZoneInfo) -> datetime:
    """By when somebody has to say what was done: two working days later, at the same time of day in this zone."""
    local, left = opened_at.astimezone(zone), DAYS_TO_ANSWER
    while left:
        local += timedelta(days=1)
        left -= local.weekday() < SATURDAY
    return local.astimezone(opened_at.tzinfo)
