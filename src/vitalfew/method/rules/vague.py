"""Which KPIs nobody could count as they stand."""

from vitalfew.method.rules.subjects import Kpi
from vitalfew.method.wording.measures import is_abstract, is_measure


def is_vague(kpi: Kpi) -> bool:
    """Whether neither the name nor the formula, unit or description says what is counted."""
    return not is_counted(kpi) and is_abstract(kpi.name)


def is_counted(kpi: Kpi) -> bool:
    """Whether the sheet says how it is counted."""
    return bool(kpi.formula.strip() or kpi.unit or is_measure(kpi.description))
