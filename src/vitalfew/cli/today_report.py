"""Today as text for a terminal and as JSON for scripts."""

from collections.abc import Iterator
from datetime import datetime
from textwrap import fill
from typing import Any

from vitalfew.accounts.scoping import current_workspace
from vitalfew.briefing.decisions import Decision
from vitalfew.briefing.today import ChangeBlock, ChangeRow, Today
from vitalfew.briefing.watched import Watched
from vitalfew.kpis.models.judged import before_that
from vitalfew.method.numbers import show
from vitalfew.method.status import Shape

WIDTH = 96


def as_text(found: Today, *, now: datetime) -> str:
    """The conclusion first, then what needs a decision, then health and change."""
    return "\n".join(_lines(found, now))


def _lines(found: Today, now: datetime) -> Iterator[str]:
    local = now.astimezone(current_workspace().zone_info)
    yield found.conclusion
    yield f"{local:%A} {local.day} {local:%B %Y}" + (f" · {found.cycle}" if found.cycle else "")
    for decision in found.decisions:
        yield ""
        yield f"{decision.shape.glyph} {decision.word}"
        yield f"  {decision.headline}"
        yield fill(f"{decision.detail} {decision.hand}", WIDTH, initial_indent="  ", subsequent_indent="  ")
    if found.more_decisions:
        yield f"\n… and {found.more_decisions:,} more."
    if found.answered:
        yield "\nAnswered, and it lasts"
        yield from (f"  {each.shape.glyph} {each.headline}: {each.word}. {each.hand}" for each in found.answered)
    yield f"\nHealth ({_counted(found.kpi_count, 'KPI')})"
    yield from (_kpi_line(kpi, now) for kpi in found.kpis)
    yield f"\nChange ({_counted(found.objective_count, 'objective')})"
    for block in found.change:
        yield from _objective_lines(block)


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _kpi_line(kpi: Watched, now: datetime) -> str:
    shape, words = kpi_words(kpi, now)
    so_far = f" ({kpi.so_far})" if kpi.so_far else ""
    return f"  {shape.glyph} {kpi.called:<36.36} {kpi.value_shown:>14}  {words}{so_far}"


def kpi_words(kpi: Watched, now: datetime) -> tuple[Shape, str]:
    """A KPI's mark and words at this moment, lateness included."""
    if kpi.words is None:
        return Shape.NONE, "No data yet"
    want = kpi.in_want(now)
    if not want:
        return kpi.shape, kpi.words
    return Shape.NONE, want if kpi.value is None else f"{want}; {before_that(kpi.words)}"


def _objective_lines(block: ChangeBlock) -> Iterator[str]:
    owner = f" ({block.objective.owner})" if block.objective.owner else ""
    yield f"  {block.objective}{owner}"
    yield from (f"    {row.said.shape.glyph} {_way(row)}: {row.said.words}" for row in block.rows)


def _way(row: ChangeRow) -> str:
    kr = row.key_result
    now = getattr(getattr(kr, "standing", None), "value", None)
    return f"{kr.metric} {show(kr.baseline)} → {show(now)} → {show(kr.target, kr.unit)}"


def as_json(found: Today, *, now: datetime) -> dict[str, Any]:
    """The same as plain data."""
    return {
        "headline": found.headline,
        "decisions": [_decision_json(each) for each in found.decisions],
        "more_decisions": found.more_decisions,
        "answered": [_decision_json(each) for each in found.answered],
        "kpis": [_kpi_json(kpi, now) for kpi in found.kpis],
        "objectives": [_objective_json(block) for block in found.change],
    }


def _decision_json(decision: Decision) -> dict[str, str]:
    said = {"shape": decision.shape, "word": decision.word, "headline": decision.headline, "detail": decision.detail}
    return {**said, "hand": decision.hand}


def _kpi_json(kpi: Watched, now: datetime) -> dict[str, Any]:
    return {
        "id": kpi.key,
        "name": kpi.name,
        "team": kpi.team,
        "status": kpi.status,
        "words": kpi_words(kpi, now)[1],
        "value": kpi.judged_value,
        "unit": kpi.unit,
        "time": _moment(kpi.judged_time),
        "in_progress": {"value": kpi.value, "time": _moment(kpi.value_time)} if kpi.is_in_progress else None,
    }


def _moment(time: datetime | None) -> str | None:
    return time.isoformat() if time else None


def _objective_json(block: ChangeBlock) -> dict[str, Any]:
    return {
        "objective": block.objective.title,
        "team": block.objective.team.name,
        "key_results": [
            {
                "metric": row.key_result.metric,
                "baseline": row.key_result.baseline,
                "target": row.key_result.target,
                "unit": row.key_result.unit,
                "progress": getattr(getattr(row.key_result, "standing", None), "progress", None),
                "words": row.said.words,
            }
            for row in block.rows
        ],
    }
