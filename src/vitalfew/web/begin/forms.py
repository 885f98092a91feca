"""The questions of the guided start."""

from typing import Any

from django import forms

from vitalfew.accounts.models import Person, Team
from vitalfew.kpis.models import Definition, Direction
from vitalfew.method.periods import Frequency, words
from vitalfew.web.kpis.forms.initial import own_team
from vitalfew.web.kpis.forms.typed import read_quantity

WAYS = ((Direction.HIGHER, "Up"), (Direction.LOWER, "Down"))


def _big(example: str) -> forms.TextInput:
    return forms.TextInput(attrs={"class": "big", "placeholder": example, "autocomplete": "off"})


class BeginForm(forms.Form):
    """The question, the number that answers it, where it stands, and where it should go by the end of the cycle."""

    use_required_attribute = False

    question = forms.CharField(
        label="Which question would you ask every week?",
        max_length=300,
        widget=_big("Do new users find their way?"),
        error_messages={"required": "Write the question that the number is to answer."},
    )
    name = forms.CharField(
        label="Which number answers it?",
        max_length=120,
        widget=_big("Activation rate"),
        error_messages={"required": "Name the number, as you would in a meeting."},
    )
    value = forms.CharField(
        label="Where does it stand now?",
        max_length=30,
        error_messages={"required": "A rough figure will do; without one there is no baseline."},
    )
    unit = forms.CharField(
        label="Unit", max_length=30, required=False, widget=forms.TextInput(attrs={"placeholder": "%, h, EUR"})
    )
    frequency = forms.ChoiceField(
        label="Measured", choices=[(each.value, words(each)) for each in Frequency], initial=Frequency.WEEK.value
    )
    direction = forms.ChoiceField(label="Good is", choices=WAYS, widget=forms.RadioSelect, initial=Direction.HIGHER)
    team: Any = forms.ModelChoiceField(queryset=None)
    objective = forms.CharField(
        label="I will …", max_length=200, required=False, widget=_big("Give new users a first success they talk about")
    )
    target = forms.CharField(label="… so that the number reaches", max_length=30, required=False)

    typed_unit = ""

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        teams = list(Team.objects.all())
        super().__init__(*args, **kwargs)
        field: Any = self.fields["team"]
        field.queryset, field.initial = Team.objects.all(), own_team(person, teams)
        if len(teams) == 1:
            field.widget = forms.HiddenInput()

    def clean_value(self) -> float:
        """Where it stands, as a number; a unit that was typed with it counts where none was given."""
        found = read_quantity(self.cleaned_data["value"])
        self.typed_unit = found.unit or ""
        return found.value

    def clean_target(self) -> float | None:
        """Where it should go, as a number."""
        text = self.cleaned_data["target"].strip()
        return read_quantity(text).value if text else None

    def clean_name(self) -> str:
        """A name that is free."""
        name: str = self.cleaned_data["name"].strip()
        if Definition.objects.filter(name__iexact=name).exists():
            raise forms.ValidationError(f"“{name}” is kept here already. Open it in Health, or choose another name.")
        return name

    def clean(self) -> dict[str, Any]:
        """An objective needs a target that lies the right way."""
        data: dict[str, Any] = super().clean() or {}
        value, target = data.get("value"), data.get("target")
        if target is None or value is None:
            if data.get("objective") and "target" not in self.errors and value is not None:
                self.add_error("target", "Say which number would show that it succeeded.")
            return data
        if target == value or (target > value) != (data.get("direction") == Direction.HIGHER):
            self.add_error("target", f"From {value:g} to {target:g} is not the way that is good. Change one of them.")
        if not data.get("objective"):
            self.add_error("objective", "Say in words what will be better then, or leave both empty.")
        return data

    def definition(self) -> Definition:
        """What is measured, not stored yet."""
        data = self.cleaned_data
        unit = data["unit"].strip() or self.typed_unit
        return Definition(name=data["name"], unit=unit, direction=data["direction"], why=data["question"])
