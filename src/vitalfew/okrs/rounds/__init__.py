"""Rounds of check-ins: who is asked what and when, and how they answer."""
