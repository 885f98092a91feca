"""django-allauth's forms in our own words."""

from typing import Any

from allauth.account.forms import (
    ChangePasswordForm,
    LoginForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
    SetPasswordForm,
)
from django import forms

WORDS = {
    "login": "E-mail address",
    "email": "E-mail address",
    "password": "Password",
    "oldpassword": "Current password",
    "password1": "New password",
    "password2": "New password, once more",
}
HINTS = {"password1": "At least ten characters; three or four words are easier to remember than signs."}


class InOurWords(forms.Form):
    """Labels as elsewhere in the product; hints beside the field, not inside it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = WORDS.get(name, field.label)
            field.help_text = HINTS.get(name, "")
            field.widget.attrs.pop("placeholder", None)


class SignIn(InOurWords, LoginForm):  # type: ignore[misc]
    """Sign in by e-mail address and password."""


class Forgotten(InOurWords, ResetPasswordForm):  # type: ignore[misc]
    """Ask for a link by mail."""


class FromLink(InOurWords, ResetPasswordKeyForm):  # type: ignore[misc]
    """Set a password by a link."""


class Change(InOurWords, ChangePasswordForm):  # type: ignore[misc]
    """Change one's password."""


class Set(InOurWords, SetPasswordForm):  # type: ignore[misc]
    """Set a first password while signed in."""
