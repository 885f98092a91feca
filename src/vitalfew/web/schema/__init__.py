"""The JSON Schema of plan files, for editors."""
