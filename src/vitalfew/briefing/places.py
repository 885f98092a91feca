"""Where a KPI stands among others: what needs a decision first, then what is not well, what is steady last."""

from datetime import datetime

from django.db.models import Case, IntegerChoices, Q, Value, When

from vitalfew.alerts.queries import calling, undecided
from vitalfew.method.status import Status


class Place(IntegerChoices):
    """The groups of a board, in their order; the first that holds for a KPI is its own."""

    UNDECIDED = 0, "Needs a decision"
    ANSWERED = 1, "Answered, and it lasts"
    FAILING = 2, "Source failing"
    LATE = 3, "Without data, or late"
    SHORT = 4, "Short of its target"
    WATCH = 5, "Worth watching"
    TOO_FEW = 6, "Too few values to tell"
    STEADY = 7, "Steady"

    @property
    def is_well(self) -> bool:
        """Whether nobody has to act on a KPI that stands here."""
        return self >= Place.WATCH


def place(*, now: datetime) -> Case:
    """The place of a KPI, for a statement that reads KPIs."""
    return Case(
        When(undecided(now=now), then=Value(Place.UNDECIDED)),
        When(calling(now=now), then=Value(Place.ANSWERED)),
        When(failing(), then=Value(Place.FAILING)),
        When(late(now=now), then=Value(Place.LATE)),
        When(short(), then=Value(Place.SHORT)),
        When(reading__state__in=("watch", "check_point", "real_change"), then=Value(Place.WATCH)),
        When(reading__state="too_few", then=Value(Place.TOO_FEW)),
        default=Value(Place.STEADY),
    )


def failing() -> Q:
    """KPIs whose source gives nothing."""
    return Q(reading__failing_since__isnull=False)


def late(*, now: datetime) -> Q:
    """KPIs without a value, or whose next one is overdue."""
    return Q(reading=None) | Q(reading__value=None) | Q(reading__due_at__lt=now)


def short() -> Q:
    """KPIs that are short of their target."""
    return Q(reading__status=Status.SHORT)
