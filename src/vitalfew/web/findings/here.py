"""What the data say of one record, for its own page: without what that page says already."""

from collections.abc import Collection
from typing import Any

from django.db.models import Q

from vitalfew.accounts.models import Person
from vitalfew.findings.standing import standing
from vitalfew.kpis.models import Kpi
from vitalfew.okrs.models import KeyResult, Objective
from vitalfew.web.findings.lines import line_of

ON_KPI = ("D502", "D510")  # how late it is and what chance does to its red line stand on top of the page
ON_KEY_RESULT = ("D506",)  # 'stalled' is in its sentence


def of_kpi(kpi: Kpi, *, reader: Person) -> dict[str, Any]:
    """What `web/findings/parts/here.html` shows on a KPI's page."""
    return _here(Q(kpi=kpi), reader, without=ON_KPI)


def of_key_result(key_result: KeyResult, *, reader: Person) -> dict[str, Any]:
    """The same on a key result's page."""
    return _here(Q(key_result=key_result), reader, without=ON_KEY_RESULT)


def of_objective(objective: Objective, *, reader: Person) -> dict[str, Any]:
    """The same on an objective's page, where each key result is named."""
    about = Q(objective=objective) | Q(key_result__objective=objective)
    return {**_here(about, reader, without=ON_KEY_RESULT), "data_names": True}


def _here(about: Q, reader: Person, *, without: Collection[str]) -> dict[str, Any]:
    found = standing(reader=reader, only=about & ~Q(code__in=without)).found
    return {"data_says": [line_of(one, reader=reader) for one in found]}
