"""Who is to be invited to an event, and whom the invitation leaves out."""

from dataclasses import dataclass, field
from datetime import date

from refcli.core.events.guests import Event
from refcli.core.events.tables import NO_RANK
from refcli.core.output.table import Column, Table, Type
from refcli.core.vocabulary import Kind
from refcli.phrases import count_phrase, name_some

MOST_TO_NAME = 8
CHOICE_COLUMNS = (
    Column("source_id", "Id", Type.ID),
    Column("source", "Source"),
    Column("kind", "Kind"),
    Column("owner", "Owner"),
    Column("what", "What"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitable:
    """A source as far as it decides whom an invitation goes to, and no further."""

    id: int
    name: str
    kind: Kind
    owner: str = ""
    built_in: bool = False
    archived_on: date | None = None
    do_not_mail: bool = False
    do_not_visit: bool = False
    no_gifts: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """Who is to be invited, who is invited already, and whom the invitation leaves out."""

    new: list[Invitable] = field(default_factory=list)
    already: list[Invitable] = field(default_factory=list)
    left_out: list[tuple[Invitable, str]] = field(default_factory=list)
    archived: int = 0


def choice_table(event: Event, made: Choice) -> Table:
    """Everybody who is wanted, by name, and what becomes of them."""
    marked = [
        *((source, "invite") for source in made.new),
        *((source, "invited already") for source in made.already),
        *((source, f"left out: {why}") for source, why in made.left_out),
    ]
    marked.sort(key=lambda pair: (pair[0].name.casefold(), pair[0].id))
    rows = [
        (source.id, source.name, source.kind.value, source.owner, what) for source, what in marked
    ]
    note = (
        "By name. Left out: do_not_mail, do_not_visit, no_gifts (unless named), archived"
        f" ({made.archived}). {NO_RANK}"
    )
    title = f"Would be invited to {event.name}, {event.on}"
    return Table(title, CHOICE_COLUMNS, rows, note, empty="Nobody fits.")


def invited_line(event: Event, made: Choice) -> str:
    """What was done, in a sentence or three."""
    many = len(made.new)
    several = count_phrase(many, "source") if many else "nobody new"
    whom = made.new[0].name if many == 1 else several
    already = f"; {len(made.already)} invited already" if made.already else ""
    return f"Invited {whom} to {event.name}, {event.on}{already}.{left_out(made)}"


def left_out(made: Choice) -> str:
    """Whom the invitation left out, the first few by name."""
    names = [f"{source.name} ({why})" for source, why in made.left_out]
    gone = [f"{made.archived} archived"] if made.archived else []
    parts = [name_some(names, MOST_TO_NAME)] if names else []
    parts += gone
    return f" Left out: {', '.join(parts)}." if parts else ""


def invited_record(event: Event, made: Choice) -> dict[str, object]:
    """What was done, for programs."""
    return {
        "event_id": event.id,
        "event": event.name,
        "invited": [source.name for source in made.new],
        "already": [source.name for source in made.already],
        "left_out": [source.name for source, _ in made.left_out],
        "archived": made.archived,
    }
