"""Commands about the days of the year on which we think of our sources.

They work behind the firewall: whom they choose hangs on no referral.
"""

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from refcli.commands.finding.naming import Numbered, settle_number
from refcli.commands.finding.questions import name_source
from refcli.commands.finding.sources import check_length, refuse_nobody, resolve, settle_name
from refcli.commands.occasions.reading import checked_day, read_day, read_words
from refcli.completion import complete_source
from refcli.core.finding.things import make_thing
from refcli.core.names.named import Named
from refcli.core.occasions import Occasion, opens
from refcli.core.values.day_words import full_day
from refcli.core.values.year_days import YearDay
from refcli.core.vocabulary import Kind
from refcli.env import Env
from refcli.errors import UsageError
from refcli.on_use import storage
from refcli.options import LimitOption, refuse_nothing, whole_number
from refcli.output.result import Result
from refcli.phrases import note_words

if TYPE_CHECKING:
    from refcli.storage.book.door import Book
from refcli.core.occasions import OCCASION_COLUMNS, class_text, occasion_row, occasion_table

app = typer.Typer()
occasion = typer.Typer(no_args_is_help=True)
app.add_typer(occasion, name="occasion", help="Birthdays, holidays and other days to remember.")
WhichArgument = Annotated[
    str,
    typer.Argument(
        metavar="OCCASION",
        help='Its name, whose it is, or both ("chen birthday"); its number; O3.',
    ),
]


def read_occasion_names(book: "Book") -> list[list[Named]]:
    """The days that are remembered: by what they are, by whose, and by both."""
    return [
        [
            make_thing(one.id, one.name, whose, f"{whose} {one.name}", about=f"{whose}, {one.on}")
            for one, source in storage.occasions.read_running(book)
            for whose in [source or class_text(one)]
        ]
    ]


OCCASIONS = Numbered(
    what="occasion", see="ref occasion list", letters="O", read=read_occasion_names, walled=True
)
YearOption = Annotated[
    int | None,
    typer.Option(
        parser=whole_number(1900, 9999), metavar="YYYY", help="The year in which it first was."
    ),
]
LeadOption = Annotated[
    int | None,
    typer.Option(parser=whole_number(0, 180), metavar="DAYS", help="Show it so many days ahead."),
]
OwnerOption = Annotated[str | None, typer.Option(help="Who of our staff sees to it.")]
NoteTextOption = Annotated[str | None, typer.Option(help="What is worth knowing: likes tea.")]


@occasion.command()
def add(
    ctx: typer.Context,
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="[SOURCE] NAME [DAY]",
            help="Whose (not with --every), what, and when: 03-05, 3/5, march 5, 1970-03-05;"
            " christmas, new year, valentine, july 4 ... need no day.",
            autocompletion=complete_source,
        ),
    ],
    *,
    every: Annotated[
        Kind | None,
        typer.Option(help="For every source of a kind, whether it refers or not."),
    ] = None,
    year: YearOption = None,
    lead: LeadOption = None,
    owner: OwnerOption = None,
    note: NoteTextOption = None,
) -> Result:
    """Remember a day of each year; 29 February is on the 28th in other years."""
    env: Env = ctx.obj
    source, name, on = read_words(words, whole_kind=every is not None)
    on = checked_day(env, on if year is None else YearDay(on.month, on.day, year))
    typed = settle_name(env, source) if every is None else ""
    with storage.book.firewall.writing(env.door("occasion add")) as book:
        whom = None if every else find_occasion_source(book, typed)
        usual = storage.owed.settings.due_rules(book).occasion_lead
        new = Occasion(
            name=check_length(name),
            on=on,
            added_on=env.today,
            source_id=whom.id if whom else None,
            kind=every,
            lead_days=usual if lead is None else lead,
            owner=(owner or "").strip(),
            note=(note or "").strip(),
        )
        id_ = storage.occasions.add(book, new)
    who = whom.name if whom else class_text(new)
    told = name_source(whom) if whom else who
    line = f"Added occasion {describe_occasion(id_, new, told, env.today)}"
    return Result(record_occasion(id_, new, who, env.today), line)


def find_occasion_source(book: "Book", typed: str) -> Any:  # noqa: ANN401
    """The source that is meant; unknown and none have no days."""
    whom = resolve(book, typed)
    refuse_nobody(whom.name, "it has no day to remember")
    return whom


def describe_occasion(id_: int, one: Occasion, who: str, today: date) -> str:
    """An occasion in a sentence or two."""
    following = one.on.next_on(max(today, one.added_on))
    leap = " (02-28 in other years)" if str(one.on) == "02-29" else ""
    line = (
        f"{id_}: {one.name}, {who}, {one.on}{leap}. Next on {full_day(following)},"
        f" from {opens(one, following)} on in ref due."
    )
    return line + (f" {CLASS}" if one.kind else "")


CLASS = "The same for all of them that are not archived, whether they refer or not."


def record_occasion(id_: int, one: Occasion, who: str, today: date) -> dict[str, object]:
    """An occasion for programs."""
    names = [column.name for column in OCCASION_COLUMNS]
    return dict(zip(names, occasion_row(id_, one, who, today), strict=True))


@occasion.command(name="list")
def list_(
    ctx: typer.Context,
    *,
    within: Annotated[
        int | None,
        typer.Option(parser=whole_number(0, 366), metavar="DAYS", help="Only those so near."),
    ] = None,
    source: Annotated[
        str | None, typer.Option(help="Only this source's.", autocompletion=complete_source)
    ] = None,
    limit: LimitOption = None,
) -> Result:
    """List the days to remember, the next one first."""
    env: Env = ctx.obj
    typed = None if source is None else settle_name(env, source)
    with storage.book.firewall.reading(env.door()) as book:
        whom = None if typed is None else resolve(book, typed, "--source")
        known = storage.occasions.read_running(book)
    wanted = [one for one in known if whom is None or one[0].source_id == whom.id]
    return Result(occasion_table(wanted, env.today, within).head(limit))


@occasion.command()
def edit(
    ctx: typer.Context,
    which: WhichArgument,
    *,
    name: Annotated[str | None, typer.Option(help="What it is.")] = None,
    on: Annotated[
        str | None, typer.Option(metavar="DAY", help="03-05, 3/5, march 5, 1970-03-05.")
    ] = None,
    year: YearOption = None,
    no_year: Annotated[bool, typer.Option("--no-year", help="Forget the year.")] = False,
    lead: LeadOption = None,
    owner: OwnerOption = None,
    note: NoteTextOption = None,
) -> Result:
    """Correct an occasion, as if it had been so from the beginning."""
    env: Env = ctx.obj
    refuse_nothing(ctx)
    if name is not None and not name.strip():
        raise UsageError("--name is empty.")
    texts = {"name": check_length(name) if name else None, "owner": owner, "note": note}
    values: dict[str, Any] = {key: text.strip() for key, text in texts.items() if text is not None}
    number = settle_number(env, which, OCCASIONS)
    with storage.book.firewall.writing(env.door("occasion edit")) as book:
        known = storage.occasions.read_occasion(book, number)
        day = read_day(on) if on is not None else known.on
        its_year = None if no_year else year or day.year or known.on.year
        values["on"] = checked_day(env, YearDay(day.month, day.day, its_year))
        values["lead_days"] = known.lead_days if lead is None else lead
        new = storage.occasions.edit(book, known, values)
        who = owner_text(book, new)
    line = f"Saved occasion {describe_occasion(number, new, who, env.today)}"
    said = note_words(known.note, note)
    return Result(record_occasion(number, new, who, env.today), f"{line}{said}")


def owner_text(book: "Book", one: Occasion) -> str:
    """The name of its source, or the kind."""
    if one.source_id is None:
        return class_text(one)
    return str(storage.sources.records.read_source_name(book, one.source_id))


@occasion.command()
def end(ctx: typer.Context, which: WhichArgument) -> Result:
    """Remember a day no more; what fell due before today stays owed until done or skipped."""
    env: Env = ctx.obj
    number = settle_number(env, which, OCCASIONS)
    with storage.book.firewall.writing(env.door("occasion end")) as book:
        known = storage.occasions.end(book, number)
        who = owner_text(book, known)
    line = (
        f"Ended occasion {number} on {env.today}: {known.name}, {who}. What fell due before"
        " stays owed until it is done or skipped."
    )
    ended = record_occasion(number, known, who, env.today) | {"ended_on": env.today}
    return Result(ended, line)
