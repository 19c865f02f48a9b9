"""What the shell offers when a name, a key or a number of the book is being typed."""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import typer

from refcli.core.names.keys import name_key
from refcli.core.sources.offering import (
    Offer,
    OfferedName,
    can_be_typed,
    find_offers,
    fits,
)
from refcli.core.vocabulary import CHANNELS, Kind
from refcli.env import as_of_day
from refcli.on_use import storage
from refcli.output.text import harmless_text


@dataclass(frozen=True, slots=True)
class Asked:
    """What a shell asks: which book, as of which day, and the letters typed so far."""

    book: Path
    as_of: str
    typed: str


def complete_source(ctx: typer.Context) -> list[Offer]:
    """Any source."""
    return find_offers(source_entries(ctx.obj.book), ctx.obj.typed)


def complete_met(ctx: typer.Context) -> list[Offer]:
    """Somebody who can be met: of the front desk, a hygienist, a provider."""
    return [
        (name, ", ".join(filter(None, (role, office))))
        for name, role, office in storage.completion.met_rows(ctx.obj.book)
        if fits(name, ctx.obj.typed)
    ]


def complete_office(ctx: typer.Context) -> list[Offer]:
    """An office."""
    return find_offers(source_entries(ctx.obj.book), ctx.obj.typed, {Kind.OFFICE})


def complete_channel(ctx: typer.Context) -> list[Offer]:
    """A marketing channel."""
    return find_offers(source_entries(ctx.obj.book), ctx.obj.typed, CHANNELS)


def source_entries(book: Path) -> list[OfferedName]:
    """Every source and alias, with the kind and the office that tell namesakes apart."""
    return [
        OfferedName(
            id_,
            harmless_text(text),
            harmless_text(name),
            ", ".join(filter(None, (kind, office))),
            kind,
        )
        for id_, text, name, kind, office in storage.completion.source_rows(book)
    ]


def complete_event(ctx: typer.Context) -> list[Offer]:
    """An event that stands."""
    found = storage.completion.event_rows(ctx.obj.book)
    return find_offers(
        [make_entry(id_, name, held_on) for id_, name, held_on in found], ctx.obj.typed
    )


def complete_target(ctx: typer.Context) -> list[Offer]:
    """A target's NPI, by its digits or by a name, the latest first."""
    typed = ctx.obj.typed
    return [
        (npi, ", ".join(filter(None, (name, specialty, city))))
        for npi, name, specialty, city in storage.completion.target_rows(ctx.obj.book)
        if npi.startswith(typed) or fits(name, typed)
    ]


def complete_duty(ctx: typer.Context) -> list[Offer]:
    """A duty that has not ended."""
    found = storage.completion.duty_rows(ctx.obj.book)
    named = [make_entry(id_, name, f"every {every}") for id_, name, every in found]
    return find_offers(named, ctx.obj.typed)


def make_entry(id_: int, name: str, about: str) -> OfferedName:
    """A thing with one name."""
    return OfferedName(id_, harmless_text(name), harmless_text(name), about)


def complete_referral(ctx: typer.Context) -> list[Offer]:
    """A referral's number, by its digits or by the patient's name, the latest first."""
    typed = ctx.obj.typed
    return [
        (str(id_), f"{patient}, {status}, from {source}")
        for id_, patient, status, source in storage.completion.referral_rows(ctx.obj.book)
        if str(id_).startswith(typed) or fits(patient, typed)
    ]


def complete_anybody(ctx: typer.Context) -> list[Offer]:
    """A source, or a patient by a name that no source has."""
    typed, sources = ctx.obj.typed, source_entries(ctx.obj.book)
    taken = {name_key(one.text) for one in sources}
    patients = {
        harmless_text(patient): f"patient, {status}, from {source}"
        for _, patient, status, source in reversed(storage.completion.referral_rows(ctx.obj.book))
        if fits(patient, typed) and name_key(patient) not in taken
    }
    sayable = [(name, about) for name, about in patients.items() if can_be_typed(name, {0})]
    return [*find_offers(sources, typed), *sayable]


def complete_provider(ctx: typer.Context) -> list[Offer]:
    """One of our own providers, by whole or begun words of the name."""
    names = [harmless_text(name) for (name,) in storage.completion.provider_rows(ctx.obj.book)]
    return [(name, "") for name in names if fits(name, ctx.obj.typed)]


def complete_group(ctx: typer.Context) -> list[Offer]:
    """A type of the due list, or the heading of a group."""
    from refcli.core.due.choosing import offer_words  # noqa: PLC0415  (all other words do without)

    return [(word, "") for word in offer_words() if word.startswith(ctx.obj.typed.lower())]


def complete_key(ctx: typer.Context) -> list[Offer]:
    """A key of today's due list, by its letters or by the name of the source, in its order.

    A book that is not up to date is left alone: to open it would upgrade it.
    """
    asked: Asked = ctx.obj
    if storage.completion.schema_version(asked.book) != len(storage.schema.migrations.MIGRATIONS):
        return []
    return [
        (item_key, about)
        for item_key, source, about in due_keys(asked)
        if item_key.startswith(asked.typed.upper()) or fits(source, asked.typed)
    ]


def due_keys(asked: Asked) -> list[tuple[str, str, str]]:
    """What is due: the key, the source, and the source with the reason."""
    # all other words do without these
    from refcli.core.due.list import due_items  # noqa: PLC0415
    from refcli.core.due.of_referral import SOON_DAYS  # noqa: PLC0415

    today = as_of_day(asked.as_of, date.today())  # noqa: DTZ011  (the practice's own day)
    door = storage.book.door.Door(asked.book, today, "", "", lambda _line: None)
    with storage.book.door.reading(door) as book:
        facts = storage.due.due_facts(book)
    items = due_items(facts, until=today + timedelta(days=SOON_DAYS), today=today)
    return [(item.key, item.source, f"{item.source}: {item.reason}") for item in items]
