"""The page behind the link of a screen on a wall."""
