"""K213: a key result whose start and aim are in units that don't convert."""

from vitalfew.method.rules.rule import Hit, Rule, Settings
from vitalfew.method.rules.subjects import KeyResult
from vitalfew.method.wording.clashing import clash, clashing_units


def _check(result: KeyResult, settings: Settings) -> Hit | None:
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
    message="Its numbers are in units that don't convert into each other.",
    why="Progress is the way travelled between two numbers. Between a share and an amount there is none.",
    bad=(
        "Raise repeat orders from 120 EUR to 30%",
        "Reduce waiting from 9 min to 20%",
        "Grow sales from $2M to €3M",
        "sentence: Raise repeat orders from 20% to 30%\nunit: EUR",
    ),
    good=(
        "Raise repeat orders from 20% to 30%",
        "Reduce waiting from 2 h to 20 min",
        "Grow sales from $2M to $3M",
    ),
    check=_check,
)
