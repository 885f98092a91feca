"""P401: a team with too many KPIs."""

from vitalfew.method.rules.rule import Hit, Rule, Settings
from vitalfew.method.rules.subjects import Team


def _check(team: Team, settings: Settings) -> Hit | None:
    count, most = len(team.kpis), settings.limit("kpis_most")
    if count <= most:
        return None
    return Hit(
        message=f"Has {count} KPIs; more than {most:.0f} get looked at, not watched.",
        severity="" if count > settings.limit("kpis_too_many") else "info",
        field="kpis",
        suggestion=f"Keep the {most:.0f} at which you would act within a week; retire the others or give them away",
    )


def _kpis(count: int) -> str:
    return f"kpis: [{', '.join(f'{{name: Number {n}}}' for n in range(count))}]"


RULE = Rule(
    code="P401",
    name="too-many-kpis",
    severity="warning",
    on="team",
    message="Has more KPIs than anyone can watch.",
    why="Each KPI is a promise to act when it turns red. A wall of forty is a promise that nobody keeps, and the "
    "five that matter drown in it.",
    bad=(f"team: Bakery\n{_kpis(6)}", f"team: Bakery\n{_kpis(10)}", f"team: Bakery\n{_kpis(11)}"),
    good=(f"team: Bakery\n{_kpis(5)}", f"team: Bakery\n{_kpis(1)}", "team: Bakery\nkpis: []"),
    check=_check,
)
