"""Whether a doctor of ours ever met the people of a place, or only our staff did."""

import re
from collections.abc import Collection, Sequence

from refcli.core.activities import ActivityView
from refcli.core.names.keys import is_of_a_clinician, name_key, without_generation
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
    """Whether one of those who went is a doctor: by a title, or by the name of one of ours."""
    doctors = [words for one in ours if (words := read_words(one))]
    return any(
        is_of_a_clinician(part) or any(may_be(read_words(part), words) for words in doctors)
        for part in SEVERAL.split(who)
        if part
    )


def read_words(name: str) -> list[str]:
    """The words of a person's name, the surname last: without titles and ``Jr.``."""
    return without_generation(name_key(name).split())


def may_be(went: Sequence[str], doctor: Sequence[str]) -> bool:
    """Whether who went may be a doctor: of that surname, and of no other given name."""
    if not went or went[-1] != doctor[-1]:
        return False
    given, known = went[:-1], doctor[:-1]
    return not (given and known) or given[0].startswith(known[0]) or known[0].startswith(given[0])
