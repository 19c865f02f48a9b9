"""What is owed as a calendar file (RFC 5545) that Outlook, Apple and Google import."""

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from refcli.core.due.calendar import CalendarEntry
from refcli.errors import UsageError
from refcli.output.text import harmless_text
from refcli.version import __version__

if TYPE_CHECKING:
    from icalendar import Event

SUFFIX = ".ics"
A_MEETING = timedelta(hours=1)
EPOCH = datetime(2020, 1, 1, tzinfo=UTC)


def check_ics(path: Path) -> None:
    """Refuse a file that no calendar would take for one of its own."""
    if path.suffix.lower() != SUFFIX:
        raise UsageError(f"{path} is no calendar file.", add=["--ics", f"due{SUFFIX}"])


def write_ics(
    entries: Iterable[CalendarEntry], *, book_id: str, name: str, stamp: datetime
) -> bytes:
    """The entries as a calendar called ``name``, made at the moment ``stamp`` (with a zone).

    A later file updates what an earlier one brought: the same key in the same book has the same
    UID, and its SEQUENCE and DTSTAMP are later (RFC 5546, 2.1.5). Importers that do not compare
    them replace by UID alone.
    """
    from icalendar import Calendar, vText  # noqa: PLC0415  (takes 100 ms to import)

    calendar = Calendar()
    calendar.add("prodid", f"-//ref//ref {__version__}//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", vText(harmless_text(name)))  # else left unescaped
    for entry in entries:
        calendar.add_component(
            ics_event(entry, book_id, stamp.astimezone(UTC).replace(microsecond=0))
        )
    return bytes(calendar.to_ical())


def ics_event(entry: CalendarEntry, book_id: str, stamp: datetime) -> "Event":
    """A whole day that blocks no time, or the hour of a meeting, which does; no bell rings.

    An hour has no zone: it is that of the clock on the wall (3.3.5, form 1).
    """
    from icalendar import Event  # noqa: PLC0415  (takes 100 ms to import)

    made = Event()
    made.add("uid", f"{entry.key}-{book_id}@ref")
    made.add("dtstamp", stamp)
    made.add("last-modified", stamp)
    made.add("sequence", (stamp - EPOCH) // timedelta(minutes=1))
    if entry.hour:
        begins = datetime.combine(entry.on, time.fromisoformat(entry.hour))
        made.add("dtstart", begins)
        made.add("dtend", begins + A_MEETING)
    else:
        made.add("dtstart", entry.on)  # a date, so VALUE=DATE
        made.add("dtend", entry.on + timedelta(days=1))  # exclusive (3.6.1)
    made.add("summary", harmless_text(entry.summary))
    made.add("description", "\n".join(map(harmless_text, entry.description)))
    made.add("categories", [entry.category])
    made.add("transp", "OPAQUE" if entry.hour else "TRANSPARENT")
    return made
