"""Checking in on key results, and the actions that were promised."""
