"""Who was found, as a table; and what is said of each at the phone."""

from collections.abc import Sequence
from datetime import date

from refcli.core.finding.patients import KnownReferral
from refcli.core.finding.search import Hit, KnownSource
from refcli.core.output.table import Column, Table, Type
from refcli.core.referrals.steps import DAY_NOT_KNOWN
from refcli.core.values.day_words import short_day
from refcli.core.values.periods import last_twelve_months
from refcli.core.vocabulary import BuiltIn

FOUND_COLUMNS = (
    Column("what", "What"),
    Column("id", "Id", Type.ID),
    Column("name", "Name"),
    Column("why", "Why"),
    Column("detail", "Detail"),
)
COUNTS_ONLY = {BuiltIn.UNKNOWN: "nobody was asked", BuiltIn.NONE: "nobody sent them"}


def found_table(typed: str, hits: Sequence[Hit], today: date) -> Table:
    """One row for each patient's referral and each source that was found."""
    rows = [
        (
            hit.who.what,
            hit.who.named.id,
            hit.who.named.name,
            hit.why,
            describe_found(hit.who.record),
        )
        for hit in hits
    ]
    since = last_twelve_months(today).since
    note = (
        "The best first. A patient's number is the referral's. In 12 months: countable referrals"
        f" received {since} to {today}; an office's include those of its providers."
    )
    return Table("Found", FOUND_COLUMNS, rows, note, empty=f"Nobody on record is like {typed}.")


def describe_found(who: KnownReferral | KnownSource) -> str:
    """What one needs at the phone to know of a patient or a source."""
    return describe_patient(who) if isinstance(who, KnownReferral) else describe_place(who)


def describe_patient(one: KnownReferral) -> str:
    """A patient: referral 612, from Google search, seen 3 Mar 2025."""
    step = f"{one.status} {short_day(one.last_on) if one.dated else f'on {DAY_NOT_KNOWN}'}"
    told = (f"referral {one.id}", f"from {one.source}", step, one.texts.get("phone", ""))
    return ", ".join(filter(None, told))


def describe_place(one: KnownSource) -> str:
    """A source: provider, Chen Family Dental, 206-555-0103, 42 in 12 months."""
    people = f"with {one.texts['contacts']}" if one.texts.get("contacts") else ""
    gone = f"archived {short_day(one.archived_on)}" if one.archived_on else ""
    kind = COUNTS_ONLY[one.built_in] if one.built_in else str(one.named.kind)
    told = (
        kind,
        gone,
        one.named.place,
        people,
        one.texts.get("phone", ""),
        f"{one.lately} in 12 months",
    )
    return ", ".join(filter(None, told))
