import pytest
from django.conf import settings
from django.test import Client

from vitalfew.accounts.models import User, Workspace
from vitalfew.accounts.setup_code import setup_code

pytestmark = pytest.mark.django_db
GIVEN = {
    "workspace": "Emergency care",
    "email": "ana@example.org",
    "password": "correct horse battery",
    "zone": "Europe/Lisbon",
}


@pytest.fixture
def visitor() -> Client:
    return Client(HTTP_HOST="127.0.0.1")


def test_every_page_leads_to_the_first_run(visitor):
    for page in ("/", "/w/product/", "/accounts/login/"):
        assert visitor.get(page).headers["Location"] == "/start/"


def test_with_the_code_the_workspace_is_made_and_its_admin_signed_in(visitor):
    answer = visitor.post("/start/", GIVEN | {"code": setup_code(settings.DATA)})
    assert answer.headers["Location"] == "/w/emergency-care/"
    assert visitor.get("/w/emergency-care/people/").status_code == 200
    assert Workspace.objects.get().zone == "Europe/Lisbon"
    assert not (settings.DATA / "setup.code").exists()
    assert visitor.post("/start/", GIVEN | {"code": setup_code(settings.DATA)}).headers["Location"] == "/"
    assert User.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"code": "guess"}, "code"), ({"code": ""}, "code"), ({"zone": "Europe/Atlantis"}, "zone"),
        ({"password": "1234567890"}, "password"), ({"email": "ana"}, "email"), ({"workspace": ""}, "workspace"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_beside_the_field_and_nothing_is_made(visitor, wrong, field):
    answer = visitor.post("/start/", GIVEN | {"code": setup_code(settings.DATA)} | wrong)
    body = answer.content.decode()
    assert list(answer.context["form"].errors) == [field]
    assert f'href="#id_{field}"' in body
    assert f'id="id_{field}_error"' in body
    assert not User.objects.exists()


def test_a_zone_is_chosen_from_a_list_and_a_near_miss_is_named(visitor):
    body = visitor.get("/start/").content.decode()
    assert 'list="id_zone_zones"' in body
    assert '<datalist id="id_zone_zones">' in body
    assert '<option value="Pacific/Auckland"></option>' in body
    wrong = visitor.post("/start/", GIVEN | {"zone": "aukland"}).content.decode()
    assert "“aukland” is not a time zone. Did you mean Pacific/Auckland?" in wrong
    assert 'data-zone-like="Pacific/Auckland"' in wrong
    assert "Type it again: a password is not sent back" in wrong


def test_a_city_is_taken_as_its_zone(visitor):
    visitor.post("/start/", GIVEN | {"zone": "auckland", "code": setup_code(settings.DATA)})
    assert Workspace.objects.get().zone == "Pacific/Auckland"


def test_the_link_fills_the_code_in(visitor):
    body = visitor.get(f"/start/?code={setup_code(settings.DATA)}").content.decode()
    assert f'type="hidden" name="code" value="{setup_code(settings.DATA)}"' in body
    assert 'type="hidden" name="code"' not in visitor.get("/start/?code=guess").content.decode()
