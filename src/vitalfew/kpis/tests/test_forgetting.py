from datetime import UTC, datetime, timedelta

from vitalfew.accounts.models import Person, Token, Workspace
from vitalfew.accounts.scoping import entered
from vitalfew.kpis.forgetting import forget_keys
from vitalfew.kpis.models import Delivery

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)


def test_keys_are_known_for_thirty_days(db: None) -> None:
    with entered(Workspace.objects.create(name="Acme", slug="acme")) as workspace:
        token, _ = Token.issue(person=Person.objects.create(email="ana@example.org", role="admin"), name="CI")
        for key, days in (("old", 31), ("new", 29)):
            made = Delivery.objects.create(token=token, key=key, digest="", stored=1, unchanged=0)
            Delivery.objects.filter(pk=made.pk).update(at=NOW - timedelta(days=days))
        assert forget_keys(workspace=workspace, now=NOW) == 1
        assert Delivery.objects.get().key == "new"
