"""The command line: one module per noun, imported only when its command runs."""

from vitalfew.cli.root import main

__all__ = ["main"]
