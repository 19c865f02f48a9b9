"""People at one address and one phone are an office; so is an organisation with whom works there.

The national file knows no offices: it has providers and organisations, each with an address.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from refcli.core.sources.duplicates.streets import StreetKey, street_key
from refcli.core.sources.reach import phone_key
from refcli.core.targets.near import ZIP_DIGITS
from refcli.core.targets.records import NewTarget, Target
from refcli.core.vocabulary import Kind
from refcli.phrases import count_phrase

PlaceKey = tuple[StreetKey, str, str]
Spot = tuple[str, str, str]  # street, ZIP code and phone, as they are written


def place_key(one: NewTarget) -> PlaceKey | None:
    """By what a place is known: the street with its suite, the ZIP code, the phone; None: alone."""
    return spot_key(one.street, one.zip, one.phone)


def spot_key(street: str, zip_code: str, phone: str) -> PlaceKey | None:
    """The same of an address and a phone; None where one of them is missing."""
    where, number, code = street_key(street), phone_key(phone), zip_code[:ZIP_DIGITS]
    return (where, code, number) if where and number and code else None


@dataclass(frozen=True, slots=True)
class SharedPlace:
    """The organisations and the people at one address and phone."""

    offices: list[Target] = field(default_factory=list)
    people: list[Target] = field(default_factory=list)

    @property
    def is_office(self) -> bool:
        """True for an organisation, or for several people together."""
        return bool(self.offices) or len(self.people) > 1

    @property
    def name(self) -> str:
        """Its name; where no organisation gives it one, who shares it: 3 people at 410 Pine St."""
        if self.offices:
            more = f" and {len(self.offices) - 1} more" if len(self.offices) > 1 else ""
            return self.offices[0].record.name + more
        if not self.is_office:
            return ""
        many = count_phrase(len(self.people), "person", "people")
        return f"{many} at {self.people[0].record.street}"

    @property
    def all(self) -> list[Target]:
        """Everybody there, the organisations first."""
        return [*self.offices, *self.people]


class Places:
    """Which place each target is at."""

    def __init__(self, targets: Iterable[Target]) -> None:
        self._by_key: dict[PlaceKey, SharedPlace] = {}
        self._of: dict[int, SharedPlace] = {}
        for one in targets:
            key = place_key(one.record)
            place = self._by_key.setdefault(key, SharedPlace()) if key else SharedPlace()
            is_office = one.record.kind is Kind.OFFICE
            (place.offices if is_office else place.people).append(one)
            self._of[one.id] = place

    def place_of(self, one: Target) -> SharedPlace:
        """The place of a target; of one that is not among them, its own."""
        return self._of.setdefault(one.id, SharedPlace(people=[one]))

    def count(self) -> int:
        """How many places there are."""
        return len({id(place) for place in self._of.values()})


def count_places(records: Sequence[NewTarget]) -> int:
    """How many places these are: those that share one count once."""
    keys = [place_key(one) for one in records]
    return len({key for key in keys if key}) + sum(key is None for key in keys)
