"""What one word of a name may stand for: itself, a nickname, an initial, a beginning, a mistake.

This is the one scale by which a typed name is found and two sources are told to be one.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Self

from refcli.core.names.given_names import INITIALS, is_nickname

MOST_MISTAKES = 2


class Resemblance(StrEnum):
    """How one word of a name stands for another."""

    SAME = "same"
    NICKNAME = "nickname"  # or another spelling: Sara and Sarah
    INITIAL = "initial"
    BEGUN = "begun"  # Jeff of Jeffery
    SLIP = "slip"  # a typing mistake


@dataclass(frozen=True, slots=True, order=True)
class Likeness:
    """How far two names are apart: in all, and the typing mistakes in it."""

    cost: int = 0
    mistakes: int = 0

    @classmethod
    def of_mistakes(cls, count: int) -> Self:
        """So many typing mistakes and nothing else."""
        return cls(count, count)

    def closest(self, other: "Likeness") -> "Likeness":
        """What is nearer in each respect: Pat is Patt begun, and one letter off."""
        return Likeness(min(self.cost, other.cost), min(self.mistakes, other.mistakes))


COSTS = {
    Resemblance.SAME: Likeness(),
    Resemblance.NICKNAME: Likeness(1),
    Resemblance.INITIAL: Likeness(2),
    Resemblance.BEGUN: Likeness(2),
}


@lru_cache(maxsize=1 << 16)
def compare_words(one: str, other: str) -> Resemblance | None:
    """How one word may stand for the other, whichever is the longer; None for not at all.

    Jeff is begun for Jeffery, and Joan a slip for John; whether two given names are of two people
    is another question (``are_two_names``).
    """
    if one == other:
        return Resemblance.SAME
    short, long = sorted((one, other), key=len)
    if len(short) == 1:
        return Resemblance.INITIAL if is_initial(short, long) else None
    if is_nickname(one, other):
        return Resemblance.NICKNAME
    if long.startswith(short):
        return Resemblance.BEGUN
    return Resemblance.SLIP if is_slip(one, other) else None


@lru_cache(maxsize=1 << 16)
def measure_words(one: str, other: str) -> Likeness | None:
    """How far two words are apart; None where neither may stand for the other."""
    how = compare_words(one, other)
    if how is None:
        return None
    slip = Likeness.of_mistakes(count_mistakes(one, other)) if is_slip(one, other) else None
    far = COSTS.get(how, slip)
    return far.closest(slip) if far and slip else far


def is_initial(initial: str, word: str) -> bool:
    """True for R. and B. of Robert, who may be Bob."""
    return word.startswith(initial) or initial in INITIALS.get(word, ())


def is_slip(one: str, other: str) -> bool:
    """True within the typing mistakes that the longer word allows."""
    return count_mistakes(one, other) <= max(allowed_mistakes(one), allowed_mistakes(other))


def is_shortened(one: str, other: str) -> bool:
    """True if one of the words is the other with letters left out, or the same."""
    short, long = sorted((one, other), key=len)
    letters = iter(long)
    return all(letter in letters for letter in short)


def find_slips(typed: str, choices: Sequence[str]) -> dict[str, int]:
    """The choices within the allowed mistakes: letter missing, added, wrong, or two swapped."""
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - 38 ms that few commands need
    from rapidfuzz.process import extract  # noqa: PLC0415 - as above

    close = extract(typed, choices, scorer=OSA.distance, score_cutoff=MOST_MISTAKES, limit=None)
    return {
        choice: int(distance)
        for choice, distance, _ in close
        if distance <= max(allowed_mistakes(typed), allowed_mistakes(choice))
    }


def count_mistakes(one: str, other: str) -> int:
    """How many typing mistakes make one word of the other; one more than allowed for too many."""
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - as above

    return int(OSA.distance(one, other, score_cutoff=MOST_MISTAKES))


def allowed_mistakes(typed: str) -> int:
    """How many typing mistakes are forgiven: none up to 3 letters, one up to 7, then two."""
    letters = len(typed) - typed.count(" ")
    return (letters > 3) + (letters > 7)  # noqa: PLR2004


def names_by_initial() -> dict[str, frozenset[str]]:
    """The given names whose bearers may have an initial: Robert for B, as Bob."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for name, initials in INITIALS.items():
        for initial in initials:
            found[initial].add(name)
    return {initial: frozenset(names) for initial, names in found.items()}


NAMES_BY_INITIAL = names_by_initial()
