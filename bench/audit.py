"""`vitalfew audit` on 10,000 rows: `python bench/audit.py`. Medians of five, start-up included; 1 when over 2 s.

The rows hold numbers, teams, targets and duplicates; a sheet of a tenth of the size shows that the time is linear.
"""

import csv
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROWS = 10_000
AT_MOST = 2.0
REPEATS = 5
VITALFEW = str(Path(sys.executable).with_name("vitalfew"))
PLACES = ("Oven", "Shop", "Bar", "Till", "Web", "App", "Depot", "Kitchen", "Garden", "Cellar", "Office", "Van")
NAMES = (
    "{place} error rate",
    "Average delivery time of the {place}",
    "Launch the new {place}",
    "Cut waste in the {place} from {number} % to 3 %",
    "{place} page views",
    "Share of orders through the {place} that are late",
    "Reach {number} regular guests in the {place} by Q3",
    "{place} satisfaction score (maintain > {number})",
    "Cost per {place} order",
    "Mean time to repair, {place} line {number}",
)


def sheet(path: Path, rows: int) -> str:
    """Write a sheet of metrics; returns its path."""
    chance = random.Random(1)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["Metric", "Team", "Target", "Owner", "Is key"])
        for _ in range(rows):
            name = chance.choice(NAMES).format(place=chance.choice(PLACES), number=chance.randint(4, 900))
            team = f"Team {chance.randint(1, rows // 50)}"
            writer.writerow(
                [name, team, chance.choice(["", "> 95 %"]), chance.choice(["", "ana"]), chance.choice("yn")]
            )
    return str(path)


def seconds(command: list[str]) -> tuple[float, float]:
    """The median wall and processor time of a command, the first run (which may compile) left out."""
    walls, works = [], []
    for _ in range(REPEATS + 1):
        began, worked = time.perf_counter(), sum(os.times()[2:4])
        subprocess.run(command, check=True, capture_output=True)
        walls.append(time.perf_counter() - began)
        works.append(sum(os.times()[2:4]) - worked)
    return median(walls[1:]), median(works[1:])


def show(name: str, times: tuple[float, float]) -> None:
    """Print one line."""
    print(f"{name:36}{times[0]:7.3f} s, {times[1]:6.3f} s of a processor")


def main() -> int:
    """Print the times; 0 when the aim is kept."""
    with tempfile.TemporaryDirectory() as folder:
        tenth = seconds([VITALFEW, "audit", sheet(Path(folder) / "tenth.csv", ROWS // 10)])
        large = sheet(Path(folder) / "large.csv", ROWS)
        taken = {form: seconds([VITALFEW, "audit", large, "--format", form]) for form in ("text", "json", "csv")}
    bare = seconds([sys.executable, "-c", "pass"])
    show("python -c pass", bare)
    show(f"vitalfew audit, {ROWS // 10:,} rows", tenth)
    for form, both in taken.items():
        show(f"vitalfew audit, {ROWS:,} rows, {form}", both)
    kept = max(wall for wall, _ in taken.values()) < AT_MOST
    print(f"under {AT_MOST:g} s: {'kept' if kept else 'MISSED'}")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
