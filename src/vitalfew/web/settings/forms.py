"""The form of a workspace."""

from django import forms
from django.forms.boundfield import BoundWidget

from vitalfew.accounts.models import Rules, Workspace
from vitalfew.alerts.models import Breach
from vitalfew.method.alerting import Kind
from vitalfew.web.zones import ZoneField, ZoneInput

# Of steady charts with a locked baseline of 12, 20 and 30 values, within 24 new ones: docs/signals.md has the figures.
SAID = {
    Rules.LEVEL: "Asks whether the last 4 or 8 values lie further from the baseline’s average than a steady process "
    "gets. Within 24 new values 1 steady chart in 10 raises a false alarm; a change of 1.5σ is seen within 8 values 3 "
    "times in 4.",
    Rules.WHEELER: "Outside the limits, 8 in a row on one side, 3 of 4 near a limit, a jump. Within 24 new values "
    "about 1 steady chart in 3 raises a false alarm.",
    Rules.NHS: "Outside the limits, a trend of 7, 7 on one side, 2 of 3 near a limit. Within 24 new values about 2 "
    "steady charts in 5 raise a false alarm.",
    Rules.OUTSIDE: "Only single values outside the limits. Within 24 new values about 1 steady chart in 5 raises a "
    "false alarm, and a lasting change of 1.5σ is missed nearly every second time within 12 values.",
}


class WorkspaceForm(forms.ModelForm):  # type: ignore[type-arg]
    """Name, zone and rule set, each rule set with how often it cries wolf."""

    class Meta:
        model = Workspace
        fields = ("name", "zone", "rules", "counts_minutes")
        field_classes = {"zone": ZoneField}
        help_texts = {
            "zone": "Where this workspace’s days, weeks and months begin.",
            "counts_minutes": "Told as a team’s total for the week, never of a person. Off: nothing is measured.",
        }
        labels = {"rules": "What counts as a signal", "counts_minutes": "Count the minutes that check-ins take"}
        widgets = {
            "zone": ZoneInput(),
            "rules": forms.RadioSelect(),
        }

    def rules_said(self) -> list[tuple[BoundWidget, str]]:
        """Each choice with its false-alarm rate in words."""
        return [(choice, SAID[Rules(str(choice.data["value"]))]) for choice in self["rules"]]

    def switching_said(self) -> str:
        """What a switch of the rule set does to the breaches that rest on it; '' where there are none."""
        count = Breach.objects.filter(closed_at=None, kind__in=(Kind.WORSE, Kind.CHECK_POINT)).count()
        if not count:
            return ""
        rest = "One open breach rests" if count == 1 else f"{count:,} open breaches rest"
        anew = "it is" if count == 1 else "they are"
        return f"{rest} on the present rules. With others {anew} judged anew, and closed where those find nothing."
