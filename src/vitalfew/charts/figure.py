"""A chart as a page embeds it: drawn twice, for wide screens and for phones, with its read-out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from vitalfew.charts.behaviour import behaviour_chart
from vitalfew.charts.model import Band, Line, Moved, Point, ProgressPoint
from vitalfew.charts.progress import progress_chart


def behaviour_figure(
    *,
    key: str,
    title: str,
    description: str,
    points: Sequence[Point],
    bands: Sequence[Band],
    lines: Sequence[Line] = (),
    shown: Callable[[float], str],
    last: int = 40,
) -> str:
    """The process behaviour chart as an HTML figure; the phone's drawing holds the `last` points."""
    draw = partial(
        behaviour_chart,
        title=title,
        description=description,
        points=points,
        bands=bands,
        lines=lines,
        shown=shown,
    )
    return figure(
        wide=draw(key=f"{key}-wide"),
        narrow=draw(key=f"{key}-narrow", width=340, height=260, last=last),
    )


def progress_figure(
    *,
    key: str,
    title: str,
    description: str,
    points: Sequence[ProgressPoint],
    baseline: float,
    target: float,
    now: float,
    low: float | None,
    high: float | None,
    shown: Callable[[float], str],
    start: str = "start",
    end: str = "end",
    today: str = "today",
    steps: Sequence[tuple[float, float]] = (),
    moves: Sequence[Moved] = (),
) -> str:
    """The chart of a key result as an HTML figure, drawn for wide screens and for phones."""
    draw = partial(
        progress_chart,
        title=title,
        description=description,
        points=points,
        baseline=baseline,
        target=target,
        now=now,
        low=low,
        high=high,
        shown=shown,
        start=start,
        end=end,
        today=today,
        steps=steps,
        moves=moves,
    )
    return figure(
        wide=draw(key=f"{key}-wide", width=1140, height=320),
        narrow=draw(key=f"{key}-narrow", width=340, height=240),
    )


def figure(*, wide: str, narrow: str) -> str:
    """Both drawings and an empty read-out, in the container that `chart.js` looks for."""
    return (
        f'<figure class="chart" data-chart=""><div class="chart-wide">{wide}</div>'
        f'<div class="chart-narrow">{narrow}</div>'
        '<figcaption class="readout" data-readout="" aria-live="polite"></figcaption></figure>'
    )
