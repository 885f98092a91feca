"""Which slot of which job was run, so that no two schedulers run it twice."""

from datetime import datetime, timedelta

from django.db import models, transaction

from vitalfew.accounts.scoping import Scoped

LEASE = timedelta(minutes=15)
MOST_ATTEMPTS = 3
KEPT = timedelta(days=90)
LONGEST_PAUSE = timedelta(hours=2)


class Slot(Scoped):
    """One turn of a job in one workspace: the period that began at `time`. Whoever makes the row runs it."""

    DERIVED = True

    job = models.CharField(max_length=40)
    time = models.DateTimeField()
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=1)

    class Meta(Scoped.Meta):
        ordering = ("-time", "job")
        constraints = [models.UniqueConstraint(fields=["workspace", "job", "time"], name="slot_once")]

    def __str__(self) -> str:
        return f"{self.job}, {self.time:%Y-%m-%d %H:%M}"

    @classmethod
    def lease(cls, *, job: str, time: datetime, now: datetime) -> "Slot | None":
        """The slot, if it is this caller's to run: nobody took it, or who did has not finished in 15 minutes.

        None for a slot that is done, taken, given up after three attempts, or behind a later one: clocks go back.
        """
        with transaction.atomic():
            slot: Slot
            if cls.objects.filter(job=job, time__gt=time).exists():
                return None
            slot, made = cls.objects.get_or_create(job=job, time=time, defaults={"started_at": now})
            left = cls.objects.filter(pk=slot.pk, finished_at=None, attempts__lt=MOST_ATTEMPTS)
            taken = made or left.filter(started_at__lt=now - LEASE).update(
                started_at=now, attempts=models.F("attempts") + 1
            )
        return slot if taken else None

    @classmethod
    def is_over(cls, *, job: str, time: datetime, now: datetime) -> bool:
        """Whether this turn of a job was run; after 15 minutes nobody waits for one that fails."""
        return now >= time + LEASE or cls.objects.filter(job=job, time=time, finished_at__isnull=False).exists()

    @classmethod
    def idle_since(cls, *, now: datetime) -> datetime | None:
        """When a job began for the last time, where that is over two hours ago, though some have to run each hour.

        None where all is well, or where none ever ran.
        """
        latest: datetime | None = cls.everywhere.aggregate(latest=models.Max("started_at"))["latest"]
        return latest if latest and latest < now - LONGEST_PAUSE else None

    def finish(self, *, now: datetime) -> None:
        """It was run; what is older than 90 days is forgotten."""
        self.finished_at = now
        self.save(update_fields=["finished_at"])
        Slot.objects.filter(job=self.job, time__lt=self.time - KEPT).delete()
