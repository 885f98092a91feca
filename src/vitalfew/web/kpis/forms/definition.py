"""The form of a definition that teams share."""

from typing import Any

from django import forms

from vitalfew.kpis.models import Definition
from vitalfew.method.standard import Standard
from vitalfew.web.forms import RecordForm
from vitalfew.web.kpis.forms.typed import read_number, typed


class DefinitionForm(RecordForm):
    """What is measured, for every team that keeps it."""

    lower_bound = forms.CharField(label="Lowest possible value", required=False)
    upper_bound = forms.CharField(label="Highest possible value", required=False)

    class Meta(RecordForm.Meta):
        model = Definition
        fields = (
            "name", "description", "formula", "unit", "direction", "kind", "combine", "lower_bound", "upper_bound",
            "family", "why",
        )  # fmt: skip
        widgets = {name: forms.Textarea(attrs={"rows": 2}) for name in ("description", "formula", "why")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("lower_bound", "upper_bound"):
            self.initial[name] = typed(getattr(self.instance, name))

    def clean_lower_bound(self) -> float | None:
        """The lowest possible value."""
        return _number(self.cleaned_data["lower_bound"])

    def clean_upper_bound(self) -> float | None:
        """The highest possible value."""
        return _number(self.cleaned_data["upper_bound"])

    def clean_name(self) -> str:
        """A name that no other definition of this workspace has."""
        name: str = self.cleaned_data["name"].strip()
        if Definition.objects.filter(name__iexact=name).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError("Another definition has this name. Choose another one.")
        return name

    def clean_direction(self) -> str:
        """A direction that leaves no red line on the good side."""
        direction: str = self.cleaned_data["direction"]
        for kpi in self.instance.kpis.filter(retired_at=None).select_related("definition", "team"):
            standard = Standard(direction, None, None, kpi.red_lower, kpi.red_upper)
            if wrong := standard.misplaced(kpi.definition.unit):
                raise forms.ValidationError(f"{kpi.team}: {wrong} Or leave the direction as it is.")
        return direction


def _number(text: str) -> float | None:
    return read_number(text) if text.strip() else None
