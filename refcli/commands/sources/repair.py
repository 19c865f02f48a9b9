"""What mends the record of sources: one that moved, one that retired, two that are one."""

from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Annotated

import typer

from refcli.commands.finding.sources import resolve, resolve_office, settle_name, settle_names
from refcli.completion import complete_office
from refcli.core.due.dropped import dropped_text, find_dropped
from refcli.core.finding.story import owed_record
from refcli.core.sources.duplicates.pairs import DuplicatePair, Sureness, find_duplicates
from refcli.core.sources.duplicates.table import duplicates_table
from refcli.core.sources.places import Stay, place_before, refuse_same_place
from refcli.core.sources.records import SourceView
from refcli.core.sources.tables import source_record
from refcli.core.values.day_words import said_day
from refcli.core.vocabulary import Kind
from refcli.env import Env
from refcli.errors import RefusedError, UsageError
from refcli.lines import type_line
from refcli.on_use import storage
from refcli.options import LimitOption, OnOption, SourceArgument
from refcli.output.result import Result
from refcli.phrases import with_article

if TYPE_CHECKING:
    from refcli.storage.book.door import Book

WhyOption = Annotated[str | None, typer.Option("--why", help="Why: retired, closed, moved away.")]


def move_source(
    ctx: typer.Context,
    source: SourceArgument,
    *,
    to: Annotated[
        str,
        typer.Option(
            metavar="OFFICE",
            help='The office; "" for none.',
            autocompletion=complete_office,
        ),
    ],
    on: OnOption = None,
) -> Result:
    """Let a provider work at another office from a day on; the past stays where it was."""
    env: Env = ctx.obj
    day = env.day_or_today(on)
    typed, *places = settle_names(env, [source, to] if to.strip() else [source])
    where = places[0] if places else ""
    with storage.book.door.writing(env.door("source move")) as book:
        whom = known_source(book, typed)
        name = whom.record.name
        if whom.record.kind is not Kind.PROVIDER:
            raise RefusedError(
                f"{name} is {with_article(whom.record.kind)}; only a provider works at an office."
            )
        office = resolve_office(book, where, "--to") if where else None
        place = office.id if office else whom.id
        stays = storage.sources.places.read_stays(book, whom.id)
        refuse_same_place(stays, place, day, name)
        before = place_before(stays, day)
        storage.sources.places.move_source(book, whom.id, place, day)
        moved = storage.sources.records.read_source_view(book, whom.id)
        stay = storage.sources.places.read_stays(book, whom.id)
        until = next((one.since for one in stay if one.since > day), None)
        after = storage.sources.places.count_attached(book, whom.id, day, until)
    came = f"at {office.name}" if office else "in no office"
    span = f"From then to {until}" if until else "Since then"
    line = f"#{whom.id} {name} works {came} {since_text(before, place, day, env.today)}"
    since = before.since if before.place_id == place else day
    record = {"since": since if since > date.min else None}
    return Result(source_record(moved) | record, f"{line}. {span}: {after}.")


def since_text(before: Stay, place_id: int, day: date, today: date) -> str:
    """Since when somebody works at a place, and where before; one who never left it stays there."""
    if before.place_id == place_id:
        whole = f"since {said_day(before.since, today)}" * (before.since > date.min)
        return f"{whole or 'as ever'}; the move of {said_day(day, today)} is taken off"
    left = f"; until then at {before.place}, where what came before stays" * before.is_office
    return f"since {said_day(day, today)}{left}"


def archive_source(
    ctx: typer.Context,
    source: SourceArgument,
    *,
    why: WhyOption = None,
    back: Annotated[bool, typer.Option("--back", help="Take it into use again.")] = False,
) -> Result:
    """Take a source out of use, with a reason; its past stays, and --back brings it back."""
    env: Env = ctx.obj
    if back and why:
        raise UsageError("Who comes back needs no reason. Leave out --why.", drop=["--why"])
    if not back and not (why or "").strip():
        line = type_line("source archive", source, "--why", "retired")
        raise UsageError(f"Why? For example: {line}")
    typed = settle_name(env, source)
    with storage.book.door.writing(env.door("source archive")) as book:
        whom = known_source(book, typed)
        refuse_archiving(whom, back=back, today=env.today)
        values = {"archived_on": None if back else env.today, "archived_why": why or ""}
        before = storage.due.due_facts(book)
        storage.sources.records.edit_source(book, whom.id, values)
        after = storage.due.due_facts(book)
        saved = storage.sources.records.read_source_view(book, whom.id)
        people = storage.sources.records.office_members(book, whom.id)
        unthanked = storage.owed.referrals.unthanked_referrals(book, whom.id)
    more, less = (after, before) if back else (before, after)
    items = find_dropped(more, less, whom.id, env.today)
    said = dropped_text(items, more, unthanked, env.today)
    name = "due_again" if back else "no_longer_due"
    record = source_record(saved) | {name: [owed_record(item, env.today) for item in items]}
    return Result(record, archive_text(saved, len(people), said, back=back))


def refuse_archiving(whom: SourceView, *, back: bool, today: date) -> None:
    """Refuse what makes no sense: a built-in one, one merged away, one that is there already."""
    name, since = whom.record.name, whom.record.archived_on
    if whom.built_in:
        raise RefusedError(f"{name} is built in and stays as it is.")
    if back and (since is None or since > today):
        raise RefusedError(f"#{whom.id} {name} is in use. Nothing was changed.")
    if not back and since and since <= today:
        raise RefusedError(f"#{whom.id} {name} is archived since {since} already.")


def archive_text(saved: SourceView, people: int, due: str, *, back: bool) -> str:
    """What was done, what is or is no longer due by it, and how it is taken back."""
    name = f"#{saved.id} {saved.record.name}"
    if back:
        return f"{name} is in use again." + f" Due again: {due}." * bool(due)
    again = type_line("source archive", f"#{saved.id}", "--back")
    there = f" Who works there stays in use: {people}." if people else ""
    off = f" No longer on the due list: {due}." if due else ""
    return f"Archived {name} ({saved.record.archived_why}).{there}{off} To bring it back: {again}"


def list_duplicates(
    ctx: typer.Context,
    *,
    certain: Annotated[bool, typer.Option("--certain", help="Only the certain ones.")] = False,
    limit: LimitOption = None,
) -> Result:
    """List the sources that are or may be on record twice, the surest first, and why."""
    env: Env = ctx.obj
    with storage.book.door.reading(env.door()) as book:
        candidates = storage.sources.merging.read_candidates(book)
    pairs = find_duplicates(candidates)
    wanted = [one for one in pairs if not certain or one.level is Sureness.CERTAIN]
    table = duplicates_table(wanted).head(limit)
    one_kind = (pair for pair in wanted if pair.first.kind is pair.second.kind)
    how = [merge_hint(pair) for pair in islice(one_kind, 1)]  # two kinds cannot be merged
    return Result(table, [table, *how])


def merge_hint(pair: DuplicatePair) -> str:
    """What to type where the two of a pair are one."""
    line = type_line("source merge", f"#{pair.first.id}", f"#{pair.second.id}")
    return f"If two are one: {line}"


def known_source(book: "Book", typed: str) -> SourceView:
    """A source by its name or number, archived ones too."""
    meant = resolve(book, typed, archived=True)
    return storage.sources.records.read_source_view(book, meant.id)
