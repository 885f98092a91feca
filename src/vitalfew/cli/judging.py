"""Applies the rules to a plan; the second half of a huge one is judged by a process of its own meanwhile."""

import marshal
import os
from collections.abc import Iterable, Sequence
from typing import NamedTuple, NoReturn

from vitalfew.method.rules.engine import Below, below, look_at
from vitalfew.method.rules.rule import Finding, Settings
from vitalfew.method.rules.subjects import KeyResult, Plan
from vitalfew.method.wording.reading import Reading

HUGE = 2_000  # subjects; fewer are judged before a second process has begun


class Judged(NamedTuple):
    """What the rules find, and what they would find if it were not allowed, each in the order of the plan."""

    findings: list[Finding]
    silenced: list[Finding]


def judged(plan: Plan, settings: Settings) -> Judged:
    """What the rules say about the plan and all below it."""
    subjects = list(below(plan))
    several = (os.cpu_count() or 1) > 1 and hasattr(os, "fork")
    return in_two(subjects, settings) if several and len(subjects) > HUGE else _judged(subjects, settings)


def in_two(subjects: Sequence[Below], settings: Settings) -> Judged:
    """The same as in one process; the plan itself comes first and is judged last, when all its sentences are read."""
    middle = len(subjects) // 2
    whole, first, second = subjects[:1], subjects[1:middle], subjects[middle:]
    half = _Half.begun(second, settings)
    ours = _judged(first, settings)
    theirs = (half and half.ended()) or _judged(second, settings)
    parts = (_judged(whole, settings), ours, theirs)
    return Judged(
        [finding for part in parts for finding in part.findings],
        [finding for part in parts for finding in part.silenced],
    )


def _judged(subjects: Iterable[Below], settings: Settings) -> Judged:
    silenced: list[Finding] = []
    return Judged(look_at(subjects, settings=settings, silenced=silenced), silenced)


class _Half(NamedTuple):
    """A half that a child process judges."""

    process: int
    pipe: int
    subjects: Sequence[Below]

    @classmethod
    def begun(cls, subjects: Sequence[Below], settings: Settings) -> "_Half | None":
        """The half, being judged; None where the system has no process left."""
        ours, theirs = os.pipe()
        try:
            process = os.fork()
        except OSError:
            os.close(ours)
            os.close(theirs)
            return None
        if process == 0:
            os.close(ours)
            _answer(theirs, subjects, settings)
        os.close(theirs)
        return cls(process, ours, subjects)

    def ended(self) -> Judged | None:
        """What the child found, once it has; None if it failed. Its key results have been read."""
        with open(self.pipe, "rb") as pipe:
            answer = pipe.read()
        if os.waitpid(self.process, 0)[1] != 0:
            return None
        findings, silenced, readings = marshal.loads(answer)  # noqa: S302  (our own child wrote it)
        for result, reading in zip(_key_results(self.subjects), readings, strict=True):
            result.reading = Reading(*reading)
        return Judged([Finding(*each) for each in findings], [Finding(*each) for each in silenced])


def _answer(pipe: int, subjects: Sequence[Below], settings: Settings) -> NoReturn:
    """Judge, write to the pipe what was found and read, and end; whatever goes wrong, the parent judges again."""
    code = 1
    try:
        findings, silenced = _judged(subjects, settings)
        readings = [each.reading for each in _key_results(subjects)]
        with open(pipe, "wb") as file:
            file.write(marshal.dumps([list(map(tuple, each)) for each in (findings, silenced, readings)]))
        code = 0
    finally:
        os._exit(code)


def _key_results(subjects: Iterable[Below]) -> list[KeyResult]:
    return [each for each, _ in subjects if isinstance(each, KeyResult)]
