"""``ref target adopt``: a target becomes a source, with all that the file says of it."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from refcli.commands.finding.sources import (
    check_new_name,
    list_sources,
    read_everybody,
    resolve_office,
)
from refcli.commands.targets.naming import settle_target
from refcli.commands.targets.options import TargetArgument
from refcli.completion import complete_office
from refcli.core.sources.postal import NOWHERE, address_columns
from refcli.core.sources.records import NewSource
from refcli.core.sources.rivals import find_rivals
from refcli.core.targets.offices import Places, SharedPlace, place_key, spot_key
from refcli.core.targets.records import ENDINGS, NewTarget, Target
from refcli.core.vocabulary import Kind
from refcli.env import Env
from refcli.errors import RefusedError
from refcli.lines import type_line
from refcli.on_use import storage
from refcli.options import refuse_empty
from refcli.output.result import Result
from refcli.phrases import name_some

if TYPE_CHECKING:
    from refcli.storage.book.door import Book


@dataclass(frozen=True, slots=True)
class Workplace:
    """The office of a new source: its number and name, and whether it is new too."""

    id: int | None = None
    name: str = ""
    new: bool = False


def adopt_target(
    ctx: typer.Context,
    which: TargetArgument,
    *,
    office: Annotated[
        str | None,
        typer.Option(
            help='Where a provider works, if not as the file says; "" for none.',
            autocompletion=complete_office,
        ),
    ] = None,
    name: Annotated[str, typer.Option(help="As we call it.", callback=refuse_empty)] = "",
    owner: Annotated[str, typer.Option(help="Who of our staff looks after it.")] = "",
    new: Annotated[bool, typer.Option("--new", help="Although a similar one exists.")] = False,
) -> Result:
    """Make a target a source, with its NPI, phone, address, specialty and office."""
    env: Env = ctx.obj
    npi = settle_target(env, which)
    with storage.book.door.writing(env.door("target adopt")) as book:
        one = storage.targets.find_target(book, npi)
        refuse_ended(one)
        storage.sources.records.refuse_same_npi(book, npi)
        called = check_new_name(name or one.record.name)
        if not new:
            refuse_rivals(book, called, one.record.kind, npi)
        where = settle_workplace(book, one, office, owner=owner, new=new)
        source = new_source(
            one.record, called, env.today, owner=owner, office_id=where.id, note=one.note
        )
        source_id = storage.sources.records.add_source(book, source)
        storage.sources.patients.link_patients(book, {source_id})
    record = {"npi": npi, "source_id": source_id, "source": called, "kind": one.record.kind.value}
    record |= {"office_id": where.id, "office": where.name or None, "created_office": where.new}
    at = f" at #{where.id} {where.name}{', which is new too' if where.new else ''}"
    line = f"Added #{source_id} {called} ({one.record.kind}){at if where.id else ''}."
    return Result(record, line)


def refuse_ended(one: Target) -> None:
    """Refuse a target who has left."""
    if one.ended_on is not None:
        raise RefusedError(
            f"{one} has left since {one.ended_on} ({ENDINGS[one.ended_why]}). Whom else is there:"
            f" {type_line('target list')}"
        )


def refuse_rivals(book: "Book", name: str, kind: Kind, npi: str) -> None:
    """Refuse a name that may mean a source on record, which then lacks its NPI."""
    if found := find_rivals(name, kind, read_everybody(book)).candidates:
        same = type_line("source edit", f"#{found[0].id}", "--npi", npi)
        raise RefusedError(
            f"{name!r} could be {list_sources(found)}. If so, type: {same}; if it is another one,"
            " add --new"
        )


def settle_workplace(
    book: "Book", one: Target, typed: str | None, *, owner: str, new: bool
) -> Workplace:
    """Where a provider works: as typed, else as the file says; an office works nowhere."""
    if one.record.kind is Kind.OFFICE or (typed is not None and not typed.strip()):
        return Workplace()
    if typed is not None:
        meant = resolve_office(book, typed)
        return Workplace(meant.id, meant.name)
    targets = storage.targets.read_targets(book)
    place = Places(each for each in targets if each.ended_on is None).place_of(one)
    return find_workplace(book, one, place) or add_workplace(book, one, place, owner=owner, new=new)


def find_workplace(book: "Book", one: Target, place: SharedPlace) -> Workplace | None:
    """The office on record with the NPI of an organisation there, or that address and phone."""
    npis = storage.targets.read_source_npis(book)
    spots = storage.targets.read_office_spots(book)
    here = place_key(one.record)
    by_npi = [npis[each.record.npi] for each in place.offices if each.record.npi in npis]
    by_spot = [id_ for id_, *spot in spots if here and spot_key(*spot) == here]
    known = [*dict.fromkeys(by_npi)] or by_spot
    if len(known) != 1:
        return None
    return Workplace(known[0], storage.sources.records.read_source_name(book, known[0]))


def add_workplace(
    book: "Book", one: Target, place: SharedPlace, *, owner: str, new: bool
) -> Workplace:
    """Put the office of a provider on record; whoever works alone has none."""
    if not place.is_office:
        return Workplace()
    if len(place.offices) > 1:
        names = name_some([str(each) for each in place.offices], 4)
        first = place.offices[0].record.npi
        raise RefusedError(
            f"{one.record.name} shares address and phone with {names}. Take in the right one first,"
            f' as: {type_line("target adopt", first)}; or say where: --office NAME, --office ""'
        )
    office = place.offices[0].record if place.offices else name_by_street(one.record)
    called = check_new_name(office.name)
    if not new:
        refuse_rivals(book, called, Kind.OFFICE, office.npi)
    source = new_source(office, called, book.today, owner=owner)
    return Workplace(storage.sources.records.add_source(book, source), called, new=True)


def name_by_street(one: NewTarget) -> NewTarget:
    """The office of people without an organisation: it is called by its street, and has no NPI."""
    return NewTarget(
        npi="",
        kind=Kind.OFFICE,
        name=f"Office at {one.street}",
        specialty=one.specialty,
        phone=one.phone,
        fax=one.fax,
        street=one.street,
        city=one.city,
        state=one.state,
        zip=one.zip,
    )


def new_source(
    record: NewTarget,
    name: str,
    day: date,
    *,
    owner: str = "",
    office_id: int | None = None,
    note: str = "",
) -> NewSource:
    """A source with all that the file says of it, whom we want to meet from today on."""
    parts = {part: getattr(record, part) for part in ("street", "city", "state", "zip")}
    address: dict[str, Any] = address_columns(parts, NOWHERE)
    others = {record.name, record.other_name} - {name, ""}
    return NewSource(
        name=name,
        kind=record.kind,
        npi=record.npi,
        phone=record.phone,
        fax=record.fax,
        specialty=record.specialty,
        aliases=tuple(sorted(others)),
        office_id=office_id,
        owner=owner.strip(),
        note=note,
        target=True,
        target_on=day,
        added_on=day,
        **address,
    )
