"""What was promised at a visit or in a call: the next step, until it is done."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from refcli.core.values.day_words import full_day


@dataclass(frozen=True, slots=True)
class NextStep:
    """What is to be done next for a source, by a day or without one.

    ``activity_id`` is where it was said, on ``said_on``.
    """

    activity_id: int
    source_id: int
    text: str
    said_on: date
    on: date | None = None

    @property
    def key(self) -> str:
        """By which the due list names it, where it has a day."""
        return f"N{self.activity_id}"

    def __str__(self) -> str:
        """``bring pads (said Mon 23 Nov 2026, for Fri 27 Nov 2026)``."""
        by = f", for {full_day(self.on)}" if self.on else ""
        return f"{self.text} (said {full_day(self.said_on)}{by})"


def keep_open(steps: Iterable[NextStep], last_visit: tuple[date, int] | None) -> list[NextStep]:
    """Of the steps of one place that were not done or skipped: what is still to be done.

    Each that has a day stays, by that day. One without a day cannot be closed: it stands until the
    next visit, or until another without a day is said. ``last_visit``: its day and its number.
    """
    known = list(steps)
    dated = [one for one in known if one.on]
    plain = [
        one
        for one in known
        if not one.on and (last_visit is None or (one.said_on, one.activity_id) >= last_visit)
    ]
    latest = sorted(plain, key=lambda one: (one.said_on, one.activity_id))[-1:]
    return [*sorted(dated, key=lambda one: (one.on or one.said_on, one.activity_id)), *latest]


def word_steps(steps: Sequence[NextStep]) -> str:
    """``bring pads; call Friday``, once each."""
    return "; ".join(dict.fromkeys(one.text for one in steps))
