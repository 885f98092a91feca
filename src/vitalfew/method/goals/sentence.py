"""The one sentence that says how a key result stands; its parts open from it."""

from dataclasses import dataclass

from vitalfew.method.goals.ending import beyond
from vitalfew.method.goals.movement import Movement, Stall
from vitalfew.method.goals.outlook import Outlook
from vitalfew.method.goals.progress import Kind, score, success
from vitalfew.method.numbers import brief_score, show_score
from vitalfew.method.status import Shape

WIDE_GAP = 0.35


@dataclass(frozen=True, slots=True)
class Sentence:
    """`words` is the sentence, `parts` what it is made of, `state` its first part as a code.

    States: not_measured, too_early, reached, stalled, on_pace, behind, catching_up, slipping, ended.
    """

    words: str
    shape: Shape
    parts: tuple[str, ...]
    state: str


WORDS = {
    "not_measured": "Not measured in this cycle yet",
    "too_early": "Too early to say",
    "reached": "Reached",
    "stalled": "Stalled",
    "on_pace": "On pace",
    "behind": "Behind",
    "catching_up": "Behind, catching up",
    "slipping": "Slipping back",
}
WATCHED = frozenset({"stalled", "slipping"})


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of a key result now.

    `progress` is None before the first measurement; `pace` is the progress expected by now, `pace_change` how
    much of it fell into the movement's rounds; `noise` is the key result's own; `over` says that the cycle
    has ended, `dropped` that its objective was dropped; `measured` counts the measurements in the cycle.
    """

    progress: float | None
    pace: float
    pace_change: float = 0.0
    noise: float = 0.0
    outlook: Outlook | None = None
    movement: Movement | None = None
    stall: Stall | None = None
    too_early: bool = False
    over: bool = False
    dropped: bool = False
    kind: str = Kind.ASPIRATIONAL
    measured: int = 0


def sentence(standing: Standing, *, confidence: float | None = None, said_by: str = "") -> Sentence:
    """'Behind; lands at 0.5–0.8; Ben is surer than the numbers', from what is known.

    Within its own noise of the pace a key result is on pace. `confidence` is the last answer, 0–10, to how
    likely success is, `said_by` whose it was. It is named only when it lies 0.35 or more from the outlook's
    probability: less than that is the width of the answer (a step of the scale each way) and of the outlook's
    own error together, and would accuse by chance.
    """
    if standing.dropped:
        return _dropped(standing.progress)
    if standing.progress is None:
        return _made("not_measured", Shape.NONE)
    if standing.over:
        more = ", beyond its target" if beyond(standing.progress) else ""
        words = f"Ended at {show_score(score(standing.progress))}{more}"
        met = standing.progress >= success(standing.kind)
        return Sentence(words, Shape.BETTER if met else Shape.STEADY, (words,), "ended")
    state = _state(standing)
    if state == "too_early":
        return _made(state, Shape.STEADY)
    gap = confidence_gap(standing.outlook, confidence)
    said = "" if gap is None else _gap_words(gap, said_by or "the last check-in")
    shape = _shape(state, standing, gap)
    safe = standing.outlook is not None and standing.outlook.low >= success(standing.kind)
    return _made(state, shape, "" if state == "reached" and safe else _lands(standing.outlook), said)


def _dropped(progress: float | None) -> Sentence:
    """What is dropped neither succeeded nor failed, and is going nowhere."""
    words = "Dropped before it was measured" if progress is None else f"Dropped at {show_score(score(progress))}"
    return Sentence(words, Shape.NONE, (words,), "ended")


def confidence_gap(outlook: Outlook | None, confidence: float | None) -> float | None:
    """Confidence (0–10, as a share) minus the outlook's probability, where that is a wide gap; else None.

    Raises ValueError for a confidence outside 0–10.
    """
    if confidence is not None and not 0 <= confidence <= 10:
        raise ValueError(f"Confidence is a number from 0 to 10, not {confidence}.")
    if outlook is None or confidence is None:
        return None
    gap = confidence / 10 - outlook.probability
    return gap if abs(gap) >= WIDE_GAP else None


def _state(standing: Standing) -> str:
    done = standing.progress or 0.0
    if done >= 1:
        return "reached"
    if standing.too_early:
        return "too_early"
    if standing.stall is not None and done < success(standing.kind):
        return "stalled"
    moved = standing.movement
    if moved is not None and moved.change < -moved.noise:
        return "slipping"
    if done >= standing.pace - standing.noise:
        return "on_pace"
    if moved is not None and moved.change - standing.pace_change > moved.noise:
        return "catching_up"
    return "behind"


def _shape(state: str, standing: Standing, gap: float | None) -> Shape:
    if state == "reached":
        return Shape.BETTER
    will_miss = standing.outlook is not None and standing.outlook.high < success(standing.kind)
    surer = gap is not None and gap > 0
    return Shape.WATCH if state in WATCHED or will_miss or surer else Shape.STEADY


def _lands(outlook: Outlook | None) -> str:
    if outlook is None:
        return ""
    low, high = brief_score(score(outlook.low)), brief_score(score(outlook.high))  # 0.97 is not '1.0'
    return f"lands at {low}" if low == high else f"lands at {low}–{high}"


def _gap_words(gap: float, who: str) -> str:
    return f"{who} is surer than the numbers" if gap > 0 else f"the numbers are surer than {who}"


def _made(state: str, shape: Shape, *more: str) -> Sentence:
    parts = (WORDS[state], *(part for part in more if part))
    return Sentence("; ".join(parts), shape, parts, state)
