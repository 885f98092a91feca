"""P402: a team with too many objectives at one time."""

from vitalfew.method.rules.at_work import at_one_time, at_work
from vitalfew.method.rules.rule import Hit, Rule, Settings
from vitalfew.method.rules.subjects import Team


def _check(team: Team, settings: Settings) -> Hit | None:
    most = settings.limit("objectives_most")
    if len(team.objectives) <= most:
        return None
    count = len(at_one_time(at_work(team.objectives)))
    if count <= most:
        return None
    return Hit(
        message=f"Has {count} objectives at one time; more than {most:.0f} compete for the same days.",
        severity="" if count > settings.limit("objectives_too_many") else "info",
        field="objectives",
        suggestion=f"Which {most:.0f} would you still pursue if half your time were gone? Keep the others for later",
    )


def _objectives(count: int, *more: str) -> str:
    titles = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth")
    return "\nobjectives: [" + ", ".join([*(f"{{objective: {title} aim}}" for title in titles[:count]), *more]) + "]"


_LATER = "{objective: Later aim, cycle: 2031-Q4}"
RULE = Rule(
    code="P402",
    name="too-many-objectives",
    severity="warning",
    on="team",
    message="Has more objectives at one time than it can pursue.",
    why="A team with ten objectives has none: each gets a tenth of the attention, and the loudest gets the most.",
    bad=(
        f"team: Bakery{_objectives(4)}",
        f"team: Bakery{_objectives(5)}",
        f"team: Bakery{_objectives(6)}",
    ),
    good=(
        f"team: Bakery{_objectives(3)}",
        f"team: Bakery{_objectives(3, _LATER)}",
        f"team: Bakery{_objectives(3, '{objective: Old aim, state: dropped, dropped_because: It was done by others}')}",
    ),
    check=_check,
)
