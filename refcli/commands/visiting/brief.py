"""The command that tells what to know before a visit."""

import typer

from refcli.commands.finding.sources import refuse_nobody, resolve, settle_name
from refcli.core.visiting.brief import brief_lines, brief_record
from refcli.env import Env
from refcli.on_use import storage
from refcli.options import SourceArgument
from refcli.output.result import Result

app = typer.Typer()


@app.command()
def brief(ctx: typer.Context, source: SourceArgument) -> Result:
    """What to know before a visit: who is there, what was said, what is owed."""
    env: Env = ctx.obj
    typed = settle_name(env, source)
    with storage.book.door.reading(env.door()) as book:
        whom = resolve(book, typed)
        refuse_nobody(whom.name, "nobody can visit it")
        place = storage.dealings.meetings.place_today(book, whom.id)
        found = storage.visiting.knowing.read_brief(book, place)
    return Result(brief_record(found, env.today), [*brief_lines(found, env.today)])
