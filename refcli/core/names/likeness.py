"""Could two names be of one person or place? Whichever of them is the longer one.

Each word of the shorter name needs a word of its own in the longer one: the same, its beginning,
an initial, a nickname, or one with a typing mistake. What is found so is asked about, never acted
on.

Two rules pull apart: no spelling of a name on record may pass for new (Susan, Sue, S., Suasn
Park), and nobody new may be stopped for a relative's name (Tim and Tom, Robert and Roberta Park).
So a slip is forgiven unless it makes another given name, by more than a letter inside it: Joan may
be a slip for John. Other given names, other middle initials and other generations (Jr. and Sr.)
are other people, the same surname or not.
"""

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, takewhile
from typing import Self

from refcli.core.names.given_names import are_two_names
from refcli.core.names.keys import generation_of, without_generation
from refcli.core.names.nicknames import RELATED

MOST_WORDS = 12  # a longer name is compared as a whole only
MOST_MISTAKES = 2
SHORT_WORDS = range(2, 4)  # letters; a slip in one counts only where all else is the same


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


SAME_WORD = Likeness()
CALLED = Likeness(1)  # a nickname or another spelling
BEGUN = Likeness(2)
Close = Mapping[str, Likeness]


class KeyedNames:
    """Keys of names, by the words that they hold."""

    def __init__(self, keys: Iterable[str] = ()) -> None:
        self.keys: list[str] = []
        self.holders: dict[str, list[str]] = {}
        self.words: list[str] = []  # in order
        for one in keys:
            self.hold(one)
        self.words = sorted(self.holders)

    def hold(self, one: str) -> None:
        """Note which words a key holds."""
        self.keys.append(one)
        for word in essential_words(one):
            if word in self.holders:
                self.holders[word].append(one)
            else:
                self.holders[word] = [one]

    def add(self, one: str) -> None:
        """Know one more key."""
        for word in set(essential_words(one)) - self.holders.keys():
            insort(self.words, word)
        self.hold(one)

    def like(self, wanted: str) -> dict[str, Likeness]:
        """The keys that the wanted one could be confused with, each with its distance."""
        found = dict(self.match_by_words(essential_words(wanted)))
        for one, distance in as_a_whole(wanted, self.keys):
            found[one] = distance.closest(found.get(one, distance))
        return {one: far for one, far in found.items() if not are_two_generations(wanted, one)}

    def match_by_words(self, words: Sequence[str]) -> Iterator[tuple[str, Likeness]]:
        """The keys that share all the words of the shorter name, each with one of its own."""
        if len(words) > MOST_WORDS:
            return
        close = [self.close_words(word) for word in words]
        for one in self.find_holders(words, close):
            present = essential_words(one)
            if len(present) > MOST_WORDS:
                continue
            if has_shared_words(words, close, present):
                yield one, sum_likeness(close, present)
            elif is_off_in_a_short_word(words, present):
                yield one, Likeness.of_mistakes(1)

    def close_words(self, word: str) -> Close:
        """The words that may stand for this one."""
        slips = self.slips_of(word)
        close = {other: Likeness.of_mistakes(slips[other]) for other in slips}
        for others, far in ((self.begun_words(word), BEGUN), (RELATED.get(word, ()), CALLED)):
            for other in others:
                if other in self.holders:
                    close[other] = far.closest(close.get(other, far))
        return close | {word: SAME_WORD}

    def slips_of(self, word: str) -> dict[str, int]:
        """The words that may be this one with typing mistakes, itself included."""
        return within_reach(word, self.words)

    def begun_words(self, word: str) -> Iterator[str]:
        """The words that are the beginning of this one, or that it is the beginning of."""
        yield from (word[:size] for size in range(1, len(word)))
        rest = islice(self.words, bisect_left(self.words, word), None)
        yield from takewhile(lambda other: other.startswith(word), rest)

    def find_holders(self, words: Sequence[str], close: Sequence[Close]) -> dict[str, None]:
        """The keys with a word that stands for one of these by more than its initial."""
        return {
            one: None
            for word, others in zip(words, close, strict=True)
            for other in others
            if word == other or min(len(word), len(other)) > 1
            for one in self.holders.get(other, ())
        }


@lru_cache(maxsize=1 << 16)
def essential_words(name: str) -> list[str]:
    """The words of a key that tell who is meant."""
    return without_generation(name.split())


def are_two_generations(one: str, other: str) -> bool:
    """True for Jr. and Sr.; a name without either may be of both."""
    first, second = generation_of(one), generation_of(other)
    return bool(first and second and first != second)


def has_shared_words(words: Sequence[str], close: Sequence[Close], present: Sequence[str]) -> bool:
    """True if every word of the shorter name has a word of its own in the longer one.

    Behind the last word, the surname, no other given name is looked for: Ross may be a slip for
    Rose there.
    """
    wishes = [
        [
            at
            for at, word in enumerate(present)
            if word in near
            and not (n < len(words) - 1 and at < len(present) - 1 and are_two_names(own, word))
        ]
        for n, (own, near) in enumerate(zip(words, close, strict=True))
    ]
    return count_seated(wishes) == min(len(close), len(present))


def count_seated(wishes: Sequence[Sequence[int]]) -> int:
    """How many guests can have a chair that they wish for (augmenting paths, Kuhn 1955)."""
    holder: dict[int, int] = {}

    def seat(guest: int, tried: set[int]) -> bool:
        for chair in wishes[guest]:
            if chair not in tried:
                tried.add(chair)
                if chair not in holder or seat(holder[chair], tried):
                    holder[chair] = guest
                    return True
        return False

    return sum(seat(guest, set()) for guest in range(len(wishes)))


def sum_likeness(close: Sequence[Close], present: Sequence[str]) -> Likeness:
    """How far the words are apart that have one of their own there, at the least."""
    best = [
        min((near[word] for word in present if word in near), default=SAME_WORD) for near in close
    ]
    return Likeness(sum(one.cost for one in best), sum(one.mistakes for one in best))


def is_off_in_a_short_word(words: Sequence[str], present: Sequence[str]) -> bool:
    """True for Susan Lee and Susan Lew: one letter of a short word, all other words the same."""
    if len(words) != len(present):
        return False
    others = [(a, b) for a, b in zip(words, present, strict=True) if a != b]
    if len(others) != 1 or not any(len(a) > 1 for a in words if a in present):
        return False
    [(one, other)] = others
    is_surname = one == words[-1] and other == present[-1]
    if len(one) not in SHORT_WORDS or (are_two_names(one, other) and not is_surname):
        return False
    return len(other) in range(2, 5) and count_mistakes(one, other) == 1


def as_a_whole(wanted: str, keys: Sequence[str]) -> Iterator[tuple[str, Likeness]]:
    """The keys that differ by typing mistakes in all their letters, such as a blank left out.

    Where there are as many words, each has to begin alike, and a second mistake has to be a letter
    left out: Amy is no slip for Max and Foster none for Fisher, but Grp is short for Group.
    """
    words = wanted.split()
    for one, distance in within_reach(wanted, keys).items():
        pairs = list(zip(words, one.split(), strict=False))
        if len(words) != one.count(" ") + 1 or all(
            a[0] == b[0] and (distance == 1 or is_shortened(a, b)) and not are_two_names(a, b)
            for a, b in pairs
        ):
            yield one, Likeness.of_mistakes(distance)


def is_shortened(one: str, other: str) -> bool:
    """True if one of the words is the other with letters left out, or the same."""
    short, long = sorted((one, other), key=len)
    letters = iter(long)
    return all(letter in letters for letter in short)


def within_reach(typed: str, choices: Sequence[str]) -> dict[str, int]:
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
    """How many typing mistakes make one word of the other."""
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - as above

    return int(OSA.distance(one, other))


def allowed_mistakes(typed: str) -> int:
    """How many typing mistakes are forgiven: none up to 3 letters, one up to 7, then two."""
    letters = len(typed) - typed.count(" ")
    return (letters > 3) + (letters > 7)  # noqa: PLR2004
