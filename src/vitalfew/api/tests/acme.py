from vitalfew.accounts.models import Person, Role, Team, Token, Workspace
from vitalfew.accounts.scoping import entered
from vitalfew.kpis.models import Definition, Kpi


def workspace_with_kpi(slug: str, role: str = Role.MEMBER) -> tuple[Kpi, str]:
    workspace = Workspace.objects.create(name=slug.title(), slug=slug)
    with entered(workspace):
        ana = Person.objects.create(workspace=workspace, email="ana@example.org", role=role)
        team = Team.objects.create(name="Product")
        definition = Definition.objects.create(name="Lead time", unit="d", direction="lower", upper_bound=365)
        kpi = Kpi.objects.create(definition=definition, team=team, frequency="day")
        _, secret = Token.issue(person=ana, name="collector")
    return kpi, secret
