"""What the commands that correct something have in common."""

import typer

from refcli.errors import UsageError


def refuse_nothing(ctx: typer.Context, example: str) -> None:
    """Refuse a correction to which no option was given; ``example`` is a line to type."""
    options = [one.name for one in ctx.command.params if one.param_type_name == "option"]
    if not any(typed(ctx, name) for name in options):
        raise UsageError(f"Nothing to change. Type: {example}")


def typed(ctx: typer.Context, name: str | None) -> bool:
    """Whether an option stands on the command line."""
    source = ctx.get_parameter_source(name) if name else None
    return source is not None and source.name == "COMMANDLINE"
