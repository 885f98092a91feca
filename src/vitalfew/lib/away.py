"""Whether a failure is that of the database as a whole, or of what it was asked to keep."""

from django.db import InterfaceError, OperationalError

OF_A_VALUE = ("22", "23", "54")
"""Classes of PostgreSQL's codes: what is no such value, what contradicts another, what is larger than can be kept."""


def is_away(error: Exception) -> bool:
    """Whether the database takes nothing just now: no connection, no room, or somebody in the way.

    A value that it refuses is no such failure: what gave it is to be told.
    """
    if isinstance(error, InterfaceError):
        return True
    code = getattr(error.__cause__, "sqlstate", None) or ""
    return isinstance(error, OperationalError) and code[:2] not in OF_A_VALUE
