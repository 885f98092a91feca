"""Examples for the ten questions, of the family that was chosen: help below the labels, never typed for anyone."""

from vitalfew.kpis.models import Family
from vitalfew.method.wording.measures import like

NAMES = {
    "": "Tickets answered within a day",
    Family.TIMELINE: "Days from commit to production",
    Family.QUALITY: "Deliveries with a fault",
    Family.COST: "Hosting per customer",
    Family.TEAM: "Good work is possible here",
    Family.VALUE: "Contracts renewed",
    Family.STABILITY: "Minutes without sign-in",
    Family.COMPLIANCE: "Data requests answered in time",
}
OFTEN = {
    "": "As often as somebody would act on it.",
    Family.TEAM: "Such as quarterly: a survey each week tires whoever answers.",
    Family.COST: "Such as monthly: bills come by the month.",
    Family.COMPLIANCE: "Such as monthly, with the register.",
    Family.STABILITY: "Such as daily or weekly: an outage is acted on at once.",
}
LIKE = ("description", "formula", "source", "target", "red_line", "action", "why")
OWNER = "One person, who acts."


def examples(family: str) -> dict[str, str]:
    """What helps with each of the ten questions, by the name of its field; an unknown family gets the general ones."""
    known = family if family in NAMES else ""
    return {
        "name": f"For example: {NAMES[known]}",
        "frequency": OFTEN.get(known, OFTEN[""]),
        "owner": OWNER,
        **{name: like(name, known) for name in LIKE},
    }
