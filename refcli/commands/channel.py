"""Commands about the marketing channels: what they cost, and what that brought."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from refcli.commands.events.naming import find_standing_event, settle_event
from refcli.commands.finding.naming import Numbered, settle_number
from refcli.commands.finding.questions import name_source
from refcli.commands.finding.sources import resolve, settle_name
from refcli.commands.report import period_of
from refcli.completion import complete_channel, complete_event
from refcli.core.channels import Spend, campaign_table, channel_table
from refcli.core.counting.metrics import add_by_source
from refcli.core.finding.things import make_thing
from refcli.core.names.named import Named
from refcli.core.values.day_words import said_day
from refcli.core.values.money import cents_text
from refcli.core.values.months import read_month
from refcli.core.values.periods import Period, last_twelve_months
from refcli.core.vocabulary import CHANNELS
from refcli.env import Env, read_amount
from refcli.errors import RefusedError, UsageError
from refcli.on_use import storage
from refcli.options import NoteOption, SinceOption, UntilOption
from refcli.output.result import Result

if TYPE_CHECKING:
    from refcli.storage.book.door import Book

app = typer.Typer()
channel = typer.Typer(no_args_is_help=True)
app.add_typer(channel, name="channel", help="Marketing channels: spending, campaigns, cost.")

ChannelArgument = Annotated[
    str,
    typer.Argument(
        metavar="CHANNEL",
        help="A source of kind community, signage, print or digital.",
        autocompletion=complete_channel,
    ),
]
MonthArgument = Annotated[str, typer.Argument(metavar="MONTH", help="2026-10, october ...")]
MonthOption = Annotated[str | None, typer.Option(metavar="MONTH", help="Only this month.")]


def read_campaign_names(book: "Book") -> list[list[Named]]:
    """The campaigns that are shown."""
    return [
        [
            make_thing(one.id, one.name, about=one.days.label())
            for one in storage.channels.own_campaigns(book)
        ]
    ]


CAMPAIGNS = Numbered(what="campaign", see="ref channel show", read=read_campaign_names)


def channel_meant(book: "Book", typed: str) -> Named:
    """The channel that is meant; a person or an office is refused."""
    meant = resolve(book, typed)
    if meant.kind not in CHANNELS:
        raise RefusedError(
            f"{meant.name} is of kind {meant.kind}; spending is kept for channels only:"
            f" {', '.join(sorted(CHANNELS))}."
        )
    return meant


@channel.command()
def spend(
    ctx: typer.Context,
    which: ChannelArgument,
    month: MonthArgument,
    amount: Annotated[str, typer.Argument(metavar="MONEY", help="1200 or $1,200.50; 0 too.")],
    *,
    note: NoteOption = "",
) -> Result:
    """Record what a channel cost in a month; a second record takes the place of the first."""
    env: Env = ctx.obj
    first, _ = read_month(month, env.today)
    typed, spent = settle_name(env, which), read_amount(amount) or 0
    with storage.book.door.writing(env.door("channel spend")) as book:
        meant = channel_meant(book, typed)
        new = Spend(meant.id, first, spent)
        before = storage.channels.record_spend(book, new, note.strip())
    changed = f" (before: {cents_text(before)})" if before not in {None, spent} else ""
    record = {"source_id": meant.id, "source": meant.name, "month": f"{first:%Y-%m}"}
    line = f"Recorded {cents_text(spent)} for {name_source(meant)} in {first:%B %Y}{changed}."
    return Result(record | {"spend": spent / 100}, line)


@channel.command()
def campaign(
    ctx: typer.Context,
    which: ChannelArgument,
    name: Annotated[str, typer.Argument(metavar="NAME", help="What it is called.")],
    *,
    since: Annotated[str, typer.Option("--from", metavar="DATE", help="Its first day.")],
    until: Annotated[str, typer.Option("--until", metavar="DATE", help="Its last day.")],
    note: NoteOption = "",
) -> Result:
    """Add a campaign of a channel with its days."""
    env: Env = ctx.obj
    if not name.strip():
        raise UsageError("A name is missing.")
    first, last = env.day_either_way(since), env.day_either_way(until)
    days = Period(first or env.today, last or env.today)
    if days.since > days.until:
        raise UsageError(f"--from {days.since} is after --until {days.until}.")
    typed = settle_name(env, which)
    with storage.book.door.writing(env.door("channel campaign")) as book:
        meant = channel_meant(book, typed)
        called = name.strip()
        id_ = storage.channels.add_campaign(book, meant.id, called, days, note.strip())
    record = {"id": id_, "source_id": meant.id, "source": meant.name, "name": called}
    line = (
        f"Added campaign {id_}: {called}, {name_source(meant)}, {said_day(days.since, env.today)}"
    )
    line += f" to {said_day(days.until, env.today)}."
    return Result(record | asdict(days), line)


@channel.command()
def drop(
    ctx: typer.Context,
    which: Annotated[
        str, typer.Argument(metavar="CAMPAIGN", help="Its name, whole words of it, its number.")
    ],
) -> Result:
    """Take a campaign out of the tables."""
    env: Env = ctx.obj
    number = settle_number(env, which, CAMPAIGNS)
    with storage.book.door.writing(env.door("channel drop")) as book:
        name = storage.channels.end_campaign(book, number)
        if name is None:
            raise RefusedError(f"There is no campaign {number}. See: ref channel show")
    record = {"id": number, "name": name, "ended_on": env.today}
    return Result(record, f"Campaign {number}, {name}, is no longer shown.")


@channel.command()
def count(
    ctx: typer.Context,
    which: ChannelArgument,
    which_event: Annotated[
        str,
        typer.Argument(metavar="EVENT", help="Its name or number.", autocompletion=complete_event),
    ],
) -> Result:
    """Count an event, such as a school visit, to a channel."""
    env: Env = ctx.obj
    typed, held_as = env.turns.ask_in_turn(
        lambda: (settle_name(env, which), settle_event(env, which_event))
    )
    with storage.book.door.writing(env.door("channel count")) as book:
        meant, held = channel_meant(book, typed), find_standing_event(book, held_as)
        storage.channels.put_event(book, held.id, meant.id)
    record = {"id": held.id, "event": held.name, "source_id": meant.id, "source": meant.name}
    line = f"{held.name}, {held.on}, now counts to {meant.name}."
    return Result(record, line)


@channel.command(name="show")
def show_(
    ctx: typer.Context,
    *,
    month: MonthOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
) -> Result:
    """Show what each channel cost and brought, the last twelve months or other days."""
    env: Env = ctx.obj
    asked = month or since or until
    period = period_of(env, month, since, until) if asked else last_twelve_months(env.today)
    with storage.book.door.reading(env.door()) as book:
        facts = storage.channels.channel_facts(book, period)
        tallies = storage.counting.figures.count_tallies(book, period)
    channels = channel_table(facts, add_by_source(tallies, CHANNELS), period, "Channels")
    return Result(channels, [channels, "", campaign_table(facts, period, env.today)])
