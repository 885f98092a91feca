"""The signals of a series in words: for the points of the picture, and as a list."""

from collections.abc import Sequence
from dataclasses import dataclass

from vitalfew.kpis.judging import Judged, beyond_red, changed_indices, lines_at, shape_of, signals_of, standing_out
from vitalfew.kpis.models import Kpi
from vitalfew.method.periods import Frequency, capitalised, noun
from vitalfew.method.signals import Signal
from vitalfew.method.signals.wording import number, pattern
from vitalfew.web.kpis.words import period, periods, the_period

OWN_WORDS = {
    "level": "Part of a real change: {count} lie {way} than a steady process gets",
    "watch": "Worth watching: {count} lie {way} than usual",
    "check_point": "Check this point: far {side} the others",
}
BEYOND = "Beyond the red line"
MOST = 12
NAMED = 6


@dataclass(frozen=True, slots=True)
class Said:
    """One signal: when, what, and whether it is good news ('better', 'worse', 'watch')."""

    when: str
    words: str
    shape: str


def words_of(kpi: Kpi, found: Judged, signal: Signal) -> str:
    """What a signal says, without a full stop."""
    own = OWN_WORDS.get(signal.rule)
    if own is None:
        said = pattern(signal.rule, count=len(signal.indices), up=signal.up)
        return said[:1].upper() + said[1:]
    count = periods(kpi, len(changed_indices(found, signal)))
    return own.format(count=count, way="higher" if signal.up else "lower", side="above" if signal.up else "below")


def reasons(kpi: Kpi, found: Judged) -> dict[int, str]:
    """For each marked period, by its index, what it stands out for: a signal, the red line, or both."""
    why = {index: words_of(kpi, found, signal) for index, signal in standing_out(found).items()}
    red = {index: f"{why[index]}. {BEYOND}" if index in why else BEYOND for index in beyond_red(kpi, found)}
    return {**why, **red}


def said(kpi: Kpi, found: Judged) -> list[Said]:
    """The signals as a list, the newest first, twelve at most; points of a changed level are said once, with it."""
    newest = sorted(signals_of(found), key=lambda signal: signal.indices[-1], reverse=True)
    return [Said(_when(kpi, found, one), words_of(kpi, found, one), shape_of(kpi, one)) for one in newest[:MOST]]


def _when(kpi: Kpi, found: Judged, signal: Signal) -> str:
    within = changed_indices(found, signal)
    first, last = (period(kpi, found.starts[index]) for index in (within[0], within[-1]))
    return first if first == last else f"{first} to {last}"


def outside_words(kpi: Kpi, found: Judged) -> str:
    """Why values outside the limits are no signals by the level rule; '' where there are none."""
    if found.judgement.rules != "level":
        return ""
    marked = {index for signal in found.judgement.signals for index in signal.indices}
    outside = [index for index in _outside(found) if index not in marked]
    count = len(outside)
    if not count:
        return ""
    doubts = ", and these limits are doubtful: see “Read with care”" if found.judgement.doubts else ""
    lie = "lies" if count == 1 else "lie"
    return (
        f"{which(kpi, found, outside)} {lie} outside the limits. That alone is no signal: "
        f"the verdict asks whether the average of the last 4 or 8 values has moved{doubts}. "
        f"The larger {'point only shows' if count == 1 else 'points only show'} where."
    )


def which(kpi: Kpi, found: Judged, indices: Sequence[int]) -> str:
    """These periods as a sentence begins: 'May 2025 and June 2025', or their number if many: 'Nine weeks'."""
    if len(indices) > NAMED:
        return capitalised(f"{number(len(indices))} {noun(Frequency(kpi.frequency), len(indices))}")
    names = [the_period(kpi, found.starts[index]) for index in indices]
    return capitalised(" and ".join(filter(None, [", ".join(names[:-1]), names[-1]])))


def _outside(found: Judged) -> list[int]:
    indices = []
    for index, value in enumerate(found.values):
        lower, _, upper = lines_at(found, index)
        if value is not None and ((lower is not None and value < lower) or (upper is not None and value > upper)):
            indices.append(index)
    return indices
