"""What a chat sends when somebody types its slash command."""
