"""Published monthly series read as key results of a year."""

import csv
from collections import defaultdict
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

FILES = ("nhs_ae_trusts_monthly.csv", "nhs_ae_england_monthly.csv")
MEASURES = {"attendances": "attendances", "within_4h_percent": "seen within 4 hours"}
YEAR = 12
EVERY = 3
LIMIT = 3 / 1.128


def read(folder: Path) -> dict[str, list[Numbers]]:
    """The progress of each key result by what is measured; nothing where the folder has no such file."""
    found: dict[str, list[Numbers]] = defaultdict(list)
    for file in FILES:
        if (folder / file).exists():
            for measure, values in _series(folder / file):
                found[MEASURES[measure]] += _years(values)
    return dict(found)


def _series(file: Path) -> list[tuple[str, Numbers]]:
    by_place: dict[tuple[str, str], list[tuple[str, float]]] = defaultdict(list)
    with file.open(newline="") as lines:
        for row in csv.DictReader(lines):
            for measure in MEASURES:
                by_place[measure, row.get("org_code", "")].append((row["period"], float(row[measure])))
    return [(measure, np.array([value for _, value in sorted(rows)])) for (measure, _), rows in by_place.items()]


def _years(values: Numbers) -> list[Numbers]:
    """A year's twelve months for each start, three months apart, that has a year before it.

    The baseline is the mean of the year before; the target lies a natural process limit above it (three sigma from
    the mean moving range), the least that a single value could show as a real change.
    """
    found = []
    for start in range(YEAR, len(values) - YEAR + 1, EVERY):
        before = values[start - YEAR : start]
        reach = LIMIT * np.abs(np.diff(before)).mean()
        if reach > 0:
            found.append(np.append(0.0, (values[start : start + YEAR] - before.mean()) / reach))
    return found
