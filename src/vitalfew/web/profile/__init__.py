"""Your own name and time zone."""
