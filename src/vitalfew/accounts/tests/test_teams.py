"""Teams that are part of each other."""

import pytest
from django.core.exceptions import ValidationError

from vitalfew.accounts.models import Team, Workspace
from vitalfew.accounts.scoping import entered


@pytest.mark.django_db
def test_a_parent_that_lies_below_is_refused_by_its_name():
    with entered(Workspace.objects.create(name="Acme", slug="acme")):
        mobile = Team.objects.create(name="Mobile")
        mobile.parent = Team.objects.create(name="Growth", parent=mobile)
        with pytest.raises(ValidationError, match="Growth lies below Mobile; choose another parent"):
            mobile.clean()
        mobile.parent = mobile
        with pytest.raises(ValidationError, match="A team is no part of itself; choose another parent"):
            mobile.clean()
