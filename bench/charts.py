"""How long pictures take to draw and what they weigh, beside a plain join of the same points.

Run `python bench/charts.py`; it prints medians of five, and exits 1 when the wide chart misses an aim.
"""

from __future__ import annotations

import gzip
import statistics
import sys
import time
from collections.abc import Callable
from html import escape

from vitalfew.charts import Band, Line, Point, behaviour_chart, behaviour_figure, pace_bar, sparkline

POINTS = [Point(f"{i % 28 + 1} Nov 2026", 85 + i * 7 % 11 / 3 - 20 * (i == 70), "85.4 %") for i in range(160)]
AT_MOST_MS = 1.0
AT_MOST_BYTES = 18_000

BANDS = [Band(0, 79, 86, 81, 91), Band(80, 159, 86, 82, 92, reason="New supplier")]
LINES = [Line(80, "red line", "red"), Line(90, "target", "target")]


def wide() -> str:
    """160 points as on a KPI's page."""
    return behaviour_chart(
        key="k",
        title="Seen within four hours",
        description="The share of patients seen within four hours, by day.",
        points=POINTS,
        bands=BANDS,
        lines=LINES,
        shown="{:.3g}".format,
    )


def narrow() -> str:
    """The same on a phone."""
    return behaviour_chart(
        key="k",
        title="Seen within four hours",
        description="The share of patients seen within four hours, by day.",
        points=POINTS,
        bands=BANDS,
        lines=LINES,
        shown="{:.3g}".format,
        width=340,
        height=260,
        last=40,
    )


def figure() -> str:
    """Both drawings as a page embeds them."""
    return behaviour_figure(
        key="k",
        title="Seen within four hours",
        description="The share of patients seen within four hours, by day.",
        points=POINTS,
        bands=BANDS,
        lines=LINES,
        shown="{:.3g}".format,
    )


def small() -> str:
    """One sparkline of 26 values and one pace bar, as in a row of Today."""
    values = [point.value for point in POINTS[60:86]]
    line = sparkline(values=values, lower=81, upper=91, red_lines=[80], marks=[""] * 26, title="steady")
    return line + pace_bar(progress=0.4, expected=0.6, low=0.5, high=0.8, title="lands at 0.5 to 0.8")


def plain_join() -> str:
    """The reference: the same 160 points as circles at made-up places, joined."""
    return "".join(
        f'<circle cx="{i * 6.2:.1f}" cy="{point.value:.1f}" r="3">'
        f"<title>{escape(point.label)}: {escape(point.shown)}</title></circle>"
        for i, point in enumerate(POINTS)
    )


def milliseconds(draw: Callable[[], str], *, times: int = 100) -> float:
    """The median of five runs, each the mean of `times` drawings."""
    runs = []
    for _ in range(5):
        start = time.perf_counter()
        for _ in range(times):
            draw()
        runs.append((time.perf_counter() - start) / times * 1000)
    return statistics.median(runs)


def main() -> int:
    """Print milliseconds, the ratio to the reference, bytes and bytes compressed; 1 if an aim is missed."""
    reference = milliseconds(plain_join)
    print(f"{'picture':<34}{'ms':>8}{'ratio':>8}{'bytes':>9}{'gzip':>8}")
    for name, draw in (
        ("160 circles joined (reference)", plain_join),
        ("process behaviour chart, wide", wide),
        ("process behaviour chart, narrow", narrow),
        ("figure of both", figure),
        ("sparkline and pace bar", small),
    ):
        took, text = milliseconds(draw), draw().encode()
        print(f"{name:<34}{took:>8.3f}{took / reference:>8.2f}{len(text):>9,}{len(gzip.compress(text)):>8,}")
    took, weight = milliseconds(wide), len(wide().encode())
    print(f"aims for the wide chart: {took:.3f} < {AT_MOST_MS} ms, {weight:,} <= {AT_MOST_BYTES:,} bytes")
    return int(took >= AT_MOST_MS or weight > AT_MOST_BYTES)


if __name__ == "__main__":
    sys.exit(main())
