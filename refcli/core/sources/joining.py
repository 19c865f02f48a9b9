"""Two sources become one: where the one worked when, of what either has on record of a day."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise

from refcli.core.sources.places import Stay
from refcli.core.values.day_words import say_day_near
from refcli.phrases import count_phrase

PLURALS = {"activity": "activities"}
ENDLESS = date.max
Since = tuple[date, int]  # from a day on at a place


@dataclass(frozen=True, slots=True)
class DatedRecord:
    """Something on record of a day: a referral, an assist, an activity or a gift."""

    on: date
    what: str


@dataclass(frozen=True, slots=True)
class Placed:
    """A source before a merge: where it worked when, and what it has on record."""

    id: int
    stays: Sequence[Stay]
    records: Sequence[DatedRecord] = ()

    def place_on(self, day: date) -> int | None:
        """The office in which it worked on a day; None for none."""
        place = [one.place_id for one in self.stays if one.since <= day][-1]
        return None if place == self.id else place

    def days_in(self, since: date, until: date) -> list[date]:
        """The days from one to before another of which it has something on record."""
        return [one.on for one in self.records if since <= one.on < until]

    def moves_on(self, day: date) -> bool:
        """Whether it begins to work somewhere on a day."""
        return any(one.since == day for one in self.stays)


@dataclass(frozen=True, slots=True)
class PlaceChange:
    """What counts elsewhere after a merge: so many of each, from a day on and before another."""

    many: tuple[tuple[str, int], ...]
    since: date
    until: date
    was: str
    now: str

    def words(self, today: date) -> str:
        """``2 referrals before Jun 15 count at Elm, not at Oak any more``."""
        counts = [count_phrase(many, what, PLURALS.get(what, "")) for what, many in self.many]
        days = [f"since {say_day_near(self.since, today)}"] * (self.since > date.min)
        days += [f"before {say_day_near(self.until, today)}"] * (self.until < ENDLESS)
        span = f" {' and '.join(days)}" * bool(days)
        verb = "counts" if sum(many for _what, many in self.many) == 1 else "count"
        was, now = (f"at {one}" if one else "in no office" for one in (self.was, self.now))
        past = f", not {was} any more" if self.was else f" now, until now {was}"
        return f"{' and '.join(counts)}{span} {verb} {now}{past}"

    def record(self) -> dict[str, object]:
        """The same for programs; a day is null where there is none."""
        return {
            **dict(self.many),
            "since": self.since if self.since > date.min else None,
            "before": self.until if self.until < ENDLESS else None,
            "was_at": self.was or None,
            "now_at": self.now or None,
        }


@dataclass(frozen=True, slots=True)
class Joining:
    """Where the one source that two become worked when, and what by it counts elsewhere."""

    stays: tuple[Since, ...] = ()
    names: tuple[str, ...] = ()  # of the place of each; empty for no office
    changes: tuple[PlaceChange, ...] = ()

    def words(self, today: date) -> str:
        """``Oak, Elm since Jun 15``; nothing where it worked at one place all the while."""
        if not self.stays[1:]:
            return ""
        shown = zip(self.stays, self.names, strict=True)
        return ", ".join(
            (name or "no office") + f" since {say_day_near(since, today)}" * (since > date.min)
            for (since, _place), name in shown
        )


def join_sources(kept: Placed, gone: Placed, names: dict[int, str], today: date) -> Joining:
    """Where both worked, as of one source, and what of their past counts elsewhere by it."""
    spans = list(join_places(kept, gone, today))
    changes = [
        change
        for one in (gone, kept)
        for kinds in ({"referral", "assist", "activity"}, {"gift"})
        for change in find_changes(one, kinds, spans, names)
    ]
    stays = tuple((since, kept.id if place is None else place) for since, place in spans)
    return Joining(stays, tuple(name_place(place, names) for _, place in spans), tuple(changes))


def join_places(kept: Placed, gone: Placed, today: date) -> Iterator[tuple[date, int | None]]:
    """From when on the one works where: what either has on record of a day stays at its place."""
    starts = sorted({today, *(one.since for who in (kept, gone) for one in who.stays)})
    spans = [
        stay
        for since, until in pairwise([*starts, ENDLESS])
        for stay in settle_span(kept, gone, (since, until), today)
    ]
    for _place, run in groupby(spans, key=lambda stay: stay[1]):
        yield next(run)


def settle_span(
    kept: Placed, gone: Placed, span: tuple[date, date], today: date
) -> list[tuple[date, int | None]]:
    """Where the one worked in a span in which neither of the two moved.

    Who alone has something on record says where. Of both, one after the other, each says so of its
    days. Else the place of the one that is kept holds, and an office before none.
    """
    since = span[0]
    mine, theirs = kept.place_on(since), gone.place_on(since)
    either = theirs if mine is None else mine
    if mine == theirs or since == today:
        return [(since, either)]
    if since > today:
        return [(since, mine if kept.moves_on(since) else theirs)]
    own, other = kept.days_in(*span), gone.days_in(*span)
    if not own or not other:
        return [(since, mine if own else theirs if other else either)]
    if max(own) < min(other):
        return [(since, mine), (min(other), theirs)]
    if max(other) < min(own):
        return [(since, theirs), (min(own), mine)]
    return [(since, either)]


def find_changes(
    one: Placed, kinds: set[str], spans: Sequence[tuple[date, int | None]], names: dict[int, str]
) -> Iterator[PlaceChange]:
    """What a source has on record of these kinds and counts elsewhere than where it worked."""
    starts = sorted({*(stay.since for stay in one.stays), *(since for since, _ in spans)})
    places = [
        (since, until, one.place_on(since), [place for start, place in spans if start <= since][-1])
        for since, until in pairwise([*starts, ENDLESS])
    ]
    for (was, now), run in groupby(places, key=lambda span: span[2:]):
        during = list(run)
        since, until = during[0][0], during[-1][1]
        days = [it for it in one.records if since <= it.on < until and it.what in kinds]
        if was != now and days:
            many = tuple(Counter(it.what for it in days).items())
            was_at, now_at = name_place(was, names), name_place(now, names)
            yield PlaceChange(many, since, until, was_at, now_at)


def name_place(place: int | None, names: dict[int, str]) -> str:
    """The name of an office; nothing for none."""
    return "" if place is None else names[place]
