"""How events look: the list of all, and one with its guests."""

from collections.abc import Mapping, Sequence
from datetime import date

from refcli.core.events.guests import Event, Guest, Turnout, count_turnout
from refcli.core.names.named import Named
from refcli.core.output.table import Cell, Column, Table, Type, percent_text
from refcli.lines import type_line

LIST_COLUMNS = (
    Column("id", "Id", Type.ID),
    Column("event", "Event"),
    Column("on", "On", Type.DATE),
    Column("place", "Place"),
    Column("invited", "Invited", Type.COUNT),
    Column("yes", "Yes", Type.COUNT),
    Column("maybe", "Maybe", Type.COUNT),
    Column("no", "No", Type.COUNT),
    Column("came", "Came", Type.COUNT),
    Column("cancelled_on", "Cancelled", Type.DATE),
    Column("note", "Note", machine_only=True),
)
GUEST_COLUMNS = (
    Column("source_id", "Id", Type.ID),
    Column("source", "Source"),
    Column("kind", "Kind"),
    Column("invited_on", "Invited", Type.DATE),
    Column("answer", "Answer"),
    Column("answered_on", "Answered", Type.DATE),
    Column("came", "Came"),
    Column("met", "Met"),
    Column("note", "Note"),
)
NO_RANK = "Nobody is chosen or ordered by number of referrals or production."


def event_table(events: Sequence[Event], guests: Mapping[int, Sequence[Guest]]) -> Table:
    """One row per event, the latest first."""
    rows = [event_row(event, count_turnout(guests.get(event.id, ()))) for event in events]
    note = (
        "The latest event first. Yes, maybe, no: the last answer of each invited source. Came:"
        " every source on record as having come, invited or not."
    )
    empty = 'No event yet. For example: ref event add "Summer open house" --on 2027-07-10'
    return Table("Events", LIST_COLUMNS, rows, note, empty=empty)


def event_row(event: Event, figures: Turnout) -> tuple[Cell, ...]:
    """The cells of one event."""
    return (
        event.id,
        event.name,
        event.on,
        event.place,
        figures.invited,
        figures.yes,
        figures.maybe,
        figures.no,
        figures.came,
        event.cancelled_on,
        event.note,
    )


def guest_table(event: Event, guests: Sequence[Guest]) -> Table:
    """One row per source that was invited or came, by name."""
    rows = [guest_row(guest) for guest in guests]
    invite = type_line("event invite", f"#{event.id}", "--kind", "office")
    empty = f"Nobody is invited yet. Type: {invite}"
    note = "By name. Came: an in-person activity on the event's day is on record."
    return Table("Guests", GUEST_COLUMNS, rows, note, empty=empty)


def guest_row(guest: Guest) -> tuple[Cell, ...]:
    """The cells of one guest."""
    return (
        guest.source_id,
        guest.source,
        guest.kind.value,
        guest.invited_on,
        guest.answer.value if guest.answer else None,
        guest.answered_on,
        guest.came or None,
        guest.met,
        guest.note,
    )


def event_record(event: Event, figures: Turnout) -> dict[str, object]:
    """An event and its figures, for programs."""
    names = [column.name for column in LIST_COLUMNS]
    record: dict[str, object] = dict(zip(names, event_row(event, figures), strict=True))
    rates = {
        "answered_rate": figures.answered_rate,
        "came_rate": figures.came_rate,
        "kept_word_rate": figures.kept_word_rate,
    }
    rounded = {name: None if rate is None else round(rate, 4) for name, rate in rates.items()}
    return record | {"walk_ins": figures.walk_ins} | rounded


def guest_records(guests: Sequence[Guest]) -> list[dict[str, object]]:
    """The guests, for programs."""
    names = [column.name for column in GUEST_COLUMNS]
    return [
        {**dict(zip(names, guest_row(guest), strict=True)), "came": guest.came} for guest in guests
    ]


def event_lines(event: Event, figures: Turnout, today: date) -> list[str]:
    """An event in a few lines."""
    cancelled = f" Cancelled on {event.cancelled_on}." if event.cancelled_on else ""
    lines = [f"#{event.id} {event.name}, {event.on}{place_phrase(event)}.{cancelled}"]
    lines += [f"note: {event.note}"] if event.note else []
    lines.append(
        f"invited {figures.invited}, answered {figures.answered}{share_of(figures.answered_rate)}:"
        f" {figures.yes} yes, {figures.maybe} maybe, {figures.no} no"
    )
    if event.on <= today:
        extra = f", {figures.walk_ins} of them not invited" if figures.walk_ins else ""
        lines.append(f"came {figures.came}{extra}{came_shares(figures)}")
    return lines


def place_phrase(event: Event) -> str:
    """Where it is, as part of a sentence."""
    return f", {event.place}" if event.place else ""


def share_of(rate: float | None) -> str:
    """A rate in brackets; nothing where there is none."""
    return "" if rate is None else f" ({percent_text(rate)})"


def came_shares(figures: Turnout) -> str:
    """How many of the invited came, and of those who had said yes."""
    parts = [
        f"{percent_text(rate)} of {whom}"
        for rate, whom in (
            (figures.came_rate, "the invited"),
            (figures.kept_word_rate, "those who had said yes"),
        )
        if rate is not None
    ]
    return f" ({', '.join(parts)})" if parts else ""


def came_record(
    id_: int, meant: Event, whom: Named, guest: Guest | None, due_on: date | None
) -> dict[str, object]:
    """Who came, for programs."""
    return {
        "id": id_,
        "event_id": meant.id,
        "source_id": whom.id,
        "source": whom.name,
        "on": meant.on,
        "invited": guest is not None,
        "next_visit": due_on,
    }


def came_line(meant: Event, whom: Named, guest: Guest | None, due_on: date | None) -> str:
    """Who came, in a sentence or two."""
    extra = "" if guest else " They were not invited."
    following = f" Next visit due {due_on}." if due_on else ""
    return f"Recorded that {whom.name} came to {meant.name} on {meant.on}.{extra}{following}"
