"""What ``ref event list`` prints, read back; its guests come with the whole book."""

from refcli.core.events.guests import Event
from refcli.core.intake.program.known import KnownProgram
from refcli.core.intake.program.telling import tell_differences
from refcli.core.intake.reading.program_rows import ProgramRow
from refcli.core.names.keys import LONGEST, is_reserved, name_key
from refcli.errors import RefusedError


def read_event(row: ProgramRow, known: KnownProgram) -> tuple[list[Event], str]:
    """The event of a line where it is new; else what the line says otherwise of it."""
    new = make_event(row, known)
    there = next((one for one in known.events if sign(one) == sign(new)), None)
    if there is None:
        known.events.append(new)
        return [new], ""
    facts = ("place", "note", "cancelled_on")
    against = list(tell_differences((one, getattr(there, one), getattr(new, one)) for one in facts))
    return [], f"{there.name} on {there.on} is on record: {', '.join(against)}" if against else ""


def make_event(row: ProgramRow, known: KnownProgram) -> Event:
    """A line as an event."""
    name = row.need("event")
    if len(name) > LONGEST or is_reserved(name):
        raise RefusedError(f"no event can be called {name[:40]!r}")
    on = row.get_day("on", known.today)
    if on is None:
        raise RefusedError("no day stands there")
    return Event(
        name=name,
        on=on,
        added_on=known.today,
        place=row.get("place"),
        note=row.get("note"),
        cancelled_on=row.get_day("cancelled_on", known.today),
    )


def sign(one: Event) -> tuple[object, ...]:
    """By what an event is known: the name, the day, and whether it takes place."""
    return name_key(one.name), one.on, one.cancelled_on is None
