"""The alignment map: what hangs from what, across teams, and what hangs loose."""
