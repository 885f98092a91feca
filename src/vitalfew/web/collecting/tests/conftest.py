"""The people of the pages' tests."""

from vitalfew.web.tests.conftest import product

__all__ = ["product"]
