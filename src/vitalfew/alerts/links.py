"""The link in a notice: signed, for one person and one breach, without a password, for a week."""

from datetime import timedelta

from django.urls import reverse

from vitalfew.accounts.models import Person
from vitalfew.alerts.models import Breach
from vitalfew.lib.links import NoSuchLink, said, signed

SALT = "vitalfew.alerts.breach"
VALID_FOR = timedelta(days=7)


def link_for(person: Person, breach: Breach) -> str:
    """The path of the page on which this person acknowledges this breach."""
    return reverse("breach_in_hand", args=[signed(f"{person.pk}-{breach.pk}", salt=SALT, dated=True)])


def meant(token: str) -> tuple[Person, Breach]:
    """Whom and what a link speaks of; raises `NoSuchLink`, also after a week or when the person has left."""
    person_key, _, breach_key = said(token, salt=SALT, valid_for=VALID_FOR).partition("-")
    person = Person.everywhere.select_related("workspace").filter(pk=int(person_key), left_at=None).first()
    breaches = Breach.everywhere.select_related("kpi__definition", "kpi__workspace", "kpi__reading", "acknowledged_by")
    breach = breaches.filter(pk=int(breach_key)).first()
    if person is None or breach is None or person.workspace_id != breach.workspace_id:
        raise NoSuchLink
    return person, breach
