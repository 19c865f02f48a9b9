"""Days told from today: yesterday, friday, 2 weeks ago.

Where two people could mean two days (on a Wednesday: ``next friday``), both are said and none is
taken.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from refcli.core.values.date_text import WEEKDAYS, DateError, DaySense, FutureDayError
from refcli.core.values.day_words import full_day

NEAR = {
    "now": 0,
    "just now": 0,
    "today": 0,
    "earlier today": 0,
    "tonight": 0,
    "last night": -1,
    "yday": -1,
    "yest": -1,
    "yesterday": -1,
    "day before yesterday": -2,
    "the day before yesterday": -2,
    "last week": -7,
    "tmrw": 1,
    "tomorrow": 1,
    "day after tomorrow": 2,
    "the day after tomorrow": 2,
    "next week": 7,
    **{f"{day} {part}": near
       for day, near in (("this", 0), ("yesterday", -1), ("tomorrow", 1))
       for part in ("morning", "afternoon", "evening")},
}  # fmt: skip
NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
COUNTS = {"a": 1, "an": 1, **{word: number for number, word in enumerate(NUMBERS, 1)}}
UNITS = {
    **dict.fromkeys(("d", "day", "days"), "days"),
    **dict.fromkeys(("w", "wk", "wks", "week", "weeks"), "weeks"),
    **dict.fromkeys(("mo", "mos", "month", "months"), "months"),
    **dict.fromkeys(("y", "yr", "yrs", "year", "years"), "years"),
}
SPAN = rf"(?P<count>[0-9]{{1,4}} ?|(?:{'|'.join(COUNTS)}) )(?P<unit>{'|'.join(UNITS)})"
SPANS = (  # patterns are compiled when such a day is first read
    (f"{SPAN} ago", -1),
    (f"in {SPAN}(?:'? time)?", 1),
    (f"{SPAN} from (?:now|today)", 1),
)
SHORT_SPAN = re.compile("(?P<count>[0-9]{1,3})(?P<unit>[dw])")  # 2d, 3w
WEEKDAY = re.compile(r"(?:(last|next|this) )?([a-z]{3,9})\.?")
WEEK = 7


def day_by_name(typed: str, today: date, meant: DaySense) -> date | None:  # noqa: ARG001
    """Today, yesterday, last night, tomorrow."""
    return today + timedelta(days=NEAR[typed]) if typed in NEAR else None


def month_end(typed: str, today: date, meant: DaySense) -> date | None:  # noqa: ARG001
    """The last day of this month: end of month, end of the month."""
    if not re.fullmatch("end of (?:the |this )?month", typed):
        return None
    return today + relativedelta(day=31)


def named_weekday(typed: str, today: date, meant: DaySense) -> date | None:
    """Friday is the last one, or today; the next one after today where the future is meant."""
    found = WEEKDAY.fullmatch(typed)
    number = WEEKDAYS.get(found[2]) if found else None
    if not found or number is None:
        return None
    if found[1]:
        return SIDES[found[1]](typed, number, today, meant)
    if meant in {DaySense.FUTURE, DaySense.EITHER}:
        return weekday_after(today, number)
    return weekday_before(today + timedelta(days=1), number)


def weekday_before(day: date, number: int) -> date:
    """The latest such weekday before a day."""
    return day - timedelta(days=(day.weekday() - number - 1) % WEEK + 1)


def weekday_after(day: date, number: int) -> date:
    """The first such weekday after a day."""
    return day + timedelta(days=(number - day.weekday() - 1) % WEEK + 1)


def last_weekday(typed: str, number: int, today: date, _meant: DaySense) -> date:
    """The one of the week before this, if it is also the latest one."""
    found = weekday_before(today, number)
    if in_this_week(found, today):
        raise two_days(typed, found, found - timedelta(days=WEEK))
    return found


def next_weekday(typed: str, number: int, today: date, meant: DaySense) -> date:
    """The one of the week after this, if it is also the first one; none of both has come yet."""
    found = weekday_after(today, number)
    if meant is DaySense.PAST:
        raise FutureDayError(repr(typed), found)
    if in_this_week(found, today):
        raise two_days(typed, found, found + timedelta(days=WEEK))
    return found


def this_weekday(typed: str, number: int, today: date, meant: DaySense) -> date:
    """The one of this week, whether weeks begin on Sunday or on Monday."""
    starts = week_starts(today)
    both = {first + timedelta(days=(number - first.weekday()) % WEEK) for first in starts}
    if today in both:
        return today
    if meant is DaySense.FUTURE:
        both = {day for day in both if day > today} or both
    if len(both) > 1:
        raise two_days(typed, *sorted(both))
    return both.pop()


SIDES: dict[str, Callable[[str, int, date, DaySense], date]] = {
    "last": last_weekday,
    "next": next_weekday,
    "this": this_weekday,
}


def week_starts(today: date) -> tuple[date, date]:
    """The first day of this week, for those whose week begins on Sunday and on Monday."""
    return today - timedelta(days=today.isoweekday() % WEEK), today - timedelta(today.weekday())


def in_this_week(day: date, today: date) -> bool:
    """Whether a day lies in this week for anybody, wherever their week begins."""
    return any(timedelta(0) <= day - first < timedelta(WEEK) for first in week_starts(today))


def two_days(typed: str, one: date, other: date) -> DateError:
    """Between which two days a text leaves the choice."""
    return DateError(
        f"{typed!r} could be {full_day(one)} or {full_day(other)}. Type the date: {one}"
    )


def told_span(typed: str, today: date, meant: DaySense) -> date | None:
    """3 days ago, a week ago, in 2 weeks, 2 weeks from now; 3w is 3 weeks ago or in 3 weeks."""
    for pattern, sign in SPANS:
        if found := re.fullmatch(pattern, typed):
            return today + sign * span_of(found)
    if (found := SHORT_SPAN.fullmatch(typed)) and meant is not DaySense.EITHER:
        return today + (1 if meant is DaySense.FUTURE else -1) * span_of(found)
    return None


def span_of(found: re.Match[str]) -> relativedelta:
    """A count in figures or words, and its unit."""
    word = found["count"].strip()
    number = COUNTS[word] if word in COUNTS else int(word)
    return relativedelta(**{UNITS[found["unit"]]: number})  # type: ignore[arg-type]


Reader = Callable[[str, date, DaySense], date | None]
RELATIVE: tuple[Reader, ...] = (day_by_name, month_end, named_weekday, told_span)


def read_relative(typed: str, today: date, meant: DaySense) -> date | None:
    """The day that is told from today; None for other words, and beyond the calendar."""
    try:
        return next((day for read in RELATIVE if (day := read(typed, today, meant))), None)
    except (ValueError, OverflowError):
        return None
