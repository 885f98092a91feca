"""The pace bar: how far a key result is, where the calendar is, where it lands."""

from __future__ import annotations

from vitalfew.charts.frame import opening
from vitalfew.charts.model import check_number
from vitalfew.charts.words import escaped


def pace_bar(
    *,
    progress: float | None,
    expected: float | None,
    low: float | None,
    high: float | None,
    success: float = 0.7,
    title: str,
    width: int = 220,
    height: int = 16,
) -> str:
    """Progress from 0 to 1 as SVG text: ink is reached, the upright is where the calendar is.

    `low` and `high` bound where it lands four times in five; `success` is the notch. What lies outside
    0 to 1 is cut, and an arrow says so. Raises ValueError for NaN and infinities.
    """
    named = (("progress", progress), ("expected", expected), ("low", low), ("high", high), ("success", success))
    for name, number in named:
        if number is not None:
            check_number(number, name)
    top = (height - 7) / 2

    def x(share: float) -> float:
        return min(max(share, 0.0), 1.0) * width

    parts = [
        opening("pace", width=width, height=height),
        f"<title>{escaped(title)}</title>",
        f'<path class="track{"" if progress is not None else " empty"}" d="M0 {top:g}h{width}v7H0z"/>',
    ]
    if progress is not None and progress > 0:
        parts.append(f'<path class="reached" d="M0 {top:g}H{x(progress):.1f}v7H0z"/>')
    parts += [
        f'<path class="notch" d="M{x(success):.1f} {top:g}v7"/>',
        f'<path class="success" d="M{x(success):.1f} {top + 8:g}V{height}"/>',
    ]
    if low is not None and high is not None:
        left, right = landing(x(low), x(high), width)
        parts.append(f'<path class="lands" d="M{left:.1f} {top - 2:g}H{right:.1f}v11H{left:.1f}z"/>')
    if expected is not None:
        d = f"M{x(expected):.1f} 0v{height}"
        parts.append(f'<path class="halo" d="{d}"/><path class="now" d="{d}"/>')
    parts += overflow(progress, low, high, width=width, middle=height / 2)
    return "".join([*parts, "</svg>"])


def landing(left: float, right: float, width: float) -> tuple[float, float]:
    """The landing interval in pixels, in order and at least 3 wide so that it is seen."""
    left, right = min(left, right), max(left, right)
    if right - left < 3:
        left = min(max((left + right) / 2 - 1.5, 0.0), width - 3)
        right = left + 3
    return left, right


def overflow(
    progress: float | None, low: float | None, high: float | None, *, width: float, middle: float
) -> list[str]:
    """Arrows at the ends for what lies below 0 or above 1, cut out of the ink where it reaches the end."""
    known = [number for number in (progress, low, high) if number is not None]
    parts: list[str] = []
    if any(number < 0 for number in known):
        parts.append(f'<path class="beyond" d="M0 {middle:g}l5-3.5v7z"/>')
    if any(number > 1 for number in known):
        cut = " cut" if progress is not None and progress >= 1 else ""
        parts.append(f'<path class="beyond{cut}" d="M{width:g} {middle:g}l-5-3.5v7z"/>')
    return parts
