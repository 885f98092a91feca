"""What the health side tells whoever listens above it."""

from django.dispatch import Signal

values_changed = Signal()
"""Sent with `series_ids` inside the transaction that stored, corrected or removed values of these series."""
