"""What happened in a team, and what people say of it."""
