"""What is read out of the book, as plain values."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from refcli.core.records import NewActivity, NewReferral, NewSource
from refcli.core.vocabulary import BuiltIn


@dataclass(frozen=True, slots=True)
class SourceView:
    """A source with everything known of it."""

    id: int
    record: NewSource
    built_in: BuiltIn | None
    office: str


@dataclass(frozen=True, slots=True)
class ReferralView:
    """A referral with the names of its sources."""

    id: int
    record: NewReferral
    source: str
    also: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ActivityView:
    """An activity with the name of its source."""

    id: int
    record: NewActivity
    source: str


@dataclass(frozen=True, slots=True)
class Standing:
    """How a source stands on a day: its countable referrals and the visits to its place."""

    referrals: int = 0
    last_referral: date | None = None
    last_visit: date | None = None


@dataclass(frozen=True, slots=True)
class ChangeView:
    """One logged change: who, when, under which command, and the row before and after."""

    id: int
    command_id: int | None
    at: str
    by: str
    command: str
    undoes_id: int | None
    table: str
    row_id: int
    action: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None
