"""Gifts beside referrals, by party and year: what nothing but the audit may look at.

A party here is a place with all who work in it, their families and staff, or a source of its own.
What a place is given counts for each who works there, and its people refer together: as so many
separate cases they would make chance look like a link (pseudoreplication, Hurlbert 1984).
"""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from refcli.core.gifts.ledger import Gift, Ledger, Recipient, class_of
from refcli.core.vocabulary import RecipientClass

Given = tuple[date, int]  # the day and the number of a gift


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """Gifts and referrals of each party, by day.

    ``classes`` are the parties that could have been given something in the year, with gifts and
    referrals or without. ``value`` is what was kept, in retail cents, by party and year.
    """

    year: int
    classes: Mapping[RecipientClass, Sequence[int]]
    given: Mapping[int, Sequence[Given]]
    value: Mapping[tuple[int, int], int]
    referrals: Mapping[int, Sequence[date]]
    production: Mapping[int, int] = field(default_factory=dict)

    def got(self, party: int, year: int | None = None) -> int:
        """Cents of gifts that a party kept in a year; without one, in the audited year."""
        return self.value.get((party, year or self.year), 0)

    def sent(self, party: int, year: int | None = None) -> int:
        """Referrals that a party sent in a year; without one, in the audited year."""
        days, first = self.referrals.get(party, ()), date(year or self.year, 1, 1)
        return bisect_right(days, first.replace(month=12, day=31)) - bisect_left(days, first)

    def gifts(self, party: int) -> list[int]:
        """The numbers of the year's gifts to a party."""
        return [number for day, number in self.given.get(party, ()) if day.year == self.year]

    @property
    def parties(self) -> list[int]:
        """Everybody who could have been given something."""
        return sorted(party for members in self.classes.values() for party in members)


def set_beside(
    ledger: Ledger,
    year: int,
    eligible: Collection[int],
    referrals: Mapping[int, Iterable[date]],
    production: Mapping[int, int],
) -> Beside:
    """Gifts and referrals side by side, whatever the order in which they come.

    ``referrals``: days per source; ``production``: cents of the year's referrals per party.
    """
    people = ledger.people
    given: dict[int, list[Given]] = {}
    value: dict[tuple[int, int], int] = {}
    for gift in ledger.gifts:
        party = party_of(gift.source_id, people, gift.given_on)
        given.setdefault(party, []).append((gift.given_on, gift.id))
        key = (party, gift.given_on.year)
        value[key] = value.get(key, 0) + kept_cents(gift, ledger)
    gifted = {party_of(one.source_id, people, one.given_on) for one in gifts_of(ledger, year)}
    begun = date(year, 1, 1)
    parties = gifted.union(party_of(one, people, begun) for one in eligible)
    return Beside(
        year=year,
        classes=by_class(parties, people, date(year, 12, 31)),
        given={party: sorted(mine) for party, mine in given.items()},
        value=value,
        referrals=days_of_parties(referrals, people),
        production=production,
    )


def party_of(source_id: int, people: Mapping[int, Recipient], day: date) -> int:
    """The place in which a source worked on a day, or the source itself."""
    place = people[source_id].place_on(day) if source_id in people else source_id
    return place if place in people else source_id


def kept_cents(gift: Gift, ledger: Ledger) -> int:
    """Retail cents of a gift that did not come back."""
    return max(0, gift.value_cents - ledger.returned(gift.id))


def gifts_of(ledger: Ledger, year: int) -> list[Gift]:
    """The gifts of a calendar year, by day."""
    mine = (gift for gift in ledger.gifts if gift.given_on.year == year)
    return sorted(mine, key=lambda gift: (gift.given_on, gift.id))


def by_class(
    parties: Iterable[int], people: Mapping[int, Recipient], on: date
) -> dict[RecipientClass, list[int]]:
    """The parties of each class on a day, by number; those not known are left out."""
    classes: dict[RecipientClass, list[int]] = {}
    for party in sorted(set(parties)):
        if party in people:
            classes.setdefault(class_of(people[party].kind_on(on)), []).append(party)
    return {whom: classes[whom] for whom in RecipientClass if whom in classes}


def days_of_parties(
    referrals: Mapping[int, Iterable[date]], people: Mapping[int, Recipient]
) -> dict[int, list[date]]:
    """The days of the referrals of each party, in order."""
    days: dict[int, list[date]] = {}
    for source_id, mine in referrals.items():
        for day in mine:
            days.setdefault(party_of(source_id, people, day), []).append(day)
    for mine in days.values():
        mine.sort()
    return days
