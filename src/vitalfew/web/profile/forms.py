"""What a person says of themselves: name, zone, public holidays, and the days on which they are away."""

from typing import Any

from django import forms

from vitalfew.accounts.holidays import code_of, countries, regions, words_of
from vitalfew.accounts.models import Absence, Person
from vitalfew.web.forms import RecordForm
from vitalfew.web.zones import ZoneField, ZoneInput

DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class HolidaysInput(forms.TextInput):
    """A field that completes countries and their regions while one is typed, also without JavaScript."""

    template_name = "web/profile/holidays.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The field with the list of codes that belongs to it."""
        context: dict[str, Any] = super().get_context(name, value, attrs)
        given = context["widget"]["attrs"]
        given |= {"list": f"{given.get('id', name)}_codes", "autocomplete": "off", "spellcheck": "false"}
        codes = [code for country in countries() for code in (country, *(f"{country}-{r}" for r in regions()[country]))]
        return context | {"codes": [(code, words_of(code)) for code in codes]}


class HolidaysField(forms.CharField):
    """A country or one of its regions, by its code or its name."""

    def clean(self, value: Any) -> str:
        """The code, or '' for none."""
        return code_of(super().clean(value) or "")


class ProfileForm(RecordForm):
    """How others see you, in which zone you read times, and which public holidays you keep."""

    class Meta(RecordForm.Meta):
        model = Person
        fields = ("name", "zone", "holidays")
        field_classes = {"zone": ZoneField, "holidays": HolidaysField}
        widgets = {"zone": ZoneInput(), "holidays": HolidaysInput()}
        help_texts = {"holidays": "A country, or one of its regions: DE, DE-BY, GB-SCT. Empty: you keep none."}


class AbsenceForm(RecordForm):
    """Days on which you are away, first and last included."""

    class Meta(RecordForm.Meta):
        model = Absence
        fields = ("first", "last")
        labels = {"first": "First day", "last": "Last day"}
        widgets = {"first": DAY, "last": DAY}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["first"].error_messages["required"] = "Say from when."
        self.fields["last"].error_messages["required"] = "Say until when."
