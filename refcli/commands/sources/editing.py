"""``ref source edit``: what is known of a source is changed, or corrected for all days."""

from typing import TYPE_CHECKING, Annotated

import typer

from refcli.commands.finding.sources import refuse_namesakes, resolve_office, settle_name
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
from refcli.commands.sources.naming import (
    former_name,
    nonempty_aliases,
    not_yet,
    require_name,
    saved_text,
)
from refcli.commands.sources.options import (
    AliasOption,
    Columns,
    MovedOption,
    NewOption,
    TextOption,
    takes_source_options,
)
from refcli.commands.sources.repair import known_source
from refcli.core.names.named import Named
from refcli.core.sources.facts import ChangedFact, facts_changed, facts_gone
from refcli.core.sources.places import kind_corrected, office_corrected, place_at
from refcli.core.sources.postal import PostalAddress, address_columns
from refcli.core.sources.records import SourceView
from refcli.core.sources.tables import source_record
from refcli.core.values.periods import EVER
from refcli.core.vocabulary import Kind
from refcli.env import Env
from refcli.errors import RefusedError
from refcli.on_use import storage
from refcli.options import SourceArgument, refuse_nothing
from refcli.output.result import Result
from refcli.phrases import note_words, with_article

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from refcli.storage.book.door import Book


@takes_source_options
def edit_source(
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
    refuse_nothing(ctx)
    settled = settle_name(env, source)
    terms = credentials.membership_values(env, ctx.params)
    day = facts.read_since(env, since, source, typed, kind)
    with storage.book.door.writing(env.door("source edit")) as book:
        known = known_source(book, settled)
        refuse_built_in(known)
        values = changed_columns(book, known, typed, name, kind)
        storage.sources.records.refuse_same_npi(book, typed.get("npi", ""), known.id)
        dated = facts.take_dated(values, known, since=bool(since))
        its_name, its_kind = values.get("name", known.record.name), kind or known.record.kind
        names = (its_name, *nonempty_aliases(alias))
        if not new:
            refuse_namesakes(book, not_yet(known, names), its_kind, own_id=known.id)
        place = read_office(book, its_kind, office)
        begun = facts.read_begun(book, known, dated=bool(since))
        said = correct_kind(book, known, its_kind, office) if "kind" in values else ""
        storage.sources.records.edit_source(book, known.id, values)
        changed = facts.change_facts(book, known, dated, day, begun)
        said += facts_changed(changed, day, begun, env.today)
        if place or (office is not None and its_kind is Kind.PROVIDER):
            said += change_office(book, known, place, changed)
        change_aliases(book, known, names, drop_alias or ())
        more = credentials.record_credential(
            book, known.id, its_name, its_kind, ctx.params.get("our_provider"), terms
        )
        saved = storage.sources.records.read_source_view(book, known.id)
    said += note_words(known.record.note, typed.get("note"))
    return Result(source_record(saved), f"{saved_text(known, its_name)}{said}{more}")


def change_aliases(
    book: "Book", known: SourceView, names: "Sequence[str]", gone: "Iterable[str]"
) -> None:
    """Keep the former name of a source and its further ones; take some away."""
    name, *more = names
    storage.sources.records.add_aliases(book, known.id, (*former_name(known, name), *more))
    for alias in gone:
        storage.sources.records.drop_alias(book, known.id, alias)


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


def correct_kind(book: "Book", known: SourceView, kind: Kind, office: str | None) -> str:
    """Forget what a source was before, for its kind is corrected; say what that changes."""
    every = storage.sources.places.count_attached(book, known.id, EVER)
    gone: list[object] = [*storage.sources.facts.forget_fact(book, known.id, "kind")]
    works_nowhere = not known.record.office_id if office is None else not office.strip()
    if kind is not Kind.PROVIDER and works_nowhere:
        stays = storage.sources.places.read_stays(book, known.id)
        gone += stays if len(stays) > 1 else ()
        storage.sources.places.forget_places(book, known.id)
    return facts_gone(gone) + kind_corrected(known.id, every, known.record.kind, kind)


def change_office(
    book: "Book", known: SourceView, place: Named | None, changed: "Sequence[ChangedFact]"
) -> str:
    """Correct the office, or let it hold from the day of the kind; say what that changes."""
    if place and any(one.key == "kind" for one in changed):
        return facts.settle_office(book, known, changed, place)
    before = place_at(storage.sources.places.read_stays(book, known.id), book.today)
    where = place.id if place else known.id
    if where == before.place_id:
        return ""
    storage.sources.places.correct_place(book, known.id, where)
    moved = storage.sources.places.count_attached(book, known.id, before.since)
    saved = storage.sources.records.read_source_view(book, known.id)
    return office_corrected(saved, before, moved)


def read_office(book: "Book", kind: Kind, office: str | None) -> Named | None:
    """The office that was typed for a provider; None for none."""
    if office is None or not office.strip():
        return None
    if kind is not Kind.PROVIDER:
        whoever = with_article(kind).capitalize()
        raise RefusedError(f"{whoever} works in no office. Leave out --office.")
    return resolve_office(book, office)


def refuse_built_in(known: SourceView) -> None:
    """The two built-in sources are the same in every book."""
    if known.built_in:
        raise RefusedError(f"{known.record.name} is built in and stays as it is.")
