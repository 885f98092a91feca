"""What needs a decision today."""
