"""Who was found, as a table; and what is said of each at the phone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from refcli.core.finding.patients import KnownReferral
from refcli.core.finding.search import Findable, Hit
from refcli.core.output.table import Column, Table, Type
from refcli.core.sources.matching import Named
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


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownSource:
    """A source as it is found; ``lately`` counts its place's referrals of the last 12 months."""

    named: Named
    texts: Mapping[str, str] = field(default_factory=dict)
    built_in: BuiltIn | None = None
    archived_on: date | None = None
    lately: int = 0


def found_table(typed: str, hits: Sequence[Hit], today: date) -> Table:
    """One row for each patient's referral and each source that was found."""
    rows = [
        (hit.who.what, hit.who.named.id, hit.who.named.name, hit.why, hit.who.detail)
        for hit in hits
    ]
    since = last_twelve_months(today).since
    note = (
        "The best first. A patient's number is the referral's. In 12 months: countable referrals"
        f" received {since} to {today}; an office's include those of its providers."
    )
    return Table("Found", FOUND_COLUMNS, rows, note, empty=f"Nobody on record is like {typed}.")


def patient_on_record(one: KnownReferral) -> Findable:
    """A patient as found: referral 612, from Google search, seen 3 Mar 2025."""
    detail = f"referral {one.id}, from {one.source}, {one.status} {short_day(one.last_on)}"
    return Findable(
        named=one.named, what="patient", detail=detail, texts=one.fields, last_on=one.last_on
    )


def source_on_record(one: KnownSource) -> Findable:
    """A source as found: provider, Chen Family Dental, 206-555-0103, 42 in 12 months."""
    gone = f"archived {short_day(one.archived_on)}" if one.archived_on else ""
    kind = COUNTS_ONLY[one.built_in] if one.built_in else str(one.named.kind)
    told = (kind, gone, one.named.place, one.texts.get("phone", ""), f"{one.lately} in 12 months")
    return Findable(
        named=one.named, what="source", detail=", ".join(filter(None, told)), texts=one.texts
    )
