"""A thread of the server that breaks off begins again, and holds nothing up meanwhile."""

import threading
from pathlib import Path

from vitalfew.jobs import threads


def test_a_thread_that_breaks_off_lets_go_of_its_lock_says_so_and_begins_again(tmp_path: Path, monkeypatch, caplog):
    monkeypatch.setattr(threads, "SECONDS_UNTIL_AGAIN", 0)
    began: list[Path] = []

    def keep(*, stop: threading.Event, lock: Path) -> None:
        with threads.held(lock):
            began.append(lock)
            if len(began) < 3:
                raise OSError("the connection could not be closed")

    lock = tmp_path / "scheduler.lock"
    kept = threading.Thread(target=threads.keep_up, args=("scheduler", keep, threading.Event(), lock), daemon=True)
    kept.start()
    kept.join(timeout=10)
    assert not kept.is_alive()  # one that still held the lock would wait for itself for ever
    assert began == [lock] * 3
    assert caplog.text.count("The thread scheduler broke off; it begins again") == 2


def test_one_that_is_told_to_stop_does_not_begin_again(tmp_path: Path):
    told = threading.Event()
    told.set()

    def keep(*, stop: threading.Event, lock: Path) -> None:
        raise OSError("no luck")

    threads.keep_up("scheduler", keep, told, tmp_path / "lock")
