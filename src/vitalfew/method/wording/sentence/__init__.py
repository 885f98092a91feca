"""Reading one sentence: its pieces, its numbers with their roles, and what they say together."""
