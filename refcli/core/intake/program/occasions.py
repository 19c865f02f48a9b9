"""What ``ref occasion list`` prints, read back."""

from refcli.core.intake.program.known import KnownProgram
from refcli.core.intake.program.telling import tell_differences
from refcli.core.intake.reading.program_rows import ProgramRow
from refcli.core.intake.reading.words import find_kind
from refcli.core.names.keys import LONGEST
from refcli.core.occasions import Occasion, occasion_identity
from refcli.core.values.year_days import YearDay, read_year_day
from refcli.core.vocabulary import Kind
from refcli.errors import RefusedError

MOST_AHEAD = 180  # days
FIRST_YEAR, LAST_YEAR = 1900, 9999


def read_occasion(row: ProgramRow, known: KnownProgram) -> tuple[list[Occasion], str]:
    """The day of a line where it is new; else what the line says otherwise of the one on record."""
    new = make_occasion(row, known)
    mine = occasion_identity(new)
    there = next((one for one in known.occasions if occasion_identity(one) == mine), None)
    if there is None:
        known.occasions.append(new)
        return [new], ""
    facts = ((word, getattr(there, word), getattr(new, word)) for word in ("owner", "lead_days"))
    years = ("year", there.on.year, new.on.year)
    against = list(tell_differences([*facts, years]))
    return [], f"{there.name} on {there.on} is on record: {', '.join(against)}" if against else ""


def make_occasion(row: ProgramRow, known: KnownProgram) -> Occasion:
    """A line as an occasion of somebody, or of all of a kind."""
    name, kind = row.need("occasion"), read_class(row)
    if len(name) > LONGEST:
        raise RefusedError(f"the name has more than {LONGEST} letters")
    day = read_year_day(row.need("day"))
    year = row.get_number("year", FIRST_YEAR, LAST_YEAR)
    lead = row.get_number("lead_days", 0, MOST_AHEAD)
    whom = None if kind else known.find_source(row.need("source"), row.get("source_id"))
    return Occasion(
        name=name,
        on=YearDay(day.month, day.day, year),  # a year within the day is a spreadsheet's own
        added_on=known.today,
        source_id=whom.id if whom else None,
        kind=kind,
        lead_days=known.lead_days if lead is None else lead,
        owner=row.get("owner"),
        note=row.get("note"),
    )


def read_class(row: ProgramRow) -> Kind | None:
    """The kind of which all are meant; None where it is one source's."""
    text = row.get("every")
    kind = find_kind(text) if text else None
    if text and kind is None:
        raise RefusedError(f"every {text!r} is no kind of source")
    return kind
