"""Counts, rates and stages: the definitions behind every figure, each in one place.

Countable is every referral but the duplicate and invalid ones. A rate is a fraction of one, or
None where there is nothing to divide by.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from refcli.core.values.periods import Period, active_since
from refcli.core.values.rates import rate_of
from refcli.core.vocabulary import BuiltIn, Kind, place_of

ONE_DAY = timedelta(days=1)


class Stage(StrEnum):
    """How far the relationship with an office or provider has come."""

    TARGET = "target"  # no in-person activity, no referral
    COURTING = "courting"  # visited, never referred
    ACTIVE = "active"  # a countable referral in the last twelve months
    LAPSED = "lapsed"  # only older ones


@dataclass(frozen=True, slots=True)
class Credit:
    """A source as the figures know it."""

    id: int
    name: str
    kind: Kind
    built_in: BuiltIn | None = None
    office_id: int | None = None

    @property
    def label(self) -> str:
        """The kind, or for a built-in source its own word."""
        return self.built_in or self.kind

    @property
    def place_id(self) -> int:
        """The place that it belongs to: its office, or itself."""
        return place_of(self.id, self.office_id)

    @property
    def internal(self) -> bool:
        """Whether the referrals of this kind count in the share of the headline."""
        return self.kind.internal and self.built_in is None


@dataclass(frozen=True, slots=True)
class Tally:
    """The countable referrals of one source in one period.

    ``kind``: what the source was on the days received; None where it has always been the same.
    ``in_time``: seen within 30 days of being received; ``undated``: seen on a day that nobody
    told. ``paid``: those with production, ``squares`` the sum of the squares of theirs.
    """

    source_id: int
    referrals: int = 0
    seen: int = 0
    lost: int = 0
    production_cents: int = 0
    kind: Kind | None = None
    in_time: int = 0
    undated: int = 0
    paid: int = 0
    squares: float = 0.0

    @property
    def dated(self) -> int:
        """All but those seen on a day that nobody told: of these the share in time is one."""
        return self.referrals - self.undated

    @property
    def open(self) -> int:
        """Neither seen nor lost yet."""
        return self.referrals - self.seen - self.lost

    @property
    def conversion(self) -> float | None:
        """Seen among all countable referrals of the cohort."""
        return rate_of(self.seen, self.referrals)


PlacedTally = tuple[int, Tally]  # a place, and what one source sent while it worked there


@dataclass(frozen=True, slots=True)
class ReferralSpan:
    """When a place referred, seen from a period: ever first, last before, first in, last by."""

    source_id: int
    first_on: date
    before_on: date | None
    entered_on: date | None
    last_on: date


@dataclass(frozen=True, slots=True)
class Movement:
    """Active referrers over a period: opening + new + reactivated - lapsed = closing."""

    opening: int
    new: Sequence[ReferralSpan]
    reactivated: Sequence[ReferralSpan]
    lapsed: Sequence[ReferralSpan]
    closing: int


FIGURES = ("referrals", "seen", "lost", "production_cents", "in_time", "undated", "paid", "squares")


def sum_all(tallies: Iterable[Tally]) -> Tally:
    """All of them as one, under no source's number."""
    every = list(tallies)
    return Tally(0, **{name: sum(getattr(one, name) for one in every) for name in FIGURES})


def add_alike(tallies: Iterable[Tally]) -> list[Tally]:
    """One tally for each source and kind."""
    found: dict[tuple[int, Kind | None], list[Tally]] = {}
    for one in tallies:
        found.setdefault((one.source_id, one.kind), []).append(one)
    return [merge_tallies(mine, source_id=id_, kind=kind) for (id_, kind), mine in found.items()]


def add_by_source(
    tallies: Iterable[Tally], kinds: Collection[Kind] = tuple(Kind)
) -> dict[int, Tally]:
    """Per source: its tallies added up, those of other kinds left out."""
    found: dict[int, list[Tally]] = {}
    for one in tallies:
        if one.kind is None or one.kind in kinds:
            found.setdefault(one.source_id, []).append(one)
    return {id_: merge_tallies(mine, source_id=id_) for id_, mine in found.items()}


def add_by_place(tallies: Iterable[PlacedTally]) -> dict[int, Tally]:
    """Per place: what all who worked there sent meanwhile, under its number."""
    found: dict[int, list[Tally]] = {}
    for place_id, one in tallies:
        found.setdefault(place_id, []).append(one)
    return {id_: merge_tallies(mine, source_id=id_) for id_, mine in found.items()}


def merge_tallies(tallies: Sequence[Tally], *, source_id: int, kind: Kind | None = None) -> Tally:
    """Tallies as one of a source; a single one of it is what it is."""
    first = tallies[0]
    if len(tallies) == 1 and (first.source_id, first.kind) == (source_id, kind):
        return first
    return replace(sum_all(tallies), source_id=source_id, kind=kind)


def credit_then(source_id: int, kind: Kind | None, credits_: Mapping[int, Credit]) -> Credit:
    """A source as the kind that it was on the day of a referral."""
    credit = credits_[source_id]
    return replace(credit, kind=kind) if kind else credit


def by_label(tallies: Iterable[Tally], credits_: Mapping[int, Credit]) -> dict[str, int]:
    """Countable referrals per kind, with unknown and none apart; zero ones included."""
    counts = {str(label): 0 for label in (*Kind, BuiltIn.NONE, BuiltIn.UNKNOWN)}
    for tally in tallies:
        counts[credit_then(tally.source_id, tally.kind, credits_).label] += tally.referrals
    return counts


def internal_referrals(tallies: Iterable[Tally], credits_: Mapping[int, Credit]) -> int:
    """Countable referrals from patients, providers, offices and insurers."""
    return sum(t.referrals for t in tallies if credit_then(t.source_id, t.kind, credits_).internal)


def find_stage(*, visited: bool, last_referral: date | None, today: date) -> Stage:
    """The stage of a place on a day: of an office with all who work in it, or of a provider."""
    if last_referral is None:
        return Stage.COURTING if visited else Stage.TARGET
    return Stage.ACTIVE if last_referral >= active_since(today) else Stage.LAPSED


def count_movement(spans: Iterable[ReferralSpan], period: Period) -> Movement:
    """Which places were active when the period began and ended, and which came and went between."""
    before, after = active_since(period.since - ONE_DAY), active_since(period.until)
    spans = list(spans)
    opening = [s for s in spans if s.before_on and s.before_on >= before]
    new = [s for s in spans if s.entered_on and not s.before_on]
    again = [s for s in spans if s.entered_on and s.before_on and s.before_on < before]
    lapsed = [s for s in (*opening, *new, *again) if s.last_on < after]
    closing = sum(s.last_on >= after for s in spans)
    return Movement(len(opening), new, again, lapsed, closing)
