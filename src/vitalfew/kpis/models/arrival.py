"""Values that were stored and are still to be judged."""

from django.db import models

from vitalfew.accounts.scoping import Scoped
from vitalfew.kpis.models.series import Series


class Arrival(Scoped):
    """A call brought values of a series. It goes with the transaction that judges them, and not before.

    Each call writes its own: two calls, or a call and the judge, never wait for one another here.
    """

    DERIVED = True

    workspace = models.ForeignKey(
        "accounts.Workspace",
        on_delete=models.CASCADE,
        related_name="+",
        editable=False,
        db_index=False,
        db_constraint=False,  # the values that are stored with it are held to both
    )
    series = models.ForeignKey(
        Series, on_delete=models.CASCADE, related_name="arrivals", db_index=False, db_constraint=False
    )

    class Meta(Scoped.Meta):
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.series} has values to judge"
