"""K213: a key result whose numbers do not belong together: units that don't convert, or two measures."""

from vitalfew.method.rules.rule import Hit, Rule, Settings
from vitalfew.method.rules.subjects import KeyResult
from vitalfew.method.wording.clashing import clash, clashing_units
from vitalfew.method.wording.two_measures import two_measures


def _check(result: KeyResult, settings: Settings) -> Hit | None:
    two = two_measures(result.text)
    if two is not None:
        first, second = two.names
        return Hit(
            message=f"Follows two measures, “{first}” and “{second}”: only the first would be seen to move.",
            suggestion=f"Write two key results: “{two.parts[0]}” and “{two.parts[1][:1].upper()}{two.parts[1][1:]}”",
            span=two.span,
        )
    found = clashing_units(result.text)
    if found is not None:
        return _hit(found[0], found[1], found[2])
    said = result.reading.unit
    return _hit(said, result.unit, None) if said and result.unit and clash(said, result.unit) else None


def _hit(one: str, other: str, span: tuple[int, int] | None) -> Hit:
    return Hit(
        message=f"One number is in {one}, the other in {other}: nobody can say how far it is from one to the other.",
        suggestion="Give both in one unit",
        span=span,
    )


RULE = Rule(
    code="K213",
    name="key-result-units-differ",
    severity="warning",
    on="key_result",
    message="Its numbers do not belong together: units that don't convert into each other, or two measures.",
    why="Progress is the way travelled between two numbers. Between a share and an amount there is none, "
    "and for two measures there are two ways.",
    bad=(
        "Raise repeat orders from 120 EUR to 30%",
        "Reduce waiting from 9 min to 20%",
        "Grow sales from $2M to €3M",
        "Increase revenue from 10 to 20 and margin from 3 to 5",
        "NPS 30+ and churn <3%",
        "sentence: Raise repeat orders from 20% to 30%\nunit: EUR",
    ),
    good=(
        "Raise repeat orders from 20% to 30%",
        "Reduce waiting from 2 h to 20 min",
        "Grow sales from $2M to $3M",
        "Cut waste and rework from 9% to 4%",
        "Raise the share of orders paid between 5 and 10 days to 80%",
    ),
    check=_check,
)
