"""`vitalfew sample`: the sample workspace, to look around in."""

import click

from vitalfew.cli.errors import InputError
from vitalfew.cli.output import print_text


@click.group()
def sample() -> None:
    """Load or delete the sample workspace."""


@sample.command()
@click.option("--if-missing", is_flag=True, help="Do nothing when it is there already.")
def load(*, if_missing: bool) -> None:
    """Load the sample: a product team with half a year of numbers, as of today.

    Its page is marked as a sample, nobody can sign in as its people, and administrators of this installation join it.
    """
    from vitalfew.cli.prepare import prepare

    prepare()
    from django.utils import timezone

    from vitalfew.importers.sample import load as load_sample
    from vitalfew.importers.sample import loaded

    there = loaded()
    if there is None:
        made = load_sample(now=timezone.now())
        print_text(f"“{made}” is loaded. `vitalfew today --workspace {made.slug}` shows what needs a decision.")
    elif if_missing:
        print_text("The sample is here already.")
    else:
        raise InputError("The sample is here already", what_to_do="Delete it first: vitalfew sample delete.")


@sample.command()
def delete() -> None:
    """Delete the sample workspace with everything in it; your own workspaces stay as they are."""
    from vitalfew.cli.prepare import prepare

    prepare()
    from vitalfew.importers.sample import delete as delete_sample
    from vitalfew.importers.sample import loaded

    there = loaded()
    if there is None:
        print_text("There is no sample here.")
        return
    delete_sample(there)
    print_text(f"“{there}” is deleted.")
