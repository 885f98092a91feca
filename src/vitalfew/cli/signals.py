"""`vitalfew signals FILE`: the verdict on a series, its limits, its signals and what makes them doubtful."""

from typing import Literal

import click

from vitalfew.cli.baseline import Baseline
from vitalfew.cli.errors import InputError
from vitalfew.cli.output import format_option, print_json, print_text

AVERAGES = click.Choice(["mean", "median"])


@click.command()
@click.argument("file")
@click.option("--value", metavar="COL", help="The column of the values.")
@click.option("--time", metavar="COL", help="The column of the times.")
@click.option("--where", metavar="COL=NAME", help="Of several series the one whose rows have this name in a column.")
@click.option("--baseline", type=Baseline(), help="Points that make the limits: the first N, or FROM:TO from 0.")
@click.option("--centre", type=AVERAGES, default="mean", show_default=True, help="What the centre is.")
@click.option("--range", "range_", type=AVERAGES, default="mean", show_default=True, help="Of the moving ranges.")
@click.option("--screen", is_flag=True, help="Leave out, once, moving ranges above 3.267 × their mean.")
@click.option(
    "--season", type=click.IntRange(2, 366), help="Periods in a season to take out: 12 for months, 7 for days."
)
@click.option("--trend", is_flag=True, help="Let the centre follow a straight line.")
@click.option("--count", is_flag=True, help="The values are counts of events.")
@click.option("--decimal", type=click.Choice(["point", "comma"]), help="The decimal mark, where it can be both.")
@click.option(
    "--rules",
    type=click.Choice(["level", "wheeler", "nhs", "outside"]),
    default="level",
    show_default=True,
    help="The rule set that judges.",
)
@format_option()
def signals(
    file: str,
    value: str | None,
    time: str | None,
    where: str | None,
    baseline: tuple[int, int] | None,
    centre: Literal["mean", "median"],
    range_: Literal["mean", "median"],
    *,
    screen: bool,
    season: int | None,
    trend: bool,
    count: bool,
    decimal: str | None,
    rules: Literal["level", "wheeler", "nhs", "outside"],
    form: str,
) -> None:
    """Tell signal from noise in a file of measurements.

    FILE is a CSV, TSV, XLSX or ODS table with one series, '-' for standard input. Columns are found by their names.
    Signals are no error: the exit code is 0 whether there are any or not.
    """
    from vitalfew.cli.series import read_series
    from vitalfew.cli.signals_report import as_json, as_text
    from vitalfew.method.signals import Phase, Settings, judge

    series = read_series(file, value=value, time=time, decimal=decimal, where=where)
    phases = []
    if baseline is not None:
        if baseline[1] >= len(series.values):
            raise InputError(
                f"The baseline ends at point {baseline[1]}, and the last point is {len(series.values) - 1}.",
                what_to_do="Points are counted from 0.",
                file=series.file,
            )
        phases = [Phase(0, baseline_start=baseline[0], baseline_end=baseline[1])]
    settings = Settings(
        rules=rules, centre=centre, range=range_, screen=screen, season=season, trended=trend, count=count,
        seasons=series.seasons(),
    )  # fmt: skip
    judgement = judge(
        [float("nan") if each is None else each for each in series.values], settings=settings, phases=phases
    )
    for warning in series.warnings:
        option = " (--decimal)" if "decimal mark" in warning else ""
        print_text(f"{series.file}: {warning}{option}", err=True)
    if form == "json":
        print_json(as_json(judgement, series))
    else:
        print_text(as_text(judgement, series))
