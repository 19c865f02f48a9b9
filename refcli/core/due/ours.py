"""What of the due list concerns the patients and the credentials of one of our providers."""

from collections.abc import Iterable, Iterator, Sequence

from refcli.core.due.list import DueFacts
from refcli.core.owed.items import DueItem, read_key
from refcli.core.referrals.our_providers import OurProvider
from refcli.core.vocabulary import DueType


def pick_ours(items: Iterable[DueItem], facts: DueFacts, ours: OurProvider) -> list[DueItem]:
    """Their calls, reports and issues, and what of theirs is to be renewed, in the same order.

    What is owed to a source is owed by the whole practice, and is left out.
    """
    keys = {*find_keys(facts, ours)}
    return [item for item in items if item.key in keys or is_renewal(item, keys)]


def count_kin(items: Sequence[DueItem], facts: DueFacts, ours: OurProvider) -> dict[str, int]:
    """How many of the items are of whom else the name may mean, by their names."""
    return {one.name: len(pick_ours(items, facts, one)) for one in ours.kin}


def find_keys(facts: DueFacts, ours: OurProvider) -> Iterator[str]:
    """The keys that are theirs; of a credential the beginning, which its stage follows."""
    waiting = {
        "R": facts.unreported,
        "F": facts.uncalled,
        "S": facts.unscheduled,
        "A": facts.expected,
    }
    for letter, some in waiting.items():
        yield from (f"{letter}{one.id}" for one in some if one.id in ours.referral_ids)
    for issue in facts.issues.open:
        if issue.record.referral_id in ours.referral_ids:
            yield issue.key
    for term in facts.credentials.terms:
        if term.provider in ours.spellings:
            yield f"C{term.id}"


def is_renewal(item: DueItem, keys: set[str]) -> bool:
    """Whether an item is a stage of a term among the keys: C4.90 of C4."""
    key = read_key(item.key) if item.type is DueType.CREDENTIAL else None
    return key is not None and f"C{key.number}" in keys
