"""How long the command line takes to start: `python bench/startup.py`. Medians of five, with ratios."""

import random
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from statistics import median

ROWS = 5000
REPEATS = 5
VITALFEW = str(Path(sys.executable).with_name("vitalfew"))


def measurements(path: Path) -> str:
    """Write a table of days with normal noise; returns its path."""
    chance = random.Random(1)
    first = date(2010, 1, 1)
    rows = (f"{first + timedelta(days=day)},{chance.gauss(50, 4):.2f}\n" for day in range(ROWS))
    path.write_text("date,value\n" + "".join(rows), encoding="utf-8")
    return str(path)


def seconds(command: list[str]) -> float:
    """The median wall time of a command, the first run (which may compile) left out."""
    times = []
    for _ in range(REPEATS + 1):
        began = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        times.append(time.perf_counter() - began)
    return median(times[1:])


def main() -> None:
    """Print each command's time and its ratio to an empty Python."""
    with tempfile.TemporaryDirectory() as folder:
        table = measurements(Path(folder) / "days.csv")
        commands = {
            "python -c pass": [sys.executable, "-c", "pass"],
            "python -c 'import numpy'": [sys.executable, "-c", "import numpy"],
            "vitalfew --help": [VITALFEW, "--help"],
            f"vitalfew signals, {ROWS:,} rows": [VITALFEW, "signals", table],
        }
        reference = None
        for name, command in commands.items():
            taken = seconds(command)
            reference = reference or taken
            print(f"{name:32s} {taken:6.3f} s   {taken / reference:5.1f} ×")


if __name__ == "__main__":
    main()
