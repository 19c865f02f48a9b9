"""What the first page tells of the months on record and of the places never met."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMonths:
    """What the first page tells of it: the months on record, the goal, who was never met."""

    totals: Mapping[str, int] = field(default_factory=dict)  # countable referrals of all months
    first_on: date | None = None  # the day of the first referral on record
    goal: int | None = None  # of the year, in the plan
    unmet: Sequence[int] = ()  # places that nobody had met at the end of the period
