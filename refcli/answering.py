"""How every command answers: its function returns a result, which is printed in one place."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated, Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

from refcli.ending import closed_pipe
from refcli.env import Env
from refcli.errors import UsageError
from refcli.lines import book_in, name_book
from refcli.options import FORMAT, is_typed
from refcli.output.render import Format, present
from refcli.output.result import Line, Result
from refcli.version import __version__


def with_formats(command: Any) -> Any:  # noqa: ANN401  (Typer's own commands)
    """Give ``--format`` to a command, and to all below it."""
    if isinstance(command, TyperGroup):
        for one in command.commands.values():
            with_formats(one)
    if not isinstance(command, TyperGroup) or command.invoke_without_command:
        command.params += format_options()
    return command


def format_options() -> list[Any]:
    """``--format`` as a parameter of a command."""
    template = typer.Typer(add_completion=False)
    template.command()(take_format)
    return [one for one in get_command(template).params if one.name == "fmt"]


def note_format(ctx: typer.Context, fmt: Format) -> None:
    """Keep the format for when the command has answered; of a group, that it has for all of it."""
    if is_typed(ctx, "fmt") or FORMAT not in ctx.meta:
        ctx.meta[FORMAT] = fmt


def take_format(
    *,
    fmt: Annotated[
        Format,
        typer.Option(
            "--format",
            "-f",
            help="How to print the result.",
            callback=note_format,
            expose_value=False,
        ),
    ] = Format.TABLE,
) -> None:
    """Stand for every command: this is the option that each of them gets."""


def print_result(ctx: typer.Context, result: Result) -> None:
    """Print what a command returned, then what is said beside it; fail last, where it fails."""
    env: Env = ctx.obj
    try:
        present(with_book(result, env.outcome.typed), ctx.meta[FORMAT], env.console)
    except OSError as error:
        if not (result.end and closed_pipe(error)):
            raise  # a reader that has seen enough changes no refusal
    finally:
        for remark in (*(() if result.end else env.outcome.notes), *result.remarks):
            env.talk(remark)
    if result.end:
        raise result.end


def with_book(result: Result, typed: Sequence[str]) -> Result:
    """The answer, its lines to type about the same book as the line that was typed."""
    if not book_in(typed):
        return result
    parts = [
        name_book(part, typed)
        if isinstance(part, str)
        else replace(part, text=name_book(part.text, typed))
        if isinstance(part, Line)
        else part
        for part in result.parts
    ]
    return replace(result, text=parts)


def print_version(ctx: typer.Context, wanted: bool) -> None:  # noqa: FBT001
    """Answer ``--version`` and stop; with ``--verbose``, name all that runs."""
    if not wanted:
        return
    typer.echo(__version__)
    if "--verbose" in ctx.obj.typed:
        from refcli.storage.trust.checkup import read_versions  # noqa: PLC0415  (seldom asked)

        for what, version in read_versions().items():
            typer.echo(f"{what} {version}")
    raise typer.Exit


def refuse_alone(wanted: bool) -> None:  # noqa: FBT001
    """Refuse ``--verbose`` without ``--version``, which answers before it comes to this."""
    if wanted:
        raise UsageError("--verbose goes with --version only. Type: ref --version --verbose")
