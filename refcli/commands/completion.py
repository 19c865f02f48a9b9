"""The command that prints what makes a shell complete names."""

from typing import Annotated

import typer

from refcli.env import Env
from refcli.shells.line import Shell
from refcli.shells.scripts import ADVICE, script

app = typer.Typer()


@app.command()
def completion(
    ctx: typer.Context,
    shell: Annotated[Shell, typer.Argument(help="The shell you type in.", case_sensitive=False)],
) -> None:
    """Print the script that makes your shell complete names, and say where it goes.

    It changes nothing: no profile, no setting of the system.
    """
    env: Env = ctx.obj
    typer.echo(script(shell).encode(), nl=False)  # bytes: a shell on Windows wants plain line ends
    for line in ADVICE[shell].splitlines():
        env.talk(line)
