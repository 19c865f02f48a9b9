"""Recorded days that have not come: when they may be set right, and what is said of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from refcli.core.values.day_words import full_day
from refcli.lines import type_line
from refcli.phrases import count_phrase

LOWER = type_line("doctor", "--repair", "--yes")


@dataclass(frozen=True, slots=True)
class DaysAhead:
    """A book whose ``last`` recorded day lies after ``today``, the day by this PC.

    ``commands`` are those whose day had not come when they were typed. ``typed`` is the day on
    which the last of all commands was typed, by the clock of then.
    """

    last: date
    today: date
    typed: date | None
    commands: Sequence[int] = ()

    @property
    def is_clock_behind(self) -> bool:
        """Whether something was typed later than it is by this PC: then its clock is wrong."""
        return self.typed is not None and self.typed > self.today

    @property
    def may_be_lowered(self) -> bool:
        """Whether days can be set right, by a clock that is not behind."""
        return bool(self.commands) and not self.is_clock_behind

    @property
    def is_told(self) -> bool:
        """Whether it is more than the hours by which clocks on earth differ."""
        return bool(self.commands) or self.is_clock_behind

    @property
    def what(self) -> str:
        """What was found, in a sentence."""
        if self.typed and self.is_clock_behind:
            return (
                f"The last recorded day is {full_day(self.last)}, typed on"
                f" {full_day(self.typed)} by the clock of then, and this PC says"
                f" {full_day(self.today)}: no recorded day is changed by a clock that is behind."
                " Set the clock of this PC right. If it is right, go back to a copy from before:"
                " ref backup list"
            )
        many = len(self.commands) != 1
        which = "the days on which they were" if many else "the day on which it was"
        return (
            f"The last recorded day is {full_day(self.last)}, and this PC says"
            f" {full_day(self.today)}: {count_phrase(len(self.commands), 'command')} would get"
            f" {which} typed."
        )

    @property
    def left_alone(self) -> str:
        """What is said where the days stay as they are."""
        return self.what if self.is_clock_behind else f"{self.what} To do that: {LOWER}"
