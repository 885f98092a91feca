"""The form of a workspace."""

from django import forms
from django.forms.boundfield import BoundWidget

from vitalfew.accounts.models import Rules, Workspace

SAID = {
    Rules.LEVEL: "Asks whether the last 4 or 8 values lie further from the baseline’s average than a steady process "
    "gets. About 1 steady chart in 10 ever raises a false alarm; a change of 1.5σ is seen within 8 values 3 times "
    "in 4.",
    Rules.WHEELER: "Outside the limits, 8 in a row on one side, 3 of 4 near a limit, a jump. About 1 steady chart in "
    "9 shows a false signal within 24 values, 1 in 4 within 52; judged as values arrive, against a locked baseline, "
    "1 in 3 within 24.",
    Rules.NHS: "Outside the limits, a trend of 7, 7 on one side, 2 of 3 near a limit. About 1 steady chart in 6 shows "
    "a false signal within 24 values, nearly 2 in 5 within 52.",
    Rules.OUTSIDE: "Only single values outside the limits. About 1 steady chart in 17 shows a false signal within 24 "
    "values, 1 in 8 within 52; a change of 1.5σ is missed nearly every second time within 12 values.",
}


class WorkspaceForm(forms.ModelForm):  # type: ignore[type-arg]
    """Name, zone and rule set, each rule set with how often it cries wolf."""

    class Meta:
        model = Workspace
        fields = ("name", "zone", "rules")
        help_texts = {"zone": "Where this workspace’s days, weeks and months begin."}
        labels = {"rules": "What counts as a signal"}
        widgets = {
            "zone": forms.TextInput(attrs={"data-zone": "", "autocomplete": "off"}),
            "rules": forms.RadioSelect(),
        }

    def rules_said(self) -> list[tuple[BoundWidget, str]]:
        """Each choice with its false-alarm rate in words."""
        return [(choice, SAID[Rules(str(choice.data["value"]))]) for choice in self["rules"]]
