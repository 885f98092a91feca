"""Takes the panels out of a Grafana dashboard's JSON: titles, descriptions, units, thresholds."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

_NO_NUMBER = frozenset({"row", "text", "dashlist", "news", "alertlist", "logs", "welcome", "gettingstarted", "traces"})
_RED = ("red", "#f2495c", "#e02f44", "#c4162a", "#d44a3a", "rgba(245, 54, 54")
_DEEPEST = 20


class Panel(NamedTuple):
    """One panel that shows a number; '' for what it does not say. `section` is the row of panels that it stands in."""

    title: str
    description: str
    unit: str
    red_line: str
    section: str


def is_dashboard(data: object) -> bool:
    """Whether the JSON is a dashboard: bare, wrapped as the API gives it, of the old or of the new form."""
    board = _unwrapped(data)
    if board is None:
        return False
    new = isinstance(board.get("elements"), Mapping)
    return new or any(_holds_panels(board.get(part)) for part in ("panels", "rows"))


def panels(data: object) -> tuple[list[Panel], int]:
    """The panels that show numbers, in reading order, and how many were passed over (texts, lists, without a title)."""
    board = _unwrapped(data) or {}
    found = [_panel(raw, section) for raw, section in _walk(board, "", 0)]
    kept = [panel for panel in found if panel is not None]
    return kept, len(found) - len(kept)


def _unwrapped(data: object) -> Mapping[str, Any] | None:
    for _ in range(3):
        if not isinstance(data, Mapping):
            return None
        inner = next((data[key] for key in ("dashboard", "spec") if isinstance(data.get(key), Mapping)), None)
        if inner is None or "panels" in data:
            return data
        data = inner
    return data if isinstance(data, Mapping) else None


def _holds_panels(listed: object) -> bool:
    return isinstance(listed, list) and any(
        isinstance(each, Mapping) and ({"panels", "gridPos", "fieldConfig", "targets", "datasource"} & set(each))
        for each in listed
    )


def _walk(board: Mapping[str, Any], section: str, depth: int) -> Iterator[tuple[Mapping[str, Any], str]]:
    """Every panel with its section: a row's own panels stand in it, and so do those that follow an open row."""
    elements = board.get("elements")
    for element in elements.values() if isinstance(elements, Mapping) else ():
        if isinstance(element, Mapping) and isinstance(element.get("spec"), Mapping):
            yield element["spec"], section
    for part in ("rows", "panels"):
        for raw in board.get(part) or () if isinstance(board.get(part), list) else ():
            if not isinstance(raw, Mapping):
                continue
            row = part == "rows" or raw.get("type") == "row"
            if not row:
                yield raw, section
            elif depth < _DEEPEST:
                inside = _text(raw.get("title"))
                yield from _walk({"panels": raw.get("panels")}, inside, depth + 1)
                section = inside if part == "panels" else section


def _panel(raw: Mapping[str, Any], section: str) -> Panel | None:
    title = _text(raw.get("title")) or _text(_part(raw, "libraryPanel").get("name"))
    config = _part(raw, "vizConfig")
    kind = raw.get("type") or config.get("group") or config.get("kind")
    if not title or kind in _NO_NUMBER:
        return None
    spec = _part(config, "spec") or raw
    defaults = _part(_part(spec, "fieldConfig"), "defaults")
    return Panel(title, _text(raw.get("description")), _text(defaults.get("unit")), _red_line(defaults), section)


def _part(raw: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    part = raw.get(key)
    return part if isinstance(part, Mapping) else {}


def _red_line(defaults: Mapping[str, Any]) -> str:
    """'above 80' where the highest step is red, 'below 95' where the lowest is; '' where nobody set one."""
    thresholds = defaults.get("thresholds")
    steps = thresholds.get("steps") if isinstance(thresholds, Mapping) else None
    known = [step for step in steps or () if isinstance(step, Mapping)] if isinstance(steps, list) else []
    if len(known) < 2:
        return ""
    if _is_red(known[-1]):
        return f"above {known[-1].get('value')}"
    return f"below {known[1].get('value')}" if _is_red(known[0]) else ""


def _is_red(step: Mapping[str, Any]) -> bool:
    return _text(step.get("color")).lower().endswith("red") or _text(step.get("color")).lower().startswith(_RED)


def _text(value: object) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""
