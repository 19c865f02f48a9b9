"""Who was skipped on purpose, until when and why: it stays away for as long as was said."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from refcli.core.owed.items import Mark
from refcli.core.values.day_words import said_day
from refcli.core.vocabulary import MarkAction

MOST_TOLD = 6  # under a list


@dataclass(frozen=True, slots=True)
class Skip:
    """What was last decided of a quiet place: left in peace until a day, or for good.

    ``anew``: the day on which it was last skipped for good. A place that then refers again is
    judged by what came after it, so that the silence that was skipped never comes back.
    """

    why: str
    made_on: date
    until: date | None = None
    anew: date = date.min

    def hides(self, day: date) -> bool:
        """Whether it keeps off the list of a day what would be on it."""
        return self.until is not None and day < self.until

    def holds(self, day: date) -> bool:
        """Whether the place is left in peace on a day: until then, or for good."""
        return self.until is None or day < self.until

    def words(self, today: date) -> str:
        """``for good since Tue 8 Sep: retires in Dec``."""
        made = said_day(self.made_on, today)
        span = f"until {said_day(self.until, today)}" if self.until else f"for good since {made}"
        return f"{span}: {self.why}" if self.why else span


def find_skips(marks: Iterable[Mark], place_on: Callable[[int, date], int]) -> dict[int, Skip]:
    """Per place the last decision about its silence; ``marks`` in the order they were made.

    ``place_on``: where a source worked on a day, for a key that named one who works in an office.
    """
    found: dict[int, Skip] = {}
    for mark in marks:
        if mark.key[0] == "Q":
            place = place_on(int(mark.key[1:]), mark.made_on)
            before = found[place].anew if place in found else date.min
            anew = mark.made_on if mark.action is MarkAction.SKIP else before
            found[place] = Skip(mark.why, mark.made_on, mark.until, anew)
    return found


def name_skips(skips: Mapping[str, Skip], today: date) -> str:
    """Who is left in peace, by name, until when and why: the latest few, and how many more."""
    latest = sorted(skips.items(), key=lambda named: named[1].made_on, reverse=True)
    told = [f"{name} {one.words(today)}" for name, one in latest[:MOST_TOLD]]
    if more := len(latest) - len(told):
        told.append(f"and {more} more")
    return f"Left in peace: {'; '.join(told)}." if told else ""
