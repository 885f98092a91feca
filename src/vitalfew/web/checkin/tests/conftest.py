"""A believable team, its people and their browsers."""

from vitalfew.web.okrs.tests.conftest import as_person, world

__all__ = ("as_person", "world")
