"""The days on which a practice works: on others nothing new falls due, and no promise moves."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from refcli.core.output.table import Column, Table
from refcli.core.values.date_text import DAYS, SHORTEST, WEEKDAYS
from refcli.core.values.year_days import YearDay, holiday_day, read_year_day
from refcli.errors import RefusedError, UsageError

WEEK = frozenset(range(5))  # Monday to Friday, until a practice says otherwise
LONGEST_CLOSED = 366  # days after which a day is taken for a working one, whatever was said
WORKING, CLOSED = "working_days", "closed_days"  # as settings keep them
BETWEEN = "; "


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """The working weekdays, Monday is 0, and the holidays: each year's, or one with its year."""

    week: frozenset[int] = WEEK
    closed: tuple[YearDay, ...] = ()

    def is_open(self, day: date) -> bool:
        """Whether the practice works on a day."""
        return day.weekday() in self.week and not any(
            one.in_year(day.year) == day and one.year in {None, day.year} for one in self.closed
        )

    def day_after(self, day: date) -> date:
        """The first working day after a day."""
        later = (day + timedelta(days=n) for n in range(1, LONGEST_CLOSED))
        return next(filter(self.is_open, later), day + timedelta(days=1))


def read_week(typed: str) -> frozenset[int]:
    """The weekdays of ``mon tue wed`` or ``mon-fri sat``; what is none is refused."""
    found: set[int] = set()
    for word in typed.lower().replace(",", " ").split():
        ends = [WEEKDAYS.get(part) for part in word.split("-")]
        first, last = ends[0], ends[-1]
        if first is None or last is None or len(ends) > 2:  # noqa: PLR2004  (first and last)
            raise UsageError(f'{word!r} is no weekday. Type: --work "mon tue wed thu fri"')
        found |= {(first + n) % len(DAYS) for n in range((last - first) % len(DAYS) + 1)}
    if not found:
        raise UsageError('--work is empty. Type: --work "mon tue wed thu fri"')
    return frozenset(found)


def read_holiday(typed: str) -> YearDay:
    """A holiday of each year, ``12/25`` or ``christmas``, or one with its year: 2026-11-26."""
    return holiday_day(typed) or read_year_day(typed)


def change_holidays(
    known: Sequence[YearDay], more: Iterable[str], fewer: Iterable[str]
) -> tuple[YearDay, ...]:
    """The holidays with some more and some fewer, in the order of the year."""
    gone = [read_holiday(one) for one in fewer]
    if strange := [one for one in gone if one not in known]:
        said = word_holiday(strange[0])
        raise RefusedError(f"{said} is no day on which we are closed. See: ref setting days")
    kept = {*known, *map(read_holiday, more)} - {*gone}
    return tuple(sorted(kept, key=lambda one: (one.year or 0, one.month, one.day)))


def word_holiday(one: YearDay) -> str:
    """``12-25``, or with its year ``2026-11-26``."""
    return f"{one.year}-{one}" if one.year else str(one)


def word_week(week: Iterable[int]) -> str:
    """``mon tue wed``: as a setting keeps it, and as it is typed."""
    return " ".join(DAYS[number][:SHORTEST] for number in sorted(week))


def read_kept_days(week: str, closed: str) -> WorkingDays:
    """The working days out of their settings; the usual ones where a setting is empty."""
    holidays = tuple(read_year_day(one) for one in closed.split(BETWEEN) if one)
    return WorkingDays(read_week(week) if week else WEEK, holidays)


def keep_days(days: WorkingDays) -> dict[str, str]:
    """The working days as settings keep them."""
    closed = BETWEEN.join(map(word_holiday, days.closed))
    return {WORKING: word_week(days.week), CLOSED: closed}


def days_table(days: WorkingDays) -> Table:
    """One row per weekday, and one per holiday."""
    rows = [
        *((DAYS[n].capitalize(), "works" if n in days.week else "closed") for n in range(7)),
        *((word_holiday(one), "closed" if one.year else "closed each year") for one in days.closed),
    ]
    note = (
        "Whether patients came is asked on the next working day. Change them: ref setting days"
        ' --work "mon-thu" --close 12/25 --close 2026-11-26 --open 12/25'
    )
    return Table("Working days", (Column("day", "Day"), Column("open", "Practice")), rows, note)
