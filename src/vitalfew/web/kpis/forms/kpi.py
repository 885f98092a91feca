"""The form of a KPI: ten questions, and the rest folded away with defaults."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField

from vitalfew.accounts.models import Person, Team
from vitalfew.kpis.models import Combine, Definition, Direction, Family, Kind, Kpi
from vitalfew.method.frequency import usual_grace
from vitalfew.method.periods import Frequency, words
from vitalfew.web.kpis.forms.course import HELP, read_course
from vitalfew.web.kpis.forms.direction import guess_direction, odd, sides
from vitalfew.web.kpis.forms.examples import examples
from vitalfew.web.kpis.forms.initial import initial_of
from vitalfew.web.kpis.forms.lines import RedLine, Target, read_red_line, read_target
from vitalfew.web.kpis.forms.typed import read_number, typed
from vitalfew.web.kpis.seasons import season_choices

MAIN = ("name", "same", "description", "formula", "source", "frequency", "owner", "target", "red_line", "action", "why")
SHARED = (
    "name",
    "description",
    "formula",
    "unit",
    "direction",
    "kind",
    "combine",
    "lower_bound",
    "upper_bound",
    "family",
)
SHARED_TOO = (*SHARED, "why")
OWN = ("source", "frequency", "grace_days", "settle_days", "owner", "deputy", "red_in_a_row", "action", "review",
       "benchmark", "season", "trended")  # fmt: skip
FIELD_OF = {"red_lower": "red_line", "red_upper": "red_line", "target_upper": "target"}
GUESSED = "Told by the target and the red line"


def _few_lines(rows: int = 2) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def _season(text: str) -> int | None:
    return int(text) if text else None


class KpiForm(forms.Form):
    """Makes or edits a KPI and the definition it keeps; `build()` gives the KPI, not yet stored."""

    name = forms.CharField(max_length=120, widget=forms.TextInput(attrs={"class": "big", "autocomplete": "off"}))
    same = forms.BooleanField(label="Keep the same definition", required=False)
    description = forms.CharField(label="What exactly is measured", required=False, widget=_few_lines())
    formula = forms.CharField(required=False, widget=_few_lines())
    source = forms.CharField(label="Where the values come from", max_length=300, required=False)
    frequency = forms.ChoiceField(
        label="Measured", choices=[(each.value, words(each)) for each in Frequency], initial="week"
    )
    owner: Any = forms.ModelChoiceField(queryset=None, required=False)
    target = forms.CharField(required=False)
    red_line = forms.CharField(label="Red line: where it becomes a failure", required=False)
    action = forms.CharField(label="What is done when it is crossed", required=False, widget=_few_lines())
    why = forms.CharField(label="Which decision it helps", required=False, widget=_few_lines())

    course = forms.CharField(label="Target over time", required=False, widget=_few_lines(), help_text=HELP)
    team: Any = forms.ModelChoiceField(queryset=None)
    unit = forms.CharField(max_length=30, required=False, help_text="Empty: as typed with the target.")
    direction = forms.ChoiceField(
        label="Which way is good", choices=[("", GUESSED), *Direction.choices], required=False
    )
    kind = forms.ChoiceField(label="What sort of number", choices=Kind.choices, initial=Kind.LEVEL)
    combine = forms.ChoiceField(
        label="Several values in one period become",
        choices=[("", "Their sum for a count, else the last one"), *Combine.choices],
        required=False,
    )
    lower_bound = forms.CharField(label="Lowest possible value", required=False, help_text="0 for a share.")
    upper_bound = forms.CharField(label="Highest possible value", required=False, help_text="100 for a share in %.")
    family = forms.ChoiceField(
        choices=[("", "any family"), *Family.choices],
        required=False,
        widget=forms.Select(attrs={"aria-label": "Examples for the family"}),
    )
    deputy: Any = forms.ModelChoiceField(queryset=None, required=False)
    red_in_a_row = forms.IntegerField(
        label="Periods in a row beyond the red line until it counts as crossed", min_value=1, max_value=24, initial=1
    )
    grace_days = forms.IntegerField(
        label="Days until a value is late",
        min_value=0,
        max_value=366,
        required=False,
        help_text="Empty: 1 for what is measured hourly, else 3.",
    )
    settle_days = forms.IntegerField(label="Days a value needs to settle", min_value=0, max_value=366, initial=0)
    season = forms.TypedChoiceField(
        label="Season to take out",
        coerce=_season,
        empty_value=None,
        required=False,
        help_text="Those that fit how often it is measured. Where you change that above, save it first.",
        error_messages={"invalid_choice": "This season does not fit how often it is measured: choose another or none."},
    )
    trended = forms.BooleanField(label="The limits follow a steady trend", required=False)
    review = forms.CharField(label="Reviewed", max_length=60, required=False, help_text="Such as: every month")
    benchmark = forms.CharField(max_length=200, required=False)

    def __init__(self, *args: Any, person: Person, kpi: Kpi | None = None, **kwargs: Any) -> None:
        """`person` is who asks: the owner of a new KPI, and its team unless said otherwise."""
        self.kpi = kpi
        self.offer: Definition | None = None
        teams = list(Team.objects.all())
        kwargs["initial"] = {**initial_of(kpi, person=person, teams=teams), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        for name, example in examples(str(self["family"].value() or "")).items():
            self._field(name).help_text = example
            self._field(name).widget.attrs["aria-describedby"] = f"id_{name}_helptext findings-{name}"
        for name in ("owner", "deputy"):
            self._field(name).queryset = Person.objects.all()
        self._field("team").queryset = Team.objects.all()
        self._field("season").choices = self._seasons()

    def _seasons(self) -> list[tuple[int | None, str]]:
        measured = str(self["frequency"].value() or "")
        if measured not in set(Frequency):
            return season_choices(Frequency.WEEK)
        unchanged = self.kpi is not None and self.kpi.frequency == measured
        return season_choices(measured, kept=self.kpi.season if self.kpi and unchanged else None)

    def main(self) -> list[BoundField]:
        """The ten questions; whether to keep an existing definition is asked once its name was typed."""
        return [self[name] for name in MAIN if name != "same" or self.offer or self.data.get("same")]

    def more(self) -> list[BoundField]:
        """The rest, which has defaults."""
        return [self[name] for name in self.fields if name not in (*MAIN, "family")]

    @property
    def more_is_wrong(self) -> bool:
        """Whether a folded field has an error, so that the fold must stand open."""
        return any(field.errors for field in self.more())

    def clean_target(self) -> Target | None:
        """The target in numbers."""
        text = self.cleaned_data["target"].strip()
        return read_target(text) if text else None

    def clean_course(self) -> list[list[Any]]:
        """The dates and numbers of a target that moves."""
        return read_course(self.cleaned_data["course"])

    def clean_red_line(self) -> RedLine | None:
        """The red line in numbers."""
        text = self.cleaned_data["red_line"].strip()
        return read_red_line(text) if text else None

    def clean_lower_bound(self) -> float | None:
        """The lowest possible value."""
        text = self.cleaned_data["lower_bound"].strip()
        return read_number(text) if text else None

    def clean_upper_bound(self) -> float | None:
        """The highest possible value."""
        text = self.cleaned_data["upper_bound"].strip()
        return read_number(text) if text else None

    def clean_combine(self) -> str:
        """How several values become one; where nobody said, counts are added up."""
        usual = Combine.SUM if self.cleaned_data.get("kind") == Kind.COUNT else Combine.LAST
        return self.cleaned_data["combine"] or usual

    def clean_grace_days(self) -> int:
        """Days until a value is late; where nobody said, by how often it is measured."""
        days: int | None = self.cleaned_data["grace_days"]
        return usual_grace(Frequency(self.cleaned_data.get("frequency", Frequency.WEEK))) if days is None else days

    def clean(self) -> dict[str, Any]:
        """Put the records together and let them check themselves."""
        data: dict[str, Any] = super().clean() or {}
        for step in (self._choose_definition, self._lead, self._settle, self._check):
            if not self.errors:
                step(data)
        return data

    def build(self) -> Kpi:
        """The KPI with its definition as the form says, not stored."""
        kpi, data = self.kpi or Kpi(), self.cleaned_data
        definition = self.shared or (kpi.definition if kpi.definition_id else Definition())
        if self.shared is None:
            _put(definition, data, SHARED_TOO)
        kpi.definition, kpi.team = definition, data["team"]
        _put(kpi, data, (*OWN,))
        target, red = data["target"], data["red_line"]
        kpi.target, kpi.target_upper = (target.value, target.upper) if target else (None, None)
        kpi.course = data["course"]
        kpi.red_lower, kpi.red_upper = sides(red, definition.direction) if red else (None, None)
        return kpi

    doubt = ""
    """Why the target and the red line may be meant otherwise than they read, where nobody said which way is good."""

    shared: Definition | None = None
    """An existing definition that this KPI keeps as it is."""

    def _choose_definition(self, data: dict[str, Any]) -> None:
        there = Definition.objects.filter(name__iexact=data["name"].strip())
        if self.kpi is not None:
            there = there.exclude(pk=self.kpi.definition_id)
        existing = there.first()
        if existing is None:
            return
        if self.kpi is not None:
            self.add_error("name", "Another definition has this name. Choose another one.")
        elif existing.kpis.filter(team=data["team"]).exists():
            self.add_error("name", f"{data['team']} keeps “{existing}” already. Open it, or choose another name.")
        elif data["same"]:
            self.shared = existing
        else:
            self.offer = existing
            self.add_error(
                "same", f"“{existing}” is defined here already. Keep the same definition, or rename this one."
            )

    def _lead(self, data: dict[str, Any]) -> None:
        """A target that moves leads to the target, which need not be typed again."""
        if not data["course"]:
            return
        end = data["course"][-1][1]
        if data["target"] is None:
            data["target"] = Target(end, None, "")
        elif data["target"].value != end:
            words = f"The target is {typed(data['target'].value)}, and over time it leads to {typed(end)}."
            self.add_error("course", f"{words} End it there, or leave the target empty.")

    def _settle(self, data: dict[str, Any]) -> None:
        """The unit and the direction, where the target and the red line tell them."""
        target, red = data["target"], data["red_line"]
        units = [part.unit for part in (target, red) if part and part.unit]
        before = self.shared or (self.kpi.definition if self.kpi else None)
        unit = self.shared.unit if self.shared else data["unit"].strip()
        wrong = next((other for other in units if other != (unit or units[0])), None)
        if wrong is not None:
            self.add_error(
                "target", f"One number is in {wrong}, another in {unit or units[0]}. Write them in one unit."
            )
        data["unit"] = unit or (units[0] if units else "")
        self.doubt = "" if data["direction"] or self.shared else odd(target, red, unit=data["unit"])
        guess = guess_direction(target, red) or (before.direction if before else Direction.HIGHER)
        data["direction"] = data["direction"] or guess
        if target and data["direction"] == {"floor": "lower", "ceiling": "higher"}.get(target.side):
            label = Direction(data["direction"]).label
            self.add_error("target", f"The words of the target contradict “{label}”.")
        if self.doubt:
            self.add_error("direction", f"{self.doubt} Say which way is good.")

    def _check(self, data: dict[str, Any]) -> None:
        """Let the records say what is wrong with them."""
        kpi = self.build()
        for record, own in ((kpi.definition, SHARED_TOO), (kpi, OWN)):
            try:
                record.clean()
            except ValidationError as error:
                for name, messages in error.message_dict.items():
                    self.add_error(_field_for(name, own), messages)

    def _field(self, name: str) -> Any:
        return self.fields[name]


def _put(record: Any, data: dict[str, Any], names: Iterable[str]) -> None:
    for name in names:
        value = data[name]
        setattr(record, name, value.strip() if isinstance(value, str) else value)


def _field_for(name: str, own: Iterable[str]) -> str | None:
    shown = FIELD_OF.get(name, name)
    return shown if shown in {*own, "target", "course", "red_line"} else None
