"""Who works here."""

from vitalfew.accounts.models.history import Change, ChangedRow
from vitalfew.accounts.models.people import Person, Role, Team, Token
from vitalfew.accounts.models.screens import Screen
from vitalfew.accounts.models.users import User
from vitalfew.accounts.models.workspace import Rules, Workspace

__all__ = ["Change", "ChangedRow", "Person", "Role", "Rules", "Screen", "Team", "Token", "User", "Workspace"]
