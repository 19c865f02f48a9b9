"""Which sources have gone quiet or are slowing, by more than chance explains.

Quiet: so long a silence at the old pace has a chance below the threshold. Slowing: still
referring, but so little in 90 days. A pace takes 60 days and a silence 14, and until the practice's
own clumping is known, what came from a source in one week counts once: a family of four is one
arrival. Everything follows from what was known on the day, so that a list of an earlier day is the
one that was shown then.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from math import log

from refcli.core.quiet.chance import Past, at_most, silence_chance
from refcli.core.quiet.knowledge import (
    Arrivals,
    Knowledge,
    KnownOfPractice,
    join_weeks,
)
from refcli.core.quiet.season import Clock, month_of, start_of

LOOK_BACK = 2  # years that a pace rests on
WINDOW = timedelta(days=90)  # in which a slower pace shows
WEEK, ONE_DAY = timedelta(days=7), timedelta(days=1)
LEAP_SAFE = 28
ENOUGH = 3  # referrals that tell a pace
REMEMBERED = timedelta(days=730)  # of silence: after that a place is history
LEAST_PACE, LEAST_SILENCE = 60, 14  # days that tell a pace, days that are a silence
THRESHOLD = 0.01
SLOWER = 0.3  # of the threshold: the chance below which a pace, seen every week, is slower


class QuietState(StrEnum):
    """What is wrong with a source."""

    QUIET = "quiet"
    SLOWING = "slowing"


@dataclass(frozen=True, slots=True)
class Sign:
    """One finding on one source.

    ``since``: the day from which it is due. ``gap_days``: days between referrals as they used to
    be. ``expected`` and ``got``: referrals in the silence, or in the 90 days of a slowing one.
    ``weekly``: those of one week are counted as one in all of these.
    """

    source_id: int
    state: QuietState
    since: date
    last: date
    gap_days: float
    silent_days: int
    expected: float
    got: int
    chance: float
    weekly: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """A silence or a slow window against the time before it.

    ``after`` to ``until``: the days in question; ``before``: the pace until then, or None where
    too few referrals tell it.
    """

    after: date
    until: date
    got: int
    before: Past | None
    known: KnownOfPractice

    @property
    def parts(self) -> Sequence[float]:
        """The season-days in question, for each calendar month."""
        return self.known.clock.parts(self.after, self.until)

    @property
    def expected(self) -> float:
        """Referrals at the old pace."""
        span = self.known.clock.span(self.after, self.until)
        return self.before.pace * span if self.before else 0.0

    @property
    def chance(self) -> float:
        """The chance of so few referrals at the old pace, from 0 to 1; 1 where none is missing."""
        if self.before is None or self.got >= self.expected:
            return 1.0
        if self.got:
            return at_most(self.got, self.before, self.parts, self.known.clumping)
        return silence_chance(self.before, self.parts, self.known.clumping)


@dataclass(frozen=True, slots=True)
class SourceHistory:
    """One source, to be asked on any day whether it was quiet or slow.

    Each day is judged by what was known when its month began, so that an answer about a day never
    changes later. ``weeks``: the days with those of one week joined (``join_weeks``). ``asked``:
    what it answered on a day, since several tables ask the same.
    """

    days: Sequence[date]
    weeks: Sequence[date]
    knowledge: Knowledge
    threshold: float
    asked: dict[date, bool] = field(default_factory=dict, compare=False)

    def last(self, day: date) -> date:
        """The latest referral by a day."""
        return self.days[bisect_right(self.days, day) - 1]

    def counted(self, known: KnownOfPractice) -> Sequence[date]:
        """The arrivals that tell a pace: those of one week are one until the clumping is known."""
        return self.weeks if known.phi is None else self.days

    def silent(self, day: date) -> Evidence:
        """The silence since the latest referral, as it was seen on a day."""
        known, last = self.knowledge.known(month_of(day)), self.last(day)
        return Evidence(last, day, 0, past_of(self.counted(known), last, known.clock), known)

    def slow(self, day: date) -> Evidence:
        """The 90 days up to the latest Monday."""
        monday = day - timedelta(days=day.weekday())
        after, known = monday - WINDOW, self.knowledge.known(month_of(monday))
        days = self.counted(known)
        got = bisect_right(days, monday) - bisect_right(days, after)
        return Evidence(after, monday, got, past_of(days, after, known.clock), known)

    def quiet_since(self, day: date) -> date | None:
        """The first day of the present silence on which it was too long to be chance."""
        last = self.last(day)
        if count_gaps(self.days, last) < ENOUGH:
            return None  # too few to tell a pace, however those of one week are counted
        for month in range(month_of(last), month_of(day) + 1):
            until = min(day, start_of(month + 1) - ONE_DAY)
            if self.too_long(until):
                return self.crossing(max(last, start_of(month)), until)
        return None

    def crossing(self, first: date, until: date) -> date:
        """The first too long day of a month; the chance falls with every day of it."""
        days = range((until - first).days)
        after = bisect_left(days, True, key=lambda n: self.too_long(first + timedelta(days=n)))  # noqa: FBT003
        return first + timedelta(days=after)

    def too_long(self, day: date) -> bool:
        """Whether a silence of two weeks or more is longer than chance makes likely.

        Where m referrals were to be expected, the chance of none is never below exp(-m): an
        uncertain pace and clumps only raise it. Most silences are told by that alone.
        """
        if (day - self.last(day)).days < LEAST_SILENCE:
            return False
        if day not in self.asked:
            silent = self.silent(day)
            likely = silent.expected <= -log(self.threshold) or silent.chance >= self.threshold
            self.asked[day] = not likely
        return self.asked[day]

    def slow_since(self, day: date) -> date | None:
        """The Monday of this week, where the source still referred then, but too little."""
        found = self.slow(day)
        return found.until if found.got and found.chance < self.threshold * SLOWER else None

    def wrong(self, day: date, closed: date | None) -> date | None:
        """The day since which a source is quiet or slow, seen on a day; None where it is neither.

        ``closed``: the contact that answered the last such time.

        A silence comes back when it has gone on for as long again, a slower pace when all of its
        90 days lie after the contact.
        """
        if quiet := self.quiet_since(day):
            last = self.last(day)
            again = closed + (closed - last) if closed and closed > last else quiet
            return max(quiet, again) if max(quiet, again) <= day else None
        slow = self.slow_since(day)
        return slow if slow and (closed is None or slow >= closed + WINDOW) else None

    def open_since(self, day: date, closed: date | None) -> date | None:
        """The first day of the unbroken time in which the source was quiet or slow."""
        start, first = None, max(self.days[0], closed or self.days[0])
        while day > first and (earlier := self.wrong(day, closed)):
            start, day = earlier, earlier - ONE_DAY
        return start

    def closing(self, contacts: Iterable[date], day: date) -> date | None:
        """The latest contact with the source while it was quiet or slow: it closes the item."""
        closed = None
        for contact in contacts:
            if self.days[0] < contact <= day and self.open_since(contact, closed):
                closed = contact
        return closed


def past_of(days: Sequence[date], until: date, clock: Clock) -> Past | None:
    """The arrivals of the two years up to a day, or None where they are too few to tell a pace.

    A source younger than that is counted from its first referral, which opens the time and is no
    part of what came in it: n gaps in T, as the formula of the chance has it.
    """
    start, count = max(days[0], years_before(until)), count_gaps(days, until)
    if count < ENOUGH or (until - start).days < LEAST_PACE:
        return None
    return Past(count, clock.span(start, until), (until - start).days)


def count_gaps(days: Sequence[date], until: date) -> int:
    """The arrivals of the two years up to a day, the first of all left out."""
    start = max(days[0], years_before(until))
    return bisect_right(days, until) - bisect_right(days, start)


def years_before(day: date) -> date:
    """The same day two years earlier; 29 February becomes the 28th."""
    safe = min(day.day, LEAP_SAFE) if day.month == 2 else day.day  # noqa: PLR2004  (February)
    return day.replace(year=day.year - LOOK_BACK, day=safe)


def trace_source(one: Arrivals, known: Knowledge, threshold: float = THRESHOLD) -> SourceHistory:
    """A source before the rules, by the days since it was last skipped for good."""
    return SourceHistory(one.judged, join_weeks(one.judged), known, threshold)


def find_signs_of_silence(
    cases: Iterable[tuple[Arrivals, SourceHistory]], *, today: date
) -> list[Sign]:
    """Every source that has gone quiet or is slowing today; each once."""
    found = (judge_source(one, case, today) for one, case in cases if case.days)
    return [one for one in found if one]


def judge_source(one: Arrivals, case: SourceHistory, today: date) -> Sign | None:
    """Whether one source is quiet or slow today; None if not, or since somebody contacted it."""
    if case.wrong(today, None) is None:
        return None
    since = case.open_since(today, case.closing(one.contacts, today))
    if since is None:
        return None
    quiet = case.quiet_since(today) is not None
    evidence = case.silent(today) if quiet else case.slow(today)
    before = evidence.before
    return Sign(
        source_id=one.source_id,
        state=QuietState.QUIET if quiet else QuietState.SLOWING,
        since=since,
        last=case.last(today),
        gap_days=before.days / before.count if before else 0.0,
        silent_days=(today - case.last(today)).days,
        expected=evidence.expected,
        got=evidence.got,
        chance=evidence.chance,
        weekly=evidence.known.phi is None,
    )
