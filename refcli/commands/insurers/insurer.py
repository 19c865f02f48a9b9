"""Commands about insurers: until when we are credentialed, and whether they list us."""

import typer

from refcli.core.insurers import insurer_table
from refcli.env import Env
from refcli.on_use import storage
from refcli.options import LimitOption
from refcli.output.result import Result

app = typer.Typer()
insurer = typer.Typer(no_args_is_help=True)
app.add_typer(insurer, name="insurer", help="Insurers: credentials, networks and directories.")


@insurer.command(name="list")
def list_(ctx: typer.Context, *, limit: LimitOption = None) -> Result:
    """List the insurers with our credentials; change them with ref source edit."""
    env: Env = ctx.obj
    with storage.book.door.reading(env.door()) as book:
        insurers = storage.insurers.read_insurers(book)
    return Result(insurer_table(insurers, env.today).head(limit))
