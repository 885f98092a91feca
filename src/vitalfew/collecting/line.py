"""Whose turn it is: no place that hangs and no crowd of failing sources holds up the others."""

from collections import Counter, deque
from collections.abc import Collection, Iterable
from typing import NamedTuple


class Due(NamedTuple):
    """A feed that is due: what fails together with it, and whether it has been failing."""

    feed: int
    place: str
    failing: bool


class Line:
    """Feeds that wait. Places take turns, those that are failing come after all others."""

    def __init__(self, waiting: Iterable[Due]) -> None:
        self.places: dict[tuple[bool, str], deque[Due]] = {}
        for due in waiting:
            self.places.setdefault((due.failing, due.place), deque()).append(due)
        self.places = dict(sorted(self.places.items(), key=_failing_last))

    def __bool__(self) -> bool:
        return bool(self.places)

    def next(self, running: Collection[Due], *, most: int) -> Due | None:
        """Who may begin now, with at most `most` under way; None for nobody.

        Two of one place run at once, while a turn is left for another; failing ones take half of the room at most.
        """
        free = most - len(running)
        busy, failing = Counter(due.place for due in running), sum(due.failing for due in running)
        for (is_failing, place), own in self.places.items():
            if is_failing and failing * 2 >= most:
                return None
            if busy[place] < min(2, free):
                return self._taken((is_failing, place), own)
        return None

    def _taken(self, key: tuple[bool, str], own: deque[Due]) -> Due:
        due = own.popleft()
        del self.places[key]
        if own:
            self.places[key] = own
        return due


def _failing_last(item: tuple[tuple[bool, str], object]) -> bool:
    return item[0][0]
