"""What was changed, and undo."""
