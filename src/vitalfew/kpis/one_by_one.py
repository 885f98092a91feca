"""Judging many at once, so that what cannot be judged holds up no other."""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from django.db import InterfaceError, OperationalError

PAUSE = timedelta(hours=1)
AWAY = (InterfaceError, OperationalError)  # the database, which is no fault of a record
log = logging.getLogger(__name__)


class OneByOne:
    """Where judging many fails each is judged by itself; what fails alone is logged, and left alone for an hour.

    Each process knows only what failed there.
    """

    def __init__(self, noun: str) -> None:
        self.noun = noun
        self.again_at: dict[int, datetime] = {}

    def left_alone(self, *, now: datetime) -> set[int]:
        """What is not to be judged yet."""
        self.again_at = {key: at for key, at in self.again_at.items() if now < at <= now + PAUSE}
        return set(self.again_at)

    def judge(self, work: Callable[[Sequence[int]], int], keys: Sequence[int], *, now: datetime) -> int:
        """How many `work` has judged; raises only where the database is away."""
        try:
            return work(keys)
        except AWAY:
            raise
        except Exception:
            if len(keys) == 1:
                log.exception("%s %d cannot be judged; it is tried again in an hour.", self.noun, keys[0])
                self.again_at[keys[0]] = now + PAUSE
                return 0
        return sum(self.judge(work, [key], now=now) for key in keys)
