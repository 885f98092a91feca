"""Objectives and the key results that measure them."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from vitalfew.accounts.models import Person, Team
from vitalfew.accounts.queries import line_of
from vitalfew.accounts.scoping import Scoped
from vitalfew.kpis.events import values_changed
from vitalfew.kpis.models import Kpi, Series
from vitalfew.kpis.models.kpi import new_series
from vitalfew.method.periods import Frequency, words
from vitalfew.okrs.models.cycle import Cycle


class Objective(Scoped):
    """A qualitative aim of one team for one cycle."""

    class Kind(models.TextChoices):
        """What success means; chosen when it is written."""

        ASPIRATIONAL = "aspirational", "Aspirational (0.7 is success)"
        COMMITTED = "committed", "Committed (1.0 is expected)"
        LEARNING = "learning", "Learning (a question answered)"

    class State(models.TextChoices):
        """Where it stands in its life."""

        DRAFT = "draft", "Draft"
        ACTIVE = "active", "Active"
        DROPPED = "dropped", "Dropped"
        CLOSED = "closed", "Closed"

    title = models.CharField("objective", max_length=200)
    team = models.ForeignKey(Team, on_delete=models.RESTRICT, related_name="objectives")
    cycle = models.ForeignKey(Cycle, on_delete=models.RESTRICT, related_name="objectives")
    owner = models.ForeignKey(Person, on_delete=models.RESTRICT, null=True, blank=True, related_name="objectives")
    kind = models.CharField(max_length=14, choices=Kind.choices, default=Kind.ASPIRATIONAL)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    dropped_because = models.TextField(blank=True)
    why = models.TextField(blank=True)
    serves_strategy = models.BooleanField("serves the strategy", default=False)
    parents = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="contributors")
    responds_to = models.ForeignKey(Kpi, on_delete=models.SET_NULL, null=True, blank=True, related_name="responses")
    guardrails = models.ManyToManyField(Kpi, blank=True, related_name="guarded")
    stops = models.TextField("what we stop for it", blank=True)
    rhythm = models.CharField(
        "check-in", max_length=10, default=Frequency.WEEK,
        choices=[(f.value, words(f)) for f in (Frequency.WEEK, Frequency.TWO_WEEKS, Frequency.MONTH)],
    )  # fmt: skip
    helpers = models.ManyToManyField(Person, blank=True, related_name="helps")
    teams = models.ManyToManyField(Team, blank=True, related_name="takes_part_in", verbose_name="teams that take part")
    private = models.BooleanField(
        default=False, help_text="Private: only its owner and its helpers see it, with all that hangs from it."
    )
    recurring = models.BooleanField("offered again for the next cycle", default=False)
    answer = models.TextField("the answer that was found", blank=True, help_text="to what a learning objective asks")
    relevant_at = models.DateTimeField(
        null=True, blank=True, editable=False, help_text="when it was said half-way that it still matters"
    )
    relevant_because = models.TextField("why it still matters", blank=True)
    carried_from = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="carried_to", editable=False
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta(Scoped.Meta):
        ordering = ("-cycle__start", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["team", "cycle", "title"],
                condition=Q(private=False),  # else a name that is refused would tell of a private one
                name="objective_once_per_cycle",
                violation_error_message="This team has an objective of that name in that cycle already.",
            )
        ]
        indexes = [
            models.Index(fields=["workspace", "state", "cycle"], name="objective_by_state"),
            models.Index(fields=["workspace"], condition=Q(private=True), name="objective_private"),
        ]

    def __str__(self) -> str:
        return self.title

    @classmethod
    def hidden_from(cls, reader: Person | None) -> Q | None:
        """A private one is seen by its owner and its helpers alone, administrators not excepted."""
        if reader is None:
            return Q(private=True)
        helped = cls.helpers.through._default_manager.filter(person=reader.pk).values("objective")  # noqa: SLF001
        return Q(private=True) & ~Q(owner=reader.pk) & ~Q(pk__in=helped)

    def clean(self) -> None:
        """What is private has somebody who sees it, and a cycle of one team is for objectives of that team."""
        if self.private and self.owner_id is None:
            raise ValidationError({"owner": "Only its owner and its helpers see a private objective: name its owner."})
        if self.cycle_id:
            self.cycle.refuse_if_closed()
        own = self.cycle.team if self.cycle_id else None
        if own is not None and self.team_id is not None and own.pk not in line_of(self.team_id):
            words = f"“{self.cycle}” is a cycle of {own} alone. Choose one of everyone’s, or of {self.team}."
            raise ValidationError({"cycle": words})

    def is_seen_by(self, person: Person) -> bool:
        """Whether this person may read it: at most one statement."""
        return not self.private or self.owner_id == person.pk or self.helpers.filter(pk=person.pk).exists()

    def refresh(self) -> None:
        """Bring the standing of its key results up to date."""
        values_changed.send(type(self), series_ids=set(self.key_results.values_list("series", flat=True)))

    @property
    def success(self) -> float:
        """The score from which a key result of this objective counts as delivered."""
        return 1.0 if self.kind == self.Kind.COMMITTED else 0.7

    def activate(self) -> None:
        """From now on it is checked in on."""
        self.state = self.State.ACTIVE
        self.save(update_fields=["state"])

    def drop(self, *, because: str) -> None:
        """Stop pursuing it, with the reason; it is not dragged along."""
        if not because.strip():
            raise ValidationError("Say why it is dropped; the next cycle learns from it.")
        self.state, self.dropped_because = self.State.DROPPED, because.strip()
        self.save(update_fields=["state", "dropped_because"])


class KeyResult(Scoped):
    """[metric] goes from [baseline] to [target] [unit]; its values lie in a series of its own or in a KPI's."""

    objective = models.ForeignKey(Objective, on_delete=models.CASCADE, related_name="key_results")
    position = models.PositiveSmallIntegerField(default=0)
    sentence = models.CharField("as it was written", max_length=300, blank=True)
    metric = models.CharField(max_length=200)
    baseline = models.FloatField("from", null=True, blank=True)
    target = models.FloatField("to", null=True, blank=True)
    unit = models.CharField(max_length=30, blank=True)
    owner = models.ForeignKey(Person, on_delete=models.RESTRICT, null=True, blank=True, related_name="key_results")
    series = models.ForeignKey(Series, on_delete=models.RESTRICT, related_name="key_results", editable=False)
    source = models.CharField(max_length=300, blank=True)
    measured = models.CharField(
        "measured every",
        max_length=10,
        choices=[(f.value, words(f)) for f in Frequency],
        default=Frequency.WEEK,
    )
    weight = models.FloatField(default=1.0)
    supports = models.ForeignKey(
        Kpi, on_delete=models.SET_NULL, null=True, blank=True, related_name="supported_by",
        verbose_name="KPI it should move",
    )  # fmt: skip

    HIDDEN_WITH: ClassVar[tuple[str, ...]] = ("objective",)

    class Meta(Scoped.Meta):
        ordering = ("position", "pk")
        indexes = [models.Index(fields=["workspace", "objective"], name="key_result_of_objective")]
        constraints = [
            models.CheckConstraint(condition=Q(weight__gt=0), name="weight_above_zero"),
            models.CheckConstraint(
                condition=Q(baseline__isnull=True) | Q(target__isnull=True) | ~Q(baseline=models.F("target")),
                name="target_differs_from_baseline",
                violation_error_message="The target equals the baseline: nothing would have to move.",
            ),
        ]

    def __str__(self) -> str:
        return self.metric

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A key result is never without a series."""
        if self.series_id is None:
            self.series_id = new_series()
        super().save(*args, **kwargs)

    def refresh(self) -> None:
        """Bring its standing up to date."""
        values_changed.send(type(self), series_ids={self.series_id})

    def clean(self) -> None:
        """Nothing of a closed cycle is edited, and who owns a key result may read the objective from which it hangs."""
        if not self.objective_id:
            return
        self.objective.cycle.refuse_if_closed()
        if self.owner is not None and not self.objective.is_seen_by(self.owner):
            words = f"The objective is private, and {self.owner} would not see it: let them help with it first."
            raise ValidationError({"owner": words})

    @property
    def responsible(self) -> Person | None:
        """Its owner: the objective's unless said otherwise."""
        return self.owner or self.objective.owner
