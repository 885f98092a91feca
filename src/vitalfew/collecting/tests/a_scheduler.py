"""A process of its own that collects what is due until nothing is: `python a_scheduler.py <file> <seconds later>`.

Its source takes a moment, writes to the file which KPI it was asked for, and gives one value.
"""

import os
import sys
import time
from datetime import timedelta

import django

django.setup()

from vitalfew.collecting import asking  # noqa: E402
from vitalfew.collecting.running import Collector  # noqa: E402
from vitalfew.collecting.tests.conftest import NOW  # noqa: E402
from vitalfew.sources.contract import Point  # noqa: E402


def main(path: str, later: float) -> None:
    """Collect, and note each question in the file."""
    asking.sources = lambda: {"told": None}  # type: ignore[assignment,return-value]
    noted = os.open(path, os.O_CREAT | os.O_APPEND | os.O_WRONLY)

    def told(**question: object) -> list[Point]:
        os.write(noted, f"{question['spec']['query']}\n".encode())  # type: ignore[index]
        time.sleep(0.01)
        return [Point(None, 4.0)]

    collector = Collector(told)  # type: ignore[arg-type]
    while collector.collect_due(now=NOW + timedelta(seconds=later)):
        pass


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]))
