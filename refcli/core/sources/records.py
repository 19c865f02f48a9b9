"""A source as it is written and as it is read."""

from dataclasses import dataclass
from datetime import date

from refcli.core.vocabulary import BuiltIn, Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSource:
    """A source to be written; ``id`` is given where other new records refer to it."""

    name: str
    kind: Kind
    id: int | None = None
    office_id: int | None = None
    owner: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    note: str = ""
    interests: str = ""
    aliases: tuple[str, ...] = ()
    target: bool = False
    target_on: date | None = None
    do_not_visit: bool = False
    do_not_mail: bool = False
    no_gifts: bool = False
    visit_every: int | None = None
    visit_first: int | None = None
    visit_later: int | None = None
    added_on: date
    archived_on: date | None = None
    npi: str = ""
    fax: str = ""
    street: str = ""
    city: str = ""
    state: str = ""
    zip: str = ""
    specialty: str = ""
    tags: str = ""
    report_by: str = ""
    archived_why: str = ""
    referral_id: int | None = None
    prefers: str = ""
    salutation: str = ""


@dataclass(frozen=True, slots=True)
class SourceView:
    """A source with everything known of it; ``merged_into_id``: the one it turned out to be."""

    id: int
    record: NewSource
    built_in: BuiltIn | None
    office: str
    merged_into_id: int | None = None


@dataclass(frozen=True, slots=True)
class SourceStanding:
    """How a source stands on a day: its countable referrals, and how its place stands.

    An office's referrals are those of all who work in it. A provider's are its own; the last visit
    and the last referral of its place, which make its stage, are those of its office.
    """

    referrals: int = 0
    last_referral: date | None = None
    last_visit: date | None = None
    place_referral: date | None = None
