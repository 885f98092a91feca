"""`vitalfew schema`: what a plan file can hold, for editors."""

import click


@click.command()
def schema() -> None:
    """Print the JSON Schema of plan files, which editors complete and check by.

    Keep it beside the plan: vitalfew schema > goals.schema.json, and let the plan begin with
    '# yaml-language-server: $schema=goals.schema.json'. The server has it at /schema/goals.json.
    """
    from vitalfew.planfile.schema import schema_text

    click.echo(schema_text(), nl=False)
