"""Who works here."""

from vitalfew.accounts.models.absence import Absence
from vitalfew.accounts.models.history import Change, ChangedRow
from vitalfew.accounts.models.people import Person, Role, Team, Token
from vitalfew.accounts.models.screens import Screen
from vitalfew.accounts.models.users import User
from vitalfew.accounts.models.view import View
from vitalfew.accounts.models.workspace import Rules, Workspace

__all__ = [
    "Absence",
    "Change",
    "ChangedRow",
    "Person",
    "Role",
    "Rules",
    "Screen",
    "Team",
    "Token",
    "User",
    "View",
    "Workspace",
]
