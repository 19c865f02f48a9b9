"""Commands about insurers: until when we are credentialed, and whether they list us."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

import typer

from refcli.core.insurers import Membership
from refcli.core.table import Cell, Column, Table, Type
from refcli.env import Env
from refcli.on_use import storage
from refcli.options import LimitOption
from refcli.output.result import Result

if TYPE_CHECKING:
    from refcli.storage.insurers import Insurer

app = typer.Typer()
insurer = typer.Typer(no_args_is_help=True)
app.add_typer(insurer, name="insurer", help="Insurers: credentials, networks and directories.")

COLUMNS = (
    Column("id", "Id", Type.ID),
    Column("insurer", "Insurer"),
    Column("provider", "Provider"),
    Column("credentialed_since", "Since", Type.DATE),
    Column("credentialed_until", "Until", Type.DATE),
    Column("days_left", "Left", Type.COUNT),
    Column("in_network", "In net"),
    Column("listed", "Listed"),
    Column("checked_on", "Checked", Type.DATE),
)
NOTHING = Membership()


@insurer.command(name="list")
def list_(ctx: typer.Context, *, limit: LimitOption = None) -> Result:
    """List the insurers with our credentials; change them with ref source edit."""
    env: Env = ctx.obj
    with storage.book.door.reading(env.door()) as book:
        insurers = storage.insurers.read_insurers(book)
    return Result(insurer_table(insurers, env.today).head(limit))


def insurer_table(insurers: "Sequence[Insurer]", today: date) -> Table:
    """One row per insurer and provider of ours; an insurer without a record still has one row."""
    note = (
        f"As recorded by {today}, the latest record of each provider; days left from then to the"
        " last day credentialed. No provider is the practice as a whole. Renewals fall"
        " due 90, 60 and 30 days ahead, in ref due. Change it: ref source edit"
        ' "Delta Dental" --credentialed-until 2029-03-01 --listed yes'
    )
    empty = 'No insurer yet. Add one: ref source add "Delta Dental" --kind insurer'
    rows = [row for one in insurers for row in insurer_rows(one, today)]
    return Table("Insurers", COLUMNS, rows, note, empty=empty)


def insurer_rows(insurer: "Insurer", today: date) -> Iterator[tuple[Cell, ...]]:
    """What is known of one insurer."""
    for known in insurer.memberships or (NOTHING,):
        days_left = (known.until - today).days if known.until else None
        cells: dict[str, Cell] = {"id": insurer.id, "insurer": insurer.name, "days_left": days_left}
        cells.update(known.record())
        yield tuple(cells[column.name] for column in COLUMNS)
