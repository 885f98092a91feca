"""The people of the change side."""

from vitalfew.web.okrs.tests.conftest import as_person, world

__all__ = ["as_person", "world"]
