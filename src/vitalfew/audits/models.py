"""An audit that is kept: a sheet of metrics, each row with what was judged and where a person put it."""

from django.db import models
from django.utils import timezone

from vitalfew.accounts.models import Person
from vitalfew.accounts.scoping import Scoped
from vitalfew.kpis.models import Kpi
from vitalfew.method.audit.few import CHOSEN, NEXT_BEST, WAITS
from vitalfew.method.audit.judged import LIKELY, SURE
from vitalfew.okrs.models import KeyResult, Objective

OF_THE_FEW = (CHOSEN, NEXT_BEST, WAITS)


class Place(models.TextChoices):
    """The three columns."""

    HEALTH = "health", "Health"
    GROWTH = "growth", "Growth"
    NEITHER = "neither", "The bin"


class Kind(models.TextChoices):
    """What a row is, by its words."""

    METRIC = "metric", "Metric"
    KEY_RESULT = "key_result", "Key result"
    OBJECTIVE = "objective", "Objective"
    TASK = "task", "Task"
    VANITY = "vanity", "Vanity"
    UNCLEAR = "unclear", "Unclear"


class Linked(models.TextChoices):
    """How a row came to its record when the audit was accepted."""

    NO = "", "Not accepted"
    MADE = "made", "Made"
    FOUND = "found", "Was there already"


class Audit(Scoped):
    """One look at one sheet. `headings` are its columns in their order, `columns` the role that each plays.

    A deleted one is out of sight, and undoing the deletion brings it back with its rows.
    """

    name = models.CharField(max_length=120)
    file = models.CharField(max_length=200, blank=True)
    sheet = models.CharField(max_length=200, blank=True)
    headings = models.JSONField(default=list)
    columns = models.JSONField(default=dict)
    notes = models.JSONField(default=list)
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    count = models.PositiveIntegerField("rows", default=0)
    before = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="repeats")
    came = models.PositiveIntegerField(default=0)
    went = models.PositiveIntegerField(default=0)
    turned = models.PositiveIntegerField(default=0, help_text="rows whose verdict is another one than before")
    deleted_at = models.DateTimeField(null=True, editable=False)

    class Meta(Scoped.Meta):
        ordering = ("-at", "-pk")
        indexes = [models.Index(fields=["workspace", "-at"], name="audit_by_time")]

    def __str__(self) -> str:
        return self.name

    def take_back(self) -> None:
        """Put it out of sight: its rows passed no history, and stay for who undoes this again."""
        self.deleted_at = timezone.now()
        self.save(update_fields=["deleted_at"])


class AuditRow(Scoped):
    """A row of the sheet: the verdict as it was judged, and where it stands now.

    `said` holds what the sheet says of it by role, `cells` the row as it came, for the way back. `proposed` is whether
    the judgement counts it among the vital few, `vital` whether it does now. `group` and `duplicate_of` (a position)
    are of the rows that measure one thing.
    """

    audit = models.ForeignKey(Audit, on_delete=models.CASCADE, related_name="rows")
    position = models.PositiveIntegerField()
    name = models.CharField(max_length=300)
    team = models.CharField(max_length=100, blank=True)
    said = models.JSONField(default=dict)
    cells = models.JSONField(default=list)
    verdict = models.CharField(max_length=8, choices=Place.choices)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    confidence = models.FloatField()
    reasons = models.JSONField(default=list)
    suggestion = models.TextField(blank=True)
    group = models.PositiveIntegerField(null=True)
    duplicate_of = models.PositiveIntegerField(null=True)
    proposed = models.BooleanField(default=False)
    place = models.CharField(max_length=8, choices=Place.choices)
    vital = models.BooleanField(default=False)
    moved_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    linked = models.CharField(max_length=5, choices=Linked.choices, blank=True)
    kpi = models.ForeignKey(Kpi, on_delete=models.SET_NULL, null=True, related_name="+")
    objective = models.ForeignKey(Objective, on_delete=models.SET_NULL, null=True, related_name="+")
    key_result = models.ForeignKey(KeyResult, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta(Scoped.Meta):
        ordering = ("position",)
        constraints = [models.UniqueConstraint(fields=["audit", "position"], name="audit_row_once")]
        indexes = [models.Index(fields=["audit", "team", "place", "vital"], name="audit_row_by_place")]

    def __str__(self) -> str:
        return self.name

    @property
    def sureness(self) -> str:
        """How sure the judgement is, in one word."""
        return "sure" if self.confidence >= SURE else "likely" if self.confidence >= LIKELY else "ask"

    @property
    def why(self) -> str:
        """The reasons that still hold: not why it is vital or can wait, where a person decided otherwise."""
        decided = (self.place, self.vital) != (self.verdict, self.proposed)
        return " ".join(each for each in self.reasons if not (decided and each.startswith(OF_THE_FEW)))

    @property
    def next_step(self) -> str:
        """What to do about it, where it stands as judged and wants something: a goal, or a judgement to ask about."""
        wanted = self.place == Place.GROWTH or self.sureness == "ask"
        return self.suggestion if wanted and not self.moved else ""

    @property
    def moved(self) -> bool:
        """Whether it stands elsewhere than it was judged."""
        return self.place != self.verdict
