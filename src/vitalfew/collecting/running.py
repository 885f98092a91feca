"""Asks the sources that are due, four at once, and keeps what they say."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from queue import Empty, SimpleQueue
from threading import Thread
from time import monotonic
from typing import NamedTuple

from django.conf import settings

from vitalfew.accounts.scoping import entered
from vitalfew.collecting.asking import Fetch, Question, question
from vitalfew.collecting.keeping import fail, keep
from vitalfew.collecting.leasing import due, lease
from vitalfew.collecting.line import Due, Line
from vitalfew.collecting.models import Run
from vitalfew.lib.away import is_away
from vitalfew.sources.child import fetched
from vitalfew.sources.contract import Point, SourceError

MOST_AT_ONCE = 4
SECONDS_OF_WORK = 20.0
SECONDS_OF_PATIENCE = 3.0
log = logging.getLogger(__name__)


class Asked(NamedTuple):
    """A source that is being asked, by a thread that waits for its process."""

    due: Due
    run: Run
    question: Question


class Answer(NamedTuple):
    """What came of it: points, or why there are none."""

    asked: Asked
    points: list[Point]
    error: str


class Collector:
    """What one process is collecting. Only threads that wait for a process run beside it; they touch no database.

    One that is patient waits until all have answered: it cannot know whether it is called again.
    """

    def __init__(self, fetch: Fetch = fetched, *, patient: bool = False) -> None:
        self.fetch = fetch
        self.patient = patient
        self.under_way: dict[int, Due] = {}
        self.answers: SimpleQueue[Answer] = SimpleQueue()

    def collect_due(self, *, now: datetime) -> int:
        """Ask what is due, for 20 seconds at most; how many were kept or are still under way.

        Once nobody waits any more, those that take their time are left to themselves, and kept at the next call.
        """
        clock = _Clock(now)
        line = Line(each for each in due(now=now) if each.feed not in self.under_way)
        kept = 0
        while True:
            while clock.working and (turn := line.next(self.under_way.values(), most=MOST_AT_ONCE)):
                self._begin(turn, now=clock.now)
            answer = self._next(clock)
            if answer is None:
                return kept + len(self.under_way)
            kept += self._end(answer, now=clock.now)

    def _begin(self, turn: Due, *, now: datetime) -> None:
        with _guarded(f"A source (feed {turn.feed}) could not be asked."):
            run = lease(turn.feed, now=now)
            if run is None:
                return
            with entered(run.feed.kpi.workspace):
                try:
                    asked = Asked(turn, run, question(run.feed, now=now, history=run.history))
                except SourceError as error:
                    fail(run, str(error), now=now)
                    return
            self.under_way[turn.feed] = turn
            Thread(target=self._ask, args=(asked,), daemon=True).start()

    def _ask(self, asked: Asked) -> None:
        try:
            answer = Answer(asked, asked.question.asked(self.fetch), "")
        except SourceError as error:
            answer = Answer(asked, [], str(error))
        except Exception as error:
            log.exception("The source of %s could not be asked.", _named(asked.run))
            answer = Answer(
                asked, [], f"It could not be asked ({type(error).__name__}); the log of the server says why."
            )
        self.answers.put(answer)

    def _next(self, clock: "_Clock") -> Answer | None:
        if not self.under_way:
            return None
        try:
            return self.answers.get(timeout=None if self.patient else clock.patience)
        except Empty:
            return None

    def _end(self, answer: Answer, *, now: datetime) -> bool:
        del self.under_way[answer.asked.due.feed]
        run = answer.asked.run
        with _guarded(f"What the source of {_named(run)} gave could not be kept."), entered(run.feed.kpi.workspace):
            return _kept(answer, now=now)
        return False


class _Clock:
    """The time, which goes on from `now`, and how long one call may work and wait."""

    def __init__(self, now: datetime) -> None:
        self.given, self.began = now, monotonic()

    @property
    def now(self) -> datetime:
        return self.given + timedelta(seconds=monotonic() - self.began)

    @property
    def working(self) -> bool:
        return monotonic() - self.began < SECONDS_OF_WORK

    @property
    def patience(self) -> float:
        return min(SECONDS_OF_PATIENCE, max(0.0, self.began + SECONDS_OF_WORK - monotonic()))


def _kept(answer: Answer, *, now: datetime) -> bool:
    run = answer.asked.run
    if answer.error:
        return fail(run, answer.error, now=now)
    try:
        return keep(run, answer.points, since=answer.asked.question.since, now=now)
    except SourceError as error:
        return fail(run, str(error), now=now)
    except Exception as error:
        if is_away(error):
            raise  # its lease runs out, and then it is asked again
        log.exception("What the source of %s gave could not be kept.", _named(run))
        words = f"What it gave could not be kept ({type(error).__name__}); the log of the server says why."
        return fail(run, words, now=now)


def _named(run: Run) -> str:
    return f"KPI {run.feed.kpi_id} ({run.feed.kpi})"


@contextmanager
def _guarded(words: str) -> Iterator[None]:
    """What fails is logged and the others go on; its lease runs out, and then it is asked again."""
    try:
        yield
    except Exception:
        log.exception(words)


collect_due = Collector(patient=bool(settings.BROKER_URL)).collect_due
