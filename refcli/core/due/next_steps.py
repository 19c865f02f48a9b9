"""The next steps: on the due list those that have a day, by their keys all of them."""

from collections.abc import Iterator

from refcli.core.owed.items import DueItem, Ground, make_item
from refcli.core.values.day_words import full_day


def due_next_steps(ground: Ground) -> Iterator[DueItem]:
    """One item per next step that has a day, until it is done or skipped."""
    return find_steps(ground, dated=True)


def dayless_steps(ground: Ground) -> Iterator[DueItem]:
    """The next steps without a day: on no list, and closed by their keys as the others are."""
    return find_steps(ground, dated=False)


def find_steps(ground: Ground, *, dated: bool) -> Iterator[DueItem]:
    """The open steps with a day, or those without one, which count from the day they were said."""
    for steps in ground.open_steps.values():
        for step in steps:
            party = ground.parties[step.source_id]
            if bool(step.on) is dated and not party.archived:
                reason = f"{step.text} (said on {full_day(step.said_on)})"
                yield make_item(ground, step.key, party, step.on or step.said_on, reason)
