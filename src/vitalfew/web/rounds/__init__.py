"""The check-in behind the link in a mail, without signing in."""
