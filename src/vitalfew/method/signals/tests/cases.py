"""Published process behaviour charts, as transcribed in public sources, with what they show."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class PublishedCase:
    """Values, the last index of a locked baseline, published figures and the points of each of Wheeler's patterns."""

    name: str
    values: tuple[float, ...]
    baseline_end: int | None = None
    centre: float | None = None
    limits: tuple[float, float] | None = None
    range_upper: float | None = None
    tolerance: float = 0.01
    patterns: dict[str, list[int]] = field(default_factory=dict)


VISCOSITY = (34.05, 34.4, 33.59, 34.7, 33.51, 33.79, 34.04, 34.52, 33.75, 33.27, 33.71, 34.03, 34.58, 34.02, 33.97)
VISCOSITY += (34.05, 34.04, 33.73, 34.05, 34.39, 33.75, 33.4, 33.27, 34.65, 34.8, 34.55, 35.4, 34.75, 34.5, 34.7)
VISCOSITY += (34.29, 34.61, 34.49, 35.03)

CASES = (
    PublishedCase(
        "Wheeler, Making Sense of Data, p. 382",
        (5045, 4350, 4350, 3975, 4290, 4430, 4485, 4285, 3980, 3925, 3645, 3760, 3300, 3685, 3463, 5200),
        centre=4135.5,
        limits=(3188.72, 5082.28),
        range_upper=1163.19,
        patterns={"beyond_limits": [15], "range_beyond_limit": [15]},
    ),
    PublishedCase(
        "Wheeler, Making Sense of Data, table 8.1",
        (21.3, 20.2, 20.9, 21.0, 18.8, 19.6, 18.7, 18.6, 18.1, 18.9, 19.2, 18.2, 17.3, 19.0),
        patterns={"run_of_8": [6, 7, 8, 9, 10, 11, 12, 13], "three_of_four_near_limit": [0, 1, 2, 3]},
    ),
    PublishedCase(
        "NHS, one outlier, unscreened",
        (1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1),
        centre=1.94,
        limits=(-3.06, 6.95),
        patterns={"beyond_limits": [4], "range_beyond_limit": [4, 5]},
    ),
    PublishedCase(
        "Montgomery's viscosity, limits locked on nineteen batches",
        VISCOSITY,
        baseline_end=18,
        centre=33.98947,
        limits=(32.75425, 35.2247),
        patterns={
            "beyond_limits": [26],
            "run_of_8": list(range(23, 34)),
            "three_of_four_near_limit": list(range(23, 30)),
        },
    ),
)

WHEELER_TREND = (539, 558, 591, 556, 540, 590, 606, 643, 657, 602)
WHEELER_TREND += (596, 640, 691, 723, 701, 802, 749, 762, 807, 781)
