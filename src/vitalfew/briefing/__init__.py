"""What needs a decision, and how health and change stand: the content of Today, wherever it is shown."""
