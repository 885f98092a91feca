"""What was stored before secrets in addresses were sealed is sealed by an upgrade."""

from importlib import import_module

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from vitalfew.accounts.history import changing
from vitalfew.accounts.models import ChangedRow
from vitalfew.collecting.models import Feed
from vitalfew.lib.sealed import seal
from vitalfew.sources.catalogue import sources

NAME = "0005_secrets_in_addresses_are_sealed"
CANARY = "canary-51c2"


@pytest.fixture
def upgrade():
    """Runs the migration over what is stored."""
    apps = MigrationLoader(connection).project_state(("collecting", NAME)).apps
    migration = import_module(f"vitalfew.collecting.migrations.{NAME}")
    return lambda: migration.seal_addresses(apps, None)


def stored():
    return str(list(Feed.objects.values_list())) + str(list(ChangedRow.objects.values_list("before", "after")))


@pytest.mark.parametrize(
    ("kind", "name", "address", "shown"),
    [
        ("http_json", "address", f"https://a.example/x?api_key={CANARY}&day=1", "https://a.example/x?api_key=…&day=1"),
        ("prometheus", "address", f"https://{CANARY}@a.example/", "https://…@a.example/"),
        ("files", "path", f"https://a.example/t.csv?token={CANARY}", "https://a.example/t.csv?token=…"),
        ("git", "repository", f"https://a.example/x.git?token={CANARY}", "https://a.example/x.git?token=…"),
        ("jira", "address", f"https://a.example/?secret={CANARY}", "https://a.example/?secret=…"),
    ],
)
def test_a_secret_in_an_address_is_sealed_and_read_as_before(feed, upgrade, kind, name, address, shown):
    with changing(by=None, summary="Connected"):
        one = feed(kind=kind, settings={name: address, "zone": "UTC"})
        one.keep_secrets({"token": "kept"})
        one.save()
    assert CANARY in stored()
    upgrade()
    one.refresh_from_db()
    assert CANARY not in stored()
    assert one.settings == {name: shown, "zone": "UTC"}
    assert one.spec == {name: address, "zone": "UTC", "token": "kept"}
    [setting] = [each for each in sources()[kind].settings if each.name == name]
    assert setting.shown(address) == shown


def test_what_holds_no_secret_or_cannot_be_read_stays(feed, upgrade):
    plain = feed(
        "Plain", kind="http_json", settings={"address": "https://a.example/?page=1"}, secrets=seal('{"a": "b"}')
    )
    query = feed("Query", kind="sql", settings={"query": "SELECT '?token=a'"})
    foreign = feed(
        "Foreign", kind="http_json", settings={"address": "https://a.example/?key=x"}, secrets="another key's"
    )
    before = list(Feed.objects.order_by("pk").values_list())
    upgrade()
    assert list(Feed.objects.order_by("pk").values_list()) == before
    assert {plain.pk, query.pk, foreign.pk} == {row[0] for row in before}


def test_an_upgrade_that_is_repeated_changes_nothing_more(feed, upgrade):
    feed(kind="http_json", settings={"address": f"https://a.example/?key={CANARY}"})
    upgrade()
    before = list(Feed.objects.values_list())
    upgrade()
    assert list(Feed.objects.values_list()) == before
