"""Commands about sources: whoever or whatever sends us patients."""

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from refcli.commands.finding.sources import (
    check_new_name,
    refuse_namesakes,
    resolve,
    resolve_office,
    settle_name,
)
from refcli.commands.insurers import credentials
from refcli.commands.insurers.credentials import (
    CheckedOnOption,
    CredentialedSinceOption,
    CredentialedUntilOption,
    InNetworkOption,
    ListedOption,
    OurProviderOption,
)
from refcli.commands.sources import facts
from refcli.commands.sources.merging import merge_sources
from refcli.commands.sources.naming import former_name, not_yet, saved_text
from refcli.commands.sources.repair import archive_source, list_duplicates, move_source
from refcli.core.counting.metrics import Stage
from refcli.core.sources.facts import facts_changed
from refcli.core.sources.places import kind_corrected, office_corrected, place_at
from refcli.core.sources.postal import NOWHERE, PostalAddress, address_columns
from refcli.core.sources.records import NewSource, SourceView
from refcli.core.sources.tables import (
    SourceFilter,
    SourcePage,
    page_facts,
    source_record,
    source_table,
    timeline_records,
    timeline_table,
)
from refcli.core.values.periods import EVER
from refcli.core.vocabulary import Kind
from refcli.env import Env
from refcli.errors import RefusedError, UsageError
from refcli.lines import line_about
from refcli.on_use import storage
from refcli.options import LimitOption, SourceArgument, refuse_nothing
from refcli.output.render import fact_lines
from refcli.phrases import note_words, with_article

if TYPE_CHECKING:
    from refcli.storage.book.door import Book
from refcli.commands.sources.options import (
    AliasOption,
    Columns,
    KindOption,
    MovedOption,
    NewOption,
    OfficeOption,
    OwnerOption,
    TextOption,
    takes_source_options,
)
from refcli.output.result import Result

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
        members = office_values(book, kind, office)
        record = NewSource(
            name=require_name(name),
            kind=kind,
            added_on=env.today,
            aliases=nonempty_aliases(alias),
            target_on=env.today if typed.get("target") else None,
            **typed,
            **members,
        )
        storage.sources.records.refuse_same_npi(book, record.npi)
        if not new:
            refuse_namesakes(book, (record.name, *record.aliases), kind)
        source_id = storage.sources.records.add_source(book, record)
        storage.sources.patients.link_patients(book, {source_id})
        added = storage.sources.records.read_source_view(book, source_id)
    line = f"Added #{source_id} {record.name} ({kind})."
    return Result(source_record(added), line)


def require_name(name: str) -> str:
    """A name with something in it."""
    if not name.strip():
        raise UsageError('A name is missing. Type: ref source add "Lakeside Dental" --kind office')
    return check_new_name(name)


def nonempty_aliases(aliases: list[str] | None) -> tuple[str, ...]:
    """The typed aliases without the empty ones."""
    return tuple(check_new_name(alias) for alias in aliases or () if alias.strip())


def office_values(book: "Book", kind: Kind, office: str | None) -> dict[str, Any]:
    """The office of a provider, as a column."""
    if office is None:
        return {}
    if kind is not Kind.PROVIDER:
        whoever = with_article(kind).capitalize()
        raise RefusedError(f"{whoever} works in no office. Leave out --office.")
    return {"office_id": resolve_office(book, office).id}


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
    page = SourcePage(
        *(whom, members, referrals, activities, standing, known, days, people, stays, dated)
    )
    return source_page(page, env.today)


def found_id(book: "Book", typed: str, option: str = "") -> int:
    """The number of a source, archived ones too; ``option`` is the one behind which it stands."""
    return resolve(book, typed, option, archived=True).id


@source.command()
@takes_source_options
def edit(
    ctx: typer.Context,
    source: SourceArgument,
    *,
    name: TextOption = None,
    kind: Annotated[Kind | None, typer.Option(help="What it is.")] = None,
    since: facts.SinceOption = None,
    office: MovedOption = None,
    typed: Columns,
    alias: AliasOption = None,
    drop_alias: Annotated[list[str] | None, typer.Option(help="Take an alias away.")] = None,
    credentialed_since: CredentialedSinceOption = None,
    credentialed_until: CredentialedUntilOption = None,
    in_network: InNetworkOption = None,
    listed: ListedOption = None,
    checked_on: CheckedOnOption = None,
    our_provider: OurProviderOption = None,
    new: NewOption = False,
) -> Result:
    """Change what is known of a source; a former name stays as an alias."""
    env: Env = ctx.obj
    refuse_nothing(ctx, line_about("source edit", source, "--phone", "206-555-0100"))
    settled = settle_name(env, source)
    terms = credentials.membership_values(env, ctx.params)
    day = facts.read_since(env, since, source, typed, kind)
    with storage.book.door.writing(env.door("source edit")) as book:
        known = storage.sources.records.read_source_view(book, found_id(book, settled))
        refuse_built_in(known)
        values = changed_columns(book, known, typed, name, kind)
        storage.sources.records.refuse_same_npi(book, typed.get("npi", ""), known.id)
        dated = facts.take_dated(values, known, day if since else None)
        if "kind" in values:
            storage.sources.facts.forget_fact(book, known.id, "kind")
        said = change_past(book, known, Kind(values.get("kind", known.record.kind)), office)
        its_name, its_kind = values.get("name", known.record.name), kind or known.record.kind
        aliases = (*former_name(known, its_name), *nonempty_aliases(alias))
        if not new:
            refuse_namesakes(book, not_yet(known, (its_name, *aliases)), its_kind, own_id=known.id)
        storage.sources.records.edit_source(book, known.id, values)
        facts.change_facts(book, known, dated, day)
        storage.sources.records.add_aliases(book, known.id, aliases)
        for one in drop_alias or ():
            storage.sources.records.drop_alias(book, known.id, one)
        more = credentials.record_credential(
            book, known.id, its_name, its_kind, ctx.params.get("our_provider"), terms
        )
        saved = storage.sources.records.read_source_view(book, known.id)
    said += facts_changed(dated, day, env.today)
    said += note_words(known.record.note, typed.get("note"))
    return Result(source_record(saved), f"{saved_text(known, its_name)}{said}{more}")


def changed_columns(
    book: "Book", known: SourceView, typed: Columns, name: str | None, kind: Kind | None
) -> Columns:
    """The columns of a source that are to change; a target has the day since when it is one."""
    record = known.record
    place = PostalAddress(record.street, record.city, record.state, record.zip)
    values = typed | address_columns(typed, place)
    if name is not None:
        values["name"] = require_name(name)
    if kind is not None:
        values["kind"] = kind.value
    if typed.get("target") and not (record.target and record.target_on):
        values["target_on"] = book.today
    return values


def change_past(book: "Book", known: SourceView, kind: Kind, office: str | None) -> str:
    """Correct the office; say what a corrected office or kind changes in past figures."""
    said = ""
    if kind is not known.record.kind:
        every = storage.sources.places.count_attached(book, known.id, EVER)
        said = kind_corrected(known.id, every, known.record.kind, kind)
    works_nowhere = not known.record.office_id if office is None else not office.strip()
    if kind is not Kind.PROVIDER and works_nowhere:
        storage.sources.places.forget_places(book, known.id)
    if office is None or (kind is not Kind.PROVIDER and works_nowhere):
        return said
    before = place_at(storage.sources.places.read_stays(book, known.id), book.today)
    place = office_values(book, kind, office)["office_id"] if office.strip() else known.id
    if place == before.place_id:
        return said
    storage.sources.places.correct_place(book, known.id, place)
    moved = storage.sources.places.count_attached(book, known.id, before.since)
    saved = storage.sources.records.read_source_view(book, known.id)
    return said + office_corrected(saved, before, moved)


def refuse_built_in(known: SourceView) -> None:
    """The two built-in sources are the same in every book."""
    if known.built_in:
        raise RefusedError(f"{known.record.name} is built in and stays as it is.")


def source_page(page: SourcePage, today: date) -> Result:
    """The facts, then the timeline; as one object for programs."""
    facts, timeline = page_facts(page, today), timeline_table(page)
    shown = facts | {"credentials": "; ".join(map(str, page.memberships))}
    record = facts | {"timeline": timeline_records(page)}
    return Result(record, [*fact_lines(shown), timeline], rows=timeline)
