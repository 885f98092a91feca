"""The link in a notice: signed, for one person and one breach, without a password, for a week."""

from datetime import timedelta

from django.core import signing
from django.urls import reverse

from vitalfew.accounts.models import Person
from vitalfew.alerts.models import Breach

SALT = "vitalfew.alerts.breach"
VALID_FOR = timedelta(days=7)


class NoSuchLink(ValueError):
    """A link that we did not write, that is older than a week, or whose person has left."""


def link_for(person: Person, breach: Breach) -> str:
    """The path of the page on which this person acknowledges this breach."""
    token = signing.TimestampSigner(salt=SALT).sign(f"{person.pk}-{breach.pk}")
    return reverse("breach_in_hand", args=[token.replace(":", ".")])


def meant(token: str) -> tuple[Person, Breach]:
    """Whom and what a link speaks of; raises `NoSuchLink`."""
    try:
        said = signing.TimestampSigner(salt=SALT).unsign(token.replace(".", ":"), max_age=VALID_FOR)
    except signing.BadSignature as error:
        raise NoSuchLink from error
    person_key, _, breach_key = said.partition("-")
    person = Person.everywhere.select_related("workspace").filter(pk=int(person_key), left_at=None).first()
    breaches = Breach.everywhere.select_related("kpi__definition", "kpi__workspace", "kpi__reading", "acknowledged_by")
    breach = breaches.filter(pk=int(breach_key)).first()
    if person is None or breach is None or person.workspace_id != breach.workspace_id:
        raise NoSuchLink
    return person, breach
