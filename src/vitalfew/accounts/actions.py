"""What begins and ends a workspace."""

from django.db import connection, transaction
from django.utils.text import slugify

from vitalfew.accounts.models import Person, Role, Team, User, Workspace
from vitalfew.accounts.scoping import entered

FIRST_RUN_LOCK = 20_261_121


class AlreadySetUp(RuntimeError):
    """Somebody has an account here already."""


def first_run(*, workspace_name: str, email: str, password: str, zone: str) -> Person:
    """The first workspace with a team of its name and its admin, who also joins every sample workspace as admin.

    `zone` is a name like Europe/Berlin. Raises `AlreadySetUp` when any user exists; of two calls at once one wins.
    """
    with transaction.atomic():
        _one_at_a_time()
        if User.objects.exists():
            raise AlreadySetUp("This installation is set up already. Sign in, or ask its administrator for a link.")
        user = User.objects.create_user(email=email, password=password)
        workspace = Workspace.objects.create(name=workspace_name, slug=free_slug(workspace_name), zone=zone)
        with entered(workspace):
            team = Team.objects.create(name=workspace_name)
            person: Person = Person.objects.create(user=user, email=user.email, role=Role.ADMIN, team=team)
        for sample in Workspace.objects.filter(is_sample=True):
            _join(sample, user=user)
    return person


def admins_join_sample(*, sample: Workspace) -> None:
    """Everybody who is an admin of a workspace of their own becomes an admin of this sample too."""
    own = Person.everywhere.filter(role=Role.ADMIN, workspace__is_sample=False)
    for user in User.objects.filter(people__in=own).distinct():
        _join(sample, user=user)


def free_slug(name: str) -> str:
    """A name for addresses that no other workspace has; letters outside ASCII are left out."""
    stem = slugify(name)[:50].strip("-") or "workspace"
    taken = set(Workspace.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    candidates = (stem, *(f"{stem}-{number}" for number in range(2, len(taken) + 3)))
    return next(slug for slug in candidates if slug not in taken)


def _join(workspace: Workspace, *, user: User) -> None:
    with entered(workspace):
        Person.objects.update_or_create(email=user.email, defaults={"user": user, "role": Role.ADMIN})


def _one_at_a_time() -> None:
    """SQLite's immediate transactions queue by themselves; PostgreSQL is asked to."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [FIRST_RUN_LOCK])
