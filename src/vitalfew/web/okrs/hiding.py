"""Nobody writes what they could not read afterwards."""

from django import forms

from vitalfew.accounts.models import Person


def refuse_to_hide_from(writer: Person, *, form: "forms.ModelForm") -> None:  # type: ignore[type-arg]
    """Add an error to the form of a private objective that its writer would not see: neither owner nor helper."""
    said = form.cleaned_data
    if not said.get("private") or said.get("owner") in (None, writer):
        return
    kept = form.instance.helpers.all() if form.instance.pk else ()
    if writer not in said.get("helpers", kept):
        form.add_error("private", "Only its owner and its helpers would see it: be one of them, or leave it open.")
