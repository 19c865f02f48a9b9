"""The days of a column: the order of day and month is judged by all its cells, never by one."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from reprlib import repr as short

from refcli.core.intake.reading.understood import DateOrder
from refcli.core.values.date_text import (
    EXAMPLE,
    DateError,
    DaySense,
    DoubtfulDayError,
    FutureDayError,
    plain_date_text,
)
from refcli.core.values.dates import read_day_for
from refcli.core.values.no_days import is_no_day
from refcli.core.values.relative_days import read_relative
from refcli.core.values.written_days import (
    read_serial,
    read_written,
    split_weekday,
    without_clock,
)

FIGURES = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})(?:\2([0-9]{4}|[0-9]{2}))?")
YEAR_FIRST = re.compile(r"[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}")
IN_A_FILE = "Write 2026-11-20 or 11/20/2026"
MONTHS = 12
LONGEST = 60  # letters of a cell that is a day
ANY_DAY = date(2026, 1, 1)
NEAR = timedelta(days=31)  # of the days with a year, where a day without one may lie


@dataclass(frozen=True, slots=True)
class DayColumn:
    """What the cells of a column, or of all day columns together, say of how days are written.

    ``day_first`` and ``month_first`` count the cells that can only be read so, ``unclear`` those
    that can be read both ways. ``span`` holds the first and last day that has its year.
    """

    day_first: int = 0
    month_first: int = 0
    unclear: int = 0
    year_first: int = 0
    span: tuple[date, date] | None = None

    @property
    def order(self) -> DateOrder:
        """The order that the cells prove; unclear where none does."""
        if self.day_first > self.month_first:
            return DateOrder.DAY_FIRST
        if self.month_first:
            return DateOrder.MONTH_FIRST
        if self.unclear:
            return DateOrder.UNCLEAR
        return DateOrder.YEAR_FIRST if self.year_first else DateOrder.NONE


def judge_days(cells: Iterable[str]) -> DayColumn:
    """How a column writes its days."""
    counted = {"day": 0, "month": 0, "both": 0, "year": 0}
    full: list[date] = []
    for cell, many in Counter(cells).items():
        typed = without_clock(plain_date_text(cell))
        if found := FIGURES.fullmatch(typed):
            counted[which_first(int(found[1]), int(found[3]))] += many
        elif YEAR_FIRST.match(typed):
            counted["year"] += many
        full += full_days(typed)
    span = (min(full), max(full)) if full else None
    return DayColumn(counted["day"], counted["month"], counted["both"], counted["year"], span)


def which_first(first: int, second: int) -> str:
    """Which of two figures is the day: 25/11 can only be day first, 11/25 only month first."""
    if first > MONTHS >= second:
        return "day"
    if second > MONTHS >= first:
        return "month"
    return "both" if first != second else "year"


def full_days(typed: str) -> Iterable[date]:
    """The day, if it is written with its whole year."""
    written = read_written(typed)
    if written and written.year and not written.short_year:
        day = written.in_year(written.year)
        return (day,) if day else ()
    return ()


def join_columns(columns: Iterable[DayColumn]) -> DayColumn:
    """All day columns of a file as one: whoever wrote it writes days in one order."""
    several = list(columns)
    spans = [one.span for one in several if one.span]
    return DayColumn(
        sum(one.day_first for one in several),
        sum(one.month_first for one in several),
        sum(one.unclear for one in several),
        sum(one.year_first for one in several),
        (min(s for s, _ in spans), max(e for _, e in spans)) if spans else None,
    )


def is_day_cell(text: str) -> bool:
    """Whether a cell is a day and no more, though it may be one that cannot be taken."""
    if len(text) > LONGEST:
        return False
    typed = without_clock(plain_date_text(text))
    _, rest = split_weekday(typed)
    return bool(read_written(rest) or read_serial(typed)) or is_relative(typed)


def is_relative(typed: str) -> bool:
    """Whether a text tells a day from that on which it was written: yesterday, 3 days ago."""
    try:
        return read_relative(typed, ANY_DAY, DaySense.EITHER) is not None
    except DateError:
        return True


@dataclass(frozen=True, slots=True)
class DayReader:
    """Reads the cells of one column; ``order`` is that of the column, else of the whole file.

    ``known`` keeps what was read: the days of a list repeat.
    """

    today: date
    column: DayColumn = DayColumn()
    order: DateOrder = DateOrder.NONE
    known: dict[tuple[str, bool], date] = field(default_factory=dict, compare=False)

    def read(self, text: str, *, future: bool = False) -> date | None:
        """The day of a cell; None where it says that there is none: N/A, 0/0/00.

        ``future``: the day of an appointment, which may be still to come.
        """
        if known := self.known.get((text, future)):
            return known
        if not text or is_no_day(text):
            return None
        if self.is_told_from_today(text):
            raise DateError(f"{short(text)} is another day each time the file is read. {IN_A_FILE}")
        try:
            found = self.read_certain(self.turn(text), future=future)
        except DateError as error:
            raise DateError(str(error).replace(EXAMPLE, IN_A_FILE)) from None
        self.known[text, future] = found
        return found

    def is_told_from_today(self, text: str) -> bool:
        """Whether a cell says yesterday or friday: a file may be read on any day."""
        return is_relative(without_clock(plain_date_text(text)))

    def turn(self, text: str) -> str:
        """The cell with the month first, as the reader of days takes it."""
        found = FIGURES.fullmatch(typed := without_clock(plain_date_text(text)))
        if not found:
            return text
        first = which_first(int(found[1]), int(found[3]))
        if self.order is DateOrder.DAY_FIRST and first == "month" and self.column.unclear:
            raise DateError(f"{short(text)} has the month first, and the others the day")
        if self.order is DateOrder.MONTH_FIRST and first == "day" and self.column.unclear:
            raise DateError(f"{short(text)} has the day first, and the others the month")
        if first == "day" or (self.order is DateOrder.DAY_FIRST and first == "both"):
            sign, year = found[2], found[4]
            return f"{found[3]}{sign}{found[1]}" + (f"{sign}{year}" if year else "")
        return typed

    def read_certain(self, text: str, *, future: bool) -> date:
        """The day; one without a year lies where the other days of the column do."""
        try:
            return read_day_for(text, self.today, DaySense.CELL)
        except FutureDayError as error:
            if future:
                return error.day
            raise
        except DoubtfulDayError as error:
            if self.column.span and self.near(error.day):
                return error.day
            if future and not read_serial(text):
                return read_day_for(text, self.today, DaySense.EITHER)
            raise

    def near(self, day: date) -> bool:
        """Whether a day lies among those of the column that have their years."""
        first, last = self.column.span or (day, day)
        return first - NEAR <= day <= last + NEAR
