"""What was crossed and what was done."""
