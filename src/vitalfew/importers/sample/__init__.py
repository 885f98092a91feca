"""The sample workspace: one believable product team with its KPIs and objectives, as of the day it is loaded."""

from vitalfew.importers.sample.load import delete, load, loaded

__all__ = ["delete", "load", "loaded"]
