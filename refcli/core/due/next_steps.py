"""What was promised at a visit or in a call, for a day: the next step, until it is done."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from refcli.core.owed.items import DueItem, Ground, make_item
from refcli.core.values.day_words import full_day


@dataclass(frozen=True, slots=True)
class NextStep:
    """What is to be done next for a source, by a day; ``activity_id`` is where it was said."""

    activity_id: int
    source_id: int
    text: str
    said_on: date
    on: date


def due_next_steps(ground: Ground, steps: Sequence[NextStep]) -> Iterator[DueItem]:
    """One item per next step that has a day; a newer one of the same source takes its place."""
    gone = {*ground.closed, *ground.skipped("N")}
    for step in steps:
        party, key = ground.parties.get(step.source_id), f"N{step.activity_id}"
        if party and not party.archived and key not in gone:
            reason = f"{step.text} (said on {full_day(step.said_on)})"
            yield make_item(ground, key, party, step.on, reason)
