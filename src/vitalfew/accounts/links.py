"""Links with which a person sets their password and signs in: single use, seven days."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.urls import reverse

from vitalfew.accounts.models import User


def sign_in_path(user: User) -> str:
    """The path of a link that sets this user's password; it dies with its use, or in seven days."""
    key = default_token_generator.make_token(user)
    return reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(user), "key": key})
