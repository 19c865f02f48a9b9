"""What a report compares places by, and which of them changed beyond chance."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from dateutil.relativedelta import relativedelta

from refcli.core.comparing.comparison import MONTH, Coverage, Look, Unit
from refcli.core.comparing.exact import Exposure
from refcli.core.comparing.many import TwoCounts
from refcli.core.comparing.places import JudgedPlace, PlaceWindows, judge_places
from refcli.core.counting.metrics import Credit, Tally
from refcli.core.plan.figures import Kept
from refcli.core.quiet.season import FLAT, LEAST_YEARS, Clock
from refcli.core.quiet.silence import QuietState, Sign
from refcli.core.values.periods import Period
from refcli.core.vocabulary import IN_PERSON, ActivityKind


@dataclass(frozen=True, slots=True)
class LastContact:
    """When and how somebody of ours last spoke with a place, and with whom."""

    on: date
    kind: ActivityKind
    met: str = ""
    who: str = ""

    def __str__(self) -> str:
        """``in person 2026-11-23, met Dr. Carver (Jo)``; of what was given only the audit tells."""
        met = f", met {self.met}" if self.met else ""
        who = f" ({self.who})" if self.who else ""
        how = "in person" if self.kind in IN_PERSON else self.kind.value.replace("_", " ")
        return f"{how} {self.on}{met}{who}"


@dataclass(frozen=True, slots=True)
class PlaceTallies:
    """Per place: what had become of its referrals of a period, ``age`` days after its end."""

    period: Period
    age: int
    of: Mapping[int, Tally]

    def tally(self, id_: int) -> Tally:
        """A place's; nothing of one that sent nobody."""
        return self.of.get(id_) or Tally(id_)

    def look(self, id_: int) -> Look:
        """How many referrals a place sent."""
        return Look(self.period, self.tally(id_).referrals, self.age, unit=Unit.PLACE)


@dataclass(frozen=True, slots=True)
class Compared:
    """Since when there are records, and what each place sent this year, last year and lately.

    ``age``: days after the end of the period; earlier ones are as they stood at the same age.
    ``places``: in the order of ``windows.every``, the two years to the same day of the year.
    ``clock`` and ``clumping``: the practice's own seasons and clumps.
    """

    coverage: Coverage = field(default_factory=Coverage)
    age: int = 0
    windows: PlaceWindows | None = None
    places: Sequence[PlaceTallies] = ()
    clock: Clock = FLAT
    clumping: float = 0.0
    goal: int | None = None  # referrals of the year, from the plan
    kept_before: Mapping[str, Kept] = field(default_factory=dict)  # promises of the period before
    contacts: Mapping[int, LastContact] = field(default_factory=dict)  # of the silent places
    silent_by_chance: float = 0.0  # so many places are that, on average, where nothing changed

    @property
    def year(self) -> Mapping[int, Tally]:
        """Per place: its referrals of this year."""
        return self.places[0].of if self.places else {}

    def covers(self, period: Period) -> bool:
        """Whether the records reach back to the start of a period."""
        return self.coverage.cover(period)

    def touches(self, period: Period) -> bool:
        """Whether there are records of any of its days."""
        return self.coverage.touch(period)

    @property
    def seasonal(self) -> bool:
        """Whether the practice's own seasons are known, so that they can be taken out."""
        return len({*self.clock.speeds}) > 1

    def knows_seasons(self, period: Period) -> bool:
        """Whether two years on record before a period tell one season from another."""
        begin = self.coverage.begin
        return begin is not None and begin + relativedelta(years=LEAST_YEARS) <= period.since

    def exposure(self, now: Period, then: Period) -> Exposure:
        """How much of the practice's own time each of two periods had, in months."""
        return Exposure(self.months_of(now), self.months_of(then), self.clumping)

    def months_of(self, period: Period) -> float:
        """The length of a period in months of the average season."""
        parts = self.clock.parts(period.since, period.until)
        return (sum(parts) + self.clock.speeds[period.since.month - 1]) / MONTH

    def judge(
        self, credits_: Mapping[int, Credit], signs: Iterable[Sign] = ()
    ) -> dict[int, JudgedPlace]:
        """Which places changed; the built-in sources are none, and unlike spans are left out.

        ``signs``: those of the silences that last.
        """
        if not self.places:
            return {}
        year, last_year, lately, *before = self.places
        years = self.pair_up(year, last_year, credits_)
        latelies = self.pair_up(lately, before[0], credits_) if before else {}
        silences = {one.source_id: one.chance for one in signs if one.state is QuietState.QUIET}
        return judge_places(years, latelies, silences)

    def pair_up(
        self, now: PlaceTallies, then: PlaceTallies, credits_: Mapping[int, Credit]
    ) -> dict[int, TwoCounts]:
        """Each place's referrals of two periods; nothing where records or ages do not match."""
        if now.age != then.age or not self.covers(then.period):
            return {}
        time = self.exposure(now.period, then.period)
        pairs = {
            id_: TwoCounts(now.tally(id_).referrals, then.tally(id_).referrals, time)
            for id_ in sorted({*now.of, *then.of})
            if not credits_[id_].built_in
        }
        return {id_: pair for id_, pair in pairs.items() if pair.whole}
