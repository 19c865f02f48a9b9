"""How far the figures can be trusted, and who could make them better."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from refcli.core.output.table import Column, Table, Type
from refcli.core.values.rates import rate_of

NEAR_DAYS = 90  # between two referrals of one name that may be the same person
OPEN_DAYS = 30  # after an appointment that came to nothing we know of


@dataclass(frozen=True, slots=True)
class Entered:
    """How many referrals somebody entered, and for how many of them nobody had asked."""

    who: str
    referrals: int
    unknown: int


@dataclass(frozen=True, slots=True)
class Quality:
    """What is missing or doubtful in the referrals of a period."""

    referrals: int = 0
    unknown: int = 0
    duplicates: int = 0
    no_outcome: int = 0
    seen: int = 0
    no_production: int = 0
    entered: Sequence[Entered] = ()


def quality_table(found: Quality, since: date, until: date) -> Table:
    """One row per doubt."""
    columns = (
        Column("measure", "Measure"),
        Column("count", "Referrals", Type.COUNT),
        Column("of", "Of", Type.COUNT),
        Column("share", "Share", Type.RATE),
        Column("remedy", "What to do"),
    )
    rows = [
        (name, count, of, rate_of(count, of), remedy)
        for name, count, of, remedy in (
            ("source unknown", found.unknown, found.referrals, "ask every new patient"),
            ("possible duplicate", found.duplicates, found.referrals, "ref referral status"),
            ("no outcome recorded", found.no_outcome, found.referrals, "call, then record it"),
            ("seen, no production", found.no_production, found.seen, "ref referral edit"),
        )
    ]
    note = (
        f"Countable referrals received {since} to {until}. Possible duplicate: one of the same name"
        f" in the {NEAR_DAYS} days before. No outcome: {OPEN_DAYS} days after the appointment"
        " neither seen nor lost."
    )
    return Table("Data quality", columns, rows, note)


def entered_table(found: Quality, since: date, until: date) -> Table:
    """Who entered the referrals, those with the most unknown sources first."""
    columns = (
        Column("who", "Entered by"),
        Column("referrals", "Referrals", Type.COUNT),
        Column("unknown", "Source unknown", Type.COUNT),
        Column("share", "Share", Type.RATE),
    )
    rows = [
        (one.who, one.referrals, one.unknown, rate_of(one.unknown, one.referrals))
        for one in sorted(found.entered, key=lambda one: (-one.unknown, -one.referrals, one.who))
    ]
    note = f"Countable referrals received {since} to {until}, by who first recorded them."
    empty = "No referral was received in these days."
    return Table("Who asks", columns, rows, note, empty=empty, totals=("referrals", "unknown"))
