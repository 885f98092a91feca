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


def _branch(below: dict[int | None, list[Team]], *, above: int | None, depth: int) -> list[tuple[Team, int]]:
    tree: list[tuple[Team, int]] = []
    for team in below[above]:
        tree += [(team, depth), *_branch(below, above=team.pk, depth=depth + 1)]
    return tree
