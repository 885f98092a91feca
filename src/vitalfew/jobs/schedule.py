"""Everything that runs by the clock, in one table."""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple, Protocol

from vitalfew.accounts.models import Workspace
from vitalfew.alerts.reminding import remind
from vitalfew.alerts.watching import watch
from vitalfew.briefing.digest.sending import send_digests
from vitalfew.collecting.running import collect_due
from vitalfew.findings.looking import look_at_data
from vitalfew.kpis.forgetting import forget_keys
from vitalfew.kpis.readings import judge_ripe
from vitalfew.method.periods import Frequency
from vitalfew.notices.forgetting import forget
from vitalfew.notices.sending import send_due
from vitalfew.okrs.course.stand_ins import end_overdue
from vitalfew.okrs.initiatives import look_again, look_at_new
from vitalfew.okrs.rounds.asking import ask
from vitalfew.okrs.rounds.weeks import ask_for_weeks


class Work(Protocol):
    """What a job does in one workspace, which is entered. Running it twice must do no harm."""

    def __call__(self, *, workspace: Workspace, now: datetime) -> object: ...


class Job(NamedTuple):
    """A job, what it does, and how often: once in each hour, day, week … of the workspace's calendar.

    `after` names those that are as often and go before: what they do is done when this one runs.
    """

    name: str
    work: Work
    every: Frequency
    after: tuple[str, ...] = ()


SCHEDULE = (
    Job("look-at-data", look_at_data, Frequency.DAY),
    Job("remind", remind, Frequency.HOUR),
    Job("rounds", ask, Frequency.HOUR),
    Job("weeks", ask_for_weeks, Frequency.HOUR),
    Job("digests", send_digests, Frequency.HOUR, after=("remind", "rounds", "weeks")),  # so that all is one message
    Job("end-stand-ins", end_overdue, Frequency.HOUR),
    Job("look-at-issues", look_again, Frequency.HOUR),
    Job("forget-notices", forget, Frequency.DAY),
    Job("forget-keys", forget_keys, Frequency.DAY),
)

TICKS: tuple[Callable[..., int], ...] = (judge_ripe, collect_due, watch, send_due, look_at_new)
"""What looks at every tick for what is due in all workspaces, as f(now=…), and gives how much there was to do."""
