"""Workspaces, teams, people, their roles and tokens; the history of changes and its undo."""
