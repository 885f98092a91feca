"""The audit: a sheet of metrics becomes health, growth and a bin."""
