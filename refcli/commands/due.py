"""Commands about what is owed: the list, and the three ways to close an item."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from refcli import storage
from refcli.core.due import SOON_DAYS, due_items
from refcli.core.owed import DueItem
from refcli.core.table import Cell, Column, Table, Type
from refcli.core.vocabulary import DueType
from refcli.env import Env
from refcli.options import (
    FormatOption,
    LimitOption,
)
from refcli.output.render import Format, show

if TYPE_CHECKING:
    pass

app = typer.Typer()

COLUMNS = (
    Column("key", "Key"),
    Column("type", "What"),
    Column("source_id", "Id", Type.ID, machine_only=True),
    Column("source", "Whom"),
    Column("due_on", "Due", Type.DATE),
    Column("days_overdue", "Late", Type.COUNT),
    Column("reason", "Why, and what helps"),
    Column("owner", "Owner"),
)


@app.command()
def due(  # noqa: PLR0913  (its filters)
    ctx: typer.Context,
    *,
    within: Annotated[
        int, typer.Option(min=0, max=3660, metavar="DAYS", help="Look this many days ahead.")
    ] = SOON_DAYS,
    only: Annotated[
        list[DueType] | None, typer.Option(metavar="TYPE", help="Only this type; may be repeated.")
    ] = None,
    owner: Annotated[str | None, typer.Option(help="Only what this person owns.")] = None,
    limit: LimitOption = None,
    fmt: FormatOption = Format.TABLE,
) -> None:
    """List what is owed to whom, the most overdue first."""
    env: Env = ctx.obj
    with storage.store.reading(env.door()) as book:
        facts = storage.owing.due_facts(book)
    until = env.today + timedelta(days=within)
    items = due_items(facts, until=until, today=env.today)
    wanted = [item for item in items if chosen(item, only, owner)]
    show(due_table(wanted, env.today, until).head(limit), fmt, env.console)


def chosen(item: DueItem, only: Iterable[DueType] | None, owner: str | None) -> bool:
    """True for an item of the wanted types and owner."""
    mine = owner is None or item.owner.casefold() == owner.strip().casefold()
    return mine and (not only or item.type in only)


def due_table(items: list[DueItem], today: date, until: date) -> Table:
    """One row per item, the most overdue first."""
    overdue = sum(item.due_on < today for item in items)
    note = (
        f"{len(items)} due by {until}, {overdue} overdue on {today}. A visit's clock runs from the"
        " last one that met somebody; a thank-you is due 3 days after the referral, an appointment"
        " too, a report 7 days after the patient was seen. Close with: ref done KEY"
    )
    rows = [due_row(item, today) for item in items]
    empty = f"Nothing is due by {until}."
    return Table("Due", COLUMNS, rows, note, empty=empty)


def due_row(item: DueItem, today: date) -> tuple[Cell, ...]:
    """The cells of one item; what helps to do it stands behind the reason."""
    why = f"{item.reason} ({item.context})" if item.context else item.reason
    return (
        item.key,
        item.type.value,
        item.source_id,
        item.source,
        item.due_on,
        item.days_overdue(today),
        why,
        item.owner,
    )
