"""The command line: one module per noun, imported only when its command runs."""

import gc

gc.set_threshold(20_000, 10, 10)  # starting makes thousands of objects that all stay: looking for garbage costs a tenth

from vitalfew.cli.root import main  # noqa: E402

__all__ = ["main"]
