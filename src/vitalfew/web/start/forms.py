"""What a new installation asks."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from vitalfew.accounts.models import User
from vitalfew.accounts.models.workspace import check_zone
from vitalfew.accounts.setup_code import is_setup_code
from vitalfew.web.zones import ZoneField, ZoneInput


class StartForm(forms.Form):
    """The first workspace and its administrator."""

    workspace = forms.CharField(
        label="Name of your workspace",
        max_length=100,
        help_text="The team or organisation whose numbers these will be.",
    )
    email = forms.EmailField(label="Your e-mail address", widget=forms.EmailInput(attrs={"autocomplete": "username"}))
    password = forms.CharField(
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}), help_text="At least ten characters."
    )
    zone = ZoneField(
        label="Time zone",
        initial="UTC",
        validators=[check_zone],
        help_text="Where your days and weeks begin. Type a city to find its zone.",
        widget=ZoneInput(propose=True),
    )
    code = forms.CharField(
        label="Setup code",
        help_text="Printed where the server was started, so that nobody else sets up your installation.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, code: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if code:
            self.fields["code"].initial = code
            self.fields["code"].widget = forms.HiddenInput()

    def clean_code(self) -> str:
        """Only who started the server has it."""
        code: str = self.cleaned_data["code"]
        if not is_setup_code(settings.DATA, code):
            raise ValidationError("That is not the code. Copy it from the lines that “vitalfew serve” printed.")
        return code

    def clean(self) -> dict[str, Any]:
        """A password that is easy to guess is refused; one that is not at fault has to be typed again all the same."""
        data = super().clean() or {}
        if data.get("password"):
            try:
                validate_password(data["password"], user=User(email=data.get("email", "")))
            except ValidationError as error:
                self.add_error("password", error)
        if self.errors and "password" not in self.errors:
            self["password"].help_text = "Type it again: a password is not sent back to the browser."
        return data
