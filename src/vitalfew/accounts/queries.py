"""What is read about teams and people in more than one step; one SQL statement each."""

from collections import defaultdict

from django.db.models import Count

from vitalfew.accounts.models import Team


def team_tree() -> list[tuple[Team, int]]:
    """Every team with its depth (0 at the top), each below its parent, by name; `team.members` counts its people."""
    below: dict[int | None, list[Team]] = defaultdict(list)
    for team in Team.objects.annotate(members=Count("people")).order_by("name"):
        below[team.parent_id].append(team)
    return _branch(below, above=None, depth=0)


def line_of(team: int) -> list[int]:
    """The keys of a team (by its own) and of those that it is part of, itself first: one statement."""
    parents: dict[int, int | None] = dict(Team.objects.order_by().values_list("pk", "parent"))
    line, above = [team], parents.get(team)
    while above is not None and above not in line:
        line.append(above)
        above = parents.get(above)
    return line


def branch_of(team: int) -> list[int]:
    """The keys of a team (by its own) and of all that are part of it, itself first: one statement."""
    below: dict[int | None, list[int]] = defaultdict(list)
    for key, parent in Team.objects.order_by().values_list("pk", "parent"):
        below[parent].append(key)
    branch = [team]
    for key in branch:
        branch += [each for each in below[key] if each not in branch]
    return branch


def _branch(below: dict[int | None, list[Team]], *, above: int | None, depth: int) -> list[tuple[Team, int]]:
    tree: list[tuple[Team, int]] = []
    for team in below[above]:
        tree += [(team, depth), *_branch(below, above=team.pk, depth=depth + 1)]
    return tree
