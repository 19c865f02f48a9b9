"""The command that finds a patient or a source while somebody waits on the phone."""

from typing import Annotated

import typer

from refcli.core.finding.search import (
    CONTACT_FIELDS,
    PATIENT_FIELDS,
    SOURCE_FIELDS,
    Findable,
    search_everybody,
)
from refcli.core.finding.tables import found_table
from refcli.env import Env
from refcli.errors import UsageError
from refcli.on_use import storage
from refcli.options import LimitOption
from refcli.output.result import Result
from refcli.output.text import harmless_text

app = typer.Typer()


@app.command()
def find(
    ctx: typer.Context,
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="TEXT...", help="A part of a name, a number, a phone, a chart, an e-mail."
        ),
    ],
    *,
    limit: LimitOption = None,
) -> Result:
    """Find a patient or a source by any part: name, number, phone, chart, e-mail."""
    env: Env = ctx.obj
    typed = " ".join(words).strip()
    if not typed:
        raise UsageError("A text is missing.")
    with storage.book.door.reading(env.door()) as book:
        referrals, sources = (
            storage.finding.referrals.read_dated(book),
            storage.finding.everybody.read_sourced(book),
        )
    everybody = [*map(Findable, referrals), *map(Findable, sources)]
    hits = search_everybody(typed, everybody, {*PATIENT_FIELDS, *SOURCE_FIELDS, *CONTACT_FIELDS})
    return Result(found_table(harmless_text(typed), hits, env.today).head(limit))
