"""The forms on a breach's page."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from vitalfew.accounts.models import Person

LONGEST_SNOOZE = timedelta(days=92)


class AnswerForm(forms.Form):
    """What was done."""

    answer = forms.CharField(
        label="Say what was done",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say what was done; “nothing, because …” is an answer too."},
    )


class SnoozeForm(forms.Form):
    """Until when nobody is reminded."""

    until = forms.DateField(label="Until", widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))

    def clean_until(self) -> datetime:
        """The beginning of that day where the person is."""
        day = self.cleaned_data["until"]
        today = timezone.localdate()
        if not today < day <= today + LONGEST_SNOOZE:
            raise ValidationError("Choose a day from tomorrow on, within three months.")
        return datetime.combine(day, time(), timezone.get_current_timezone())


class AssignForm(forms.Form):
    """Who has it in hand."""

    who: Any = forms.ModelChoiceField(queryset=None, label="Who has it in hand")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people: Any = self.fields["who"]
        people.queryset = Person.objects.filter(left_at=None)
