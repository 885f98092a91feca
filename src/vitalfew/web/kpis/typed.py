"""What stands in a KPI's form, as the rules look at it: nothing needs to be valid yet."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError

from vitalfew.kpis.models import Direction
from vitalfew.method.periods import Frequency
from vitalfew.method.rules import subjects
from vitalfew.web.kpis.forms.direction import guess_direction, sides
from vitalfew.web.kpis.forms.lines import RedLine, Target, read_red_line, read_target

LONGEST = 2_000
Get = Callable[[str], Any]


def kpi_of(
    get: Get, *, history: Sequence[float] = (), by_hand: bool = False, allowed: Mapping[str, str] | None = None
) -> subjects.Kpi:
    """The sheet that a form speaks of; `history` are the values that an edited KPI has."""
    aim, red = _read(read_target, _text(get, "target")), _read(read_red_line, _text(get, "red_line"))
    direction = _text(get, "direction") or guess_direction(aim, red) or Direction.HIGHER
    return subjects.Kpi(
        path="kpi",
        allowed=allowed or {},
        name=_text(get, "name"),
        description=_text(get, "description"),
        formula=_text(get, "formula"),
        unit=_text(get, "unit") or next((each.unit for each in (aim, red) if each and each.unit), ""),
        direction=direction,
        kind=_text(get, "kind") or "level",
        family=_text(get, "family"),
        why=_text(get, "why"),
        source=_text(get, "source"),
        by_hand=by_hand,
        frequency=_frequency(_text(get, "frequency")),
        owner=_text(get, "owner"),
        deputy=_text(get, "deputy"),
        action=_text(get, "action"),
        history=history,
        **_lines(aim, red, direction),
    )


def _lines(aim: Target | None, red: RedLine | None, direction: str) -> dict[str, Any]:
    below, above = sides(red, direction) if red else (None, None)
    low = aim.value if aim else None
    high = low if aim is None or aim.upper is None else aim.upper
    return {"target_low": low, "target_high": high, "red_below": below, "red_above": above}


def _read(reader: Callable[[str], Any], text: str) -> Any:
    try:
        return reader(text) if text else None
    except ValidationError:
        return None


def _text(get: Get, name: str) -> str:
    value = get(name)
    return "" if value is None else str(value).strip()[:LONGEST]


def _frequency(text: str) -> Frequency | None:
    return Frequency(text) if text in set(Frequency) else None
