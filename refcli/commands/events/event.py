"""Commands about social events: who is invited, what they answer, who came."""

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from refcli.commands.activities import next_visit_of
from refcli.commands.dealings.meetings import say_held
from refcli.commands.events.inviting import GuestFilter, choose_guests
from refcli.commands.events.naming import (
    event_name,
    find_event,
    find_standing_event,
    guest_of,
    refuse_over,
    refuse_second,
    settle_event,
)
from refcli.commands.finding.questions import name_source
from refcli.commands.finding.sources import refuse_nobody, resolve, settle_name, settle_names
from refcli.completion import complete_event, complete_source
from refcli.core.activities import NewActivity
from refcli.core.events.choice import choice_table, invited_line, invited_record
from refcli.core.events.guests import Event, Guest, count_turnout
from refcli.core.events.tables import (
    came_line,
    came_record,
    event_lines,
    event_record,
    event_table,
    guest_records,
    guest_table,
)
from refcli.core.names.named import Named
from refcli.core.names.nobody import says_nobody
from refcli.core.values.day_words import said_day
from refcli.core.vocabulary import ActivityKind, Answer, Kind
from refcli.env import Env
from refcli.errors import RefusedError, UsageError
from refcli.lines import type_line
from refcli.on_use import storage
from refcli.options import (
    LimitOption,
    MetOption,
    NoteOption,
    SourceArgument,
    WhoOption,
    refuse_nothing,
)
from refcli.output.result import Result
from refcli.phrases import note_words

if TYPE_CHECKING:
    pass

app = typer.Typer()
event = typer.Typer(no_args_is_help=True)
app.add_typer(event, name="event", help="Social events: invitations, answers, who came.")

EventArgument = Annotated[
    str,
    typer.Argument(
        metavar="EVENT",
        help="Its number, its name or a unique part of it.",
        autocompletion=complete_event,
    ),
]
DayOption = Annotated[
    str, typer.Option("--on", metavar="DATE", help="Its day: 2027-07-10, 7/10/2027, friday ...")
]
NewDayOption = Annotated[str | None, typer.Option("--on", metavar="DATE", help="Its day.")]
TextOption = Annotated[str | None, typer.Option()]
KindsOption = Annotated[
    list[Kind] | None, typer.Option(help="Sources of this kind; may be repeated.")
]
OwnerOption = Annotated[str | None, typer.Option(help="Those that this one of us looks after.")]
SourcesOption = Annotated[
    list[str] | None,
    typer.Option(
        metavar="SOURCE", help="This one too; may be repeated.", autocompletion=complete_source
    ),
]


@event.command()
def add(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="What it is called.")],
    *,
    on: DayOption,
    place: Annotated[str, typer.Option(help="Where it is.")] = "",
    note: NoteOption = "",
) -> Result:
    """Add an event."""
    env: Env = ctx.obj
    new = Event(
        name=event_name(name),
        on=env.day_either_way(on) or env.today,
        added_on=env.today,
        place=place.strip(),
        note=note.strip(),
    )
    with storage.book.door.writing(env.door("event add")) as book:
        refuse_second(book, new)
        id_ = storage.events.add(book, new)
    line = f"Added event #{id_}: {new.name}, {said_day(new.on, env.today)}."
    if new.on >= env.today:
        line += f" Invite: {type_line('event invite', f'#{id_}', '--kind', 'office')}"
    return Result(event_record(replace(new, id=id_), count_turnout([])), line)


@event.command()
def invite(
    ctx: typer.Context,
    which_event: EventArgument,
    *,
    kind: KindsOption = None,
    owner: OwnerOption = None,
    source: SourcesOption = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only list them.")] = False,
) -> Result:
    """Invite sources by kind, owner or name; each once.

    Only these choose; never the number of referrals or the production, nor
    whether somebody refers at all.

    Left out, and told: archived sources, and those that want no mail or no
    visits (do_not_mail, do_not_visit); of a whole kind those that want no
    gifts (no_gifts) too.
    """
    env: Env = ctx.obj
    names, which = env.turns.ask_in_turn(
        lambda: (settle_names(env, source or ()), settle_event(env, which_event))
    )
    wanted = GuestFilter(kinds=kind or (), owner=owner, names=names)
    wanted.check()
    door = storage.book.firewall.reading(env.door()) if dry_run else None
    with door or storage.book.firewall.writing(env.door("event invite")) as book:
        meant = find_standing_event(book, which)
        refuse_over(env, meant)
        made = choose_guests(env, book, meant, wanted)
        if not dry_run:
            storage.events.invite(book, meant.id, [whom.id for whom in made.new])
    if dry_run:
        return Result(choice_table(meant, made))
    return Result(invited_record(meant, made), invited_line(meant, made))


@event.command()
def rsvp(
    ctx: typer.Context,
    which_event: EventArgument,
    source: SourceArgument,
    answer: Annotated[Answer, typer.Argument(help="What they say.", case_sensitive=False)],
    *,
    note: Annotated[str | None, typer.Option(help="Anything worth knowing: brings two.")] = None,
) -> Result:
    """Record what an invited source answers; the last word counts."""
    env: Env = ctx.obj
    typed, which = env.turns.ask_in_turn(
        lambda: (settle_name(env, source), settle_event(env, which_event))
    )
    with storage.book.door.writing(env.door("event rsvp")) as book:
        meant = find_standing_event(book, which)
        whom = resolve(book, typed)
        guest = guest_of(book, meant, whom)
        if guest is None or guest.invited_on is None:
            raise RefusedError(
                f"{whom.name} is not invited to {meant.name}. Type:"
                f" {type_line('event invite', f'#{meant.id}', '--source', f'#{whom.id}')}"
            )
        storage.events.answer(book, meant.id, whom.id, answer, note=note)
    before = f" (before: {guest.answer})" if guest.answer not in {None, answer} else ""
    record = {"event_id": meant.id, "source_id": whom.id, "source": whom.name, "answer": answer}
    line = f"{name_source(whom)} says {answer} to {meant.name}, {meant.on}{before}."
    return Result(record, line)


@event.command()
def came(
    ctx: typer.Context,
    which_event: EventArgument,
    source: SourceArgument,
    *,
    met: MetOption = "",
    who: WhoOption = None,
    note: NoteOption = "",
) -> Result:
    """Record that a source came, invited or not: an in-person activity on the event's day."""
    env: Env = ctx.obj
    if says_nobody(met):
        raise UsageError("Who came was met by somebody. Leave out --met.", drop=["--met"])
    typed, which = env.turns.ask_in_turn(
        lambda: (settle_name(env, source), settle_event(env, which_event))
    )
    with storage.book.door.writing(env.door("event came")) as book:
        meant = find_standing_event(book, which)
        if meant.on > env.today:
            raise RefusedError(f"{meant.name} is not before {meant.on}; nobody has come yet.")
        whom = resolve(book, typed)
        guest = guest_of(book, meant, whom)
        refuse_guest(meant, whom, guest)
        new = NewActivity(
            source_id=whom.id,
            kind=ActivityKind.EVENT,
            on=meant.on,
            who=who or env.by,
            met=met,
            purpose=meant.name,
            note=note,
            event_id=meant.id,
        )
        id_, held = storage.activities.add_and_hold(book, new)
        due_on = next_visit_of(book, whom)
    record = came_record(id_, meant, whom, guest, due_on)
    record["meeting_held"] = held.key if held else None
    said = came_line(meant, whom, guest, due_on) + say_held([held] if held else [])
    return Result(record, said)


def refuse_guest(meant: Event, whom: Named, guest: Guest | None) -> None:
    """Nobody cannot come, and nobody comes twice."""
    refuse_nobody(whom.name, "it cannot have come")
    if guest and guest.came:
        raise RefusedError(f"That {whom.name} came to {meant.name}, {meant.on}, is on record.")


@event.command(name="list")
def list_(ctx: typer.Context, *, limit: LimitOption = None) -> Result:
    """List the events with how many were invited, answered and came."""
    env: Env = ctx.obj
    with storage.book.door.reading(env.door()) as book:
        table = event_table(storage.events.read_events(book), storage.events.read_guests(book))
    return Result(table.head(limit))


@event.command(name="show")
def show_(ctx: typer.Context, which_event: EventArgument) -> Result:
    """Show an event with its guests: invited, answered, came, by name."""
    env: Env = ctx.obj
    which = settle_event(env, which_event)
    with storage.book.door.reading(env.door()) as book:
        meant = find_event(book, which)
        guests = storage.events.read_guests(book, meant.id).get(meant.id, [])
    figures = count_turnout(guests)
    record = event_record(meant, figures) | {"guests": guest_records(guests)}
    coming = guest_table(meant, guests)
    return Result(record, [*event_lines(meant, figures, env.today), coming], rows=coming)


@event.command()
def edit(
    ctx: typer.Context,
    which_event: EventArgument,
    *,
    name: TextOption = None,
    on: NewDayOption = None,
    place: TextOption = None,
    note: TextOption = None,
) -> Result:
    """Correct an event, as if it had been so from the beginning."""
    env: Env = ctx.obj
    refuse_nothing(ctx)
    texts = {"name": None if name is None else event_name(name), "place": place, "note": note}
    values: dict[str, Any] = {
        field: text.strip() for field, text in texts.items() if text is not None
    }
    which, day = settle_event(env, which_event), env.day_either_way(on)
    with storage.book.door.writing(env.door("event edit")) as book:
        meant = find_standing_event(book, which)
        values["on"] = day or meant.on
        if values["on"] > env.today and storage.events.anybody_came(book, meant.id):
            raise RefusedError(f"Somebody came to {meant.name}, so it cannot be after today.")
        new = storage.events.edit(book, meant, values)
        refuse_second(book, new)
        figures = count_turnout(storage.events.read_guests(book, new.id).get(new.id, []))
    record = event_record(new, figures)
    day_said = said_day(new.on, env.today)
    said = f"Saved event #{new.id}: {new.name}, {day_said}.{note_words(meant.note, note)}"
    return Result(record, said)


@event.command()
def cancel(ctx: typer.Context, which_event: EventArgument) -> Result:
    """Note that an event does not take place."""
    env: Env = ctx.obj
    which = settle_event(env, which_event)
    with storage.book.door.writing(env.door("event cancel")) as book:
        meant = find_standing_event(book, which)
        if storage.events.anybody_came(book, meant.id):
            raise RefusedError(f"Somebody came to {meant.name}, so it took place.")
        guests = storage.events.read_guests(book, meant.id).get(meant.id, [])
        storage.events.cancel(book, meant.id)
    figures = count_turnout(guests)
    tell = f" Tell the {figures.invited} invited: {type_line('event show', meant.id)}"
    record = event_record(replace(meant, cancelled_on=env.today), figures)
    return Result(record, f"Cancelled {meant.name}, {meant.on}.{tell if guests else ''}")
