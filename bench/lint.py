"""`vitalfew lint` beside PyYAML's C loader on a huge plan, and beside yamllint on a small file: `python bench/lint.py`.

The huge plan has 5,000 objectives and 20,000 key results with owners, reasons and sources, every sentence different.
The loader only loads it into dictionaries; `lint` checks its keys, keeps its lines and applies every rule. Each is a
process of its own, the best of three, one after the other in one run; its processor time stands beside it, which other
work on the machine disturbs least.
"""

import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from vitalfew.method.rules.engine import look
from vitalfew.method.wording.reader import read
from vitalfew.planfile import Plan
from vitalfew.planfile.load import load_files, without_collection
from vitalfew.planfile.subjects import settings_of, subjects_of

TEAMS, OBJECTIVES, KEY_RESULTS = 1_000, 5, 4
REPEATS = 3
VITALFEW = str(Path(sys.executable).with_name("vitalfew"))
YAMLLINT = str(Path(sys.executable).with_name("yamllint"))
SMALL = Path(__file__).parent.parent / "src/vitalfew/planfile/tests/goals.yaml"

VERBS = re.findall(
    r"\w+", "Increase Raise Grow Reduce Cut Lower Shorten Improve Double Lift Win Keep Launch Deliver Halve Bring"
)
SUBJECTS = re.findall(
    r"\w+", "mobile onboarding support checkout renewal search partner billing hiring release storage trial"
)
MEASURES = (
    "conversion rate", "satisfaction score", "loading time", "ticket backlog", "net revenue retention", "answer time",
    "share of active users", "cost per order", "number of incidents", "weekly sign-ups", "error rate", "NPS",
)  # fmt: skip
UNITS = ("%", " h", " days", "", " ms", "k", " points")
WISHES = re.findall(
    r"\w+", "effortless reliable unmistakable delightful affordable trusted simple quick welcoming safe"
)
PLACES = re.findall(r"\w+", "Lisbon Nairobi Oslo Quito Seoul Turin Porto Kyoto Leeds Accra Hanoi Malmö")


def plan() -> str:
    """The text of the huge plan, always the same."""
    chance = random.Random(3)
    teams = "".join(_team(number, chance) for number in range(TEAMS))
    return f"vitalfew: 1\nstrategy: Be the tool that people recommend to each other.\nteams:\n{teams}"


def _team(number: int, chance: random.Random) -> str:
    objectives = "".join(_objective(f"{number}-{each}", chance) for each in range(OBJECTIVES))
    return f"  - name: Team {number}\n    objectives:\n{objectives}"


def _objective(name: str, chance: random.Random) -> str:
    pick = chance.choice
    return f"""\
      - objective: Make {pick(SUBJECTS)} {pick(WISHES)} in {pick(PLACES)} ({name})
        kind: aspirational
        cycle: 2026-Q4
        owner: person{chance.randrange(900)}@example.org
        why: Customers in {pick(PLACES)} say that {pick(SUBJECTS)} is hard
        supports: [strategy]
        stops: The {pick(SUBJECTS)} programme in {pick(PLACES)}
        check_ins: weekly
        key_results:
{"".join(_key_result(chance) for _ in range(KEY_RESULTS))}"""


def _key_result(chance: random.Random) -> str:
    pick = chance.choice
    owner = f"owner: person{chance.randrange(900)}@example.org"
    source = f"source: {pick(SUBJECTS)} board"
    return f"""\
          - sentence: "{_sentence(chance)}"
            {owner}
            {source}
"""


def _sentence(chance: random.Random) -> str:
    pick = chance.choice
    first, last, unit = chance.randrange(10, 60), chance.randrange(60, 99), pick(UNITS)
    numbers = pick(
        (
            f"from {first}{unit} to {last}{unit}", f"by {first} %", f"to at least {last}{unit}", f"below {first}{unit}",
            f"(currently {first}{unit}) to {last}{unit}", f"from {first}.{last}{unit} to {last}{unit}", "",
        )
    )  # fmt: skip
    return f"{pick(VERBS)} the {pick(SUBJECTS)} {pick(MEASURES)} in {pick(PLACES)} {numbers}".rstrip()


class Taken(NamedTuple):
    """The shortest of some runs in seconds: by the clock, and of the processor."""

    clock: float
    processor: float


def measured(act: Callable[[], object]) -> Taken:
    """How long it takes, here or in a process that it waits for."""
    runs = []
    for _ in range(REPEATS):
        began, used = time.perf_counter(), _used()
        act()
        runs.append((time.perf_counter() - began, _used() - used))
    return Taken(min(clock for clock, _ in runs), min(used for _, used in runs))


def _used() -> float:
    """The processor time of this process and of those that it waited for."""
    both = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in both)


def run(*command: str) -> Callable[[], object]:
    """A process to wait for; what it prints and its exit code do not matter."""
    return lambda: subprocess.run(command, capture_output=True, check=False)


def main() -> None:
    """Print each time and its ratio to the reference that it is held to."""
    text = plan()
    with tempfile.TemporaryDirectory() as folder:
        big = Path(folder) / "goals.yaml"
        big.write_text(text, encoding="utf-8")
        objectives = TEAMS * OBJECTIVES
        print(f"{objectives:,} objectives, {objectives * KEY_RESULTS:,} key results, {len(text.encode()) / 1e6:.1f} MB")
        loader = "import sys, yaml; yaml.load(open(sys.argv[1], encoding='utf-8').read(), yaml.CSafeLoader)"
        reference = measured(run(sys.executable, "-c", loader, str(big)))
        _line("PyYAML's C loader", reference, reference)
        for form in ("text", "json", "sarif"):
            _line(
                f"vitalfew lint --format {form}", measured(run(VITALFEW, "lint", str(big), "--format", form)), reference
            )
        _parts(big, reference)
    reference = measured(run(YAMLLINT, str(SMALL)))
    _line("yamllint, small file", reference, reference)
    _line("vitalfew lint, small file", measured(run(VITALFEW, "lint", str(SMALL))), reference)


def _parts(big: Path, reference: Taken) -> None:
    plans = [each.plan for each in load_files([big], judging=True)]
    _line("  of that: loading", measured(lambda: load_files([big], judging=True)), reference)
    _line("  of that: subjects", measured(lambda: subjects_of(*plans)), reference)
    _line("  of that: reading and rules", measured(lambda: _looked(plans)), reference)


def _looked(plans: list[Plan]) -> None:
    """The rules' work, with no sentence read before."""
    read.cache_clear()
    with without_collection():
        look(subjects_of(*plans), settings=settings_of(*plans))


def _line(name: str, taken: Taken, reference: Taken) -> None:
    clock, processor = taken.clock / reference.clock, taken.processor / reference.processor
    print(f"{name:30s} {taken.clock:6.3f} s {clock:5.2f} ×   processor {taken.processor:6.3f} s {processor:5.2f} ×")


if __name__ == "__main__":
    main()
