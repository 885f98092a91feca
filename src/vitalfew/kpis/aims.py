"""The target that a KPI's latest value is held to: of one that moves, that of the value's own period."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from vitalfew.method.course import Course
from vitalfew.method.frequency import Every


class Aimed(Protocol):
    """A KPI or a row of one, with its target and its course ([] where the target does not move)."""

    @property
    def target(self) -> float | None: ...
    @property
    def course(self) -> Sequence[Sequence[Any]]: ...
    @property
    def every(self) -> Every: ...


def aim(kpi: Aimed, *, time: datetime, zone: ZoneInfo) -> float | None:
    """The target of the period in which `time` lies; None without a target."""
    if not kpi.course:
        return kpi.target
    return Course.kept(kpi.course).in_period(time, kpi.every, zone)
