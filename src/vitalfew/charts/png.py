"""A picture as PNG, for mails, which show no SVG."""

from importlib import import_module
from importlib.util import find_spec

STYLE = """
path { fill: none }
.band { fill: #87807433 }
path.red { stroke: #d2601a; stroke-width: 1.2; stroke-dasharray: 3 2 }
.line { stroke: #868074; stroke-width: 1.4; stroke-linejoin: round }
circle { fill: #868074 }
.open { fill: none; stroke: #868074; stroke-width: 1.4 }
.line.open { stroke-dasharray: 2 2.5 }
.worse, .beyond { fill: #d2601a }
.better { fill: #2f8ac4 }
.watch { fill: #b08414 }
"""
"""Colours that can be told apart on white and on black: a mail's reader chooses, and a PNG cannot follow."""


def png(svg: str, *, zoom: float = 2) -> bytes | None:
    """The sparkline with a transparent ground, in so many times its size; None where resvg is not installed."""
    if find_spec("resvg_py") is None:
        return None
    drawn: bytes = import_module("resvg_py").svg_to_bytes(
        svg_string=svg, style_sheet=STYLE, zoom=zoom, skip_system_fonts=True
    )
    return bytes(drawn)
