"""Commands about sources: whoever or whatever sends us patients."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from refcli.commands.finding.sources import refuse_namesakes, resolve, settle_name
from refcli.commands.sources.dealings import find_dealings
from refcli.commands.sources.editing import edit_source, read_office
from refcli.commands.sources.merging import merge_sources
from refcli.commands.sources.naming import nonempty_aliases, require_name
from refcli.commands.sources.options import (
    AliasOption,
    Columns,
    KindOption,
    NewOption,
    OfficeOption,
    OwnerOption,
    takes_source_options,
)
from refcli.commands.sources.repair import archive_source, list_duplicates, move_source
from refcli.core.counting.metrics import Stage
from refcli.core.quiet.sentences import tell_silence
from refcli.core.sources.page import (
    SourceDealings,
    dealing_records,
    page_lines,
    timeline_in_words,
    without_calls_to_patients,
)
from refcli.core.sources.postal import NOWHERE, address_columns
from refcli.core.sources.records import NewSource
from refcli.core.sources.tables import (
    SourceFilter,
    SourcePage,
    page_facts,
    source_record,
    source_table,
    timeline_records,
    timeline_table,
)
from refcli.core.vocabulary import Kind
from refcli.env import Env
from refcli.lines import type_line
from refcli.on_use import storage
from refcli.options import LimitOption, SourceArgument
from refcli.output.render import latest_rows
from refcli.output.result import Line, Part, Result

if TYPE_CHECKING:
    from refcli.storage.book.door import Book

app = typer.Typer()
source = typer.Typer(no_args_is_help=True)
app.add_typer(source, name="source", help="Add, list, show, edit and mend sources.")
source.command("move")(move_source)
source.command("archive")(archive_source)
source.command("merge")(merge_sources)
source.command("duplicates")(list_duplicates)


@source.command()
@takes_source_options
def add(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(help="Its name.")],
    *,
    kind: Annotated[Kind, typer.Option(help="What it is.")],
    office: OfficeOption = None,
    typed: Columns,
    alias: AliasOption = None,
    new: NewOption = False,
) -> Result:
    """Add a source without a referral: an office we want to meet, a channel we pay for."""
    env: Env = ctx.obj
    typed |= address_columns(typed, NOWHERE)
    with storage.book.door.writing(env.door("source add")) as book:
        place = read_office(book, kind, office)
        record = NewSource(
            name=require_name(name, kind),
            kind=kind,
            added_on=env.today,
            aliases=nonempty_aliases(alias),
            target_on=env.today if typed.get("target") else None,
            **typed,
            office_id=place.id if place else None,
        )
        storage.sources.records.refuse_same_npi(book, record.npi)
        if not new:
            refuse_namesakes(book, (record.name, *record.aliases), kind)
        source_id = storage.sources.records.add_source(book, record)
        storage.sources.patients.link_patients(book, {source_id})
        added = storage.sources.records.read_source_view(book, source_id)
    line = f"Added #{source_id} {record.name} ({kind})."
    return Result(source_record(added), line)


@source.command(name="list")
def list_(
    ctx: typer.Context,
    *,
    kind: KindOption = None,
    stage: Annotated[Stage | None, typer.Option(help="Only offices and providers here.")] = None,
    owner: OwnerOption = None,
    tag: Annotated[str | None, typer.Option(help="Only those with this tag.")] = None,
    archived: Annotated[bool, typer.Option("--archived", help="Archived ones too.")] = False,
    limit: LimitOption = None,
) -> Result:
    """List the sources with how they stand; those that never referred are there too."""
    env: Env = ctx.obj
    with storage.book.door.reading(env.door()) as book:
        sources = storage.sources.records.read_sources(book, archived=archived)
        standings = storage.sources.records.read_standings(book)
    wanted = SourceFilter(kind=kind, stage=stage, owner=owner, tag=tag)
    table = source_table(sources, standings, env.today, wanted, archived=archived)
    return Result(table.head(limit))


@source.command(name="show")
def show_(ctx: typer.Context, source: SourceArgument) -> Result:
    """Show all that is known of a source: its people, its referrals, what was done for it."""
    env: Env = ctx.obj
    typed = settle_name(env, source)
    with storage.book.door.reading(env.door()) as book:
        return show_page(env, book, found_id(book, typed))


def show_page(env: Env, book: "Book", source_id: int) -> Result:
    """The page of a source with its history."""
    whom = storage.sources.records.read_source_view(book, source_id)
    members = storage.sources.records.office_members(book, whom.id)
    referrals = storage.referrals.read_referrals_of(book, whom.id)
    done = storage.activities.read_activities(book, whom.id)
    standing = storage.sources.records.read_standings(book)
    known = storage.insurers.of_insurer(book, whom.id)
    days = storage.occasions.of_source(book, whom.id)
    people = storage.sources.contacts.read_contacts(book, whom.id)
    stays = storage.sources.places.read_stays(book, whom.id)
    dated = storage.sources.facts.read_facts(book, whom.id)
    facts = storage.due.due_facts(book)
    silence = tell_silence(facts.quiet, facts.ground, whom.id, book.today)
    ours = storage.referrals.read_our_doctors(book)
    page = SourcePage(
        *(whom, members, referrals, without_calls_to_patients(done), standing, known, days),
        *(people, stays, dated),
        silence,
        ours,
    )
    return source_page(page, find_dealings(facts, whom.id, book.today), env.today)


def found_id(book: "Book", typed: str, option: str = "") -> int:
    """The number of a source, archived ones too; ``option`` is the one behind which it stands."""
    return resolve(book, typed, option, archived=True).id


def source_page(page: SourcePage, open_: SourceDealings, today: date) -> Result:
    """How it stands, what is open, the facts, then the timeline; as one object for programs."""
    record = page_facts(page, today) | dealing_records(open_, today)
    heading, *lines = page_lines(page, open_, today)
    line = type_line("source show", f"#{page.source.id}", "-f", "csv")
    timeline = latest_rows(timeline_in_words(page), line)
    shown: list[Part] = [Line(heading, "bold"), *lines, "", timeline]
    return Result(record | {"timeline": timeline_records(page)}, shown, rows=timeline_table(page))


source.command("edit")(edit_source)  # last in the list of commands
