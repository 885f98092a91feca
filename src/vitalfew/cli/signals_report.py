"""A judgement as text for people and as JSON for scripts."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from vitalfew.cli.series import Series
from vitalfew.cli.sparkline import sparkline
from vitalfew.method.numbers import show, show_range
from vitalfew.method.signals import Doubt, JudgedPhase, Judgement, Limits, Signal

MOST_SIGNALS = 20
RULES = {
    "level": "real change of the level",
    "watch": "worth watching",
    "check_point": "a point to check",
    "beyond_limits": "beyond the natural limits",
    "run_of_8": "eight or more in a row on one side of the centre",
    "run_of_7": "seven or more in a row on one side of the centre",
    "three_of_four_near_limit": "three of four near one limit",
    "two_of_three_near_limit": "two of three near one limit",
    "trend_of_7": "seven in a row, each further than the one before",
    "range_beyond_limit": "a larger step than the process takes by itself",
}


def as_json(judgement: Judgement, series: Series) -> dict[str, Any]:
    """The contract's document: limits of the last phase on top, then phases, doubts, signals and the verdict."""
    last = judgement.phases[-1].limits
    numbers = dict.fromkeys(Limits.__dataclass_fields__) if last is None else asdict(last)
    return {
        **numbers,
        "phases": [asdict(phase) for phase in judgement.phases],
        "doubts": [asdict(doubt) for doubt in judgement.doubts],
        "signals": [
            {
                "rule": signal.rule,
                "index": signal.index,
                "indices": list(signal.indices),
                "time": series.stamp(signal.index),
                "value": signal.value,
                "up": signal.up,
            }
            for signal in judgement.signals
        ],
        "verdict": asdict(judgement.verdict),
        "rules": judgement.rules,
    }


def as_text(judgement: Judgement, series: Series) -> str:
    """The verdict first, then what it rests on, one block per question."""
    blocks = (_verdict(judgement, series), _numbers(judgement, series), _signals(judgement, series), _doubts(judgement))
    return "\n\n".join("\n".join(block) for block in map(list, blocks) if block)


def _verdict(judgement: Judgement, series: Series) -> Iterator[str]:
    verdict = judgement.verdict
    yield verdict.words
    if verdict.since is not None and verdict.state != "check_point":
        yield f"Since {series.when(verdict.since)}."
    elif verdict.since is not None:
        yield f"At {series.when(verdict.since)}."


def _numbers(judgement: Judgement, series: Series) -> Iterator[str]:
    missing = series.values.count(None)
    gaps = f", {missing} without a value" if missing else ""
    yield f"{series.column}: {sparkline(series.values)}"
    yield f"  {len(series.values):,} points, {series.when(0)} to {series.when(len(series.values) - 1)}{gaps}"
    for phase in judgement.phases:
        yield from _phase(phase, series)


def _phase(phase: JudgedPhase, series: Series) -> Iterator[str]:
    limits, unit = phase.limits, series.unit
    if limits is None:
        yield f"  {series.when(phase.start)} to {series.when(phase.end)}: too few points for limits"
        return
    kind = "locked" if phase.locked else "trial" if phase.trial else "not locked"
    yield f"  centre {show(limits.centre, unit)}, natural limits {show_range(limits.lower, limits.upper, unit)}"
    yield f"  mean moving range {show(limits.range_mean, unit)}, its limit {show(limits.range_upper, unit)}"
    yield f"  limits from {series.when(phase.baseline[0])} to {series.when(phase.baseline[1])} ({kind})"


def _signals(judgement: Judgement, series: Series) -> Iterator[str]:
    if not judgement.signals:
        yield "No signals."
        return
    yield f"Signals ({judgement.rules} rules), the latest first:"
    for signal in sorted(judgement.signals, key=lambda each: -each.index)[:MOST_SIGNALS]:
        yield f"  {_signal(signal, series)}"
    if len(judgement.signals) > MOST_SIGNALS:
        yield f"  and {len(judgement.signals) - MOST_SIGNALS} earlier ones (--format json lists them)"


def _signal(signal: Signal, series: Series) -> str:
    way = "up" if signal.up else "down"
    first, last = series.when(min(signal.indices)), series.when(max(signal.indices))
    span = "" if len(signal.indices) == 1 else f" ({first} to {last})"
    value = show(signal.value, series.unit)
    return f"{series.when(signal.index)}  {value}  {way}: {RULES.get(signal.rule, signal.rule)}{span}"


def _doubts(judgement: Judgement) -> Iterator[str]:
    if judgement.doubts:
        yield "Read with care:"
    for doubt in judgement.doubts:
        yield f"  {doubt.words} {doubt.remedy}{_option(doubt)}"


def _option(doubt: Doubt) -> str:
    """The option that does what the remedy says, where there is one."""
    if doubt.code == "trend":
        return " (--trend)"
    return f" (--season {doubt.season})" if doubt.season else ""
