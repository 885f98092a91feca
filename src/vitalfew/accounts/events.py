"""What people and teams tell whoever listens above them."""

from django.dispatch import Signal

sprints_moved = Signal()
"""Sent with `team` inside the transaction that saved it, or put it back: its sprints may be others now."""

person_left = Signal()
"""Sent with `person` and `now` inside the transaction that ends their access."""
