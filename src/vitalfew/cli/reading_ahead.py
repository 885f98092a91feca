"""Reads the sentences of a huge plan on all processors before the rules ask for them one by one."""

import os
import pickle
from collections.abc import Sequence
from typing import BinaryIO

from vitalfew.method.rules.subjects import KeyResult, Plan
from vitalfew.method.wording.reader import read
from vitalfew.method.wording.reading import Reading

ENOUGH = 2_000  # sentences from which a process of its own pays
MOST = 8


def read_ahead(plan: Plan) -> None:
    """Read every key result of a plan that has thousands; of a smaller one each is read when it is asked for."""
    key_results = [each for team in plan.teams for objective in team.objectives for each in objective.key_results]
    shares = min(_processors(), MOST, len(key_results) // ENOUGH)
    if shares < 2:
        return
    mine, *others = [key_results[number::shares] for number in range(shares)]
    began = [(_begin(share), share) for share in others]
    _keep(mine, [read(each.text) for each in mine])
    for (process, answer), share in began:
        with answer:
            readings = _received(answer)
        os.waitpid(process, 0)
        _keep(share, readings)


def _processors() -> int:
    """How many there are for this process; 1 where processes cannot be forked."""
    if not hasattr(os, "fork"):
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _begin(share: Sequence[KeyResult]) -> tuple[int, BinaryIO]:
    """A process that reads these sentences, and where its answer comes from."""
    incoming, outgoing = os.pipe()
    process = os.fork()
    if process:
        os.close(outgoing)
        return process, os.fdopen(incoming, "rb")
    code = 1
    try:
        with os.fdopen(outgoing, "wb") as stream:
            pickle.dump([tuple(read(each.text)) for each in share], stream, pickle.HIGHEST_PROTOCOL)
        code = 0
    finally:
        os._exit(code)  # nothing of the parent's is to be finished here


def _received(answer: BinaryIO) -> list[Reading]:
    """What the process has read; nothing if it did not come to its end: the rules then read for themselves."""
    try:
        # from our own child
        return [Reading(*each) for each in pickle.load(answer)]  # noqa: S301
    except (EOFError, pickle.UnpicklingError):
        return []


def _keep(share: Sequence[KeyResult], readings: Sequence[Reading]) -> None:
    for key_result, reading in zip(share, readings, strict=False):
        key_result.read_as(reading)
