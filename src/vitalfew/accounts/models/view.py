"""Pages that a person kept under a name."""

from django.db import models

from vitalfew.accounts.models.people import Person
from vitalfew.accounts.scoping import Scoped


class View(Scoped):
    """A page with its filters that a person kept under a name; `path` begins below the workspace's own address."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="views")
    name = models.CharField(max_length=60)
    path = models.CharField(max_length=500)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta(Scoped.Meta):
        ordering = ("name",)
        constraints = [models.UniqueConstraint(fields=["person", "name"], name="view_name_once")]

    def __str__(self) -> str:
        return self.name
