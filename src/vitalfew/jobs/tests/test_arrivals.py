"""The thread that judges what arrives."""

import logging
import threading
from datetime import datetime
from pathlib import Path

import pytest

from vitalfew.jobs import arrivals
from vitalfew.jobs.arrivals import SECONDS_BETWEEN, keep_judging, pause_after


class Turns(threading.Event):
    """Lets so many seconds pass, without waiting."""

    def __init__(self, turns: int) -> None:
        super().__init__()
        self.waits: list[float | None] = []
        self.turns = turns

    def wait(self, timeout: float | None = None) -> bool:
        self.waits.append(timeout)
        return len(self.waits) > self.turns


@pytest.mark.django_db(transaction=True)
def test_it_looks_each_second_whatever_happened_before(tmp_path: Path, monkeypatch, caplog) -> None:
    waiting = iter([0, 3, OSError("the database is away"), 1])
    looked: list[datetime] = []

    def judge(*, now: datetime) -> int:
        looked.append(now)
        found = next(waiting)
        if isinstance(found, OSError):
            raise found
        return found

    monkeypatch.setattr(arrivals, "judge_arrived", judge)
    seconds = Turns(4)
    with caplog.at_level(logging.ERROR):
        keep_judging(stop=seconds, lock=tmp_path / "arrivals.lock")
    assert len(looked) == 4
    assert seconds.waits == [SECONDS_BETWEEN] * 5
    assert "the database is away" in caplog.text


@pytest.mark.parametrize(("judged_for", "rests"), [(0.01, 1), (0.5, 2), (2, 8), (60, 10)])
def test_while_much_pours_in_it_rests_longer_than_it_works(judged_for: float, rests: float) -> None:
    assert pause_after(judged_for) == rests


@pytest.mark.django_db(transaction=True)
def test_after_long_work_it_waits_longer(tmp_path: Path, monkeypatch) -> None:
    clock = iter([0.0, 1.5, 10.0, 10.1])
    monkeypatch.setattr(arrivals, "judge_arrived", lambda *, now: 1)
    monkeypatch.setattr(arrivals.time, "monotonic", lambda: next(clock))
    seconds = Turns(2)
    keep_judging(stop=seconds, lock=tmp_path / "arrivals.lock")
    assert seconds.waits == [1, 6, 1]
