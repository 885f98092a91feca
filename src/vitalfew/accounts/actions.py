"""What begins a workspace, and who comes and goes."""

from django.db import connection, transaction
from django.utils import timezone
from django.utils.text import slugify

from vitalfew.accounts.events import person_left
from vitalfew.accounts.models import Person, Role, Team, User, Workspace
from vitalfew.accounts.names import isolated
from vitalfew.accounts.scoping import entered

FIRST_RUN_LOCK = 20_261_121


class AlreadySetUp(RuntimeError):
    """Somebody has an account here already."""


class LastAdmin(ValueError):
    """The workspace would be left without an administrator who can sign in."""


class NotYours(ValueError):
    """An account that reaches further than the one who asks."""


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


def open_account(*, person: Person, by: Person) -> User:
    """The account with which this person signs in, made without a password when there is none.

    Raises `NotYours` when `by` does not administer every workspace that the account opens: a link to set its password
    would open those as well.
    """
    user = person.user or User.objects.filter(email=person.email.lower()).first()
    if user is None:
        user = User.objects.create_user(email=person.email)
    if not administers_all(user, by=by):
        raise NotYours(
            f"{isolated(person)} also belongs to a workspace that you do not administer, "
            "and signs in with its password."
        )
    if person.user_id != user.pk:
        person.user, person.left_at = user, None
        person.save(update_fields=["user", "left_at"])
    return user


def administers_all(user: User, *, by: Person) -> bool:
    """Whether `by` is an admin of every workspace, samples aside, that this account opens."""
    opens = Person.everywhere.filter(user=user, workspace__is_sample=False).values_list("workspace_id", flat=True)
    runs = Person.everywhere.filter(user=by.user_id, role=Role.ADMIN).values_list("workspace_id", flat=True)
    return set(opens) <= set(runs)


def keep_an_admin(*, without: Person) -> None:
    """Raise `LastAdmin` when nobody else who administers the workspace can sign in."""
    others = Person.objects.filter(role=Role.ADMIN, user__isnull=False).exclude(pk=without.pk)
    if without.role == Role.ADMIN and without.user_id is not None and not others.exists():
        raise LastAdmin(
            f"{isolated(without)} is the only administrator who can sign in. Make somebody else an administrator first."
        )


def remove_person(*, person: Person) -> None:
    """End a person's access from their next request on; what they own keeps them, and who left no trace is deleted."""
    keep_an_admin(without=person)
    for token in person.tokens.filter(revoked_at=None):
        token.revoke()
    person.user, person.role, person.left_at = None, Role.VIEWER, timezone.now()
    person.save(update_fields=["user", "role", "left_at"])
    person_left.send(Person, person=person, now=person.left_at)
    if not leaves_traces(person):
        person.delete()


def leaves_traces(person: Person) -> bool:
    """Whether any record of the workspace names this person."""
    relations = (relation for relation in Person._meta.get_fields() if relation.auto_created and not relation.concrete)
    return any(
        relation.related_model.everywhere.filter(**{relation.field.name: person}).exists()  # type: ignore[union-attr]
        for relation in relations
    )


def free_slug(name: str) -> str:
    """A name for addresses that no other workspace has; letters outside ASCII are left out."""
    stem = slugify(name)[:50].strip("-") or "workspace"
    taken = set(Workspace.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    candidates = (stem, *(f"{stem}-{number}" for number in range(2, len(taken) + 3)))
    return next(slug for slug in candidates if slug not in taken)


def _join(workspace: Workspace, *, user: User) -> None:
    with entered(workspace):
        Person.objects.update_or_create(email=user.email, defaults={"user": user, "role": Role.ADMIN, "left_at": None})


def _one_at_a_time() -> None:
    """SQLite's immediate transactions queue by themselves; PostgreSQL is asked to."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [FIRST_RUN_LOCK])
