"""What was brought to a source and may be of value: how it gets into the ledger of gifts.

What is brought with a visit is a note. The ledger alone checks the limits, so the answer says what
to type, and no command that records a visit knows what was given before.
"""

import re
from datetime import date

from refcli.core.vocabulary import ActivityKind
from refcli.lines import type_line

# The practice's own paper, which nobody would take for a gift; a gift card is none of it.
OWN_WORDS = """
a and appointment brochure brochures business card cards few flyer flyers form forms in leaflet
leaflets more new of our pad pads referral report reports some spanish the x-rays xrays
"""
OWN_PAPER = frozenset(OWN_WORDS.split())


def say_value(
    source_id: int | None, brought: str, kind: ActivityKind, on: date, today: date
) -> str:
    """What to type where something of value may have been left; empty where it was paper of ours.

    ``If it was of value: ref gift add "#3" "fruit basket" --value DOLLARS``
    """
    item = "" if is_own_paper(brought) else brought.strip()
    item = item or ("lunch" if kind is ActivityKind.LUNCH else "")
    if not item:
        return ""
    whom = "SOURCE" if source_id is None else f"#{source_id}"
    day = () if on == today else ("--on", on)
    meal = ("--form", "meal") if kind is ActivityKind.LUNCH else ()
    line = type_line("gift add", whom, item, "--value", "DOLLARS", *meal, *day)
    return f"If it was of value, it is in no ledger yet: {line}"


def is_own_paper(item: str) -> bool:
    """Whether every word of it is of the practice's own paper: ``referral pads, cards``."""
    return OWN_PAPER.issuperset(re.findall(r"[\w-]+", item.casefold()))
