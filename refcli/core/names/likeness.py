"""Could two names be of one source? Whichever of them is the longer one.

The words of the shorter name are looked for in the longer one: whole, begun, mistyped, as an
initial or as a nickname. What is found so is asked about, never acted on.
"""

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice, takewhile

from refcli.core.names.keys import without_generation
from refcli.core.names.nicknames import RELATED

MOST_WORDS = 12  # a longer name is compared as a whole only
MOST_MISTAKES = 2


class KeyedNames:
    """Keys of names, by the words that they hold."""

    def __init__(self, keys: Iterable[str] = ()) -> None:
        self.keys: list[str] = []
        self.words: list[str] = []  # in order
        self.holders: dict[str, dict[str, None]] = {}
        for one in keys:
            self.add(one)

    def add(self, one: str) -> None:
        """Know one more key."""
        self.keys.append(one)
        for word in essential_words(one):
            if word not in self.holders:
                insort(self.words, word)
            self.holders.setdefault(word, {})[one] = None

    def like(self, wanted: str) -> dict[str, int]:
        """The keys that the wanted one could be confused with, each with its typing mistakes."""
        found = dict(self.by_words(essential_words(wanted)))
        for one, distance in as_a_whole(wanted, self.keys):
            found[one] = min(distance, found.get(one, distance))
        return found

    def by_words(self, words: Sequence[str]) -> Iterator[tuple[str, int]]:
        """The keys that share all the words of the shorter name, each with one of its own."""
        if len(words) > MOST_WORDS:
            return
        close = [self.close_words(word) for word in words]
        for one in self.holding(words, close):
            present = essential_words(one)
            if has_shared_words(close, present):
                yield one, count_mistakes(close, present)

    def close_words(self, word: str) -> dict[str, int]:
        """The words that may stand for this one, with their typing mistakes."""
        close = within_reach(word, self.words)
        begun = [word[:size] for size in range(1, len(word) + 1)]
        first = bisect_left(self.words, word)
        longer = takewhile(lambda other: other.startswith(word), islice(self.words, first, None))
        related = (*begun, *longer, *RELATED.get(word, ()))
        return close | {other: 0 for other in related if other in self.holders}

    def holding(self, words: Sequence[str], close: Sequence[Mapping[str, int]]) -> dict[str, None]:
        """The keys with a word that stands for one of these by more than its initial."""
        return {
            one: None
            for word, others in zip(words, close, strict=True)
            for other in others
            if word == other or min(len(word), len(other)) > 1
            for one in self.holders[other]
        }


@lru_cache(maxsize=1 << 16)
def essential_words(name: str) -> list[str]:
    """The words of a key that tell who is meant."""
    return without_generation(name.split())


def has_shared_words(close: Sequence[Mapping[str, int]], present: Sequence[str]) -> bool:
    """True if every word of the shorter name has a word of its own in the longer one."""
    if len(present) > MOST_WORDS:
        return False
    wishes = [[n for n, word in enumerate(present) if word in near] for near in close]
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


def count_mistakes(close: Sequence[Mapping[str, int]], present: Sequence[str]) -> int:
    """The typing mistakes of the words that are there, at the least."""
    return sum(min((near[word] for word in present if word in near), default=0) for near in close)


def as_a_whole(wanted: str, keys: Sequence[str]) -> Iterator[tuple[str, int]]:
    """The keys that differ by typing mistakes in all their letters, such as a blank left out.

    Where there are as many words, each has to begin alike, and a second mistake has to be a letter
    left out: Amy is no slip for Max and Foster none for Fisher, but Grp is short for Group.
    """
    words = wanted.split()
    for one, distance in within_reach(wanted, keys).items():
        pairs = list(zip(words, one.split(), strict=False))
        if len(words) != one.count(" ") + 1 or all(
            a[0] == b[0] and (distance == 1 or is_shortened(a, b)) for a, b in pairs
        ):
            yield one, distance


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


def allowed_mistakes(typed: str) -> int:
    """How many typing mistakes are forgiven: none up to 3 letters, one up to 7, then two."""
    letters = len(typed) - typed.count(" ")
    return (letters > 3) + (letters > 7)  # noqa: PLR2004
