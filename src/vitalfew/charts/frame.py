"""Where things are: the rectangle of the plot and the slot of each point in it."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Frame:
    """The plot in pixels: points `first` to `end` (not included) have the first of `slots` equal slots."""

    left: float
    right: float
    top: float
    bottom: float
    first: int
    end: int
    slots: int
    step: float = field(init=False)

    def __post_init__(self) -> None:
        """Keep the distance of two points in pixels."""
        object.__setattr__(self, "step", (self.right - self.left) / self.slots)

    def x(self, index: int) -> float:
        """The middle of a point's slot."""
        return self.left + (index - self.first + 0.5) * self.step

    def edge(self, index: int) -> float:
        """The left edge of a point's slot; behind the last point, the plot's right edge."""
        if index == self.end:
            return self.right
        return self.left + (index - self.first) * self.step


def opening(name: str, *, width: float, height: float, attributes: str = "") -> str:
    """The start tag of a picture that shows a whole drawing of this size."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="{name}" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" role="img"{attributes}>'
    )


def path(points: list[tuple[float, float]]) -> str:
    """Path data through the points, to a tenth of a pixel, each step relative to the one before."""
    here_x, here_y = round(points[0][0] * 10), round(points[0][1] * 10)
    parts = [f"M{here_x / 10:g} {here_y / 10:g}"]
    letter = "l"
    for x, y in points[1:]:
        next_x, next_y = round(x * 10), round(y * 10)
        across, down = next_x - here_x, next_y - here_y
        gap = "" if down < 0 else " "
        parts.append(f"{letter}{across / 10:g}{gap}{down / 10:g}")
        here_x, here_y, letter = next_x, next_y, " "
    return "".join(parts)
