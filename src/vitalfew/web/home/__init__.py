"""The way in, and the theme."""
