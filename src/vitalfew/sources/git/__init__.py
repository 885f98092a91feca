"""What the history of a git repository tells."""
