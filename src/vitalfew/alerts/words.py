"""What a notice says of a KPI: the number, what it means, and the written action."""

from datetime import datetime
from typing import Any

from vitalfew.accounts.names import isolated
from vitalfew.alerts.models import Breach
from vitalfew.kpis.models import Kpi, Reading
from vitalfew.kpis.precision import shown
from vitalfew.method.alerting import Kind
from vitalfew.method.numbers import show
from vitalfew.method.periods import Frequency, label, noun, with_article
from vitalfew.method.signals.wording import crossed_while_steady, explained
from vitalfew.method.status import Status

FEWEST = 2
IN_HAND = "I have it in hand"
ITS_PAGE = "What was crossed, and what is done about it"


def subject(reading: Reading, kind: Kind) -> str:
    """The line on top: 'Uptime crossed its red line: 97.2 %, under 99 %'."""
    kpi, value = reading.kpi, shown_of(reading.kpi, subject_of(reading, kind)[0], reading)
    if kind is Kind.RED_LINE:
        return f"{isolated(kpi)} crossed its red line: {value}{_line_crossed(reading)}"
    if kind is Kind.WORSE:
        moved = {True: "rose", False: "fell", None: "changed"}[reading.up]
        return f"{isolated(kpi)} {moved}, and it is a real change: {value}"
    return f"{isolated(kpi)}: look at {value}"


def paragraphs(reading: Reading, kind: Kind) -> list[str]:
    """The number and its period, what it means, and what is written down to be done where the red line is crossed."""
    kpi, (value, time) = reading.kpi, subject_of(reading, kind)
    when = "no period" if time is None else period(kpi, time)
    said = [f"{shown_of(kpi, value, reading)} for {when}: {reading.words}.", meaning(reading), action(kpi, kind)]
    return [text for text in said if text]


def subject_of(reading: Reading, kind: Kind) -> tuple[float | None, datetime | None]:
    """Value and period that this is about: the point to check, or what was judged last."""
    return reading.point if kind is Kind.CHECK_POINT else (reading.judged_value, reading.judged_time)


def chart(reading: Reading) -> dict[str, Any]:
    """The sparkline of a KPI as a notice shows it, with what it shows in words; {} before there are two values."""
    values = [value for value in reading.picture.get("values", ()) if value is not None]
    if len(values) < FEWEST:
        return {}
    kpi = reading.kpi
    ends = " to ".join(dict.fromkeys(shown_of(kpi, value, reading) for value in (min(values), max(values))))
    red = [show(line, kpi.definition.unit) for line in (kpi.red_lower, kpi.red_upper) if line is not None]
    line = f"; red line {' and '.join(red)}" if red else ""
    many = noun(Frequency(kpi.frequency), len(values))
    later = ", and a hollow point in progress" if reading.picture.get("in_progress") else ""
    alt = f"The last {len(values)} {many}: {ends}, {value_of(reading)} at the end{later}{line}."
    return {"picture": reading.picture, "alt": alt}


def wrong(breach: Breach) -> str:
    """'97.2 % for the week of 9 Nov 2026: Red line crossed.', without the number where none was measured."""
    if breach.value is None or breach.value_time is None:
        return f"{breach.words}."
    value = shown_of(breach.kpi, breach.value, getattr(breach.kpi, "reading", None))
    return f"{value} for {period(breach.kpi, breach.value_time)}: {breach.words}."


def meaning(reading: Reading) -> str:
    """What the number means, beside the words of its status."""
    if reading.status == Status.RED_LINE and reading.state == "steady":
        return crossed_while_steady(reading.verdict_words)
    return explained(reading.verdict_words)


def action(kpi: Kpi, kind: Kind) -> str:
    """The action on the KPI's sheet, which is written for a crossed red line; '' for anything else."""
    if kind is not Kind.RED_LINE:
        return ""
    return f"Written action: {kpi.action.strip()}" if kpi.action.strip() else "No action is written for this."


def value_of(reading: Reading) -> str:
    """The value that was judged, for a reader."""
    return shown_of(reading.kpi, reading.judged_value, reading)


def shown_of(kpi: Kpi, value: float | None, reading: Reading | None) -> str:
    """A value of a KPI for a reader, with the decimals that its reading knows."""
    decimals = reading.picture.get("decimals") if reading else None
    lines = (kpi.red_lower, kpi.red_upper, kpi.target)
    return shown(value, kpi.definition.unit, lines=lines, decimals=decimals)


def period(kpi: Kpi, time: datetime) -> str:
    """The period that begins at this time, within a sentence: 'the week of 9 Nov 2026'."""
    return with_article(label(time, Frequency(kpi.frequency), kpi.workspace.zone_info))


def _line_crossed(reading: Reading) -> str:
    kpi, value = reading.kpi, reading.judged_value
    if value is not None and kpi.red_lower is not None and value < kpi.red_lower:
        return f", under {show(kpi.red_lower, kpi.definition.unit)}"
    return "" if kpi.red_upper is None else f", over {show(kpi.red_upper, kpi.definition.unit)}"
