"""Where a stretch of history ends, for sources that are asked for one after the other."""

from datetime import datetime, timedelta

from vitalfew.sources.contract import Spec

A_MOMENT = timedelta(microseconds=1)


def until(spec: Spec) -> datetime | None:
    """Before when values are wanted; None for all that there are."""
    return datetime.fromisoformat(spec["until"]) if spec.get("until") else None


def last_moment(spec: Spec, now: datetime) -> datetime:
    """The last moment of which values are wanted: now, or the end of a stretch that is over."""
    end = until(spec)
    return now if end is None else min(now, end - A_MOMENT)
