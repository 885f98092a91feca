"""What the health side tells whoever listens above it."""

from django.dispatch import Signal

values_changed = Signal()
"""Sent with `series_ids` inside the transaction that stored, corrected or removed values of these series."""

readings_kept = Signal()
"""Sent inside the transaction that judged, with `kept`, pairs of a KPI's reading before (None for the first) and after,
whose `kpi` is loaded with its definition, team, owner, deputy and workspace; and with `now`."""
