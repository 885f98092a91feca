"""The forms of channels and of a person's hours."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundWidget

from vitalfew.accounts.models import Person, Role, Team
from vitalfew.channels.catalogue import KINDS
from vitalfew.channels.contract import Kind, NotSent
from vitalfew.notices.keeping import check
from vitalfew.notices.models import Wishes
from vitalfew.web.forms import RecordForm

MONDAY = date(2026, 1, 5)
DAYS = [(day, f"{MONDAY + timedelta(days=day):%A}") for day in range(7)]


class WishesForm(RecordForm):
    """When a person may be told, and whether by mail."""

    days = forms.TypedMultipleChoiceField(
        label="Your working days",
        choices=DAYS,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one day, or nothing that can wait would ever reach you."},
    )

    class Meta(RecordForm.Meta):
        model = Wishes
        fields = ("mail", "days", "quiet_from", "quiet_to", "urgent_passes", "again_after", "digest")
        widgets = {name: forms.TimeInput({"type": "time"}, format="%H:%M") for name in ("quiet_from", "quiet_to")}
        labels = {
            "quiet_from": "Quiet from",
            "quiet_to": "Until",
            "urgent_passes": "What is urgent may come at any time",
            "again_after": "Of a red line that nobody has in hand, tell me again",
            "digest": "The digest",
        }
        help_texts = {
            "urgent_passes": "A red line that was crossed. All else waits for your next working morning.",
            "again_after": "In your working hours, until somebody takes it or it goes to who stands in.",
        }

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, instance=Wishes.of(person), **kwargs)
        self.fields["mail"].label = f"Mail to {person.email}"
        if not settings.EMAIL_URL:
            self.fields[
                "mail"
            ].help_text = (
                "No mail server is set up here, so none is sent: an administrator names one in VITALFEW_EMAIL_URL."
            )


class ChannelForm(forms.Form):
    """A new channel: of which kind, where it leads to, and whose it is."""

    kind = forms.ChoiceField(
        label="Kind", choices=[(each.kind, each.name) for each in KINDS.values()], widget=forms.RadioSelect
    )
    address = forms.CharField(
        max_length=2000,
        help_text="Kept encrypted, and never shown again.",
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false", "data-no-draft": ""}),
    )
    name = forms.CharField(
        label="What you call it", max_length=100, required=False, help_text="Such as “Support’s channel”."
    )
    team: "forms.ModelChoiceField[Team]" = forms.ModelChoiceField(
        label="For", queryset=None, required=False, empty_label="Me",
        help_text="A team’s channel hears of the red lines of its KPIs.",
    )  # fmt: skip

    def __init__(self, *args: Any, by: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        if by.may(Role.ADMIN):
            self.fields["team"].queryset = Team.objects.all()  # type: ignore[attr-defined]
        else:
            del self.fields["team"]

    def clean(self) -> dict[str, Any]:
        """The address must be one of this kind; a channel without a name is called by its kind."""
        given: dict[str, Any] = super().clean() or {}
        if not self.errors:
            try:
                check(kind=given["kind"], address=given["address"], by=self.by)
            except NotSent as error:
                raise ValidationError({"address": str(error)}) from error
            given["name"] = given["name"] or KINDS[given["kind"]].name
        return given

    def kinds(self) -> list[tuple[BoundWidget, Kind]]:
        """Each choice with what it is."""
        return [(choice, KINDS[str(choice.data["value"])]) for choice in self["kind"]]
