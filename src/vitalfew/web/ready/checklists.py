"""The two checklists, each item with the rules that tick it."""

from typing import NamedTuple

from vitalfew.web.ready.missing import Lacking, closed_cycles, key_results, values


class Item(NamedTuple):
    """A question of a checklist: it is so when none of these rules finds anything, and nothing is lacking to say so."""

    question: str
    codes: tuple[str, ...]
    lacking: Lacking | None = None


OBJECTIVES = (
    Item("No more objectives than a team can hold in its head: three, five at most", ("P402",)),
    Item("Objectives that inspire and are no numbers, tasks or upkeep", ("O101", "O102", "O103", "O104")),
    Item("Two to five key results for each objective", ("O110",)),
    Item("Every key result measured by a number", ("K201", "K202"), key_results),
    Item("Where each key result starts and where it should go", ("K201", "K203", "K204"), key_results),
    Item("Ambitious: 0.7 is success, and it is neither always nor never reached", ("D507",), closed_cycles),
    Item("Aligned with the strategy", ("O108", "P409")),
    Item("Check-ins in the calendar", ("O109",)),
)
KPIS = (
    Item("No more KPIs than are looked at: five, ten at most", ("P401",)),
    Item(
        "Each one specific, measurable, attainable, relevant and timely",
        ("H304", "H308", "H311", "H312", "H313", "H314", "H316"),
    ),
    Item("One named owner for each", ("H301",)),
    Item("How often each is measured", ("H306",)),
    Item("A red line for each, on the bad side of its target", ("H302", "H309")),
    Item("What is done when it is crossed", ("H303",)),
    Item("Fresh numbers for everybody who looks", ("D502",), values),
    Item("Numbers that come by themselves", ("H318",), values),
)
