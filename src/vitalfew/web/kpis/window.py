"""Which periods of a long series a page shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

SHOWN = 160


@dataclass(frozen=True, slots=True)
class Window:
    """Periods `first` to `end` (not included) of `count`; the neighbours' ends are None where there are none."""

    first: int
    end: int
    count: int
    earlier: int | None = None
    later: int | None = None

    @property
    def partial(self) -> bool:
        """Whether some periods are not shown."""
        return self.end - self.first < self.count


def window_of(starts: Sequence[datetime], *, to: datetime | None, everything: bool, shown: int = SHOWN) -> Window:
    """The last `shown` periods, or those that end with the period of `to`, or all of them.

    `earlier` and `later` are the index of the last period of the window before and after this one.
    """
    count = len(starts)
    if everything:
        return Window(0, count, count)
    end = count if to is None else sum(start <= to for start in starts)
    end = min(max(end, min(shown, count)), count)
    first = max(end - shown, 0)
    earlier = first - 1 if first else None
    later = min(end + shown, count) - 1 if end < count else None
    return Window(first, end, count, earlier, later)
