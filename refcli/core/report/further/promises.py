"""How much of what was promised to those who refer was done by its day."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date

from refcli.core.plan.figures import Due, Kept, count_kept

VISIT = "visit"  # the promise that is owed to a place never met


def judge_promises(
    dues: Mapping[str, Sequence[Due]], unmet: Collection[int], day: date
) -> dict[str, Kept]:
    """Per promise: what fell due, and how much of it was done by its day, as it stood on ``day``.

    ``unmet``: the places that nobody had met; each is a visit that is due and open. The sentence,
    the card, the table of the promises and, of each one's sources, that of the team tell this.
    """
    kept = {name: count_kept(mine, day) for name, mine in dues.items()}
    if unmet:
        visits = kept.get(VISIT, Kept())
        kept[VISIT] = replace(visits, due=visits.due + len(unmet))
    return kept


def count_open(dues: Sequence[Due], day: date) -> int:
    """How much of what fell due was neither done nor skipped; what is due today is not counted."""
    return sum(one.due_on < day and not (one.done_on or one.skipped) for one in dues)
