"""What two sources have in common besides their names, and what tells them apart."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from refcli.core.sources.duplicates.candidates import Profile
from refcli.core.sources.duplicates.streets import is_same_street
from refcli.core.vocabulary import Kind
from refcli.phrases import count_phrase

SWITCHBOARD = 15  # as many sources with one phone: it tells of the house, not of the person
CHAIN = 4  # as many sources with one name: branches, or a name like James Smith
SHARED = 3  # as many sources with one e-mail address: the office's
TOLL_FREE = frozenset({"800", "833", "844", "855", "866", "877", "888"})
ROLES = frozenset(
    {"admin", "contact", "frontdesk", "hello", "info", "mail", "office", "reception", "referrals"}
)
Evidence = tuple[int, str]  # points, and in words


@dataclass(frozen=True, slots=True)
class Holders:
    """How many sources have an NPI, a phone, an e-mail address, or a whole name."""

    npis: Counter[str]
    phones: Counter[str]
    emails: Counter[str]
    names: Counter[tuple[str, ...]]


def count_holders(profiles: Sequence[Profile]) -> Holders:
    """How many of the sources have each NPI, phone, e-mail address and whole name."""
    return Holders(
        Counter(one.source.npi for one in profiles),
        Counter(one.phone for one in profiles),
        Counter(one.email for one in profiles),
        Counter(words for one in profiles for words in {name.words for name in one.names}),
    )


def find_shared(one: Profile, other: Profile, holders: Holders) -> Iterator[Evidence]:
    """What the two have in common, each with its points."""
    if one.phone and one.phone == other.phone:
        yield phone_points(one, other, holders.phones[one.phone]), "same phone"
    if one.email and one.email == other.email:
        own = holders.emails[one.email] <= SHARED and is_personal(one.email)
        yield (32 if own else 18), "same e-mail"
    if one.fax and one.fax == other.fax:
        yield 12, "same fax"
    if one.person and other.person and is_same_office(one, other):
        yield 20, "same office"
    yield from find_shared_address(one, other)


def phone_points(one: Profile, other: Profile, holders: int) -> int:
    """What the same phone is worth: less at home, where a father and a son answer it."""
    if holders >= SWITCHBOARD:
        return 12
    return 16 if one.source.kind is other.source.kind is Kind.PATIENT else 22


def find_rarity(one: Profile, other: Profile, holders: Holders) -> Iterator[Evidence]:
    """What it says of two with the same name how many others have it too."""
    shared = {name.words for name in one.names} & {name.words for name in other.names}
    telling = [words for words in shared if len(words) > 1 or not one.person]
    most = max((holders.names[words] for words in telling), default=0)
    if 0 < most < CHAIN:
        yield 10, "rare name"
    elif most >= CHAIN:
        less = -20 if most >= 2 * CHAIN else -10
        yield less, f"but {count_phrase(most, 'source has', 'sources have')} that name"


def is_same_office(one: Profile, other: Profile) -> bool:
    """True for two who work in one office."""
    if one.source.office_id is not None and one.source.office_id == other.source.office_id:
        return True
    return bool(one.place) and one.place == other.place


def find_shared_address(one: Profile, other: Profile) -> Iterator[Evidence]:
    """The same address, building or city."""
    if one.street and other.street and is_same_building(one, other):
        units = len({one.street.unit, other.street.unit})
        known = "" not in {one.street.unit, other.street.unit}
        yield (20, "same address") if units == 1 else (10 if known else 16, "same building")
    elif one.city and one.city == other.city and one.state == other.state:
        yield 4, f"both in {one.source.city}"


def is_same_building(one: Profile, other: Profile) -> bool:
    """True where street and ZIP, or street and city, are the same."""
    if one.street is None or other.street is None or is_elsewhere(one, other):
        return False
    known = (one.zip and other.zip) or (one.city and other.city)
    return bool(known) and is_same_street(one.street, other.street)


def is_elsewhere(one: Profile, other: Profile) -> bool:
    """True where the ZIP tells two places apart, or else the city or the state."""
    if one.zip and other.zip:
        return one.zip != other.zip
    return are_different(one.city, other.city) or are_different(one.state, other.state)


def is_personal(email: str) -> bool:
    """True for an address that is no info@ or office@."""
    return email.partition("@")[0] not in ROLES


def have_other_emails(one: str, other: str) -> bool:
    """True for two addresses, each a person's own."""
    return are_different(one, other) and is_personal(one) and is_personal(other)


def is_far(one: str, other: str) -> bool:
    """True for phones with two area codes, of which none is that of a toll-free number."""
    return one[:3] != other[:3] and TOLL_FREE.isdisjoint((one[:3], other[:3]))


def are_different(one: str, other: str) -> bool:
    """True where both are known and are not the same."""
    return bool(one and other and one != other)


def find_differences(one: Profile, other: Profile, *, together: bool) -> Iterator[Evidence]:
    """What tells the two apart, each with its points.

    ``together``: they share a contact; another phone is then one of several of a person.
    """
    if are_different(one.source.npi, other.source.npi):
        yield 60, "but another NPI"
    if are_different(one.phone, other.phone):
        far = not together and is_far(one.phone, other.phone)
        near = 0 if together and one.person else 3
        yield (10, "but another area code") if far else (near, "but another phone")
    if one.person and have_other_emails(one.email, other.email):
        yield 8, "but another e-mail"
    if one.street and other.street and not is_same_building(one, other):
        yield (8 if one.person else 12), "but another address"
    if are_different(one.state, other.state):
        yield 15, "but another state"
    elif are_different(one.city, other.city):
        yield (4 if one.person else 8), "but another city"
    if are_different(one.specialty, other.specialty):
        yield 8, "but another specialty"


def add_up(evidence: Iterable[Evidence]) -> int:
    """The points of all."""
    return sum(points for points, _ in evidence)
