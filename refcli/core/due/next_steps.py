"""The next steps that have a day, on the due list."""

from collections.abc import Iterator

from refcli.core.owed.items import DueItem, Ground, make_item
from refcli.core.values.day_words import full_day


def due_next_steps(ground: Ground) -> Iterator[DueItem]:
    """One item per next step that has a day, until it is done or skipped."""
    for steps in ground.open_steps.values():
        for step in steps:
            party = ground.parties[step.source_id]
            if step.on and not party.archived:
                reason = f"{step.text} (said on {full_day(step.said_on)})"
                yield make_item(ground, step.key, party, step.on, reason)
