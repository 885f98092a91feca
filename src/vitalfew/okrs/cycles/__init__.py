"""Cycles from their first day to their review."""
