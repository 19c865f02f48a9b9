"""The command that lists who is slipping away, and explains why."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated

import typer

from refcli.commands.sources.naming import resolve, settle_name
from refcli.completion import complete_source
from refcli.core.owed.items import Party
from refcli.core.quiet.sentences import explain_silence, in_words, working_figures
from refcli.core.quiet.silence import Sign
from refcli.core.table import Column, Table, Type
from refcli.core.vocabulary import Kind
from refcli.env import Env
from refcli.errors import UsageError
from refcli.on_use import storage
from refcli.options import LimitOption
from refcli.output.result import Result

app = typer.Typer()

COLUMNS = (
    Column("key", "Key"),
    Column("source_id", "Id", Type.ID, machine_only=True),
    Column("source", "Source"),
    Column("kind", "Kind"),
    Column("state", "State"),
    Column("since", "Since", Type.DATE),
    Column("last_referral", "Last", Type.DATE),
    Column("usual_days", "Usual days", Type.COUNT, machine_only=True),
    Column("silent_days", "Silent", Type.COUNT),
    Column("chance", "Chance", Type.RATE, machine_only=True),
    Column("words", "In words"),
    Column("owner", "Owner"),
)
NOTE = (
    "Countable referrals of the two years up to the last one, in the practice's own seasons and"
    " clumps, as of {0}. The working: ref quiet --explain NAME. Close with a contact: ref done KEY"
)


@app.command()
def quiet(
    ctx: typer.Context,
    *,
    explain: Annotated[
        str | None,
        typer.Option(
            metavar="SOURCE", help="Show the working for one.", autocompletion=complete_source
        ),
    ] = None,
    kind: Annotated[Kind | None, typer.Option(help="Only this kind.")] = None,
    limit: LimitOption = None,
) -> Result:
    """List the sources that have gone quiet or are slowing, and why."""
    env: Env = ctx.obj
    if explain is not None:
        if kind is not None or limit is not None:
            raise UsageError("--explain is about one source: type it without --kind and --limit.")
        return explain_quiet(env, settle_name(env, explain))
    with storage.book.door.reading(env.door()) as book:
        ground = storage.due.read_ground(book)
        facts = storage.quiet.quiet_facts(book, ground.marks)
    parties, everyone = ground.parties, facts.signs(ground, env.today)
    found = [one for one in everyone if kind is None or parties[one.source_id].kind is kind]
    return Result(quiet_table(found, parties, env.today).head(limit))


def quiet_table(signs: Sequence[Sign], parties: Mapping[int, Party], today: date) -> Table:
    """One row per source, the least likely silence first."""
    rows = [
        (
            f"Q{one.source_id}",
            one.source_id,
            parties[one.source_id].name,
            parties[one.source_id].kind.value,
            one.state.value,
            one.since,
            one.last,
            round(one.gap_days),
            one.silent_days,
            one.chance,
            in_words(one),
            parties[one.source_id].owner,
        )
        for one in sorted(signs, key=lambda one: (one.chance, one.source_id))
    ]
    empty = "Nobody has gone quiet, and nobody is slowing more than chance explains."
    return Table("Gone quiet and slowing", COLUMNS, rows, NOTE.format(today), empty=empty)


def explain_quiet(env: Env, typed: str) -> Result:
    """The working for one source, a step a line."""
    with storage.book.door.reading(env.door()) as book:
        whom, ground = resolve(book, typed), storage.due.read_ground(book)
        facts = storage.quiet.quiet_facts(book, ground.marks)
    steps = explain_silence(facts, whom.id, env.today, ground.rules.quiet_in)
    figures = working_figures(facts, whom.id, env.today, ground.rules.quiet_in)
    record = {"source_id": whom.id, "source": whom.name, "as_of": env.today}
    record |= figures | {"working": steps}
    heading = f"#{whom.id} {whom.name}, as of {env.today}:"
    return Result(record, [heading, *steps])
