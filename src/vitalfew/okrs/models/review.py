"""The end of a cycle: what each key result came to, what was learned, and what becomes of it."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from vitalfew.accounts.models import Person, Team
from vitalfew.accounts.scoping import Scoped
from vitalfew.kpis.models import Kpi
from vitalfew.okrs.models.cycle import Cycle
from vitalfew.okrs.models.objective import KeyResult

SHARE = (MinValueValidator(0.0), MaxValueValidator(1.0))


class Outcome(models.TextChoices):
    """What becomes of a key result when its cycle ends."""

    KEEP = "keep", "Keep what it reached; nothing more is asked"
    STOP = "stop", "Stop it"
    CARRY = "carry", "Carry it over into the next cycle"
    GRADUATE = "graduate", "Graduate: hold it from now on, as a KPI"


class Score(Scoped):
    """The end of one key result. `proposed` is the number's own score, `score` the team's; both 0.0–1.0.

    While the review goes on it may be half written: without a score, or without what becomes of it.
    """

    key_result = models.OneToOneField(KeyResult, on_delete=models.CASCADE, related_name="final")
    value = models.FloatField(null=True, blank=True, help_text="as it ended, in its unit")
    proposed = models.FloatField(null=True, blank=True, validators=SHARE)
    probability = models.FloatField(null=True, blank=True, help_text="of success, as it was said at mid-cycle")
    score = models.FloatField(null=True, blank=True, validators=SHARE)
    word = models.TextField("what the team says of it", blank=True)
    learned = models.TextField("what we learned", blank=True)
    outcome = models.CharField("what becomes of it", max_length=10, choices=Outcome.choices, blank=True)
    graduated_to = models.ForeignKey(
        Kpi, on_delete=models.SET_NULL, null=True, blank=True, related_name="graduated_from"
    )
    carried_to = models.ForeignKey(
        KeyResult, on_delete=models.SET_NULL, null=True, blank=True, related_name="carried_from"
    )
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    HIDDEN_WITH: ClassVar[tuple[str, ...]] = ("key_result",)

    class Meta(Scoped.Meta):
        ordering = ("key_result",)

    def __str__(self) -> str:
        return f"{self.key_result}: {'no score yet' if self.score is None else f'{self.score:.1f}'}"


class Retrospective(Scoped):
    """One page about one cycle of one team."""

    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="retrospectives")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="retrospectives")
    worked = models.TextField("what worked", blank=True)
    hindered = models.TextField("what was in the way", blank=True)
    learned = models.TextField("what we learned", blank=True)
    changes = models.TextField("what we do differently", blank=True)
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    class Meta(Scoped.Meta):
        ordering = ("-cycle__start", "team__name")
        constraints = [models.UniqueConstraint(fields=["cycle", "team"], name="retrospective_once")]

    def __str__(self) -> str:
        return f"{self.team}, {self.cycle}"
