"""The work that is expected to move a key result."""
