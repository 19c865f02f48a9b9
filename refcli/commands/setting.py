"""Commands about the practice's own figures: after how long each thing falls due."""

from dataclasses import asdict
from datetime import date
from typing import Annotated

import typer

from refcli.core.owed.settings import (
    CADENCE,
    LEAST,
    MEANINGS,
    MOST,
    MOST_DAYS,
    DueFigure,
    DueRules,
    Rule,
)
from refcli.core.table import Column, Table, Type
from refcli.core.vocabulary import Kind
from refcli.env import Env
from refcli.errors import UsageError
from refcli.on_use import storage
from refcli.options import whole_number
from refcli.output.result import Result

app = typer.Typer()
setting = typer.Typer(no_args_is_help=True)
app.add_typer(setting, name="setting", help="The figures of the due list: list and set them.")

COLUMNS = (
    Column("setting", "Setting"),
    Column("kind", "Kind"),
    Column("value", "Value", Type.COUNT),
    Column("default", "Usual", Type.COUNT),
    Column("since", "Since", Type.DATE),
    Column("meaning", "What it is"),
)


@setting.command(name="list")
def list_(ctx: typer.Context) -> Result:
    """List the figures in force, and since when."""
    env: Env = ctx.obj
    with storage.book.door.reading(env.door()) as book:
        rules, known = storage.owed.settings.due_rules(book), storage.owed.settings.rules_set(book)
    return Result(settings_table(rules, known, env.today))


def settings_table(rules: DueRules, known: list[Rule], today: date) -> Table:
    """One row per figure, and one per kind of source with its own."""
    since = {(rule.key, rule.kind): rule.since for rule in known}
    own = sorted({(rule.key, rule.kind) for rule in known if rule.kind})
    usual = DueRules()
    rows = [
        (
            key,
            kind or None,
            rules.value(key, Kind(kind) if kind else None),
            usual.value(key),
            since.get((key, kind)),
            MEANINGS[key],
        )
        for key, kind in [*((name.value, "") for name in DueFigure), *own]
    ]
    note = f"The figures in force on {today}. Change one with: ref setting set thank_after 2"
    return Table("Settings", COLUMNS, rows, note)


@setting.command(name="set")
def set_(
    ctx: typer.Context,
    name: Annotated[
        DueFigure, typer.Argument(metavar="SETTING", help="As ref setting list names it.")
    ],
    value: Annotated[
        int, typer.Argument(metavar="FIGURE", parser=whole_number(), help="Days or months.")
    ],
    *,
    kind: Annotated[
        Kind | None, typer.Option(help="Only for sources of this kind (visits).")
    ] = None,
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="From this day on; without it, today.")
    ] = None,
) -> Result:
    """Change a figure from a day on; the lists of earlier days keep the old one."""
    env: Env = ctx.obj
    key = str(name)
    if kind and key not in CADENCE:
        raise UsageError(f"{key} is the same for all kinds. Leave out --kind.")
    least, most = LEAST.get(key, 0), MOST.get(key, MOST_DAYS)
    if not least <= value <= most:
        raise UsageError(f"{key} goes from {least} to {most}; {value} is outside.")
    day = env.day_or_today(since)
    rule = Rule(key=key, value=value, since=day, kind=kind.value if kind else "")
    with storage.book.door.writing(env.door("setting set")) as book:
        storage.owed.settings.set_rule(book, rule)
    whom = f" for sources of kind {kind}" if kind else ""
    line = f"{key} is {value}{whom} from {day} on: {MEANINGS[key]}."
    return Result(asdict(rule), line)
