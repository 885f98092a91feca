"""What was crossed, who has it in hand, and what was done about it."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q

from vitalfew.accounts.models import Person
from vitalfew.accounts.scoping import Scoped
from vitalfew.kpis.models import Kpi
from vitalfew.method.alerting import AGAIN_AFTER, Kind, Speed, answer_by

KINDS = {
    Kind.RED_LINE: "Red line crossed",
    Kind.WORSE: "Real change for the worse",
    Kind.CHECK_POINT: "A point to check",
    Kind.LATE: "No new value",
    Kind.SOURCE_FAILING: "Source failing",
}


class NoAnswer(ValueError):
    """Closing what nobody has answered for."""


class Breach(Scoped):
    """Something wrong with a KPI, opened once, until a person closes it or it has recovered.

    What the product writes as values come in is no part of the history; what a person does is, and can be undone.
    """

    class State(models.TextChoices):
        OPEN = "open", "Open"
        ACKNOWLEDGED = "acknowledged", "Acknowledged"
        ANSWERED = "answered", "Answered"
        RECOVERING = "recovering", "Recovering"
        CLOSED = "closed", "Closed"

    class How(models.TextChoices):
        """How it was closed."""

        PERSON = "person", "closed by hand"
        RECOVERED = "recovered", "recovered"
        CORRECTED = "corrected", "the value or the line was changed"
        RULES = "rules", "the rules were changed"
        JOINED = "joined", "became a crossed red line"
        RETIRED = "retired", "the KPI was retired"

    DERIVED_FIELDS: ClassVar[frozenset[str]] = frozenset(
        {"value", "value_time", "words", "meaning", "recovering_since", "crossed", "told_at", "escalated_at"}
    )

    kpi = models.ForeignKey(Kpi, on_delete=models.CASCADE, related_name="breaches")
    kind = models.CharField(
        max_length=20,
        choices=[(kind.value, words) for kind, words in KINDS.items()],
    )
    severity = models.CharField(max_length=10, choices=[(Speed.NOW.value, "now"), (Speed.DAY.value, "that day")])
    opened_at = models.DateTimeField()
    value = models.FloatField(null=True)
    value_time = models.DateTimeField(null=True, help_text="of the last value that was wrong")
    first_time = models.DateTimeField(null=True, help_text="of the first value that was wrong")
    words = models.CharField(max_length=300, help_text="as it was judged")
    meaning = models.TextField(blank=True)
    crossed = models.PositiveIntegerField(default=1, help_text="how often, while it was open")
    told_at = models.DateTimeField(null=True)
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    assigned_to = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="breaches")
    snoozed_until = models.DateTimeField(null=True)
    answer = models.TextField("what was done", blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    deadline = models.DateTimeField(help_text="by when somebody has to say what was done")
    escalated_at = models.DateTimeField(null=True)
    recovering_since = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    closed_how = models.CharField(max_length=10, choices=How.choices, blank=True)

    class Meta(Scoped.Meta):
        verbose_name_plural = "breaches"
        ordering = ("-opened_at", "-pk")
        constraints = [
            models.UniqueConstraint(fields=["kpi", "kind"], condition=Q(closed_at=None), name="one_open_breach_a_kind")
        ]
        indexes = [
            models.Index(fields=["workspace", "closed_at", "-opened_at"], name="breach_by_time"),
            models.Index(fields=["deadline"], condition=Q(closed_at=None, answer=""), name="breach_unanswered"),
        ]

    def __str__(self) -> str:
        return f"{self.kpi}, {self.get_kind_display().lower()}"

    @property
    def state(self) -> State:
        """Where it stands."""
        if self.closed_at is not None:
            return self.State.CLOSED
        if self.recovering_since is not None:
            return self.State.RECOVERING
        if self.answer:
            return self.State.ANSWERED
        return self.State.OPEN if self.acknowledged_at is None else self.State.ACKNOWLEDGED

    @property
    def in_hand_of(self) -> Person | None:
        """Who has it in hand: whom it was given to, else who acknowledged it; None for nobody."""
        return self.assigned_to or self.acknowledged_by

    @property
    def is_on_its_way_back(self) -> bool:
        """Whether it is recovering, or has recovered."""
        return self.recovering_since is not None or self.closed_how == self.How.RECOVERED

    def is_overdue(self, *, now: datetime) -> bool:
        """Whether nobody has said in time what was done."""
        by = max(self.deadline, self.snoozed_until or self.deadline)
        return self.closed_at is None and not self.answer and now > by

    def acknowledge(self, *, by: Person, now: datetime) -> None:
        """Somebody has seen it and has it in hand; who was first stays so."""
        if self.acknowledged_at is None:
            self.acknowledged_at, self.acknowledged_by = now, by
            self.save(update_fields=["acknowledged_at", "acknowledged_by"])

    def respond(self, *, what: str, by: Person, now: datetime) -> None:
        """Record what was done; who answers has acknowledged it."""
        self.acknowledge(by=by, now=now)
        self.answer, self.answered_at, self.answered_by = what, now, by
        self.save(update_fields=["answer", "answered_at", "answered_by"])

    def snooze(self, *, until: datetime, by: Person, now: datetime) -> None:
        """Nobody is reminded of it before this."""
        self.acknowledge(by=by, now=now)
        self.snoozed_until = until
        self.save(update_fields=["snoozed_until"])

    def assign(self, *, to: Person | None) -> None:
        """Give it to somebody."""
        self.assigned_to = to
        self.save(update_fields=["assigned_to"])

    def close(self, *, by: Person, now: datetime) -> None:
        """It is dealt with; raises `NoAnswer` where nobody said what was done."""
        if not self.answer:
            raise NoAnswer("Say what was done about it before you close it; “nothing, because …” is an answer too.")
        self.closed_at, self.closed_by, self.closed_how = now, by, self.How.PERSON
        self.save(update_fields=["closed_at", "closed_by", "closed_how"])

    def end(self, how: How, *, now: datetime) -> None:
        """It ended by itself; the caller saves."""
        self.closed_at, self.closed_how = now, how

    def join(self, other: "Breach", *, now: datetime) -> None:
        """It goes on as another breach, which nobody has in hand yet or who has this one; the caller saves both."""
        self.end(self.How.JOINED, now=now)
        if other.in_hand_of is None:
            other.acknowledged_at, other.acknowledged_by = self.acknowledged_at, self.acknowledged_by
            other.assigned_to, other.snoozed_until = self.assigned_to, self.snoozed_until

    def cross_again(self) -> None:
        """It is wrong again before it had recovered, or so soon after that it is the same; the caller saves."""
        self.put_back()
        self.crossed += 1

    def put_back(self) -> None:
        """It never ended: what had been changed was changed back; the caller saves."""
        self.recovering_since = self.closed_at = None
        self.closed_how = ""

    def may_be_told_again(self, *, now: datetime) -> bool:
        """Whether it is so long since somebody was told that telling them anew is no noise."""
        return self.told_at is None or now >= self.told_at + AGAIN_AFTER

    def begin(self, *, now: datetime) -> None:
        """Opened now: somebody has to answer within two working days of the workspace; the caller saves."""
        self.opened_at = now
        self.deadline = answer_by(now, zone=self.kpi.workspace.zone_info)
