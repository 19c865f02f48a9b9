"""What is in a book to measure with: seeded, plausible sources, referrals and activities.

Five years that end on ``TODAY``. All but the last 20 months came from old records (nothing is owed
for them); since then nearly every report was sent, every patient called, every source thanked and
every place visited, so that the due list of 100,000 referrals has some hundreds of lines.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate, islice
from random import Random
from typing import Any

from refcli.core.activities import NewActivity
from refcli.core.referrals.records import NewReferral
from refcli.core.sample.cast import FIRST, LAST, LOST_REASONS, SERVICES
from refcli.core.sources.records import NewSource
from refcli.core.vocabulary import ActivityKind, Kind, Status

TODAY = date(2026, 11, 16)
DAYS = [TODAY - timedelta(days=back) for back in range(5 * 365)][::-1]
IN_USE_DAYS = 600  # before that: old records
FIRST_ID = 3  # after the two built-in sources

ROUND = (  # the kinds of each twenty sources, in order
    *(Kind.OFFICE,) * 5,
    *(Kind.PROVIDER,) * 7,
    *(Kind.PATIENT,) * 6,
    *(Kind.DIGITAL, Kind.COMMUNITY),
)
IN_AN_OFFICE = range(5, 10)  # of the round; each works in the office five places before
WEIGHTS = {Kind.PROVIDER: 10, Kind.OFFICE: 4, Kind.PATIENT: 2}
OTHER_WEIGHT = 12
BUILT_IN_WEIGHT = 0.06  # unknown, and none
SYLLABLES = (
    *("ba", "chen", "dor", "el", "fin", "gar", "hol", "ist", "jor", "kam", "lin", "mor", "nev"),
    *("os", "pel", "quin", "ros", "sten", "tar", "und", "vik", "wes", "yar", "zim"),
)


@dataclass(frozen=True, slots=True)
class Size:
    """How much there is in a book."""

    referrals: int
    sources: int

    @property
    def activities(self) -> int:
        return self.referrals // 2


class Records:
    """The records of a book: referral n is written under the id n."""

    def __init__(self, size: Size) -> None:
        self.size = size
        self.sources = [source(number) for number in range(size.sources)]
        self.rng = Random(1)  # noqa: S311  (a book must repeat, it keeps no secret)
        self.seen: list[tuple[int, int, date]] = []  # referral, source, day: of what is not past
        self.booked: list[tuple[int, int, date]] = []  # the same of those who did not come
        self.credited: dict[int, set[date]] = {}  # source: the days of what is not past
        self.helped: list[tuple[int, int]] = []

    def referrals(self) -> Iterator[NewReferral]:
        """In the order in which they were received."""
        count, rng = self.size.referrals, self.rng
        ids, weights = weighted(self.sources)
        days = sorted(rng.choices(range(len(DAYS)), k=count))
        credited = rng.choices(ids, cum_weights=weights, k=count)
        for number, (day, source_id) in enumerate(zip(days, credited, strict=True), start=1):
            made = referral(rng, source_id, day, len(self.sources))
            self.helped += ((number, helper) for helper in made.assists)
            if not made.past and made.source_id >= FIRST_ID:
                self.credited.setdefault(source_id, set()).add(made.received_on)
            if not made.past and made.seen_on:
                self.seen.append((number, source_id, made.seen_on))
            elif not made.past and made.scheduled_on:
                self.booked.append((number, source_id, made.scheduled_on))
            yield made

    def assists(self) -> Iterator[tuple[int, int]]:
        """The further sources; asked for after the referrals were made."""
        return iter(self.helped)

    def activities(self) -> Iterator[NewActivity]:
        """As many as the size says; asked for after the referrals were made."""
        closing_ones = [*self.reports(), *self.calls(), *self.thanks()]
        yield from closing_ones
        yield from islice(self.visits(), max(0, self.size.activities - len(closing_ones)))

    def reports(self) -> Iterator[NewActivity]:
        """A report five days after the visit; one of five hundred was forgotten."""
        for number, source_id, seen_on in self.seen:
            on = seen_on + timedelta(days=5)
            if kind_of(source_id) in WEIGHTS and on <= TODAY and number % 500:
                yield activity(source_id, ActivityKind.REPORT, on, referral_id=number)

    def calls(self) -> Iterator[NewActivity]:
        """To patients two weeks after they came, or a month after they should have."""
        for whom, days in ((self.seen, 14), (self.booked, 30)):
            for number, source_id, since in whom:
                on = since + timedelta(days=days)
                if on <= TODAY and number % 500:
                    yield activity(source_id, ActivityKind.FOLLOW_UP, on, referral_id=number)

    def thanks(self) -> Iterator[NewActivity]:
        """Within a week of today, and every sixty days before that where something came in."""
        for source_id, days in self.credited.items():
            if kind_of(source_id) in WEIGHTS:
                for back in range(source_id % 7, IN_USE_DAYS, 60):
                    on = TODAY - timedelta(days=back)
                    if any(0 <= (on - day).days < 60 for day in days):
                        yield activity(source_id, ActivityKind.THANK_YOU, on)

    def visits(self) -> Iterator[NewActivity]:
        """Every place was met long ago and last within a quarter; then again and again."""
        places = [s for s in self.sources if s.kind is Kind.OFFICE or alone(s)]
        for one in places:
            yield activity(one.id or 0, ActivityKind.VISIT, DAYS[0], met="the whole team")
        for turn in range(len(DAYS) // 20):
            for one in places:
                back = (one.id or 0) * 7 % 96 + 20 * turn
                missed = back % 19 == 0
                on = TODAY - timedelta(days=back)
                met = "" if missed else "Tina (front desk)"
                yield activity(one.id or 0, ActivityKind.VISIT, on, attempt=missed, met=met)


def source(number: int) -> NewSource:
    """The source of a place in the list."""
    kind, place = ROUND[number % len(ROUND)], number % len(ROUND)
    first, family = FIRST[number * 7 % len(FIRST)], family_name(number)
    names = {
        Kind.OFFICE: f"{family} Family Dental",
        Kind.PROVIDER: f"Dr. {first} {family}",
        Kind.PATIENT: f"{first} {family}",
    }
    return NewSource(
        id=FIRST_ID + number,
        name=names.get(kind, f"{family} {kind.value}"),
        kind=kind,
        added_on=DAYS[0],
        office_id=FIRST_ID + number - 5 if place in IN_AN_OFFICE else None,
        phone=f"206-555-{number % 10_000:04d}",
        owner="Tina" if number % 2 else "Omar",
    )


def family_name(number: int) -> str:
    """A name of its own: the number, spelled in three syllables."""
    base = len(SYLLABLES)
    figures = (number * 5 % base, number // base % base, number // base // base)
    return "".join(SYLLABLES[figure] for figure in figures).capitalize()


def alone(one: NewSource) -> bool:
    """A provider without an office."""
    return one.kind is Kind.PROVIDER and one.office_id is None


def kind_of(source_id: int) -> Kind:
    """The kind by the place in the round."""
    return ROUND[(source_id - FIRST_ID) % len(ROUND)]


def weighted(sources: Sequence[NewSource]) -> tuple[list[int], list[float]]:
    """The ids with their cumulative weights: the first of each fifty send ten times the last."""
    weights = [
        WEIGHTS.get(one.kind, OTHER_WEIGHT) / (1 + number // len(ROUND) % 50 / 5)
        for number, one in enumerate(sources)
    ]
    built_in = [sum(weights) * BUILT_IN_WEIGHT] * 2
    ids = [one.id or 0 for one in sources]
    return [1, 2, *ids], list(accumulate((*built_in, *weights)))


def referral(rng: Random, source_id: int, day: int, sources: int) -> NewReferral:
    """A referral, as far as it can have come by today."""
    received_on, steps = DAYS[day], outcome(rng, day)
    helper = FIRST_ID + rng.randrange(sources)
    helped = rng.random() < 0.03 and helper != source_id
    seen = steps.get("seen_on")
    return NewReferral(
        patient=f"{rng.choice(FIRST)} {rng.choice(LAST)}",
        source_id=source_id,
        received_on=received_on,
        service=rng.choice(tuple(SERVICES)),
        production_cents=rng.randrange(900_00, 1700_00) if seen else None,
        production_on=seen,
        past=len(DAYS) - day > IN_USE_DAYS,
        assists=(helper,) if helped else (),
        **steps,
    )


def outcome(rng: Random, day: int) -> dict[str, Any]:
    """Status and dates: most are scheduled within days and seen within weeks."""
    fate, last = rng.random(), len(DAYS) - 1
    if fate < 0.02 and day < last:
        status = Status.DUPLICATE if fate < 0.01 else Status.INVALID
        return {"status": status, "closed_on": DAYS[day + 1], "reason": "entered twice"}
    scheduled, seen = day + rng.randrange(3), day + rng.randrange(3, 20)
    if fate < 0.06:
        return lost(rng, day + 14, {}) if day + 14 <= last else {}
    if scheduled > last:
        return {}
    booked: dict[str, Any] = {"scheduled_on": DAYS[scheduled], "status": Status.SCHEDULED}
    if fate < 0.16:
        return lost(rng, day + 21, booked) if day + 21 <= last else booked
    return treated(booked, seen, whole=fate >= 0.4) if seen <= last else booked


def treated(so_far: dict[str, Any], day: int, *, whole: bool) -> dict[str, Any]:
    """Seen on that day, and completed a month later."""
    met = so_far | {"seen_on": DAYS[day], "status": Status.SEEN}
    if not whole or day + 30 >= len(DAYS):
        return met
    return met | {"completed_on": DAYS[day + 30], "status": Status.COMPLETED}


def lost(rng: Random, day: int, so_far: dict[str, Any]) -> dict[str, Any]:
    """Given up on that day."""
    reason = rng.choice(LOST_REASONS)
    return so_far | {"status": Status.LOST, "closed_on": DAYS[day], "reason": reason}


def activity(
    source_id: int,
    kind: ActivityKind,
    on: date,
    **more: Any,  # noqa: ANN401  (the columns that few activities have)
) -> NewActivity:
    """Something done by the practice."""
    return NewActivity(source_id=source_id, kind=kind, on=on, who="Tina", **more)
