"""The digest: what changed, what needs a decision, what is late and who owes what, for one person."""
