"""The board on a wall: one KPI at a time, large, and the links of screens that nobody signs in at."""
