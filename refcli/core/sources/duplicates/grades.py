"""How alike two names are, as people and places are graded; and what a typing mistake is."""

from collections.abc import Callable
from dataclasses import dataclass

from refcli.core.names.likeness import allowed_mistakes

CountHolders = Callable[[str], int]  # how many sources have a word in their name
ONE_CONTACT, TWO_CONTACTS = 20, 30
SHORTEST_SLIP = 4  # letters
SLIPS_AMONG = 50  # sources: so many more have the right spelling


@dataclass(frozen=True, slots=True)
class NameGrade:
    """How alike two names are.

    ``points`` of a hundred; ``enough``: the points of contact (a phone is 22) with which the two
    are certainly one, None where they never are; ``against``: what contradicts it.
    """

    points: int
    reason: str
    enough: int | None = None
    against: tuple[str, ...] = ()


def compare_words(one: str, other: str) -> str:
    """Whether two words are the same, or one a slip for the other; '' for neither."""
    if one == other:
        return "same"
    if min(len(one), len(other)) < SHORTEST_SLIP or abs(len(one) - len(other)) > 1:
        return ""
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - 38 ms that few commands need

    allowed = min(allowed_mistakes(one), 1 if one[0] != other[0] else 2)
    return "slip" if OSA.distance(one, other, score_cutoff=allowed) <= allowed else ""


def is_slip_of(one: str, other: str, count: CountHolders) -> bool:
    """True for a spelling of one source alone, or of one in fifty of those with the other."""
    rare, usual = sorted((count(one), count(other)))
    return rare <= 1 or rare * SLIPS_AMONG <= usual
