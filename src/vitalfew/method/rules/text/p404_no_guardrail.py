"""P404: objectives that watch nothing while the team stretches."""

from vitalfew.method.rules.at_work import at_work, listed
from vitalfew.method.rules.rule import Hit, Rule, Settings
from vitalfew.method.rules.subjects import Team
from vitalfew.method.rules.vague import is_counted
from vitalfew.method.wording.measures import keeps, stays_healthy


def _check(team: Team, settings: Settings) -> Hit | None:
    running = at_work(team.objectives)
    without = [objective.text for objective in running if not objective.guardrails]
    if not team.kpis or not without:
        return None
    fit = [kpi.name for kpi in team.kpis if stays_healthy(kpi.name, measured=is_counted(kpi))]
    best = sorted(fit, key=keeps, reverse=True)
    return Hit(
        message=f"No guardrail is named for {listed(without)}.",
        field="objectives",
        suggestion=f"Which KPI must stay healthy meanwhile? {listed(best)}, perhaps"
        if best
        else "Keep a KPI for what must stay healthy meanwhile, quality or what customers say, and name it here",
    )


_KPIS = "kpis: [{name: Bread left over}]"
_AIM = "objective: Win back the night callers"
RULE = Rule(
    code="P404",
    name="no-guardrail",
    severity="warning",
    on="team",
    message="Has an objective without a guardrail.",
    why="Whoever stretches for one number lets go of another. The guardrail is the KPI that must stay healthy "
    "meanwhile; when it turns red, the objective shows it.",
    bad=(
        f"team: Bakery\n{_KPIS}\nobjectives: [{{{_AIM}}}]",
        f"team: Bakery\n{_KPIS}\nobjectives: [{{{_AIM}, guardrails: []}}]",
        f"team: Bakery\n{_KPIS}\nobjectives: [{{{_AIM}, guardrails: [Bread left over]}}, {{objective: Open early}}]",
    ),
    good=(
        f"team: Bakery\n{_KPIS}\nobjectives: [{{{_AIM}, guardrails: [Bread left over]}}]",
        f"team: Bakery\n{_KPIS}\nobjectives: [{{{_AIM}, state: closed}}]",
        f"team: Bakery\nobjectives: [{{{_AIM}}}]",
    ),
    check=_check,
)
