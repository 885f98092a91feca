"""The accounts app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Connects the history to every record that belongs to a workspace."""

    name = "vitalfew.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Let the history see what is saved and deleted."""
        from vitalfew.accounts import history

        history.connect()
