"""Today: what needs a decision, and how health and change stand."""
