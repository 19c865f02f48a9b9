"""What is written into the book: sources, referrals and activities as plain values."""

from dataclasses import dataclass
from datetime import date

from refcli.core.vocabulary import ActivityKind, Kind, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSource:
    """A source to be written; ``id`` is given where other new records refer to it."""

    name: str
    kind: Kind
    added_on: date
    id: int | None = None
    office_id: int | None = None
    owner: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    note: str = ""
    aliases: tuple[str, ...] = ()
    target: bool = False
    target_on: date | None = None
    do_not_visit: bool = False
    do_not_mail: bool = False
    no_gifts: bool = False
    visit_every: int | None = None
    visit_first: int | None = None
    visit_later: int | None = None
    archived_on: date | None = None
    interests: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewReferral:
    """A referral to be written: one primary source, any number of assists, a date per step.

    ``closed_on`` and ``reason`` belong to the statuses lost, duplicate and invalid.
    ``production_cents`` is the value of the treatment, ``production_on`` the day it was recorded.
    ``past``: it comes from old records, so nothing is owed for it.
    """

    patient: str
    source_id: int
    received_on: date
    status: Status = Status.RECEIVED
    scheduled_on: date | None = None
    seen_on: date | None = None
    completed_on: date | None = None
    closed_on: date | None = None
    reason: str = ""
    production_cents: int | None = None
    production_on: date | None = None
    service: str = ""
    chart: str = ""
    provider: str = ""
    note: str = ""
    past: bool = False
    assists: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NewActivity:
    """One thing done for a relationship on a day; an attempt met nobody.

    ``closes`` is the key of the due item for which it was recorded. ``covers_id`` is the last
    referral on record at that moment: a thank-you thanks for none that was entered later.
    """

    source_id: int
    kind: ActivityKind
    on: date
    attempt: bool = False
    who: str = ""
    met: str = ""
    brought: str = ""
    purpose: str = ""
    intel: str = ""
    next_step: str = ""
    note: str = ""
    referral_id: int | None = None
    closes: str = ""
    covers_id: int | None = None
    event_id: int | None = None
