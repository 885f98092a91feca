"""Bringing plans and numbers in: one folder per place they come from."""
