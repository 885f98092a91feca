"""Periods in forms: a date, or for hours a date and time, in the workspace's zone."""

from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError

from vitalfew.kpis.models import Kpi
from vitalfew.method.periods import Frequency, noun, period_start

FIRST_YEAR, LAST_YEAR = 1900, 2100


def written(start: datetime, kpi: Kpi) -> str:
    """A period as forms and addresses write it: 2018-03-01, and 2018-03-01T14:00 for hours."""
    local = start.astimezone(kpi.workspace.zone_info)
    return local.strftime("%Y-%m-%dT%H:%M" if kpi.frequency == Frequency.HOUR else "%Y-%m-%d")


def read_written(text: str, zone: ZoneInfo) -> datetime | None:
    """The moment that `written` stands for, in UTC; None for anything else."""
    try:
        moment = datetime.fromisoformat(text)
        return moment.replace(tzinfo=zone).astimezone(UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


class PeriodField(forms.Field):
    """Any day (or hour) of a period; cleans to the period's start in UTC."""

    def __init__(self, *, kpi: Kpi, **kwargs: Any) -> None:
        self.kpi = kpi
        self.hours = kpi.frequency == Frequency.HOUR
        kind = "datetime-local" if self.hours else "date"
        kwargs.setdefault("widget", forms.TextInput(attrs={"type": kind}))
        kwargs.setdefault("help_text", f"Any day of the {noun(kpi.every)}." if not self.hours else "")
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> datetime | None:
        """The start of the period that holds it; raises ValidationError for what is no date of these centuries."""
        text = str(value or "").strip()
        if not text:
            return None
        zone = self.kpi.workspace.zone_info
        moment = read_written(text, zone)
        if moment is None:
            raise ValidationError(f"“{text[:40]}” is not a date. Write one like {date(2018, 3, 1)}.")
        if not FIRST_YEAR <= moment.year <= LAST_YEAR:
            raise ValidationError(f"The year {moment.year} is not one of {FIRST_YEAR} to {LAST_YEAR}. Check it.")
        return period_start(moment, self.kpi.every, zone)


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """The first moment of a day in this zone, in UTC."""
    return datetime.combine(day, time(), tzinfo=zone).astimezone(UTC)
