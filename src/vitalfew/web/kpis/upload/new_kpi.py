"""A KPI made from a name and a file: the form of a KPI, filled in with what the file tells."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError

from vitalfew.accounts.models import Person
from vitalfew.kpis.models import Definition, Kind
from vitalfew.method.periods import Frequency
from vitalfew.web.kpis.forms.kpi import KpiForm
from vitalfew.web.kpis.forms.lines import read_red_line, read_target

SHARE = "%"
FULL = 100.0


def form_for(
    asked: Mapping[str, str],
    *,
    person: Person,
    frequency: Frequency = Frequency.MONTH,
    source: str = "",
    unit: str = "",
    values: tuple[float, float] | None = None,
) -> KpiForm:
    """The filled form of a new KPI; `values` are the lowest and the highest one, `unit` what the file says."""
    unit = _unit(asked) or unit
    share = unit == SHARE and (values is None or (values[0] >= 0 and values[1] <= FULL))
    initial = KpiForm(person=person)
    data: dict[str, Any] = {name: initial.get_initial_for_field(field, name) for name, field in initial.fields.items()}
    data |= {
        **asked,
        "owner": person.pk,
        "frequency": frequency.value,
        "source": source[:300],
        "unit": unit,
        "kind": Kind.RATIO if share else Kind.LEVEL,
        "lower_bound": "0" if share else "",
        "upper_bound": "100" if share else "",
        "same": "on" if Definition.objects.filter(name__iexact=asked["name"].strip()).exists() else "",
    }
    return KpiForm(
        {name: value for name, value in data.items() if value is not None and value is not False}, person=person
    )


def _unit(asked: Mapping[str, str]) -> str:
    """The unit typed with the target or the red line; '' where they are empty or cannot be read."""
    for name, read in (("target", read_target), ("red_line", read_red_line)):
        try:
            unit = read(asked[name]).unit if asked.get(name, "").strip() else ""
        except ValidationError:  # the form says what is wrong with it
            unit = ""
        if unit:
            return unit
    return ""
