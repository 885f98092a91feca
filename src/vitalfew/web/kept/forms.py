"""A name for a page with its filters."""

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.urls import Resolver404, resolve

from vitalfew.accounts.models import Person, View

NO_PAGE = "There is no such page here. Open the list that you mean, and keep it from there."


class ViewForm(forms.ModelForm):  # type: ignore[type-arg]
    """What a kept view is called; one person has a name once."""

    use_required_attribute = False

    class Meta:
        model = View
        fields = ("name",)
        labels = {"name": "Its name"}
        error_messages = {
            "name": {"required": "Give it a name.", "max_length": "Give it a name of at most 60 characters."}
        }

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.person = person

    def clean_name(self) -> str:
        """Nobody has two of one name."""
        name: str = self.cleaned_data["name"]
        others = View.objects.filter(person=self.instance.person, name=name).exclude(pk=self.instance.pk)
        if others.exists():
            raise ValidationError("You keep a view of that name already; choose another.")
        return name


class KeepForm(ViewForm):
    """A new view: also where it leads."""

    class Meta(ViewForm.Meta):
        fields = ("name", "path")  # type: ignore[assignment]
        widgets = {"path": forms.HiddenInput}
        error_messages = {
            **ViewForm.Meta.error_messages, "path": {"required": NO_PAGE, "max_length": "It has too many filters."},
        }  # fmt: skip

    def __init__(self, *args: Any, home: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.home = home

    def clean_path(self) -> str:
        """A page of this workspace, as it is written below the workspace's own address."""
        path: str = self.cleaned_data["path"].removeprefix(self.home)
        page = urlsplit(self.home + path).path
        if path.startswith("/") or ".." in page or not _answers(page):
            raise ValidationError(NO_PAGE)
        return path


def _answers(page: str) -> bool:
    try:
        return bool(resolve(page))
    except Resolver404:
        return False
