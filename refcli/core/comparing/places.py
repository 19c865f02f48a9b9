"""Which places refer more or less than they did, beyond chance, of all that were looked at."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta

from dateutil.relativedelta import relativedelta

from refcli.core.comparing.comparison import Coverage
from refcli.core.comparing.many import TwoCounts, counts_corrected
from refcli.core.values.periods import Period, year_to

LATELY, BEFORE = 3, 36  # months: a change shows in three, against the three years before them
YEAR = 12  # months
# Of the reports of a practice that goes on as ever, one in twenty may call a change in a sentence.
# That is shared out: most of it goes to what shows a change of a place the soonest.
OF_LATELY, OF_YEAR, OF_SILENCES = 0.030, 0.005, 0.003
OF_MONTH, OF_TO_DATE = 0.010, 0.002  # of the practice as one


@dataclass(frozen=True, slots=True)
class PlaceWindows:
    """The days over which places are compared; ``before`` is None without records of them."""

    year: Period
    last_year: Period
    lately: Period
    before: Period | None

    @property
    def every(self) -> tuple[Period, ...]:
        """All that are counted."""
        return (self.year, self.last_year, self.lately, *([self.before] if self.before else []))


def place_windows(period: Period, coverage: Coverage) -> PlaceWindows:
    """Around the end of a period, as far back as there are records."""
    end = period.until
    year = year_to(end)
    since = end + timedelta(days=1) - relativedelta(months=LATELY)
    first = since - relativedelta(months=BEFORE)
    if coverage.begin:
        first = max(first, coverage.begin)
    known = coverage.begin is not None and first <= since - relativedelta(months=LATELY)
    before = Period(first, since - timedelta(days=1)) if known else None
    return PlaceWindows(year, year.year_before(), Period(since, end), before)


@dataclass(frozen=True, slots=True)
class JudgedPlace:
    """A place's referrals of the year and of lately, each with its chance among all looked at.

    ``silent``: it sends none any more, and by chance alone that is as rare among so many.
    """

    year: TwoCounts | None
    lately: TwoCounts | None
    year_chance: float = 1.0
    lately_chance: float = 1.0
    silent: bool = False

    @property
    def changed_in_year(self) -> bool:
        """Whether this year differs from last year beyond chance."""
        return self.year_chance <= OF_YEAR

    @property
    def changed_lately(self) -> bool:
        """Whether the last three months differ from the three years before beyond chance."""
        return self.lately_chance <= OF_LATELY

    @property
    def size(self) -> float:
        """How many referrals a year more or fewer, by whichever of the two changed."""
        pair = self.lately if self.changed_lately else self.year or self.lately
        if pair is None:
            return 0.0
        return abs(pair.now / pair.time.now - pair.then / pair.time.then) * YEAR

    @property
    def rising(self) -> bool | None:
        """Whether it refers more, beyond chance: lately, else in the year; None within chance."""
        if self.silent:
            return False
        if self.changed_lately and self.lately:
            return self.lately.rising
        return self.year.rising if self.changed_in_year and self.year else None


def judge_places(
    years: Mapping[int, TwoCounts],
    latelies: Mapping[int, TwoCounts],
    silences: Mapping[int, float] | None = None,
) -> dict[int, JudgedPlace]:
    """Every place of which anything is compared; the chances allow for how many there are.

    ``silences``: per place that is silent, how probable so long a silence is by chance.
    """
    of_year = dict(zip(years, counts_corrected([*years.values()], OF_YEAR), strict=True))
    lately = counts_corrected([*latelies.values()], OF_LATELY)
    of_lately = dict(zip(latelies, lately, strict=True))
    ids = sorted({*years, *latelies})
    silent = {id_ for id_, chance in (silences or {}).items() if chance * len(ids) <= OF_SILENCES}
    return {
        id_: JudgedPlace(
            *(years.get(id_), latelies.get(id_)),
            *(of_year.get(id_, 1.0), of_lately.get(id_, 1.0)),
            silent=id_ in silent,
        )
        for id_ in ids
    }


def dilute_clumping(clumping: float, counts: Collection[int]) -> float:
    """The clumping of a practice as one, of that of each of its places and their referrals.

    Each place is clumped by itself, so that the variances add up: phi sum(m^2) / sum(m)^2.
    """
    whole = sum(counts)
    return clumping * sum(n * n for n in counts) / whole**2 if whole else 0.0
