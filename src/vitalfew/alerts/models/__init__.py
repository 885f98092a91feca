"""Breaches, and the actions that are promised."""

from vitalfew.alerts.models.action import Action
from vitalfew.alerts.models.breach import Breach, NoAnswer

__all__ = ("Action", "Breach", "NoAnswer")
