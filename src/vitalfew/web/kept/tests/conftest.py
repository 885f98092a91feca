"""Ana's workspace, its people and their browsers."""

from vitalfew.web.tests.conftest import product

__all__ = ("product",)
