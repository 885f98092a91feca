"""The practice as plain Python and numpy: no clock, no database, no network."""
