"""Times come back as they went in, whatever way they are read."""

from datetime import UTC, datetime, timedelta, timezone

from django.db.models import Max
from django.db.models.functions import Coalesce, Now, TruncHour

from vitalfew.accounts.models import Workspace
from vitalfew.accounts.scoping import entered
from vitalfew.jobs.models import Slot

TIME = datetime(2026, 10, 25, 0, 30, 15, 250_000, tzinfo=UTC)


def test_times_are_read_in_utc_by_field_aggregate_and_function(db: None) -> None:
    with entered(Workspace.objects.create(name="Acme", slug="acme")):
        there = TIME.astimezone(timezone(timedelta(hours=5, minutes=45)))
        Slot.objects.create(job="a job", time=there, started_at=there)
        slots = Slot.objects.annotate(hour=TruncHour("time"), known=Coalesce("finished_at", "time"), read=Now())
        time, finished, hour, known, read = slots.values_list("time", "finished_at", "hour", "known", "read")[0]
        assert [time, finished, known, Slot.objects.get().time] == [TIME, None, TIME, TIME]
        assert hour == TIME.replace(minute=0, second=0, microsecond=0)
        assert Slot.objects.aggregate(last=Max("time"))["last"] == TIME
        assert {each.utcoffset() for each in (time, hour, known, read)} == {timedelta(0)}
