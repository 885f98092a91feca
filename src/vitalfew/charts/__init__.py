"""Pictures as SVG text: pure functions of plain dataclasses, coloured by `chart.css`."""

from vitalfew.charts.behaviour import behaviour_chart
from vitalfew.charts.figure import behaviour_figure, progress_figure
from vitalfew.charts.miniature import Miniature, miniature
from vitalfew.charts.model import Band, Line, Moved, Point, ProgressPoint
from vitalfew.charts.pace import pace_bar
from vitalfew.charts.progress import progress_chart
from vitalfew.charts.sparkline import kept_sparkline, sparkline
from vitalfew.charts.strip import Mark, Row, strip

__all__ = [
    "Band",
    "Line",
    "Mark",
    "Miniature",
    "Moved",
    "Point",
    "ProgressPoint",
    "Row",
    "behaviour_chart",
    "behaviour_figure",
    "kept_sparkline",
    "miniature",
    "pace_bar",
    "progress_chart",
    "progress_figure",
    "sparkline",
    "strip",
]
