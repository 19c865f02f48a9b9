"""A sample practice to look around in: invented people, three years that end today."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from refcli.core.activities import NewActivity
from refcli.core.referrals.records import NewReferral
from refcli.core.sample.activities import make_activities, owner_of
from refcli.core.sample.arrivals import FIRST_ID, first_day
from refcli.core.sample.cast import (
    CHANNELS,
    FIRST,
    LAST,
    NAMED_PATIENTS,
    OFFICES,
    PROVIDERS,
    STREETS,
    CastRole,
)
from refcli.core.sample.referrals import make_referrals
from refcli.core.sources.records import NewSource
from refcli.core.vocabulary import Kind

PRACTICE = "Lakeside Endodontics"
STATE = "WA"
ZIP = "98101"

PATIENTS = 46
LOCAL = 100  # numbers 555-0100 to 555-0199 are kept free for fiction


@dataclass(frozen=True, slots=True)
class Sample:
    """The records of a practice; referral n of the list is written under the id n."""

    sources: tuple[NewSource, ...]
    referrals: tuple[NewReferral, ...]
    activities: tuple[NewActivity, ...]


def sample_practice(today: date, *, seed: int = 1) -> Sample:
    """The same practice for the same day and seed; nothing in it is later than ``today``."""
    rng = Random(seed)  # noqa: S311 - a sample must repeat, it keeps no secret
    cast = (*OFFICES, *PROVIDERS, *make_patients(rng), *CHANNELS)
    sent = make_referrals(rng, cast, today)
    done = make_activities(rng, cast, sent, today)
    return Sample(tuple(make_sources(cast, sent, done, today)), tuple(sent), tuple(done))


def make_patients(rng: Random) -> Iterator[CastRole]:
    """The patients who refer, odd names first."""
    count = PATIENTS - len(NAMED_PATIENTS)
    picks = zip(rng.sample(FIRST, count), rng.sample(LAST, count), strict=True)
    names = [*NAMED_PATIENTS, *(f"{first} {last}" for first, last in picks)]
    no_mail = rng.sample(names, 3)
    for name in names:
        yield CastRole(name, kind=Kind.PATIENT, do_not_mail=name in no_mail)


def make_sources(
    cast: Sequence[CastRole], sent: Sequence[NewReferral], done: Sequence[NewActivity], today: date
) -> Iterator[NewSource]:
    """The cast as sources, each added when it was first heard of."""
    known = dict(enumerate(cast, start=FIRST_ID))
    ids = {role.name: id_ for id_, role in known.items() if role.kind is Kind.OFFICE}
    heard = first_heard(sent, done)
    for id_, role in known.items():
        together = [id_, *(n for n, one in known.items() if one.office == role.name)]
        since = min((heard[n] for n in together if n in heard), default=first_day(today))
        twin = ids.get(role.shares_phone_with or role.office, id_)
        place_id = ids.get(role.office, id_)
        at_a_place = role.kind.refers
        yield NewSource(
            id=id_,
            name=role.name,
            kind=role.kind,
            added_on=days_ago(today, role.wanted) or since,
            office_id=ids.get(role.office),
            owner=owner_of(known, id_) if at_a_place else "",
            phone=phone_of(twin) if at_a_place or role.kind is Kind.PATIENT else "",
            address=address_of(place_id) if at_a_place else "",
            note=role.note,
            aliases=role.aliases,
            target=role.wanted is not None,
            do_not_visit=role.do_not_visit,
            do_not_mail=role.do_not_mail,
            no_gifts=role.no_gifts,
            visit_every=role.visit_every,
            visit_later=role.visit_later,
            archived_on=days_ago(today, role.retired),
        )


def first_heard(sent: Sequence[NewReferral], done: Sequence[NewActivity]) -> dict[int, date]:
    """Per source the day of the first record that speaks of it."""
    days = [(one.source_id, one.received_on) for one in sent]
    days += [(helper, one.received_on) for one in sent for helper in one.assists]
    days += [(one.source_id, one.on) for one in done]
    return dict(sorted(days, key=lambda record: record[1], reverse=True))


def days_ago(today: date, days: int | None) -> date | None:
    """The day so many days before today; None for None."""
    return None if days is None else today - timedelta(days=days)


def phone_of(source_id: int) -> str:
    """A number of its own that rings nowhere."""
    area = 206 if source_id < LOCAL else 425
    return f"{area}-555-{LOCAL + source_id % LOCAL:04d}"


def address_of(source_id: int) -> str:
    """A street of its own that is nowhere."""
    street = STREETS[source_id % len(STREETS)]
    return f"{100 + 37 * source_id} {street}, Seattle, WA 98{101 + source_id}"
