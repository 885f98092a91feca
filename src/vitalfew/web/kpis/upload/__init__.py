"""Uploading a file of values: choose it, look at how it was read, store it."""
