"""The course of a key result: its values, what was expected, where it stands."""
