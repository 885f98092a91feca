"""The `--baseline` of `vitalfew signals`: the first N points, or FROM:TO."""

import re

import click

_FORM = re.compile(r"(\d{1,9})(?::(\d{1,9}))?", re.ASCII)


class Baseline(click.ParamType[tuple[int, int]]):
    """'20' is the first twenty points, '12:31' the points 12 to 31, counted from 0, both included."""

    name = "N|FROM:TO"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[int, int]:
        if isinstance(value, tuple):
            return value
        match = _FORM.fullmatch(str(value))
        if match is None:
            self.fail(
                f'"{value}" is no baseline. Write 20 for the first 20 points, or 12:31 for a stretch.', param, ctx
            )
        first, last = (0, int(match[1]) - 1) if match[2] is None else (int(match[1]), int(match[2]))
        if last < first:
            self.fail(f'"{value}" holds no point. Write the smaller index first.', param, ctx)
        return first, last
