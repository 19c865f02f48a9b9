"""Which copies are dropped in time: the older they are, the fewer of them stay."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from refcli.core.copies.names import BY_HAND, DAILY, CopyName

DAYS, WEEKS, MONTHS = 7, 4, 12  # of so many the last copy stays; of every year that there was
OF_EACH_REASON = 5  # before an import, before a merge ...
BY_HAND_DAYS = 30  # somebody had a reason for it


@dataclass(frozen=True, slots=True)
class KnownCopy:
    """A copy, and whether it was found damaged when it was looked at last."""

    name: CopyName
    damaged: bool = False


def choose_dropped(
    copies: Iterable[KnownCopy], now: datetime, made: CopyName | None = None
) -> Mapping[CopyName, CopyName]:
    """The copies that are not needed any more, the oldest first, each with one that stays for it.

    The last copy stays of each of the last 7 days, 4 weeks and 12 months that have any, and of
    every year; so do the last daily one and the last 5 of each other reason, those that somebody
    made by hand in the last 30 days, and the one that was ``made`` just now. A damaged copy stands
    for no day, and is dropped by people only. So is one whose moment has not come at ``now``: the
    clock was ahead when it was made, and nobody knows for which day it stands.
    """
    sound = sorted(copy.name for copy in copies if not copy.damaged and copy.name.moment <= now)
    kept = {name for span, most in SPANS for name in last_of_each(sound, span, most)}
    for why in {name.why for name in sound}:
        latest = 1 if why == DAILY else OF_EACH_REASON
        kept.update([name for name in sound if name.why == why][-latest:])
    fresh = now - timedelta(days=BY_HAND_DAYS)
    kept |= {one for one in sound if one == made or (one.why == BY_HAND and one.moment > fresh)}
    return {name: keeper_of(name, kept) for name in sound if name not in kept}


def keeper_of(dropped: CopyName, kept: Collection[CopyName]) -> CopyName:
    """The next later copy that stays: whoever wants the day of a dropped one gets that."""
    return min(name for name in kept if name > dropped)


def last_of_each(
    names: Sequence[CopyName], span: Callable[[date], object], most: int | None
) -> list[CopyName]:
    """The last copy of each of the last spans, as days or weeks; ``names`` are in order."""
    found = {span(name.day): name for name in names}
    return [*found.values()][-most if most else 0 :]


def day_of(day: date) -> object:
    """The day itself."""
    return day


def week_of(day: date) -> object:
    """The week from Monday on, with its year by ISO 8601."""
    return day.isocalendar()[:2]


def month_of(day: date) -> object:
    """The month of a year."""
    return day.year, day.month


def year_of(day: date) -> object:
    """The year."""
    return day.year


SPANS: tuple[tuple[Callable[[date], object], int | None], ...] = (
    (day_of, DAYS),
    (week_of, WEEKS),
    (month_of, MONTHS),
    (year_of, None),
)
