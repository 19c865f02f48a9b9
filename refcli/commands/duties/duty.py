"""Commands about the staff rota: jobs that turn week by week or month by month."""

from dataclasses import replace
from typing import Annotated, Any

import typer

from refcli.commands.duties.reading import (
    DUTIES,
    affected_turns,
    away_again,
    find_colleague,
    find_ending_absence,
    first_day,
    free_name,
    list_turns,
    pick,
    read_days,
    read_staff,
    read_texts,
    record,
    refuse_past,
    rewrite_rota,
    turn_of,
)
from refcli.commands.finding.naming import settle_number
from refcli.completion import complete_duty
from refcli.core.duties.absences import staff_key
from refcli.core.duties.counts import fair_count, standings_of
from refcli.core.duties.rota import Duty, coming_turns
from refcli.core.duties.tables import (
    NEXT,
    Rota,
    away_table,
    count_table,
    duty_facts,
    duty_standing,
    duty_table,
    turn_table,
)
from refcli.core.values.day_words import said_day
from refcli.core.vocabulary import Every
from refcli.env import Env
from refcli.errors import RefusedError, UsageError
from refcli.on_use import storage
from refcli.options import LimitOption, NoteOption, refuse_nothing
from refcli.output.render import fact_lines, records_of
from refcli.output.result import Result
from refcli.phrases import note_words

app = typer.Typer()
duty = typer.Typer(no_args_is_help=True)
app.add_typer(
    duty, name="duty", help="The staff rota: jobs that turn, who is away, who did how many."
)

DutyArgument = Annotated[
    str,
    typer.Argument(
        metavar="DUTY",
        help="Its name, whole words of it, its number, or D3.",
        autocompletion=complete_duty,
    ),
]
StaffArgument = Annotated[str, typer.Argument(metavar="NAME", help="As it stands on the rota.")]
TextsOption = Annotated[
    list[str] | None,
    typer.Option("--text", help="What is done in a turn; repeat it, and the texts go round."),
]


@duty.command()
def add(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(help="What is to be done.")],
    *,
    every: Annotated[Every, typer.Option(help="How often it turns.")],
    rota: Annotated[
        str, typer.Option(metavar="NAMES", help='Whose turn, in order: "Tina, Marc, Jo".')
    ],
    starts: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="The first day; else this Monday, or the 1st."),
    ] = None,
    texts: TextsOption = None,
    note: NoteOption = "",
) -> Result:
    """Add a job that turns among the staff."""
    env: Env = ctx.obj
    staff, words = read_staff(rota), read_texts(texts or ())
    begins = env.day_either_way(starts)
    with storage.book.door.writing(env.door("duty add")) as book:
        facts = storage.duties.duty_facts(book)
        new = Duty(
            id=0,
            name=free_name(facts, name),
            every=every,
            starts_on=begins or first_day(every, env.today),
            note=note.strip(),
            added_on=env.today,
        )
        refuse_past(new, env.today)
        id_ = storage.duties.add(book, new, staff, words)
        added = pick(storage.duties.duty_facts(book), id_)
    turns = coming_turns(added, facts.words, max(env.today, new.starts_on))
    since = f" from {said_day(begins, env.today)}" if begins else ""
    line = f"Added duty {id_}: {new.name}, every {every}{since}. Turns: {list_turns(turns)}."
    return Result(record(added, turns), line)


@duty.command(name="list")
def list_(
    ctx: typer.Context,
    *,
    ended: Annotated[bool, typer.Option("--ended", help="Ended ones too.")] = False,
    limit: LimitOption = None,
) -> Result:
    """List the duties: whose turn it is now and next, and who is away."""
    env: Env = ctx.obj
    return Result(duty_table(read_rota(env), ended=ended).head(limit))


def read_rota(env: Env) -> Rota:
    """All that is known of the duties today."""
    with storage.book.door.reading(env.door()) as book:
        return Rota(storage.duties.duty_facts(book), storage.duties.skipped_turns(book), env.today)


@duty.command(name="show")
def show_(ctx: typer.Context, duty: DutyArgument) -> Result:
    """Show the last and the next turns of a duty, and who did how many."""
    env: Env = ctx.obj
    number, rota = settle_number(env, duty, DUTIES), read_rota(env)
    return duty_page(rota, pick(rota.facts, number, ended=True))


@duty.command()
def away(
    ctx: typer.Context,
    name: Annotated[
        str | None, typer.Argument(help="As it stands on the rota; without one: who is away.")
    ] = None,
    *,
    since: Annotated[
        str | None, typer.Option("--from", metavar="DATE", help="The first day; else today.")
    ] = None,
    until: Annotated[
        str | None, typer.Option(metavar="DATE", help="The last day; else only the first.")
    ] = None,
    why: Annotated[str, typer.Option(help="The reason, if it is worth keeping.")] = "",
    listed: Annotated[bool, typer.Option("--list", help="List who is away.")] = False,
    limit: LimitOption = None,
) -> Result:
    """Note that somebody is away: their turns go to the next in line who is there."""
    env: Env = ctx.obj
    if name is None and (since or until or why):
        raise UsageError("Nobody is named.")
    if name is None or listed:
        return Result(away_table(read_rota(env)).head(limit))
    with storage.book.door.writing(env.door("duty away")) as book:
        who = find_colleague(storage.duties.duty_facts(book), name)
        first, last = read_days(env, who, since, until, why)
        storage.duties.send_away(book, who, first, last, why.strip())
        facts = storage.duties.duty_facts(book)
    days = f"{said_day(first, env.today)} to {said_day(last, env.today)}"
    lines = [f"{who} is away {days}.", *affected_turns(facts, who, first, env.today)]
    values = {"name": who, "since": first, "until": last, "why": why.strip()}
    return Result(values, lines)


@duty.command()
def back(
    ctx: typer.Context,
    name: StaffArgument,
    *,
    on: Annotated[
        str | None, typer.Option(metavar="DATE", help="The first day back; else today.")
    ] = None,
) -> Result:
    """End an absence early, or take back the next one that is planned."""
    env: Env = ctx.obj
    day = env.day_either_way(on) or env.today
    with storage.book.door.writing(env.door("duty back")) as book:
        before = storage.duties.duty_facts(book)
        who = find_colleague(before, name)
        span = find_ending_absence(before, who, max(day, env.today))
        first = max(day, span.since)
        storage.duties.call_back(book, who, first, span.until)
        facts = storage.duties.duty_facts(book)
    came, later = said_day(first, env.today), away_again(facts, who, day)
    line = f"{who} is back on {came}, no longer away until {span.until}.{later}"
    values = {"name": who, "back_on": first, "until": span.until}
    return Result(values, [line, *affected_turns(facts, who, first, env.today)])


@duty.command()
def swap(
    ctx: typer.Context,
    duty: DutyArgument,
    turn: Annotated[str, typer.Argument(metavar="DAY", help="A day of the turn, or its number.")],
    name: StaffArgument,
) -> Result:
    """Let somebody else take a turn; whoever is relieved has the next one."""
    env: Env = ctx.obj
    number = settle_number(env, duty, DUTIES)
    with storage.book.door.writing(env.door("duty swap")) as book:
        before = storage.duties.duty_facts(book)
        one, who = pick(before, number), find_colleague(before, name)
        meant = turn_of(env, one, before.words, turn)
        if staff_key(meant.who) == staff_key(who):
            raise RefusedError(f"{one.key(meant.turn.number)} is the turn of {who} already.")
        storage.duties.swap(book, one.id, meant.turn.number, who)
        facts = storage.duties.duty_facts(book)
    days = " to ".join(said_day(day, env.today) for day in (meant.turn.since, meant.turn.until))
    line = (
        f"{who} has {one.key(meant.turn.number)} of {one.name}, {days},"
        f" instead of {meant.who or 'nobody'}."
    )
    now = pick(facts, one.id)
    turns = coming_turns(now, facts.words, meant.turn.since)
    return Result(record(now, turns), [line, f"Turns: {list_turns(turns)}."])


@duty.command()
def edit(
    ctx: typer.Context,
    duty: DutyArgument,
    *,
    name: Annotated[str | None, typer.Option(help="What is to be done.")] = None,
    rota: Annotated[
        str | None,
        typer.Option(metavar="NAMES", help="From the next turn on; newcomers come last in line."),
    ] = None,
    texts: TextsOption = None,
    note: Annotated[str | None, typer.Option(help="Anything worth knowing.")] = None,
) -> Result:
    """Change a duty; a rota or texts hold from the next turn on."""
    env: Env = ctx.obj
    refuse_nothing(ctx)
    values: dict[str, Any] = {} if note is None else {"note": note.strip()}
    number = settle_number(env, duty, DUTIES)
    with storage.book.door.writing(env.door("duty edit")) as book:
        facts = storage.duties.duty_facts(book)
        one = pick(facts, number)
        if name is not None:
            values["name"] = free_name(facts, name, own=one.id)
        storage.duties.edit(book, one.id, values)
        if rota is not None or texts is not None:
            storage.duties.set_roster(book, one.id, rewrite_rota(one, rota, texts, env.today))
        facts = storage.duties.duty_facts(book)
    now = pick(facts, one.id)
    turns = coming_turns(now, facts.words, max(env.today, one.starts_on))
    line = f"Saved duty {one.id}: {now.name}. Turns: {list_turns(turns)}."
    return Result(record(now, turns), f"{line}{note_words(one.note, note)}")


@duty.command()
def end(ctx: typer.Context, duty: DutyArgument) -> Result:
    """End a duty: no turn begins today or later; earlier ones stay owed until done or skipped."""
    env: Env = ctx.obj
    number = settle_number(env, duty, DUTIES)
    with storage.book.door.writing(env.door("duty end")) as book:
        one = pick(storage.duties.duty_facts(book), number)
        storage.duties.edit(book, one.id, {"ended_on": env.today})
        ended = replace(one, ended_on=env.today)
        skipped = storage.duties.skipped_turns(book)
    still = [
        key
        for turn in ended.turns(env.today)
        if turn.number not in one.done and (key := one.key(turn.number)) not in skipped
    ]
    rest = f" Still owed: {', '.join(still)}." if still else ""
    line = f"Ended duty {one.id} on {env.today}: {one.name}.{rest}"
    return Result(duty_facts(ended) | {"still_owed": still}, line)


def duty_page(rota: Rota, duty: Duty) -> Result:
    """The facts, the turns and the fair count; as one object for programs."""
    words = rota.words
    ahead = coming_turns(duty, words, rota.today, NEXT)
    until = max([rota.today, *(one.turn.since for one in ahead)])
    standing = list(standings_of(duty, words, rota.skipped, rota.today, until))
    turns = turn_table(duty, standing, words, rota.today)
    counts = count_table(fair_count(standing, words, rota.today), rota.today)
    facts = duty_facts(duty)
    tables: dict[str, object] = {"turns": records_of(turns), "counts": records_of(counts)}
    record = duty_standing(rota, duty) | facts | tables
    return Result(record, [*fact_lines(facts), turns, counts], rows=turns)
