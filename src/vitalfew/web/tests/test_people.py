import re

import pytest
from django.test import Client

from vitalfew.accounts.actions import LastAdmin, NotYours, open_account, remove_person
from vitalfew.accounts.models import Person, Role, Token, User, Workspace
from vitalfew.kpis.models import Definition, Kpi
from vitalfew.web.tests.cast import add, client_of


def made_link(browser, person):
    body = browser.post(f"/w/product/people/{person.pk}/link/").content.decode()
    return re.search(r"http://[^/]+(/accounts/password/reset/key/[^<\s]+)", body)[1]


def test_a_link_sets_a_password_once(product):
    product.ana_browses.post("/w/product/people/add/", {"name": "Eli", "email": "Eli@Example.org", "role": "member"})
    eli = Person.objects.get(email="eli@example.org")
    link = made_link(product.ana_browses, eli)
    browser = Client(HTTP_HOST="127.0.0.1")
    assert browser.get(link).status_code == browser.get(link).status_code == 302  # looking uses nothing up
    form = browser.get(link).headers["Location"]
    answer = browser.post(form, {"password1": "staple battery horse", "password2": "staple battery horse"})
    assert answer.headers["Location"] == "/"
    assert browser.get("/", follow=True).redirect_chain[-1][0] == "/w/product/"
    assert "does not work any more" in Client(HTTP_HOST="127.0.0.1").get(link).content.decode()
    assert "does not work any more" in Client(HTTP_HOST="127.0.0.1").get(link.replace("-", "-x")).content.decode()


def test_a_link_dies_after_seven_days(product, settings):
    link = made_link(product.ana_browses, product.cem)
    settings.PASSWORD_RESET_TIMEOUT = -1
    assert "does not work any more" in Client(HTTP_HOST="127.0.0.1").get(link).content.decode()


def test_no_link_into_a_workspace_of_others(product):
    other = Workspace.objects.create(name="Other", slug="other")
    Person.everywhere.create(workspace=other, user=product.cem.user, email=product.cem.email, role=Role.ADMIN)
    with pytest.raises(NotYours):
        open_account(person=product.cem, by=product.ana)
    answer = product.ana_browses.post(f"/w/product/people/{product.cem.pk}/link/", follow=True)
    assert "workspace that you do not administer" in answer.content.decode()


def test_who_is_removed_is_out_at_the_next_click(product):
    _, secret = Token.issue(person=product.cem, name="export")
    Kpi.objects.create(definition=Definition.objects.create(name="Churn"), team=product.ana.team, owner=product.cem)
    assert product.cem_browses.get("/w/product/people/").status_code == 200
    product.ana_browses.post(f"/w/product/people/{product.cem.pk}/remove/")
    assert product.cem_browses.get("/w/product/people/").status_code == 404
    answer = product.cem_browses.get("/")
    assert (answer.status_code, "You are in no workspace here" in answer.content.decode()) == (403, True)
    assert product.cem_browses.get("/").status_code == 302
    assert Token.objects.get(fingerprint=Token.fingerprint_of(secret)).revoked_at is not None
    assert Kpi.objects.get().owner == product.cem


def test_a_token_opens_nothing_once_its_person_is_removed(product, client):
    _, secret = Token.issue(person=product.cem, name="export")
    headers = {"authorization": f"Bearer {secret}", "host": "127.0.0.1"}

    def call():
        empty = client.post("/api/v1/observations", [], content_type="application/json", headers=headers)
        return empty.status_code

    assert call() == 422
    product.ana_browses.post(f"/w/product/people/{product.cem.pk}/remove/")
    assert call() == 401


def test_a_link_made_before_a_removal_opens_no_workspace(product):
    link = made_link(product.ana_browses, product.cem)
    product.ana_browses.post(f"/w/product/people/{product.cem.pk}/remove/")
    browser = Client(HTTP_HOST="127.0.0.1")
    form = browser.get(link).headers["Location"]
    browser.post(form, {"password1": "staple battery horse", "password2": "staple battery horse"})
    assert browser.get("/w/product/").status_code in (302, 404)
    assert "You are in no workspace here" in browser.get("/").content.decode()


def test_signing_in_changes_the_key_of_the_session_and_a_new_password_ends_the_others(product):
    browser = Client(HTTP_HOST="127.0.0.1")
    session = browser.session
    session["theme"] = "dark"
    session.save()
    planted = session.session_key
    browser.cookies["__Host-vitalfew"] = planted
    browser.post("/accounts/login/", {"login": "ana@example.org", "password": "correct horse battery"})
    assert browser.get("/w/product/").status_code == 200
    assert browser.cookies["__Host-vitalfew"].value != planted
    thief = Client(HTTP_HOST="127.0.0.1")
    thief.cookies["__Host-vitalfew"] = planted
    assert thief.get("/w/product/").status_code == 302
    new = {"password1": "staple battery horse", "password2": "staple battery horse"}
    browser.post("/accounts/password/change/", {"oldpassword": "correct horse battery", **new})
    assert product.ana_browses.get("/w/product/").status_code == 302


def test_who_left_no_trace_is_deleted(product):
    eli = Person.objects.create(name="Eli", email="eli@example.org")
    remove_person(person=eli)
    assert not Person.objects.filter(email="eli@example.org").exists()


def test_the_last_admin_stays(product):
    with pytest.raises(LastAdmin):
        remove_person(person=product.ana)
    answer = product.ana_browses.post(f"/w/product/people/{product.ana.pk}/remove/", follow=True)
    assert "only administrator" in answer.content.decode()
    answer = product.ana_browses.post(f"/w/product/people/{product.ana.pk}/", {"name": "Ana", "role": "viewer"})
    assert "only administrator" in answer.context["form"].errors["role"][0]
    assert Person.objects.get(pk=product.ana.pk).role == Role.ADMIN


def test_one_address_one_person(product):
    same = {"name": "X", "email": "BEN@example.org", "role": "viewer"}
    answer = product.ana_browses.post("/w/product/people/add/", same)
    assert answer.context["form"].errors["email"] == ["Somebody here has this address already."]


def test_teams_of_other_workspaces_are_no_choice(product):
    other = Workspace.objects.create(name="Other", slug="other")
    eve = add(other, "Eve", Role.ADMIN)
    form = product.ana_browses.get("/w/product/people/add/").context["form"]
    assert list(form.fields["team"].queryset) == [product.ana.team]
    assert User.objects.filter(people=eve).exists()


NEEDED = [
    ("people/add/", "ana"), ("people/1/", "ana"), ("settings/", "ana"),
    ("teams/add/", "ben"), ("tokens/", "cem"), ("people/", "dana"), ("history/", "dana"), ("you/", "dana"),
]  # fmt: skip
ORDER = ("dana", "cem", "ben", "ana")


@pytest.mark.parametrize(("page", "least"), NEEDED)
def test_roles_open_what_they_should(product, page, least):
    page = page.replace("1", str(product.ana.pk))
    for who in ORDER:
        status = getattr(product, f"{who}_browses").get(f"/w/product/{page}").status_code
        assert status == (200 if ORDER.index(who) >= ORDER.index(least) else 403), who


def test_a_refusal_says_whom_to_ask(product):
    body = product.dana_browses.get("/w/product/teams/add/").content.decode()
    assert "This needs the role lead; in Product you are a viewer. Ask Ana." in body


def test_a_token_is_shown_once_and_revoked_by_its_owner_or_an_admin(product):
    body = product.cem_browses.post("/w/product/tokens/", {"name": "payroll"}).content.decode()
    secret = re.search(r"vf_[\w-]+", body)[0]
    token = Token.objects.get(fingerprint=Token.fingerprint_of(secret))
    assert secret not in product.cem_browses.get("/w/product/tokens/").content.decode()
    assert "payroll" not in product.ben_browses.get("/w/product/tokens/").content.decode()
    assert product.ben_browses.post(f"/w/product/tokens/{token.pk}/revoke/").status_code == 403
    assert product.ana_browses.post(f"/w/product/tokens/{token.pk}/revoke/").status_code == 302
    token.refresh_from_db()
    assert token.revoked_at is not None


def test_home_leads_to_the_workspace_seen_last(product):
    sample = Workspace.objects.create(name="Sample", slug="a-sample", is_sample=True)
    Person.everywhere.create(workspace=sample, user=product.cem.user, email=product.cem.email)
    browser = client_of(product.cem.user)
    assert browser.get("/").headers["Location"] == "/w/product/"
    assert "its people and figures are made up" in browser.get("/w/a-sample/people/").content.decode()
    assert browser.get("/").headers["Location"] == "/w/a-sample/"


def test_whoever_adds_a_person_says_their_zone_and_they_change_it(product):
    eli = {"name": "Eli", "email": "eli@example.org", "role": "member"}
    answer = product.ana_browses.post("/w/product/people/add/", eli | {"zone": "Atlantis"})
    assert "Atlantis" in answer.content.decode()
    product.ana_browses.post("/w/product/people/add/", eli | {"zone": "Toronto"})
    person = Person.objects.get(name="Eli")
    assert person.zone == "America/Toronto"
    assert 'name="zone"' in product.ana_browses.get(f"/w/product/people/{person.pk}/").content.decode()
    product.ana_browses.post(
        f"/w/product/people/{product.cem.pk}/", {"name": "Cem", "role": "member", "zone": "Toronto"}
    )
    assert Person.objects.get(pk=product.cem.pk).zone == ""
