"""The form of a person."""

from typing import Any

from django.core.exceptions import ValidationError

from vitalfew.accounts.actions import LastAdmin, keep_an_admin
from vitalfew.accounts.models import Person, Role
from vitalfew.web.forms import RecordForm
from vitalfew.web.zones import ZoneField, ZoneInput


class PersonForm(RecordForm):
    """Name, address, role and team, and until somebody signs in their zone; the address stays once they do."""

    class Meta(RecordForm.Meta):
        model = Person
        fields = ("name", "email", "role", "team", "zone")
        field_classes = {"zone": ZoneField}
        widgets = {"zone": ZoneInput()}
        labels = {"email": "E-mail address"}
        help_texts = {
            "role": "Viewers read. Members record values, check in and edit KPIs and OKRs. Leads also keep teams, "
            "cycles, the strategy and phases. Admins also keep people and settings.",
            "zone": "Where their mornings are; empty: as the workspace’s. They can change it.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.user_id is not None:
            self.fields["email"].disabled = True
            self.fields["email"].help_text = "They sign in with it, so it stays as it is."
            del self.fields["zone"]

    def clean_email(self) -> str:
        """Addresses are compared in lower case; each belongs to one person."""
        email: str = self.cleaned_data["email"].lower()
        if Person.objects.filter(email=email).exclude(pk=self.instance.pk).exists():
            raise ValidationError("Somebody here has this address already.")
        return email

    def clean_role(self) -> str:
        """Somebody must stay to administer the workspace."""
        role: str = self.cleaned_data["role"]
        if self.instance.pk and role != Role.ADMIN:
            try:
                keep_an_admin(without=Person.objects.get(pk=self.instance.pk))
            except LastAdmin as error:
                raise ValidationError(str(error)) from error
        return role
