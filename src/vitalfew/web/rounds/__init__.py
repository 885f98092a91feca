"""A round of check-ins by a signed link, without signing in."""
