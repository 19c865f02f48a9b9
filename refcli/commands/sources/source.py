"""Commands about sources: whoever or whatever sends us patients."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from refcli.commands.finding.sources import refuse_namesakes, resolve, settle_name
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
from refcli.on_use import storage
from refcli.options import LimitOption, SourceArgument
from refcli.output.render import fact_lines
from refcli.output.result import Result

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
            name=require_name(name),
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
    activities = storage.activities.read_activities(book, whom.id)
    standing = storage.sources.records.read_standings(book)
    known = storage.insurers.of_insurer(book, whom.id)
    days = storage.occasions.of_source(book, whom.id)
    people = storage.sources.contacts.read_contacts(book, whom.id)
    stays = storage.sources.places.read_stays(book, whom.id)
    dated = storage.sources.facts.read_facts(book, whom.id)
    silence = read_silence(book, whom.id)
    page = SourcePage(
        *(whom, members, referrals, activities, standing, known, days, people, stays, dated),
        silence,
    )
    return source_page(page, env.today)


def read_silence(book: "Book", source_id: int) -> str:
    """How long the place of a source has been silent and whether that is more than chance."""
    ground = storage.due.read_ground(book)
    facts = storage.quiet.quiet_facts(book, ground.marks)
    return tell_silence(facts, ground, source_id, book.today)


def found_id(book: "Book", typed: str, option: str = "") -> int:
    """The number of a source, archived ones too; ``option`` is the one behind which it stands."""
    return resolve(book, typed, option, archived=True).id


def source_page(page: SourcePage, today: date) -> Result:
    """The facts, then the timeline; as one object for programs."""
    facts, timeline = page_facts(page, today), timeline_table(page)
    shown = facts | {"credentials": "; ".join(map(str, page.memberships))}
    record = facts | {"timeline": timeline_records(page)}
    return Result(record, [*fact_lines(shown), timeline], rows=timeline)


source.command("edit")(edit_source)  # last in the list of commands
