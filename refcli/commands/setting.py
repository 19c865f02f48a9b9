"""Commands about the practice's own figures, working days, and reasons why referrals are lost."""

from dataclasses import asdict
from typing import Annotated

import typer

from refcli.core.owed.settings import (
    CADENCE,
    LEAST,
    MEANINGS,
    MOST,
    MOST_DAYS,
    DueFigure,
    Rule,
)
from refcli.core.owed.tables import settings_table
from refcli.core.owed.working_days import (
    WorkingDays,
    change_holidays,
    days_table,
    read_holiday,
    read_week,
)
from refcli.core.practice import setting_lines
from refcli.core.referrals.reasons import change_reasons, reasons_table
from refcli.core.values.chosen import say_chosen
from refcli.core.values.day_words import said_day
from refcli.core.vocabulary import Kind
from refcli.env import Env
from refcli.errors import UsageError
from refcli.on_use import storage
from refcli.options import whole_number
from refcli.output.result import Result

app = typer.Typer()
setting = typer.Typer(no_args_is_help=True)
app.add_typer(
    setting,
    name="setting",
    help="Figures of the due list, working days, why referrals are lost.",
)


@setting.command(name="list")
def list_(ctx: typer.Context) -> Result:
    """List the figures in force, and since when.

    This is where all of them stand: init sets the first three as well, and
    source edit those of one source.
    """
    env: Env = ctx.obj
    with storage.book.door.reading(env.door()) as book:
        rules, known = storage.owed.settings.due_rules(book), storage.owed.settings.rules_set(book)
        practice = storage.practice.read_settings(book)
    figures = settings_table(rules, known, env.today)
    return Result(figures, [*setting_lines(practice), "To change one: ref init", "", figures])


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
        raise UsageError(f"{key} is the same for all kinds. Leave out --kind.", drop=["--kind"])
    least, most = LEAST.get(key, 0), MOST.get(key, MOST_DAYS)
    if not least <= value <= most:
        raise UsageError(f"{key} goes from {least} to {most}; {value} is outside.")
    day = env.day_or_today(since)
    rule = Rule(key=key, value=value, since=day, kind=kind.value if kind else "")
    with storage.book.door.writing(env.door("setting set")) as book:
        chosen = storage.owed.settings.set_rule(book, rule)
    whom = f" for sources of kind {kind}" if kind else ""
    since_when = f"from {said_day(day, env.today)}" + " on" * (chosen.until is None)
    said = say_chosen(f"{key} is {value}{whom} {since_when}", chosen)
    line = f"{said}: {MEANINGS[key]}."
    return Result(asdict(rule), line)


@setting.command()
def reasons(
    ctx: typer.Context,
    *,
    add: Annotated[
        list[str] | None, typer.Option(metavar="TEXT", help="One more; may be repeated.")
    ] = None,
    drop: Annotated[
        list[str] | None, typer.Option(metavar="TEXT", help="No more; may be repeated.")
    ] = None,
) -> Result:
    """List why referrals are lost, or change the list; what is on record stays."""
    env: Env = ctx.obj
    if not (add or drop):
        with storage.book.door.reading(env.door()) as book:
            return Result(reasons_table(storage.referrals.read_reasons(book)))
    with storage.book.door.writing(env.door("setting reasons")) as book:
        known = change_reasons(storage.referrals.read_reasons(book), add or (), drop or ())
        storage.referrals.save_reasons(book, known)
    return Result(reasons_table(known))


def check_holidays(typed: list[str] | None) -> list[str] | None:
    """The days as they were typed, each of which can be read."""
    for one in typed or ():
        read_holiday(one)
    return typed


@setting.command()
def days(
    ctx: typer.Context,
    *,
    work: Annotated[
        str | None, typer.Option(metavar="DAYS", help='The working weekdays: "mon-thu sat".')
    ] = None,
    close: Annotated[
        list[str] | None,
        typer.Option(
            metavar="MM/DD",
            help="Closed on it: 12/25, 2026-11-26; may be repeated.",
            callback=check_holidays,
        ),
    ] = None,
    open_: Annotated[
        list[str] | None,
        typer.Option(
            "--open",
            metavar="MM/DD",
            help="Closed on it no more; may be repeated.",
            callback=check_holidays,
        ),
    ] = None,
) -> Result:
    """List the days on which the practice works, or change them from today on."""
    env: Env = ctx.obj
    if work is None and not (close or open_):
        with storage.book.door.reading(env.door()) as book:
            return Result(days_table(storage.owed.settings.read_working_days(book)))
    week = None if work is None else read_week(work)
    with storage.book.door.writing(env.door("setting days")) as book:
        known = storage.owed.settings.read_working_days(book)
        holidays = change_holidays(known.closed, close or (), open_ or ())
        changed = WorkingDays(week or known.week, holidays)
        storage.owed.settings.save_working_days(book, changed)
    return Result(days_table(changed))
