"""What the rules say about records, and what was silenced with a reason."""
