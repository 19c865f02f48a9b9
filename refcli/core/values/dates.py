"""Dates as people type them; whatever cannot be read for certain is refused with an example.

The year of a day is the one that makes sense (``11/20``, ``11/20/26``). Where it could be another
one, the day is doubtful: a person may say yes to it, anything else is refused.
"""

from datetime import date, timedelta
from reprlib import repr as short

from refcli.core.values.date_text import (
    DAYS,
    EXAMPLE,
    DateError,
    DaySense,
    DoubtfulDayError,
    FarDayError,
    FutureDayError,
    plain_date_text,
)
from refcli.core.values.day_words import full_day
from refcli.core.values.relative_days import read_relative
from refcli.core.values.written_days import (
    WrittenDay,
    read_serial,
    read_written,
    split_weekday,
    without_clock,
)
from refcli.errors import naming_text
from refcli.phrases import count_phrase

EARLIEST, LATEST = date(1900, 1, 1), date(2200, 12, 31)
OLDEST_YEARS = 40  # 1926 for 2026 is a slip, and so are the zero days of programs, 1970 and 1980
FAR_BACK = timedelta(days=90)  # who means a day further back than this types its year
JUST_GONE = timedelta(days=31)  # who types such a day as a coming one may not mean next year's
YEARS_AHEAD = 20  # 46 is 2046 in 2026, and 47 is 1947; no practice plans further
FAR_AHEAD = timedelta(days=180)  # who means a coming day further on than this types its year
LEAP = 8  # the most years between two 29ths of February
CENTURY = 100
OF_THE_PAST = frozenset({DaySense.PAST, DaySense.BOUND, DaySense.CELL})


@naming_text
def read_day_for(text: str, today: date, meant: DaySense) -> date:
    """The day that a text means where a day is wanted for something."""
    typed = without_clock(plain_date_text(text))
    weekday, rest = split_weekday(typed)
    written = read_written(rest)
    found = place_in_year(written, today, meant, weekday) if written else None
    if found is None and written is None and weekday is None:
        found = read_other(rest, today, meant)
    if found is None:
        raise DateError(f"{short(text)} is no date. {EXAMPLE}")
    refuse_far(short(text), found, today, meant)
    if weekday not in {None, found.weekday()}:
        raise DateError(
            f"{short(text)} is no {DAYS[weekday or 0].capitalize()} but {full_day(found)}."
            f" Type the day that is meant: {found}",
            right=str(found),
        )
    if found > today and meant in OF_THE_PAST:
        raise FutureDayError(short(text), found, find_swapped(written, found, today))
    if written:
        refuse_doubtful(short(text), written, found, today, meant)
    return found


@naming_text
def read_day_of_appointment(text: str, today: date, meant: DaySense = DaySense.FUTURE) -> date:
    """A day as ``read_day_for``; of one that has just gone by that one is offered, not next year's.

    ``11/20`` on 23 November may be the appointment of last Friday, told late.
    """
    try:
        return read_day_for(text, today, meant)
    except DoubtfulDayError as doubt:
        gone = find_gone(doubt.day)
        if gone is None or not timedelta(0) < today - gone <= JUST_GONE:
            raise
        days = count_phrase((today - gone).days, "day")
        why = f"{full_day(gone)}, {days} ago, or {full_day(doubt.day)}"
        raise DoubtfulDayError(short(text), gone, why) from None


def find_gone(day: date) -> date | None:
    """The same day of the year before; None for 29 February."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return None


def read_other(typed: str, today: date, meant: DaySense) -> date | None:
    """A day told from today; in a cell also the number that a spreadsheet has for it."""
    number = read_serial(typed) if meant is DaySense.CELL else None
    return number or read_relative(typed, today, meant)


def place_in_year(
    written: WrittenDay, today: date, meant: DaySense, weekday: int | None = None
) -> date | None:
    """The day in the year that was written or makes sense; None where there is no such day.

    A weekday that was typed with it tells the last one from the next, where neither is far off.
    """
    if written.year is None:
        days = list_nearest(written, today, meant)
        near = (day for day in days if day == days[0] or abs(day - today) <= FAR_AHEAD)
        fitting = (day for day in near if weekday in {None, day.weekday()})
        return next(fitting, next(iter(days), None))
    year = full_year(written.year, today) if written.short_year else written.year
    return written.in_year(year)


def full_year(figure: int, today: date) -> int:
    """The year of two figures: the one between 79 years ago and 20 years ahead."""
    least = today.year + YEARS_AHEAD - CENTURY + 1
    return least + (figure - least) % CENTURY


def list_nearest(written: WrittenDay, today: date, meant: DaySense) -> list[date]:
    """The day in the latest year and in the next, the likelier first; a coming day in the next.

    Of either, the latest is the likelier one where it is not far back.
    """
    years = range(today.year - LEAP, today.year + LEAP + 1)
    days = [day for day in map(written.in_year, years) if day]
    latest = [max(gone)] if (gone := [day for day in days if day <= today]) else []
    following = [min(ahead)] if (ahead := [day for day in days if day >= today]) else []
    if meant is DaySense.FUTURE:
        return following
    near = meant in OF_THE_PAST or all(today - day <= FAR_BACK for day in latest)
    return latest + following if near else following + latest


def find_swapped(written: WrittenDay | None, found: date, today: date) -> date | None:
    """What ``5.3.2026`` is where the day comes first, if that has been; None for other signs."""
    if not written or written.between != ".":
        return None
    other = WrittenDay(written.day, written.month).in_year(found.year)
    return other if other and other != found and other <= today else None


def refuse_far(text: str, day: date, today: date, meant: DaySense) -> None:
    """Refuse a day that no practice could mean."""
    if not EARLIEST <= day <= LATEST:
        raise DateError(f"{text} lies outside the years 1900 to 2200. {EXAMPLE}")
    if (years := today.year - day.year) > OLDEST_YEARS and meant is not DaySense.BOUND:
        raise DateError(
            f"{text} lies {count_phrase(years, 'year')} back. Type the year again, as in {today}"
        )
    if meant in {DaySense.FUTURE, DaySense.EITHER}:
        refuse_far_ahead(text, day, today, YEARS_AHEAD)


def refuse_far_ahead(text: str, day: date, today: date, most: int) -> None:
    """Refuse a day more than so many years ahead."""
    years = day.year - today.year
    if (years, day.month, day.day) > (most, today.month, today.day):
        ahead = count_phrase(years, "year")
        raise FarDayError(f"{text} lies {ahead} ahead. Type the year again, as in {today}")


def refuse_doubtful(
    text: str, written: WrittenDay, day: date, today: date, meant: DaySense
) -> None:
    """Refuse a day whose year was not typed in full, and may be another one."""
    if is_doubtful(written, day, today, meant):
        days = count_phrase(abs((today - day).days), "day")
        when = f"{days} ago" if day < today else f"in {days}"
        raise DoubtfulDayError(text, day, f"{full_day(day)}, {when}")


def is_doubtful(written: WrittenDay, day: date, today: date, meant: DaySense) -> bool:
    """Whether the year that was found may not be the one that is meant.

    ``9/10`` on 4 September is last year's, or a slip; ``11/20`` for a coming day on 25 November
    is next year's, or a slip, and so is any that is half a year ahead; ``11/20/99`` is of another
    century.
    """
    if written.short_year:
        return day.year // CENTURY < today.year // CENTURY and meant is not DaySense.CELL
    if written.year is not None:
        return False
    if meant not in OF_THE_PAST and day - today > FAR_AHEAD:
        return True
    if meant is DaySense.FUTURE:
        before = written.in_year(day.year - 1)
        return day > today and before is not None and today - before <= JUST_GONE
    far = today - day > FAR_BACK
    return far and not (meant is DaySense.BOUND and day.year == today.year)
