"""A believable team."""

from vitalfew.web.okrs.tests.conftest import world

__all__ = ("world",)
