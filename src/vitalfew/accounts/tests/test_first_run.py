import threading
from pathlib import Path

import pytest
from django.db import connection

from vitalfew.accounts.actions import AlreadySetUp, admins_join_sample, first_run, free_slug
from vitalfew.accounts.models import Person, Role, Team, User, Workspace
from vitalfew.accounts.setup_code import forget_setup_code, is_setup_code, setup_code

ANA = {
    "workspace_name": "Product & Design",
    "email": "Ana@Example.org",
    "password": "a-long-enough-one",
    "zone": "Europe/Berlin",
}


@pytest.mark.django_db
def test_first_run_makes_workspace_team_and_admin():
    person = first_run(**ANA)
    assert (person.workspace.slug, person.workspace.zone) == ("product-design", "Europe/Berlin")
    assert (person.role, person.email, str(person.team)) == (Role.ADMIN, "ana@example.org", "Product & Design")
    assert person.user.check_password("a-long-enough-one")


@pytest.mark.django_db
def test_a_second_first_run_is_refused():
    first_run(**ANA)
    with pytest.raises(AlreadySetUp):
        first_run(**ANA | {"email": "eve@example.org"})
    assert User.objects.count() == 1


@pytest.mark.django_db
def test_the_admin_joins_samples_loaded_before_and_after():
    before = Workspace.objects.create(name="Sample", slug="sample", is_sample=True)
    first_run(**ANA)
    after = Workspace.objects.create(name="Another", slug="another", is_sample=True)
    admins_join_sample(sample=after)
    admins_join_sample(sample=after)
    joined = Person.everywhere.filter(user__email="ana@example.org", workspace__is_sample=True)
    assert sorted((p.workspace_id, p.role) for p in joined) == [(before.pk, "admin"), (after.pk, "admin")]


@pytest.mark.django_db
def test_members_do_not_join_a_sample():
    admin = first_run(**ANA)
    ben = User.objects.create_user("ben@example.org")
    Person.everywhere.create(workspace=admin.workspace, user=ben, email=ben.email)
    sample = Workspace.objects.create(name="Sample", slug="sample", is_sample=True)
    admins_join_sample(sample=sample)
    assert list(Person.everywhere.filter(workspace=sample).values_list("email", flat=True)) == ["ana@example.org"]


@pytest.mark.django_db(transaction=True)
def test_of_two_first_runs_at_once_one_wins():
    gate, refused = threading.Barrier(2), []

    def run(number: int) -> None:
        gate.wait()
        try:
            first_run(**ANA | {"email": f"ana{number}@example.org", "workspace_name": f"Team {number}"})
        except AlreadySetUp:
            refused.append(number)
        finally:
            connection.close()

    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        pytest.skip("one connection only: two threads cannot compete in an in-memory database")
    threads = [threading.Thread(target=run, args=(n,)) for n in (1, 2)]
    [t.start() for t in threads]
    [t.join() for t in threads]
    assert (User.objects.count(), Workspace.objects.count(), Team.everywhere.count(), len(refused)) == (1, 1, 1, 1)


@pytest.mark.django_db
def test_addresses_are_free_and_never_empty():
    made = [
        Workspace.objects.create(name=n, slug=free_slug(n)).slug
        for n in ("Product", "Product", "株式会社", "!!", "Prod")
    ]
    assert made == ["product", "product-2", "workspace", "workspace-2", "prod"]


def test_the_setup_code_is_private_and_checked(tmp_path: Path):
    code = setup_code(tmp_path)
    assert code == setup_code(tmp_path)
    assert (tmp_path / "setup.code").stat().st_mode & 0o777 == 0o600
    assert is_setup_code(tmp_path, f" {code}\n")
    assert not is_setup_code(tmp_path, "")
    assert not is_setup_code(tmp_path, code[:-1] + "é")
    forget_setup_code(tmp_path)
    assert setup_code(tmp_path) != code
