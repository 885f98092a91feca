"""`vitalfew replay FILE`: what a history would have cried on a board, and what would have been told, as it came."""

from typing import Literal

import click

from vitalfew.cli.errors import InputError
from vitalfew.cli.output import format_option, print_json, print_text

GOOD = click.Choice(["higher", "lower", "within"])


@click.command()
@click.argument("file")
@click.option("--value", metavar="COL", help="The column of the values.")
@click.option("--time", metavar="COL", help="The column of the times.")
@click.option("--where", metavar="COL=NAME", help="Of several series the one whose rows have this name in a column.")
@click.option("--red-below", type=float, help="The red line is crossed below this value.")
@click.option("--red-above", type=float, help="The red line is crossed above this value.")
@click.option("--in-a-row", type=click.IntRange(1, 24), default=1, show_default=True, help="Values that cross it.")
@click.option("--target", type=float, help="What is aimed at: at least, or at most where lower is good.")
@click.option("--good", type=GOOD, help="Which way is good; told by the red line, else higher.")
@click.option(
    "--season", type=click.IntRange(2, 366), help="Periods in a season to take out: 12 for months, 7 for days."
)
@click.option("--count", is_flag=True, help="The values are counts of events.")
@click.option("--decimal", type=click.Choice(["point", "comma"]), help="The decimal mark, where it can be both.")
@click.option("--last", type=click.IntRange(1), default=400, show_default=True, help="How many periods are told of.")
@click.option(
    "--rules",
    type=click.Choice(["level", "wheeler", "nhs", "outside"]),
    default="level",
    show_default=True,
    help="The rule set that judges.",
)
@format_option()
def replay(
    file: str,
    value: str | None,
    time: str | None,
    where: str | None,
    red_below: float | None,
    red_above: float | None,
    in_a_row: int,
    target: float | None,
    good: Literal["higher", "lower", "within"] | None,
    season: int | None,
    *,
    count: bool,
    decimal: str | None,
    last: int,
    rules: Literal["level", "wheeler", "nhs", "outside"],
    form: str,
) -> None:
    """Say what a history of values would have alarmed, as it came.

    FILE is a CSV, TSV, XLSX or ODS table with one series and its times, '-' for standard input. Each value is judged
    with those before it alone. Alarms are no error: the exit code is 0 whether there are any or not.
    """
    from vitalfew.cli.replay_report import History, as_json, as_text
    from vitalfew.cli.series import read_series
    from vitalfew.method.replay import arrivals
    from vitalfew.method.replay import replay as replayed
    from vitalfew.method.signals import Settings
    from vitalfew.method.standard import Standard

    if red_below is not None and red_above is not None and red_below >= red_above:
        raise InputError(
            f"The red lines are crossed below {red_below:g} and above {red_above:g}: no value is good.",
            what_to_do="Give the smaller value to --red-below.",
        )
    history = History.of(read_series(file, value=value, time=time, decimal=decimal, where=where))
    came = arrivals(
        times=history.times,
        values=history.values,
        frequency=history.frequency,
        settings=Settings(rules=rules, season=season, count=count),
        first=max(0, len(history.times) - last),
    )
    standard = Standard(good or _good(red_below, red_above), target, None, red_below, red_above)
    found = replayed(came, standard=standard, red_in_a_row=in_a_row)
    for warning in history.series.warnings:
        print_text(f"{history.series.file}: {warning}", err=True)
    if wrong := standard.misplaced(history.series.unit):
        print_text(wrong, err=True)
    if form == "json":
        print_json(as_json(found, history, rules=rules))
    else:
        print_text(as_text(found, history))


def _good(red_below: float | None, red_above: float | None) -> str:
    if red_above is None:
        return "higher"
    return "lower" if red_below is None else "within"
