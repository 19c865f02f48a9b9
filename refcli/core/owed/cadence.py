"""When is an office due for its next visit? Calendar months, clipped to the month's end."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta

ENOUGH_VISITS, ENOUGH_MONTHS = 6, 6  # after which a place without a referral does not refer


@dataclass(frozen=True, slots=True, kw_only=True)
class Cadence:
    """How often an office is visited, in calendar months.

    ``every`` month while the next visit falls within the ``first`` months since the first one,
    every ``later`` months after.
    """

    every: int = 1
    first: int = 6
    later: int = 3


def next_visit(cadence: Cadence, *, first: date, last: date) -> date:
    """The day after which the office has waited too long.

    One interval after the last real visit while that still falls within the first months, the
    longer interval otherwise: first visit 31 January gives 28 February, 28 March ... 28 July, and
    then 28 October.
    """
    often = is_frequent(cadence, first=first, last=last)
    return last + relativedelta(months=cadence.every if often else cadence.later)


def is_frequent(cadence: Cadence, *, first: date, last: date) -> bool:
    """True while the shorter interval of the first months is in force."""
    soon = last + relativedelta(months=cadence.every)
    return soon <= first + relativedelta(months=cadence.first)


def hopeless_on(days: Sequence[date]) -> date | None:
    """The day on which a place that never referred became "not referring".

    ``days``: its in-person activities that met somebody, sorted. It takes six of them, over six
    months or more.
    """
    if len(days) < ENOUGH_VISITS:
        return None
    span = days[0] + relativedelta(months=ENOUGH_MONTHS)
    return next((day for day in days[ENOUGH_VISITS - 1 :] if day >= span), None)


def first_monday_after(month: date) -> date:
    """The first Monday of the month after the one that ``month`` lies in."""
    first = month.replace(day=1) + relativedelta(months=1)
    return first + relativedelta(days=-first.weekday() % 7)
