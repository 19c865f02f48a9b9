"""The command that prints what makes a shell complete names."""

from typing import Annotated

import typer

from refcli.env import Env
from refcli.options import FormatOption
from refcli.output.render import Format, show_one, show_script
from refcli.shells.line import Shell
from refcli.shells.scripts import ADVICE, shell_script

app = typer.Typer()


@app.command()
def completion(
    ctx: typer.Context,
    shell: Annotated[Shell, typer.Argument(help="The shell you type in.", case_sensitive=False)],
    *,
    fmt: FormatOption = Format.TABLE,
) -> None:
    """Print the script that makes your shell complete names, and say where it goes.

    It changes nothing: no profile, no setting of the system.
    """
    env: Env = ctx.obj
    if fmt is not Format.TABLE:
        record = {"shell": shell.value, "script": shell_script(shell), "advice": ADVICE[shell]}
        show_one(record, "", fmt, env.console)
        return
    show_script(shell_script(shell))
    for line in ADVICE[shell].splitlines():
        env.talk(line)
