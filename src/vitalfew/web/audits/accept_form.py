"""Which team of the workspace takes the rows of which team of the sheet, and into which cycle the goals go."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils import timezone

from vitalfew.accounts.models import Person, Role, Team
from vitalfew.accounts.queries import branch_of
from vitalfew.audits.models import AuditRow, Place
from vitalfew.okrs.cycles.life import offered_to
from vitalfew.okrs.cycles.quarters import quarter
from vitalfew.okrs.models import Cycle
from vitalfew.okrs.queries import running_cycles
from vitalfew.web.audits.words import NO_TEAM

LEAVE, MAKE, THIS = "", "make", "this"


class AcceptForm(forms.Form):
    """One question per team of the sheet; one about the cycle where anything grows."""

    def __init__(self, *args: Any, rows: Sequence[AuditRow], person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person, self.may_make = person, person.may(Role.LEAD)
        self.counts = Counter(row.team for row in rows)
        self.names = dict(enumerate(self.counts))
        self.missing = 0
        self.known = {str(team.pk): team for team in Team.objects.all()}
        for number, name in self.names.items():
            self.fields[f"team-{number}"] = self._question(name)
        self.growing = {row.team for row in rows if row.place == Place.GROWTH}
        if self.growing:
            self.fields["cycle"] = self._cycles()

    def _question(self, name: str) -> forms.ChoiceField:
        """Who keeps what the sheet says is of this team."""
        wanted = " ".join(name.casefold().split())
        same = [key for key, team in self.known.items() if team.name.casefold() == wanted]
        only = list(self.known) if len(self.known) == 1 and (len(self.counts) == 1 or not wanted) else []
        own = [str(self.person.team_id)] if not wanted and self.person.team_id else []
        choices = [(LEAVE, "Nobody: leave them out"), *((key, team.name) for key, team in self.known.items())]
        missing = bool(wanted and not same)
        made = [MAKE] if missing and self.may_make else []
        if made:
            choices.insert(1, (MAKE, f"A new team, “{name}”"))
        self.missing += missing
        initial = (same or own or only or made or [LEAVE])[0]
        return forms.ChoiceField(label=name or NO_TEAM, required=False, choices=choices, initial=initial)

    def _cycles(self) -> forms.ChoiceField:
        """The cycles that are not over, and this quarter where a lead may make it."""
        cycles = list(Cycle.objects.exclude(state=Cycle.State.CLOSED))
        running = running_cycles(now=timezone.now()).filter(offered_to(self.person.team_id)).first()
        choices = [(LEAVE, "None: leave the goals out"), *((str(each.pk), each.name) for each in cycles)]
        now = quarter(now=timezone.now(), zone=self.person.workspace.zone_info)
        if self.may_make and not Cycle.objects.filter(name=now.name).exists():
            choices.insert(1, (THIS, f"{now.name}, made now"))
        others = {str(each.pk) for each in cycles if each.team_id is not None}
        usual = next((key for key, _ in choices[1:] if key not in others), LEAVE)
        first = str(running.pk) if running else usual
        help_text = "Objectives and key results become drafts of this cycle."
        return forms.ChoiceField(label="Cycle", required=False, choices=choices, initial=first, help_text=help_text)

    def clean(self) -> dict[str, Any]:
        """Somebody must take something."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not any(data.get(f"team-{n}") for n in self.names):
            someone = self.known or self.may_make
            do = "Choose a team for at least one of them." if someone else "Ask a lead to make a team."
            raise forms.ValidationError(f"Nobody takes anything yet. {do}")
        self._insist_on_whose(data)
        return data

    def _insist_on_whose(self, data: dict[str, Any]) -> None:
        """A cycle of one team takes goals of that team and of its parts alone."""
        chosen = str(data.get("cycle") or LEAVE)
        cycle = Cycle.objects.filter(pk=chosen, team__isnull=False).first() if chosen.isdecimal() else None
        if cycle is None or cycle.team_id is None:
            return
        may = {LEAVE, *map(str, branch_of(cycle.team_id))}
        if any(data.get(f"team-{n}", LEAVE) not in may for n, name in self.names.items() if name in self.growing):
            self.add_error("cycle", f"“{cycle}” is a cycle of {cycle.team} alone. Choose one of everyone’s.")

    def teams(self) -> dict[str, Team]:
        """The team that takes the rows, by the sheet's name of it; makes those that were asked for."""
        found = {}
        for number, name in self.names.items():
            chosen = self.cleaned_data[f"team-{number}"]
            if chosen != LEAVE:
                found[name] = self.known.get(chosen) or Team.objects.get_or_create(name=name)[0]
        return found

    def takers(self) -> list[tuple[str, int, BoundField]]:
        """Each team of the sheet with how many rows of it are vital, and the question who takes them."""
        return [(name or NO_TEAM, self.counts[name], self[f"team-{number}"]) for number, name in self.names.items()]

    def into(self) -> Cycle | None:
        """The cycle that was chosen; this quarter is made if it was asked for."""
        chosen = self.cleaned_data.get("cycle", LEAVE)
        if chosen != THIS:
            return Cycle.objects.filter(pk=chosen).first() if chosen else None
        now = quarter(now=timezone.now(), zone=self.person.workspace.zone_info)
        made: Cycle = Cycle.objects.create(name=now.name, start=now.start, end=now.end)
        return made
