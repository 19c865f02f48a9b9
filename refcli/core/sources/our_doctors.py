"""Whether a doctor of ours ever met the people of a place, or only our staff did."""

import re
from collections.abc import Collection, Sequence

from refcli.core.activities import ActivityView
from refcli.core.names.keys import is_of_a_clinician, name_key
from refcli.core.vocabulary import IN_PERSON
from refcli.phrases import count_phrase

SEVERAL = re.compile(r"\s*(?:[,;&+]|\band\b)\s*", re.IGNORECASE)


def tell_unmet(activities: Sequence[ActivityView], ours: Collection[str]) -> str:
    """``never met them in 7 visits``; nothing where a doctor of ours did, or nobody did.

    ``ours``: the names of our providers, as they stand on referrals and under letters.
    """
    real = [
        one.record for one in activities if one.record.kind in IN_PERSON and not one.record.attempt
    ]
    if not real or any(is_our_doctor(one.who, ours) for one in real):
        return ""
    return f"never met them in {count_phrase(len(real), 'visit')}"


def is_our_doctor(who: str, ours: Collection[str]) -> bool:
    """Whether one of those who went is a doctor: by a title, or by the surname of one of ours."""
    surnames = {key.split()[-1] for one in ours if (key := name_key(one))}
    return any(
        is_of_a_clinician(part) or bool(surnames & {*name_key(part).split()})
        for part in SEVERAL.split(who)
        if part
    )
