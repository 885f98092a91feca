"""The signals of a series in words: for the points of the picture, and as a list."""

from collections.abc import Sequence
from dataclasses import dataclass

from vitalfew.kpis.judging import Judged
from vitalfew.kpis.models import Kpi
from vitalfew.method.signals import Signal
from vitalfew.method.signals.wording import pattern
from vitalfew.web.kpis.words import period, periods

OWN_WORDS = {
    "level": "Part of a real change: {count} lie {way} than a steady process gets",
    "watch": "Worth watching: {count} lie {way} than usual",
    "check_point": "Check this point: far {side} the others",
}
STRENGTH = ("level", "check_point", "watch")
MOST = 12


@dataclass(frozen=True, slots=True)
class Said:
    """One signal: when, what, and whether it is good news ('better', 'worse', 'watch')."""

    when: str
    words: str
    shape: str


def words_of(kpi: Kpi, signal: Signal) -> str:
    """What a signal says, without a full stop."""
    own = OWN_WORDS.get(signal.rule)
    if own is None:
        said = pattern(signal.rule, count=len(signal.indices), up=signal.up)
        return said[:1].upper() + said[1:]
    count = periods(kpi, len(signal.indices))
    return own.format(count=count, way="higher" if signal.up else "lower", side="above" if signal.up else "below")


def reasons(kpi: Kpi, signals: Sequence[Signal]) -> dict[int, str]:
    """For each marked period, by its index, what its strongest signal says."""
    ordered = sorted(signals, key=_strength, reverse=True)
    return {index: words_of(kpi, signal) for signal in ordered for index in signal.indices}


def said(kpi: Kpi, found: Judged, marks: Sequence[str]) -> list[Said]:
    """The signals as a list, the newest first, twelve at most."""
    newest = sorted(found.judgement.signals, key=lambda signal: signal.indices[-1], reverse=True)
    return [Said(_when(kpi, found, signal), words_of(kpi, signal), marks[signal.index]) for signal in newest[:MOST]]


def _when(kpi: Kpi, found: Judged, signal: Signal) -> str:
    first, last = (period(kpi, found.starts[index]) for index in (signal.indices[0], signal.indices[-1]))
    return first if first == last else f"{first} to {last}"


def _strength(signal: Signal) -> int:
    return STRENGTH.index(signal.rule) if signal.rule in STRENGTH else len(STRENGTH)
