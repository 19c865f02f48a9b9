"""The command that prints what makes a shell complete names."""

from typing import Annotated

import typer

from refcli.output.result import Result, Script
from refcli.shells.line import Shell
from refcli.shells.scripts import ADVICE, shell_script

app = typer.Typer()


@app.command()
def completion(
    shell: Annotated[Shell, typer.Argument(help="The shell you type in.", case_sensitive=False)],
) -> Result:
    """Print the script that makes your shell complete names, and say where it goes.

    It changes nothing: no profile, no setting of the system.
    """
    script, advice = shell_script(shell), ADVICE[shell]
    record = {"shell": shell.value, "script": script, "advice": advice}
    return Result(record, [Script(script)], remarks=advice.splitlines())
