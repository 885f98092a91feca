"""The end of a cycle: scores, what was learned, what becomes of each key result."""
