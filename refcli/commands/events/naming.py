"""From what somebody typed to the event that is meant."""

from typing import TYPE_CHECKING

from refcli.commands.finding.naming import settle
from refcli.commands.finding.picking import Pickable, PickList
from refcli.commands.finding.sources import check_new_name
from refcli.core.events.guests import NUMBER, Event, Guest, find_events
from refcli.core.names.keys import name_key
from refcli.core.names.named import Named
from refcli.env import Env
from refcli.errors import RefusedError, UsageError
from refcli.lines import type_line
from refcli.on_use import storage

if TYPE_CHECKING:
    from refcli.storage.book.door import Book

EVENTS = "ref event list"


def event_name(typed: str) -> str:
    """A name that an event may have; a number would be taken for an event's own."""
    if not typed.strip():
        raise UsageError("A name is missing.")
    if NUMBER.fullmatch(typed.strip()):
        raise UsageError(f"{typed!r} would be taken for an event's number. Add a word to it.")
    return check_new_name(typed)


def refuse_second(book: "Book", new: Event) -> None:
    """An event of this name on this day is on record."""
    for other in storage.events.read_events(book):
        same = name_key(other.name) == name_key(new.name) and other.on == new.on
        if same and other.id != new.id and not other.cancelled_on:
            raise RefusedError(
                f"That is event #{other.id} already. See: {type_line('event show', f'#{other.id}')}"
            )


def settle_event(env: Env, typed: str) -> str:
    """An event's name as typed; in a terminal the number of the one picked if it is in doubt."""
    if not env.interactive:
        return typed
    with storage.book.door.reading(env.door()) as book:
        found = find_events(typed, storage.events.read_events(book))
    if found.certain or not found.events:
        return typed
    choices = [event_choice(one) for one in found.events]
    listed = PickList(typed=typed, choices=choices, clear=found.clear)
    return settle(env, listed, f"No event is called {typed!r}.", see=EVENTS).instead


def event_choice(one: Event) -> Pickable:
    """An event to be picked: #2 Open house (2026-12-10)."""
    sign = f"#{one.id}"
    return Pickable(sign=sign, name=one.name, about=str(one.on), instead=sign)


def find_event(book: "Book", typed: str) -> Event:
    """The one event that is meant; otherwise a refusal that lists what it could be."""
    meant = find_events(typed, storage.events.read_events(book))
    if not meant.events:
        raise RefusedError(f"No event is called {typed!r}. See: {EVENTS}")
    first = meant.events[0]
    if not meant.certain:
        listed = ", ".join(str(event_choice(one)) for one in meant.events)
        raise RefusedError(f'{typed!r} could be {listed}. Say which by its number: "#{first.id}"')
    return first


def find_standing_event(book: "Book", typed: str) -> Event:
    """The event that is meant; a cancelled one is refused."""
    meant = find_event(book, typed)
    if meant.cancelled_on:
        raise RefusedError(f"{meant.name} ({meant.on}) was cancelled on {meant.cancelled_on}.")
    return meant


def refuse_over(env: Env, meant: Event) -> None:
    """Nobody can be invited to what is over."""
    if meant.on < env.today:
        raise RefusedError(
            f"{meant.name} was on {meant.on}. Who came can still be recorded:"
            f" {type_line('event came', f'#{meant.id}', 'SOURCE')}"
        )


def guest_of(book: "Book", meant: Event, whom: Named) -> Guest | None:
    """A source as a guest of an event."""
    guests = storage.events.read_guests(book, meant.id).get(meant.id, [])
    return next((guest for guest in guests if guest.source_id == whom.id), None)
