"""What was promised at a visit or in a call: the next step, until it is done."""

from collections.abc import Collection, Iterable, Sequence
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
        """By which it is closed; the due list names it so, where it has a day."""
        return f"N{self.activity_id}"

    def __str__(self) -> str:
        """``bring pads (N12, said Mon 23 Nov 2026, for Fri 27 Nov 2026)``."""
        by = f", for {full_day(self.on)}" if self.on else ""
        return f"{self.text} ({self.key}, said {full_day(self.said_on)}{by})"

    @property
    def in_short(self) -> str:
        """``bring pads, by Fri 27 Nov 2026 (N12)``."""
        by = f", by {full_day(self.on)}" if self.on else ""
        return f"{self.text}{by} ({self.key})"


def keep_open(steps: Iterable[NextStep], gone: Collection[str]) -> list[NextStep]:
    """Of the steps of one place: what is still to be done; ``gone`` are done or skipped, by key.

    Each that has a day stays, by that day. One without a day stands until another without one is
    said of the place.
    """
    known = list(steps)
    dated = [one for one in known if one.on]
    plain = sorted((one for one in known if not one.on), key=order_said)[-1:]
    ordered = [*sorted(dated, key=lambda one: (one.on or one.said_on, one.activity_id)), *plain]
    return [one for one in ordered if one.key not in gone]


def order_said(step: NextStep) -> tuple[date, int]:
    """In which order steps were said."""
    return step.said_on, step.activity_id


def word_steps(steps: Sequence[NextStep]) -> str:
    """``bring pads; call Friday``, once each."""
    return "; ".join(dict.fromkeys(one.text for one in steps))
