"""When a person is away."""

from django.core.exceptions import ValidationError
from django.db import models

from vitalfew.accounts.models.people import Person
from vitalfew.accounts.scoping import Scoped


class Absence(Scoped):
    """Days, both included, on which a person is away: nothing is asked of them."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="absences")
    first = models.DateField("from")
    last = models.DateField("to")

    class Meta(Scoped.Meta):
        ordering = ("first",)

    def __str__(self) -> str:
        return f"{self.person}, {self.first:%d %b %Y} to {self.last:%d %b %Y}"

    def clean(self) -> None:
        """It ends when it begins, or later, and no day is kept twice."""
        if self.first is None or self.last is None:
            return
        if self.last < self.first:
            raise ValidationError({"last": f"This is before it begins ({self.first:%d %b %Y})."})
        others = Absence.objects.filter(person=self.person_id, first__lte=self.last, last__gte=self.first)
        same = others.exclude(pk=self.pk).first()
        if same is not None:
            words = f"{same.first:%d %b %Y} to {same.last:%d %b %Y} is kept already"
            raise ValidationError({"first": f"{words}; choose days that do not overlap, or remove those first."})
