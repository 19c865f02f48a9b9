"""The ledger of gifts as values: who got what, and what of it counts for whom.

Nothing here knows of referrals, and nothing here may: a gift has no strings.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from typing import TypeVar

from refcli.core.gifts.wording import find_strings
from refcli.core.vocabulary import (
    Allocation,
    Contingency,
    IncentiveForm,
    Kind,
    PaidFrom,
    Payer,
    RecipientClass,
    Relation,
    place_of,
)

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Recipient:
    """A source as the ledger needs it; ``members``: the providers whose office it is today.

    ``places``: where one who has moved worked, each from a day on, in order. ``movers``: who once
    worked in an office or came to it later. Members and movers are there though out of use today,
    since ``archived_on``: the gifts of the days before count for them. ``no_gifts``: it asked for
    none. ``kinds`` and ``wishes``: of one whose kind or wish has changed, each from a day on.
    """

    id: int
    name: str
    kind: Kind
    office_id: int | None = None
    members: tuple[int, ...] = ()
    no_gifts: bool = False
    places: tuple[tuple[date, int], ...] = ()
    movers: tuple[int, ...] = ()
    archived_on: date | None = None
    kinds: tuple[tuple[date, Kind], ...] = ()
    wishes: tuple[tuple[date, bool], ...] = ()

    def kind_on(self, day: date) -> Kind:
        """What it was on a day."""
        return last_by(day, self.kinds, self.kind)

    def wants_none_on(self, day: date) -> bool:
        """Whether it had asked for no gifts by a day."""
        return last_by(day, self.wishes, self.no_gifts)

    def in_use_on(self, day: date) -> bool:
        """Whether it was not archived by a day."""
        return self.archived_on is None or day < self.archived_on

    def place_on(self, day: date) -> int:
        """The office in which it worked on a day, or itself."""
        return last_by(day, self.places, place_of(self.id, self.office_id))


def last_by(day: date, known: Sequence[tuple[date, Value]], otherwise: Value) -> Value:
    """What held on a day, of values that each hold from a day on, in order."""
    then = [value for since, value in known if since <= day]
    return then[-1] if then else otherwise


@dataclass(frozen=True, slots=True, kw_only=True)
class Gift:
    """Anything of value given on a day to a source, or to somebody who belongs to it.

    ``value_cents`` is the retail value of the whole of it, ``heads`` how many shared it.
    ``person`` is who got it, where that is not the source itself. ``id`` is 0 before it is on
    record. ``anyway`` is why it was recorded although the policy refused it.
    """

    id: int = 0
    source_id: int
    given_on: date
    entered_on: date
    item: str
    form: IncentiveForm
    value_cents: int
    cost_cents: int | None = None
    heads: int = 1
    allocation: Allocation = Allocation.FULL_EACH
    person: str = ""
    relation: Relation = Relation.SELF
    payer: Payer = Payer.UNKNOWN
    occasion: str = ""
    purpose: str = ""
    contingency: Contingency = Contingency.NONE
    solicited: bool = False
    host: str = ""
    paid_from: PaidFrom = PaidFrom.PRACTICE
    receipt: str = ""
    given_by: str = ""
    entered_by: str = ""
    approved_by: str = ""
    note: str = ""
    anyway: str = ""


@dataclass(frozen=True, slots=True)
class Return:
    """So much of a gift came back on a day; ``inadvertent``: it was over a limit by mistake."""

    gift_id: int
    on: date
    cents: int
    inadvertent: bool = False


@dataclass(frozen=True, slots=True)
class Share:
    """What of a gift counts for a party; ``direct``: it was the recipient, not somebody of it."""

    party_id: int
    gift: Gift
    cents: int
    direct: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """The gifts that stand (neither voided nor replaced), in any order, and what came back.

    What counts for whom is worked out once, when the ledger is made.
    """

    people: Mapping[int, Recipient]
    gifts: Sequence[Gift] = ()
    returns: Sequence[Return] = field(default=())
    _returns: dict[int, list[Return]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    _shares: dict[tuple[int, int], list[Share]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        for one in self.returns:
            self._returns.setdefault(one.gift_id, []).append(one)
        for gift in self.gifts:
            for share in shares_of(gift, self.people, self.returned(gift.id)):
                self._shares.setdefault((share.party_id, gift.given_on.year), []).append(share)
        for mine in self._shares.values():
            mine.sort(key=in_order)

    def returned(self, gift_id: int) -> int:
        """Cents that came back of a gift."""
        return sum(one.cents for one in self._returns.get(gift_id, ()))

    def returns_of(self, gift_id: int) -> list[Return]:
        """What came back of a gift, by day."""
        return sorted(self._returns.get(gift_id, ()), key=lambda one: (one.on, one.cents))

    def shares(self, party_id: int, year: int) -> list[Share]:
        """What counts for a party in a calendar year, by day and number; returns are taken off."""
        return [*self._shares.get((party_id, year), ())]

    def near(self, party_id: int, since: date, until: date) -> list[Share]:
        """What counts for a party from a day to a day, which may lie in another year."""
        years = range(since.year, until.year + 1)
        mine = chain.from_iterable(self._shares.get((party_id, year), ()) for year in years)
        return [share for share in mine if since <= share.gift.given_on <= until]

    def total(self, party_id: int, year: int) -> int:
        """Cents that count for a party in a calendar year."""
        return sum(share.cents for share in self._shares.get((party_id, year), ()))

    def years(self) -> list[tuple[int, int]]:
        """Each party and calendar year that has gifts, in order."""
        return sorted(self._shares)

    def name(self, party_id: int) -> str:
        """The name of a party."""
        return self.people[party_id].name if party_id in self.people else f"#{party_id}"


def in_order(share: Share) -> tuple[date, int]:
    """By day, and of a day as entered."""
    return share.gift.given_on, share.gift.id


def parties_of(gift: Gift, people: Mapping[int, Recipient]) -> tuple[int, ...]:
    """For whom a gift counts: a clinician; of a place, each who worked there, else the place.

    Who worked there, and was in use, on the day of the gift: what happens later changes no year.
    """
    recipient, day = people[gift.source_id], gift.given_on
    there = {*recipient.members, *recipient.movers}
    counted = (
        id_
        for id_ in there
        if people[id_].in_use_on(day)
        and (id_ not in recipient.movers or people[id_].place_on(day) == recipient.id)
    )
    return tuple(sorted(counted)) or (recipient.id,)


def shares_of(gift: Gift, people: Mapping[int, Recipient], returned: int = 0) -> list[Share]:
    """What of a gift counts for whom, less what came back.

    A meal may be divided by the heads that shared it, rounded up, so that no cent is left out.
    Anything else does not divide, whatever was entered: all of it counts for each (a painting of
    $2,000 for a practice of four counts as $2,000 for each; Sussman Shank, 2018).
    """
    cents = cents_for_each(gift, max(0, gift.value_cents - returned))
    return [
        Share(party_id, gift, cents, direct=party_id == gift.source_id and is_own(gift))
        for party_id in parties_of(gift, people)
    ]


def cents_for_each(gift: Gift, cents: int) -> int:
    """Cents of an amount that count for each of those who shared a gift."""
    return -(-cents // max(1, gift.heads)) if divides(gift) else cents


def divides(gift: Gift) -> bool:
    """Whether a gift is a meal entered by the head; the name of an item decides nothing."""
    return gift.allocation is Allocation.PER_HEAD and gift.form is IncentiveForm.MEAL


def strings_of(gift: Gift) -> str | None:
    """The words on a gift that tie it to referrals, or None."""
    return find_strings(gift.item, gift.occasion, gift.purpose, gift.note)


def hangs_on_referral(gift: Gift) -> bool:
    """Whether the gift hangs on a referral, by what was typed or by its wording."""
    return gift.contingency is Contingency.REFERRAL or strings_of(gift) is not None


def is_own(gift: Gift) -> bool:
    """Whether the source itself got the gift, not its family or staff."""
    return gift.relation is Relation.SELF


def recipient_class(gift: Gift, people: Mapping[int, Recipient]) -> RecipientClass:
    """To which rules a gift is subject; an office is its clinicians."""
    return class_of(people[gift.source_id].kind_on(gift.given_on), gift.relation)


def class_of(kind: Kind, relation: Relation = Relation.SELF) -> RecipientClass:
    """To which rules a source of a kind is subject, its family, or its staff."""
    if kind.refers:
        return {
            Relation.SELF: RecipientClass.CLINICIAN,
            Relation.FAMILY: RecipientClass.CLINICIAN_FAMILY,
            Relation.STAFF: RecipientClass.CLINICIAN_STAFF,
        }[relation]
    return RecipientClass.PATIENT if kind is Kind.PATIENT else RecipientClass.OTHER
