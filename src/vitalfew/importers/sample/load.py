"""Loading and deleting the sample workspace."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction

from vitalfew.accounts.actions import admins_join_sample, free_slug
from vitalfew.accounts.deleting import delete_workspace
from vitalfew.accounts.models import Person, Role, Team, Workspace
from vitalfew.accounts.scoping import entered
from vitalfew.alerts.models import Action
from vitalfew.importers.sample.calendar import cycle
from vitalfew.importers.sample.change import ACTIONS, OBJECTIVES, STRATEGY
from vitalfew.importers.sample.health import KPIS
from vitalfew.importers.sample.story import ActionStory
from vitalfew.importers.sample.write_change import write_cycle, write_objective
from vitalfew.importers.sample.write_health import write_kpis
from vitalfew.kpis.models import Kpi
from vitalfew.okrs.models import Strategy

NAME = "Sample: a product team"
PEOPLE = {"Ana": Role.LEAD, "Ben": Role.MEMBER, "Cem": Role.MEMBER, "Dana": Role.MEMBER}


def loaded() -> Workspace | None:
    """The sample workspace that is here."""
    return Workspace.objects.filter(is_sample=True).first()


@transaction.atomic
def load(*, now: datetime) -> Workspace:
    """Make the sample workspace as of `now`, with half a year behind it; the same numbers at every load of a day.

    Its days are those of the first workspace that is no sample, or UTC. Nobody can sign in as its four people; every
    admin of another workspace joins it as its admin.
    """
    own = Workspace.objects.filter(is_sample=False).order_by("pk").first()
    zone = own.zone if own else "UTC"
    workspace = Workspace.objects.create(name=NAME, slug=free_slug("sample"), zone=zone, is_sample=True)
    with entered(workspace):
        _write(workspace, now)
    admins_join_sample(sample=workspace)
    return workspace


def delete(workspace: Workspace) -> None:
    """Delete a sample workspace with everything in it; raises ValueError for any other workspace."""
    if not workspace.is_sample:
        raise ValueError(f"“{workspace}” is not a sample.")
    delete_workspace(workspace=workspace)


def _write(workspace: Workspace, now: datetime) -> None:
    team = Team.objects.create(name="Product")
    people = {
        name: Person.objects.create(name=name, email=f"{name.lower()}@example.org", role=role, team=team)
        for name, role in PEOPLE.items()
    }
    Strategy.objects.create(text=STRATEGY, by=people["Ana"])
    kpis = write_kpis(KPIS, team=team, people=people, now=now)
    stretch = cycle(now=now, zone=workspace.zone_info)
    running = write_cycle(stretch)
    for story in OBJECTIVES:
        write_objective(
            story, team=team, cycle=running, rounds=stretch.rounds, people=people, kpis=kpis, now=now
        )  # fmt: skip
    for action in ACTIONS:
        _write_action(action, people, kpis, now)


def _write_action(story: ActionStory, people: Mapping[str, Person], kpis: Mapping[str, Kpi], now: datetime) -> None:
    def days(count: int) -> datetime:
        return now + timedelta(days=count)

    made = Action.objects.create(
        what=story.what,
        who=people[story.who],
        due=days(story.due).date(),
        kpi=kpis.get(story.kpi),
        done_at=None if story.done is None else days(story.done),
    )
    Action.objects.filter(pk=made.pk).update(created_at=days(story.made))
