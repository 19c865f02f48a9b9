"""How alike two names are, as people and places are graded."""

from collections.abc import Callable
from dataclasses import dataclass

CountHolders = Callable[[str], int]  # how many sources have a word in their name
ONE_CONTACT, TWO_CONTACTS = 20, 30
SLIPS_AMONG = 50  # sources: so many more have the right spelling


@dataclass(frozen=True, slots=True)
class NameGrade:
    """How alike two names are.

    ``points`` of a hundred; ``enough``: the points of contact (a phone is 22) with which the two
    are certainly one, None where they never are; ``alike``: they are the same or like by
    ``core.names``; ``against``: what speaks against it; ``contradicted``: by it they are two.
    """

    points: int
    reason: str
    enough: int | None = None
    against: tuple[str, ...] = ()
    alike: bool = False
    contradicted: bool = False


def is_slip_of(one: str, other: str, count: CountHolders) -> bool:
    """True for a spelling of one source alone, or of one in fifty of those with the other."""
    rare, usual = sorted((count(one), count(other)))
    return rare <= 1 or rare * SLIPS_AMONG <= usual
