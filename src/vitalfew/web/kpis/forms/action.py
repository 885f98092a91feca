"""The form of an action on a KPI."""

from typing import Any

from django import forms

from vitalfew.accounts.models import Person
from vitalfew.alerts.models import Action
from vitalfew.kpis.models import Kpi


class ActionForm(forms.Form):
    """What is done, by whom, by when."""

    what = forms.CharField(label="What", max_length=300)
    who: Any = forms.ModelChoiceField(queryset=None, label="Who")
    due = forms.DateField(label="By when", widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people: Any = self.fields["who"]
        people.queryset = Person.objects.all()

    def build(self, kpi: Kpi) -> Action:
        """The action on this KPI, not stored."""
        return Action(kpi=kpi, **self.cleaned_data)
