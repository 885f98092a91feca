"""The form of a source, drawn from its settings; secrets go in and never come out."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import partial
from math import isfinite
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from vitalfew.collecting.actions import goes_elsewhere, place_of
from vitalfew.collecting.asking import refused
from vitalfew.collecting.models import Feed, cron_line
from vitalfew.kpis.models import Kpi
from vitalfew.lib.sealed import Unreadable
from vitalfew.sources.contract import Setting, Source
from vitalfew.sources.secrets import HIDDEN

EPOCH = date(1970, 1, 1)
LONGEST, LONGEST_TEXT = 2_000, 20_000
KEPT = "Kept; type to replace it."
KEPT_INSIDE = f"{HIDDEN} stands for what is kept; type in its place to replace it."


class SourceForm(forms.Form):
    """The settings of one kind of source for one KPI, and when it is asked."""

    def __init__(self, *args: Any, source: Source, kpi: Kpi, feed: Feed | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.source, self.kpi = source, kpi
        self.feed = feed if feed is not None and feed.kind == source.kind else None
        self.kept = _kept(self.feed)
        known = {"zone": kpi.workspace.zone, "per": kpi.frequency, **(self.feed.settings if self.feed else {})}
        for setting in source.settings:
            kept = self.kept.get(setting.name, "") if setting.hides else ""
            self.fields[setting.name] = _field(setting, known.get(setting.name), kept=kept)
        self.fields["when_asked"] = _when(self.feed)

    def clean(self) -> dict[str, Any]:
        """A secret that is kept goes only where it went before: for another place it is typed again."""
        data = super().clean() or self.cleaned_data
        spec = self.spec
        for each in self.source.settings:
            if each.lacks(spec[each.name]):
                why = f"Nothing is kept that could stand for {HIDDEN}: type the password in its place."
                self.add_error(each.name, why)
        if why := refused(place_of(self.source.kind, spec)):
            self.add_error(None, why)
        if self.feed is not None and goes_elsewhere(feed=self.feed, kept=self.kept, spec=spec):
            for name in self._left(data):
                self.add_error(
                    name, f"It was meant for {self.feed.place or 'another place'}. Type it again for this one."
                )
        return data

    @property
    def spec(self) -> Mapping[str, str]:
        """All settings by name, with the secrets that are kept; for a form that is valid."""
        typed = {each: self.cleaned_data.get(each.name) or "" for each in self.source.settings}
        return {each.name: each.filled(value, self.kept.get(each.name, "")) for each, value in typed.items()}

    def _left(self, data: Mapping[str, Any]) -> list[str]:
        """The secrets that are kept as they were, in whole or in part."""
        there = [each for each in self.source.settings if each.name in data and self.kept.get(each.name)]
        return [each.name for each in there if each.keeps(data[each.name] or "")]

    def next_runs(self, *, now: datetime) -> list[datetime]:
        """The next three times, in UTC, at which it would be asked as the form says; none for a line that is none."""
        cron = self["when_asked"].value() or ""
        try:
            cron_line(cron) if cron else None
        except ValidationError:
            return []
        feed, found = Feed(kpi=self.kpi, workspace_id=self.kpi.workspace_id, schedule=cron), [now]
        for _ in range(3):
            found.append(feed.following(found[-1]))
        return found[1:]

    def build(self) -> Feed:
        """The feed of this KPI with this kind and schedule, not stored."""
        there: Feed | None = getattr(self.kpi, "feed", None)
        made = there or Feed(kpi=self.kpi)
        made.kind, made.schedule = self.source.kind, self.cleaned_data["when_asked"]
        return made


class HistoryForm(forms.Form):
    """From which day on the history is fetched."""

    start = forms.DateField(
        label="Fetch the history from", widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )

    def __init__(self, *args: Any, today: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_start(self) -> Any:
        """A day between 1970 and today."""
        start = self.cleaned_data["start"]
        if start < EPOCH or start > self.today:
            message = "Choose a day between 1970 and today."
            raise ValidationError(message)
        return start


def _kept(feed: Feed | None) -> Mapping[str, str]:
    if feed is None:
        return {}
    try:
        return feed.spec
    except Unreadable:
        return dict(feed.settings)


def _when(feed: Feed | None) -> forms.Field:
    field = Feed._meta.get_field("schedule")
    return forms.CharField(
        label="When it is asked",
        required=False,
        max_length=100,
        initial=feed.schedule if feed else "",
        help_text=field.help_text,
        validators=[cron_line],
    )


def _field(setting: Setting, known: str | None, *, kept: str) -> forms.Field:
    """A field as its kind wants it; `kept` is the secret that is there, of which only an address shows a part."""
    shown = setting.shown(kept)
    note = KEPT_INSIDE if setting.lacks(shown) else KEPT if kept and not shown else ""
    common: dict[str, Any] = {
        "label": setting.label,
        "required": setting.required and (bool(shown) or not kept),
        "help_text": f"{setting.hint} {note}".strip(),
        "initial": shown if setting.sealed else shown or known or setting.default,
    }
    if setting.kind == "choice":
        empty = [] if setting.required or any(not value for value, _ in setting.choices) else [("", "—")]
        return forms.ChoiceField(choices=[*empty, *setting.choices], **common)
    longest = LONGEST if setting.kind in ("text", "number") else LONGEST_TEXT
    made = forms.CharField(max_length=longest, widget=_widget(setting), **common)
    if setting.kind == "number":
        made.validators.append(_a_number)
    made.validators.append(partial(_possible, setting))
    return made


def _widget(setting: Setting) -> forms.Widget:
    attrs = {"autocomplete": "off", "spellcheck": "false"}
    if setting.hides:
        attrs["data-no-draft"] = ""
    if setting.example:
        attrs["placeholder"] = setting.example
    if setting.kind == "secret":
        return forms.PasswordInput(attrs={**attrs, "autocomplete": "new-password"})
    if setting.kind == "long":
        return forms.Textarea(attrs={**attrs, "rows": 6, "class": "code"})
    return forms.TextInput(attrs={**attrs, "inputmode": "decimal"} if setting.kind == "number" else attrs)


def _possible(setting: Setting, text: str) -> None:
    if why := setting.refusal(text):
        raise ValidationError(why)


def _a_number(text: str) -> None:
    try:
        fine = isfinite(float(text))
    except ValueError:
        fine = False
    if not fine:
        message = "Write a number, with a decimal point."
        raise ValidationError(message)
