"""The command that lists who is slipping away, and explains why."""

from typing import Annotated

import typer

from refcli.commands.finding.sources import resolve, settle_name
from refcli.completion import complete_source
from refcli.core.quiet.sentences import tell_past, tell_skips
from refcli.core.quiet.tables import quiet_table
from refcli.core.quiet.working import explain_silence, working_figures
from refcli.core.vocabulary import Kind
from refcli.env import Env
from refcli.errors import UsageError
from refcli.on_use import storage
from refcli.options import LimitOption
from refcli.output.result import Result

app = typer.Typer()


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
            raise UsageError(
                "--explain is about one source: type it without --kind and --limit.",
                drop=["--kind", "--limit"],
            )
        return explain_quiet(env, settle_name(env, explain))
    with storage.book.door.reading(env.door()) as book:
        ground = storage.owed.ground.read_ground(book)
        facts = storage.quiet.quiet_facts(book, ground.marks)
    parties, every = ground.parties, facts.every_sign(ground, env.today)
    everyone = [one for one in every if one.since >= facts.floor]
    left, asleep = tell_skips(facts, parties, everyone, env.today), facts.left_in_peace(env.today)
    found = [
        one
        for one in everyone
        if f"Q{one.source_id}" not in asleep
        and (kind is None or parties[one.source_id].kind is kind)
    ]
    past = tell_past(facts, every, env.today)
    return Result(quiet_table(found, parties, env.today, left, past).head(limit))


def explain_quiet(env: Env, typed: str) -> Result:
    """The working for one source, a step a line."""
    with storage.book.door.reading(env.door()) as book:
        whom, ground = resolve(book, typed, "--explain"), storage.owed.ground.read_ground(book)
        facts = storage.quiet.quiet_facts(book, ground.marks)
    place = ground.parties[ground.parties[whom.id].place_id]
    steps = explain_silence(facts, place.id, env.today, ground.rules.quiet_in)
    figures = working_figures(facts, place.id, env.today, ground.rules.quiet_in)
    record = {"source_id": place.id, "source": place.name, "as_of": env.today}
    record |= figures | {"working": steps}
    who = "" if place.id == whom.id else f", where {whom.name} works"
    heading = f"#{place.id} {place.name}{who}, as of {env.today}:"
    return Result(record, [heading, *steps])
