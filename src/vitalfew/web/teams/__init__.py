"""The teams of a workspace."""
