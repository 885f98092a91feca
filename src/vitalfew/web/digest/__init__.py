"""The digest as a page."""
