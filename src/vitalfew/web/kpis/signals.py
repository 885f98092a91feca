"""The signals of a series in words: for the points of the picture, and as a list."""

from collections.abc import Sequence
from dataclasses import dataclass

from vitalfew.kpis.judging import Judged, changed_indices
from vitalfew.kpis.models import Kpi
from vitalfew.method.periods import Frequency, noun
from vitalfew.method.signals import Signal
from vitalfew.method.signals.wording import number, pattern
from vitalfew.web.kpis.words import period, periods

OWN_WORDS = {
    "level": "Part of a real change: {count} lie {way} than a steady process gets",
    "watch": "Worth watching: {count} lie {way} than usual",
    "check_point": "Check this point: far {side} the others",
}
STRENGTH = ("level", "check_point", "watch")
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
    """For each marked period, by its index, what its strongest signal says."""
    ordered = sorted(found.judgement.signals, key=_strength, reverse=True)
    return {index: words_of(kpi, found, one) for one in ordered for index in changed_indices(found, one)}


def said(kpi: Kpi, found: Judged, marks: Sequence[str]) -> list[Said]:
    """The signals as a list, the newest first, twelve at most; points of a changed level are said once, with it."""
    whole = {index for signal in found.judgement.signals if signal.rule == "level" for index in signal.indices}
    own = [one for one in found.judgement.signals if one.rule != "check_point" or one.index not in whole]
    newest = sorted(own, key=lambda signal: signal.indices[-1], reverse=True)
    return [
        Said(_when(kpi, found, signal), words_of(kpi, found, signal), marks[signal.index]) for signal in newest[:MOST]
    ]


def _when(kpi: Kpi, found: Judged, signal: Signal) -> str:
    within = changed_indices(found, signal)
    first, last = (period(kpi, found.starts[index]) for index in (within[0], within[-1]))
    return first if first == last else f"{first} to {last}"


def _strength(signal: Signal) -> int:
    return STRENGTH.index(signal.rule) if signal.rule in STRENGTH else len(STRENGTH)


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
    """These periods by name, or their number where they are many: 'May 2025 and June 2025', 'Nine weeks'."""
    if len(indices) > NAMED:
        counted = f"{number(len(indices))} {noun(Frequency(kpi.frequency), len(indices))}"
        return f"{counted[:1].upper()}{counted[1:]}"
    names = [period(kpi, found.starts[index]) for index in indices]
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def _outside(found: Judged) -> list[int]:
    indices = []
    for phase in found.judgement.phases:
        if phase.limits is None:
            continue
        for index in range(phase.start, phase.end + 1):
            value, at = found.values[index], index - phase.start
            lower = phase.lowers[at] if phase.lowers else phase.limits.lower
            upper = phase.uppers[at] if phase.uppers else phase.limits.upper
            if value is not None and ((lower is not None and value < lower) or (upper is not None and value > upper)):
                indices.append(index)
    return indices
