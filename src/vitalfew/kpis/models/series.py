"""Values over time. One series serves a KPI and every key result that moves it, so no number is kept twice."""

from typing import ClassVar

from django.db import models

from vitalfew.accounts.models import Person, Token
from vitalfew.accounts.scoping import Scoped
from vitalfew.kpis.events import values_changed


class Origin(models.TextChoices):
    """Where a value came from."""

    HAND = "hand", "typed by hand"
    CHECKIN = "checkin", "a check-in"
    FILE = "file", "a file"
    API = "api", "the API"
    SAMPLE = "sample", "the sample"
    SOURCE = "source", "its source"


class Series(Scoped):
    """A sequence of observations, at most one at a time."""

    created_at = models.DateTimeField(auto_now_add=True)

    class Meta(Scoped.Meta):
        verbose_name_plural = "series"

    def __str__(self) -> str:
        return f"series {self.pk}"


class Batch(Scoped):
    """Values that came together: an upload, or one value typed by hand."""

    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    origin = models.CharField(max_length=10, choices=Origin.choices)
    name = models.CharField(max_length=200, blank=True)
    stored = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)

    class Meta(Scoped.Meta):
        verbose_name_plural = "batches"

    def __str__(self) -> str:
        return self.name or f"{self.get_origin_display()}, {self.stored}"

    def take_back(self) -> None:
        """Remove what this batch added and restore what it replaced."""
        replaced = {c.observation_id: c for c in self.corrections.all()}
        changed = list(self.observations.filter(pk__in=replaced))
        for observation in changed:
            observation.restore(replaced[observation.pk])
        Observation.objects.bulk_update(changed, [*Observation.KEPT, "batch"], batch_size=500)
        touched = {*self.observations.values_list("series", flat=True), *(o.series_id for o in changed)}
        self.corrections.all().delete()
        self.delete()
        values_changed.send(type(self), series_ids=touched)


class Observation(Scoped):
    """One value of a series: for the period that begins at `time` (UTC)."""

    KEPT: ClassVar[tuple[str, ...]] = ("value", "n", "note", "origin", "recorded_at", "by")

    workspace = models.ForeignKey(
        "accounts.Workspace",
        on_delete=models.CASCADE,
        related_name="+",
        editable=False,
        db_index=False,
        db_constraint=False,  # its series' own, which the database holds to it; looking twice costs, by the million
    )
    series = models.ForeignKey(
        Series,
        on_delete=models.CASCADE,
        related_name="observations",
        db_index=False,  # the constraint's index begins with it
    )
    time = models.DateTimeField()
    value = models.FloatField()
    n = models.PositiveIntegerField("number of cases", null=True, blank=True)
    note = models.TextField(blank=True)
    origin = models.CharField(max_length=10, choices=Origin.choices, default=Origin.HAND)
    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, null=True, related_name="observations", db_index=False)
    by = models.ForeignKey(
        Person,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        db_index=False,  # asked for only when a person is removed
    )
    recorded_at = models.DateTimeField()

    class Meta(Scoped.Meta):
        ordering = ("time",)
        constraints = [models.UniqueConstraint(fields=["series", "time"], name="one_value_at_a_time")]
        indexes = [  # most values come alone, by programs
            models.Index(fields=["batch"], condition=models.Q(batch__isnull=False), name="values_of_a_batch")
        ]

    def __str__(self) -> str:
        return f"{self.time:%Y-%m-%d}: {self.value:g}"

    def refresh(self) -> None:
        """Judge whatever hangs on its series anew."""
        values_changed.send(type(self), series_ids={self.series_id})

    def restore(self, kept: "Correction") -> None:
        """Set this value back to what a correction replaced; the caller saves."""
        for field in (*self.KEPT, "batch"):
            setattr(self, field, getattr(kept, "replaced_batch" if field == "batch" else field))


class Correction(Scoped):
    """What a value was before it was corrected."""

    observation = models.ForeignKey(Observation, on_delete=models.CASCADE, related_name="corrections")
    replaced_at = models.DateTimeField()
    batch = models.ForeignKey(Batch, on_delete=models.SET_NULL, null=True, related_name="corrections")
    value = models.FloatField()
    n = models.PositiveIntegerField(null=True)
    note = models.TextField(blank=True)
    origin = models.CharField(max_length=10, choices=Origin.choices)
    replaced_batch = models.ForeignKey(Batch, on_delete=models.SET_NULL, null=True, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta(Scoped.Meta):
        ordering = ("-replaced_at",)

    def __str__(self) -> str:
        return f"was {self.value:g} until {self.replaced_at:%Y-%m-%d}"


class Delivery(Scoped):
    """A call that stored values under an idempotency key, so that the same call again stores nothing more."""

    token = models.ForeignKey(
        Token,
        on_delete=models.CASCADE,
        related_name="deliveries",
        db_index=False,  # the constraint's index begins with it
    )
    key = models.CharField(max_length=255)
    digest = models.CharField(max_length=64)
    stored = models.PositiveIntegerField()
    unchanged = models.PositiveIntegerField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta(Scoped.Meta):
        verbose_name_plural = "deliveries"
        constraints = [models.UniqueConstraint(fields=["token", "key"], name="delivery_key_once")]

    def __str__(self) -> str:
        return self.key
