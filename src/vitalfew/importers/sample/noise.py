"""Numbers that look measured: levels with chance around them, the same at every load."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random


@dataclass(frozen=True, slots=True)
class Point:
    """A value with its number of cases, where it has one."""

    value: float
    n: int | None = None


def around(stretches: Sequence[tuple[int, float, float]], *, spread: float, seed: int, digits: int = 0) -> list[Point]:
    """Values around levels: each stretch is (how many, level at its first value, level at its last).

    `spread` is the standard deviation of chance. `digits` are the decimals of what was measured.
    """
    chance = Random(seed)  # noqa: S311
    return [Point(round(level + chance.gauss(0, spread), digits)) for level in _levels(stretches)]


def shares(count: int, *, cases: tuple[int, int], missed: float, seed: int) -> list[Point]:
    """Percentages of small numbers of cases (from, to), of which a share of `missed` (0–1) fails."""
    chance = Random(seed)  # noqa: S311
    return [_share(chance, chance.randint(*cases), missed) for _ in range(count)]


def _levels(stretches: Sequence[tuple[int, float, float]]) -> Iterator[float]:
    for count, first, last in stretches:
        step = (last - first) / max(count - 1, 1)
        yield from (first + step * number for number in range(count))


def _share(chance: Random, cases: int, missed: float) -> Point:
    met = sum(chance.random() >= missed for _ in range(cases))
    return Point(round(100 * met / cases, 1), cases)
