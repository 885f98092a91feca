"""What a KPI's picture says, as a paragraph of plain sentences, each from facts that are passed in."""

from collections.abc import Collection, Sequence
from math import isnan

from vitalfew.method.advice_facts import AdviceFacts
from vitalfew.method.advice_standard import chance, codes, reach, standard_sentences
from vitalfew.method.direction import check_direction
from vitalfew.method.frequency import Frequency
from vitalfew.method.periods import with_article
from vitalfew.method.signals.wording import number
from vitalfew.method.standard import Standard, Verdict

FEWEST = 6
OFTEN = 0.02
OFTEN_MISSED = 0.05
DOUBTS = {
    "season": "Its regular ups and downs look like a season, not like anybody's bad {period}.",
    "trend": "It has been drifting all along, so limits around one level describe it badly.",
    "skewed": "Its values are lopsided, so a far value on the long side means less than it seems.",
    "autocorrelated": "Each value leans on the one before, so its limits are too narrow: read them with care.",
    "coarse": "Its values are rounded so coarsely that the limits are doubtful.",
}
NO_MOVING_BY_EFFORT = "Asking people to try harder will not move it; changing how it works might."


def advice(
    *,
    values: Sequence[float | None],
    direction: str,
    verdict_state: str,
    verdict_up: bool | None = None,
    verdict_since: int | None = None,
    since: str = "",
    limits: tuple[float | None, float, float | None] | None = None,
    target: float | None = None,
    target_upper: float | None = None,
    red_lower: float | None = None,
    red_upper: float | None = None,
    red_in_a_row: int = 1,
    doubts: Collection[str] = (),
    unit: str = "",
    frequency: Frequency | None = None,
    targets: Sequence[float] | None = None,
    outside: bool = False,
    points: int = 1,
) -> str:
    """The paragraph on a KPI's page: is its red line crossed and its standard met, what moved, how far to trust it,
    what may help.

    The arguments are those of `kpi_status`; `since` is what the period is called in which the verdict's
    change began ('March 2018'), and `doubts` are codes of what makes the limits doubtful: season, trend,
    skewed, autocorrelated, coarse (others are passed over); `outside` says that some of the latest values lie
    outside the limits, `points` how many of the last eight are to be checked on the verdict's side. Never blames, and
    claims nothing that these facts don't hold.
    """
    check_direction(direction)
    present = _present(values)
    if not present:
        return "There are no values yet. The first one starts the picture."
    if verdict_state == "too_few" or limits is None:
        return _too_few(len(present), red=(red_lower, red_upper) != (None, None))
    start = None if verdict_since is None else len(_present(values[:verdict_since]))
    facts = AdviceFacts(
        standard=Standard(direction, target, target_upper, red_lower, red_upper),
        verdict=Verdict(verdict_state, verdict_up, start),
        values=present,
        limits=limits,
        doubts=doubts,
        unit=unit,
        frequency=frequency,
        since=since,
        in_a_row=max(red_in_a_row, 1),
        targets=None if targets is None else _beside(values, targets),
        outside=outside,
        points=points,
    )
    held, found = standard_sentences(facts), _found(facts)
    before = (1 if facts.red_run else 0) if verdict_state == "check_point" else len(held)
    return " ".join([*held[:before], *found, *held[before:], *_doubtful(facts), *_what_helps(facts)])


def _present(values: Sequence[float | None]) -> list[float]:
    return [value for value in values if value is not None and not isnan(value)]


def _beside(values: Sequence[float | None], targets: Sequence[float]) -> list[float]:
    """The targets of the values that are there."""
    return [target for value, target in zip(values, targets, strict=True) if value is not None and not isnan(value)]


def _too_few(count: int, *, red: bool) -> str:
    have = f"There {'is' if count == 1 else 'are'} {count} {'value' if count == 1 else 'values'} so far"
    if count < FEWEST:
        meanwhile = "only the red line is watched" if red else "no change is told"
        return f"{have}. From {FEWEST} on, the limits of chance can be drawn; until then, {meanwhile}."
    return f"{have}: enough for a picture, too few to tell a real change from chance."


def _found(facts: AdviceFacts) -> list[str]:
    state = facts.verdict.state
    if state == "real_change":
        return [_real_change(facts)]
    if state == "check_point":
        return [_one_point(facts)]
    if state == "watch":
        side = {True: "the worse side", False: "the better side", None: "one side"}[facts.worse]
        return [f"Its latest values lean to {side}{_since(facts)}, no further than chance sometimes goes."]
    if facts.outside:
        return ["No change of its level is shown, although some of its latest values lie outside the limits."]
    if "misses" in codes(facts):
        return []
    if facts.standard.has_target or (facts.standard.red_lower, facts.standard.red_upper) != (None, None):
        return ["Nothing has changed."]
    return [f"Nothing has changed: {reach(facts)}."]


def _since(facts: AdviceFacts) -> str:
    return f" since {with_article(facts.since)}" if facts.since else ""


def _real_change(facts: AdviceFacts) -> str:
    way = {True: " for the worse", False: " for the better", None: ""}[facts.worse]
    if "season" in facts.doubts:
        return (
            f"It looks changed{way}{_since(facts)}, but a season alone can look like that: "
            f"compare it with the same time {_one_season_ago(facts)} before you act."
        )
    changed = f"It has changed{way}{_since(facts)}, by more than chance explains."
    if facts.worse is False:
        return f"{changed} If you know why, mark the change so that the limits start anew."
    return f"{changed} What is different?"


def _one_season_ago(facts: AdviceFacts) -> str:
    return "one season ago" if facts.frequency in (None, Frequency.HOUR, Frequency.DAY) else "a year ago"


def _one_point(facts: AdviceFacts) -> str:
    which = f"The value for {with_article(facts.since)}" if facts.since else "One value"
    side = "high" if facts.verdict.up else "low"
    season = " (its season may be the answer)" if "season" in facts.doubts else ""
    if facts.points > 1:
        are = "is one more" if facts.points == 2 else f"are {number(facts.points - 1)} more"
        odd = f"{which} is unusually {side}, and so {are} of the last eight"
        return f"{odd}: more than one odd value. What is different{season}?"
    return f"{which} is unusually {side}: worth asking what happened{season}. One value is not a change of level."


def _doubtful(facts: AdviceFacts) -> list[str]:
    period = "week" if facts.frequency is None else facts.period
    found = [words.format(period=period) for code, words in DOUBTS.items() if code in facts.doubts]
    return found[:1]


def _what_helps(facts: AdviceFacts) -> list[str]:
    red, aim = codes(facts)
    if "misses" in (red, aim):
        return [NO_MOVING_BY_EFFORT]
    often_missed = len(facts.values) - facts.met >= OFTEN_MISSED * len(facts.values)
    by_chance = (aim == "hit_and_miss" and often_missed) or (
        red == "hit_and_miss" and chance(facts).per_period >= OFTEN
    )
    if by_chance and facts.verdict.state == "steady":
        one = "one value" if facts.frequency is None else f"one {facts.period}"
        return [f"Asking why {one} was bad will not teach much; a better level or less spread would help."]
    return []
