"""What a notice says of a KPI: the number, what it means, and the written action."""

from vitalfew.accounts.names import isolated
from vitalfew.kpis.models import Kpi, Reading
from vitalfew.kpis.precision import shown
from vitalfew.method.alerting import Kind
from vitalfew.method.numbers import show
from vitalfew.method.periods import Frequency, label
from vitalfew.method.status import Status


def subject(reading: Reading, kind: Kind) -> str:
    """The line on top: 'Uptime crossed its red line: 97.2 %, under 99 %'."""
    kpi, value = reading.kpi, value_of(reading)
    if kind is Kind.RED_LINE:
        return f"{isolated(kpi)} crossed its red line: {value}{_line_crossed(reading)}"
    if kind is Kind.WORSE:
        moved = {True: "rose", False: "fell", None: "changed"}[reading.up]
        return f"{isolated(kpi)} {moved}, and it is a real change: {value}"
    return f"{isolated(kpi)}: look at {value}"


def paragraphs(reading: Reading, kind: Kind) -> list[str]:
    """The number and its period, what it means, and what is written down to be done."""
    kpi = reading.kpi
    said = [f"{value_of(reading)} for {period_of(reading)}: {reading.words}.", meaning(reading), action(kpi)]
    return [text for text in said if text]


def meaning(reading: Reading) -> str:
    """What the number means; 'steady' beside a crossed red line would read as if all were well."""
    if reading.status == Status.RED_LINE and reading.state == "steady":
        return "No change shows: this is what the process does as it is built, so the process has to change."
    return reading.verdict_words


def action(kpi: Kpi) -> str:
    """The action on the KPI's sheet."""
    return f"Written action: {kpi.action.strip()}" if kpi.action.strip() else "No action is written for this."


def value_of(reading: Reading) -> str:
    """The value that was judged, for a reader."""
    kpi, decimals = reading.kpi, reading.picture.get("decimals")
    lines = (kpi.red_lower, kpi.red_upper, kpi.target)
    return shown(reading.judged_value, kpi.definition.unit, lines=lines, decimals=decimals)


def period_of(reading: Reading) -> str:
    """The period that was judged, in the workspace's calendar."""
    kpi = reading.kpi
    if reading.judged_time is None:
        return "no period"
    return label(reading.judged_time, Frequency(kpi.frequency), kpi.workspace.zone_info)


def _line_crossed(reading: Reading) -> str:
    kpi, value = reading.kpi, reading.judged_value
    if value is not None and kpi.red_lower is not None and value < kpi.red_lower:
        return f", under {show(kpi.red_lower, kpi.definition.unit)}"
    return "" if kpi.red_upper is None else f", over {show(kpi.red_upper, kpi.definition.unit)}"
