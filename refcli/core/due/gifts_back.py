"""Until when a gift that went over a limit of the year can be given back, for the due list.

The list stands beside referrals, so it tells no value and no gift: only whom it is about, and where
to look. Who decides what is given never sees it the other way round.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from refcli.core.owed.items import DueItem, Ground, make_item
from refcli.core.owed.over import Over


def give_backs(ground: Ground, gifts: Iterable[Over], today: date) -> Iterator[DueItem]:
    """One item per gift, on the list from the day on which it went over, until it is closed."""
    skipped = ground.skipped("G")
    for gift in gifts:
        party = ground.parties.get(gift.source_id)
        key = f"G{gift.gift_id}"
        if party and key not in skipped:
            made = make_item(ground, key, party, gift.until, gift_back_reason(gift, today))
            yield replace(made, opens_on=gift.crossed_on)


def gift_back_reason(gift: Over, today: date) -> str:
    """What is to be done by when, or that it is too late."""
    what = f"more than a limit on gifts of {gift.until.year}"
    if today <= gift.until:
        return f"{what}: if by mistake, to be given back by {gift.until}; see ref gift cure"
    return f"{what}, not given back by {gift.until}: ask counsel; see ref gift cure"
