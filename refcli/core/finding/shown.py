"""Whose story is to be told: one patient's or one source's, or those between whom it lies."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from refcli.core.finding.patients import (
    KnownReferral,
    Person,
    find_people,
)
from refcli.core.finding.search import KnownSource
from refcli.core.finding.things import OF_A_SOURCE, key_number, typed_number
from refcli.core.names.keys import is_of_a_clinician, is_titled
from refcli.core.names.named import Named
from refcli.core.owed.items import OF_A_REFERRAL
from refcli.core.sources.matching import ID, Found, find_sources


@dataclass(frozen=True, slots=True)
class Subjects:
    """Those of whom one may be meant, the best first; ``certain`` where it is the only one.

    ``more``: how many may be meant beside them.
    """

    among: Sequence[KnownReferral | KnownSource]
    certain: bool
    clear: bool = False
    more: int = 0


def find_shown(
    typed: str, referrals: Sequence[KnownReferral], sources: Sequence[KnownSource]
) -> Subjects:
    """Who is meant by a number, a key or a name; a patient with several referrals is one."""
    if among := [*find_by_number(typed, referrals, sources)]:
        return Subjects(among, certain=len(among) == 1)
    if typed_number(typed):
        return Subjects([], certain=False)
    everybody: list[Person | KnownSource] = [*people_meant(typed, referrals), *sources]
    named = [place_named(n, one.named) for n, one in enumerate(everybody)]
    found = find_sources(typed, named)
    if isinstance(found, Found):
        return Subjects([subject_of(everybody[found.source.id])], certain=True)
    among = without_linked([everybody[one.id] for one in found.candidates])
    certain = not found.more and len(found.candidates) > len(among) == 1
    return Subjects(among, certain, found.clear, found.more)


def subject_of(one: Person | KnownSource) -> KnownReferral | KnownSource:
    """A source, or the latest referral of a patient."""
    return one.latest if isinstance(one, Person) else one


def without_linked(among: Sequence[Person | KnownSource]) -> list[KnownReferral | KnownSource]:
    """Those who may be meant, without the patients who refer beside the referral that they were."""
    own = {mine.id for one in among if isinstance(one, Person) for mine in one.referrals}
    return [
        subject_of(one) for one in among if isinstance(one, Person) or one.referral_id not in own
    ]


def linked_sources(
    mine: Sequence[KnownReferral], sources: Sequence[KnownSource]
) -> list[KnownSource]:
    """As whom a patient refers others to us."""
    own = {one.id for one in mine}
    return [one for one in sources if one.referral_id in own]


def find_by_number(
    typed: str, referrals: Sequence[KnownReferral], sources: Sequence[KnownSource]
) -> Iterator[KnownReferral | KnownSource]:
    """The referral and the source of a number, or the one of them whose key it is.

    The sign is a source's: ``#4`` is source 4, and the referral only where no source has it.
    """
    number = typed_number(typed)
    referral_id = number or key_number(typed, OF_A_REFERRAL)
    source_id = number or key_number(typed, OF_A_SOURCE)
    own = [one for one in sources if source_id in {one.named.id, *one.merged_ids}]
    if not (own and ID.fullmatch(typed.strip())):
        yield from (one for one in referrals if one.id == referral_id)
    yield from own


def people_meant(typed: str, referrals: Sequence[KnownReferral]) -> Iterator[Person]:
    """The patients, with all their names; with a doctor's title or degree none without one."""
    of_a_doctor = is_of_a_clinician(typed)
    for one in find_people(referrals):
        names = [mine.patient for mine in one.referrals]
        if not of_a_doctor or any(is_titled(name) or is_of_a_clinician(name) for name in names):
            yield one


def place_named(place: int, one: Named) -> Named:
    """A name under its place in a list, where numbers of patients and sources would meet."""
    return Named(place, one.name, one.kind, one.aliases, one.place)
