"""What a history would have alarmed, as text for people and as JSON for scripts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from vitalfew.cli.errors import InputError
from vitalfew.cli.series import Series
from vitalfew.method.alerting import Speed
from vitalfew.method.numbers import show
from vitalfew.method.periods import Frequency, fill, label, noun, with_article
from vitalfew.method.replay import Change, Replay, Step
from vitalfew.method.spacing import guess_frequency

ZONE = ZoneInfo("UTC")
MOST = 30
SPEEDS = {Speed.NOW: "told at once", Speed.DAY: "told that day", Speed.DIGEST: "only in the digest"}
KEYS = {Speed.NOW: "at_once", Speed.DAY: "that_day", Speed.DIGEST: "digest"}


@dataclass(frozen=True, slots=True)
class History:
    """One series by its periods, how often it comes being guessed from its times."""

    series: Series
    frequency: Frequency
    times: Sequence[datetime]
    values: Sequence[float | None]

    @classmethod
    def of(cls, series: Series) -> "History":
        """The periods of a series; raises InputError where it has no times, or too many periods."""
        if any(time is None for time in series.times):
            raise InputError(
                "There are values without a time, so nobody can say when they would have alarmed.",
                what_to_do="Give a column of times, and name it with --time.",
                file=series.file,
            )
        times = [time for time in series.times if time is not None]
        frequency = guess_frequency(times) or Frequency.WEEK
        try:
            starts, values = fill(times, series.values, frequency, ZONE)
        except ValueError as error:
            raise InputError(str(error), file=series.file) from error
        return cls(series, frequency, starts, values)

    def when(self, index: int) -> str:
        """What a period is called."""
        return label(self.times[index], self.frequency, ZONE)

    def stamp(self, index: int) -> str:
        """The start of a period for scripts."""
        return self.times[index].astimezone(UTC).isoformat().replace("+00:00", "Z")


def as_json(found: Replay, history: History, *, rules: str) -> dict[str, Any]:
    """The contract's document: counts of the board, what would have been told by speed, and the real changes."""
    return {
        "frequency": history.frequency.value,
        "rules": rules,
        "values": len(found.steps),
        "years": round(found.years, 3),
        "board": {
            "red": len(found.red),
            "turned_red": [history.stamp(step.index) for step in found.turned_red],
            "worse_than_before": len(found.fell),
        },
        "told": {KEYS[speed]: [_told(step, history) for step in found.told(speed)] for speed in SPEEDS},
        "changes": [
            {**_change(change, history), "until": change.until and history.stamp(change.until)}
            for change in found.changes
        ],
        "held": None if found.held is None else _change(found.held, history),
    }


def _change(change: Change, history: History) -> dict[str, Any]:
    times = {"since": history.stamp(change.since), "known": history.stamp(change.known)}
    return {**times, "up": change.up, "worse": change.worse}


def _told(step: Step, history: History) -> dict[str, Any]:
    kind = step.told.kind if step.told else None
    return {"time": history.stamp(step.index), "value": step.value, "kind": kind, "words": step.words}


def as_text(found: Replay, history: History) -> str:
    """The counts first, then the alarms and the real changes, the latest first."""
    blocks = (_counts(found, history), _alarms(found, history), _changes(found, history))
    return "\n\n".join("\n".join(block) for block in blocks)


def _counts(found: Replay, history: History) -> Iterator[str]:
    many = noun(history.frequency, 2)
    first, last = history.when(found.steps[0].index), history.when(found.steps[-1].index)
    yield f"{history.series.column}, {first} to {last}: {len(found.steps)} values"
    counts = [
        ("A red and green board", f"red in {_yearly(found, len(found.red))} {many}"),
        ("", f"turns red {_yearly(found, len(found.turned_red))} times"),
        ("", f"worse than before in {_yearly(found, len(found.fell))} {many}"),
        *((words.capitalize(), _yearly(found, len(found.told(speed)))) for speed, words in SPEEDS.items()),
        ("Real changes", f"{_yearly(found, sum(c.worse for c in found.changes))} for the worse"),
        ("", f"{_yearly(found, sum(not c.worse for c in found.changes))} for the better"),
    ]
    for name, count in counts:
        yield f"  {name:24}{count}"


def _yearly(found: Replay, count: int) -> str:
    return f"{count} ({found.yearly(count):.1f} a year)" if count and found.years >= 1 else str(count)


def _alarms(found: Replay, history: History) -> Iterator[str]:
    told = [step for step in found.steps if step.told is not None]
    if not told:
        yield "Nobody would have been told of anything."
        return
    yield "What would have been told, the latest first:"
    for step in told[::-1][:MOST]:
        speed = SPEEDS[step.told.speed] if step.told else ""
        yield f"  {history.when(step.index)}  {show(step.value, history.series.unit)}  {step.words}, {speed}"
    if len(told) > MOST:
        yield f"  and {len(told) - MOST} earlier ones (--format json lists them)"


def _changes(found: Replay, history: History) -> Iterator[str]:
    if found.changes:
        yield "Real changes, the latest first:"
    else:
        yield f"No{' new' if found.held else ''} real change was shown."
    for change in found.changes[::-1]:
        known = with_article(history.when(change.known))
        yield f"  {_went(change, history)}; known by {known}{_until(change, history)}"
    if found.held:
        yield f"  {_went(found.held, history)}; known before, so no new change"


def _until(change: Change, history: History) -> str:
    if change.until is None:
        return ""
    return (
        ", and by it alone"
        if change.until == change.known
        else f", shown until {with_article(history.when(change.until))}"
    )


def _went(change: Change, history: History) -> str:
    way, side = ("up" if change.up else "down"), ("▼ worse" if change.worse else "▲ better")
    return f"from {with_article(history.when(change.since))} on, {way}, {side}"
