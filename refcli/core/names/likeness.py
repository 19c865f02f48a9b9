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
from functools import lru_cache
from itertools import islice, takewhile

from refcli.core.names.given_names import INITIALS, are_two_names, list_nicknames
from refcli.core.names.keys import generation_of, without_generation
from refcli.core.names.words import (
    NAMES_BY_INITIAL,
    Likeness,
    count_mistakes,
    find_slips,
    is_shortened,
    measure_words,
)

MOST_WORDS = 12  # a longer name is compared as a whole only
SHORT_WORDS = range(2, 4)  # letters; a slip in one counts only where all else is the same
SAME_WORD = Likeness()
Close = Mapping[str, Likeness]


def find_likeness(one: str, other: str) -> Likeness | None:
    """How far two keys of names are apart; None where they are not of one person or place."""
    if are_two_generations(one, other):
        return None
    words, others = essential_words(one), essential_words(other)
    close = [
        {word: far for word in others if (far := measure_words(own, word)) is not None}
        for own in words
    ]
    by_words = (
        compare_by_words(words, close, others) if has_more_than_initials(words, close) else None
    )
    whole = dict(find_as_a_whole(one, [other])).get(other)
    return by_words.closest(whole) if by_words and whole else by_words or whole


class KeyedNames:
    """Keys of names, by the words that they hold.

    ``by_size`` has them apart by how many words they have: which words a like name has to share
    follows from that.
    """

    def __init__(self, keys: Iterable[str] = ()) -> None:
        self.keys: list[str] = []
        self.holders: dict[str, list[str]] = {}
        self.by_size: dict[int, dict[str, list[str]]] = {}
        self.words: list[str] = []  # in order
        for one in keys:
            self.hold(one)
        self.words = sorted(self.holders)

    def hold(self, one: str) -> None:
        """Note which words a key holds."""
        self.keys.append(one)
        words = essential_words(one)
        of_size = self.by_size.setdefault(len(words), {})
        for word in words:
            self.holders.setdefault(word, []).append(one)
            of_size.setdefault(word, []).append(one)

    def add(self, one: str) -> None:
        """Know one more key."""
        for word in set(essential_words(one)) - self.holders.keys():
            insort(self.words, word)
        self.hold(one)

    def find_like_keys(self, wanted: str) -> dict[str, Likeness]:
        """The keys that may be of the same person or place as this one, with how far they are."""
        found = dict(self.find_by_words(essential_words(wanted)))
        for one, distance in find_as_a_whole(wanted, self.keys):
            found[one] = distance.closest(found.get(one, distance))
        return {one: far for one, far in found.items() if not are_two_generations(wanted, one)}

    def find_by_words(self, words: Sequence[str]) -> Iterator[tuple[str, Likeness]]:
        """The keys that share all the words of the shorter name, each with one of its own."""
        close = [self.close_words(word) for word in words]
        for one in self.find_holders(words, close):
            present = essential_words(one)
            if not share_more_than_initials(words, close, present):
                continue
            far = compare_by_words(words, close, present)
            if far is not None:
                yield one, far

    def close_words(self, word: str) -> Close:
        """The words on record that may stand for this one."""
        may = {*self.slips_of(word), *self.begun_words(word), *self.called_words(word)}
        return {other: far for other in may if (far := measure_words(word, other)) is not None} | {
            word: SAME_WORD
        }

    def slips_of(self, word: str) -> dict[str, int]:
        """The words that may be this one with typing mistakes, itself included."""
        return find_slips(word, self.words)

    def begun_words(self, word: str) -> Iterator[str]:
        """The words that are the beginning of this one, or that it is the beginning of."""
        yield from (own for size in range(1, len(word)) if (own := word[:size]) in self.holders)
        rest = islice(self.words, bisect_left(self.words, word), None)
        yield from takewhile(lambda other: other.startswith(word), rest)

    def called_words(self, word: str) -> Iterable[str]:
        """The words on record that are nicknames, or initials, of this one or the other way."""
        called = list_nicknames(word).union(NAMES_BY_INITIAL.get(word, ()), INITIALS.get(word, ()))
        return called & self.holders.keys()

    def find_holders(self, words: Sequence[str], close: Sequence[Close]) -> dict[str, None]:
        """The keys that may be like these words, found by words that few others hold.

        Thousands of offices are called Family Dental: what tells them apart is looked for first.
        """
        return {
            one: None
            for size, holders in self.by_size.items()
            for others in self.list_rarest(words, close, size)
            for other in others
            for one in holders.get(other, ())
        }

    def list_rarest(
        self, words: Sequence[str], close: Sequence[Close], size: int
    ) -> Iterator[Iterable[str]]:
        """Words of which a key of so many words has to hold one, to be like these.

        It holds one for each of its own, or of these where they are fewer. So of these it can lack
        no more than are over, and one that is off in a short word.
        """
        holders = self.by_size[size]
        many = [sum(len(holders.get(other, ())) for other in others) for others in close]
        order = sorted(range(len(words)), key=lambda at: many[at])
        yield from (close[at] for at in order[: max(len(words) - size, 0) + 1])
        if words and size == len(words) and len(words[order[0]]) in SHORT_WORDS:
            yield [other for other in holders if is_off_in_a_letter(words[order[0]], other)]


@lru_cache(maxsize=1 << 16)
def essential_words(name: str) -> list[str]:
    """The words of a key that tell who is meant."""
    return without_generation(name.split())


def compare_by_words(
    words: Sequence[str], close: Sequence[Close], present: Sequence[str]
) -> Likeness | None:
    """How far two names are apart if each word of the shorter one has its own in the longer."""
    if max(len(words), len(present)) > MOST_WORDS:
        return None
    if has_shared_words(words, close, present):
        return sum_likeness(close, present)
    return Likeness.of_mistakes(1) if is_off_in_a_short_word(words, present) else None


def has_more_than_initials(words: Sequence[str], close: Sequence[Close]) -> bool:
    """True where one word stands for another, and not by an initial alone."""
    return any(
        word == other or min(len(word), len(other)) > 1
        for word, others in zip(words, close, strict=True)
        for other in others
    )


def share_more_than_initials(
    words: Sequence[str], close: Sequence[Close], present: Sequence[str]
) -> bool:
    """True where a word there stands for one of these, and not by an initial alone."""
    return any(
        other in others and (word == other or min(len(word), len(other)) > 1)
        for word, others in zip(words, close, strict=True)
        for other in present
    )


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
    return is_off_in_a_letter(one, other)


def is_off_in_a_letter(one: str, other: str) -> bool:
    """True for one mistake, in a word of few letters."""
    return len(other) in range(2, 5) and count_mistakes(one, other) == 1


def find_as_a_whole(wanted: str, keys: Sequence[str]) -> Iterator[tuple[str, Likeness]]:
    """The keys that differ by typing mistakes in all their letters, such as a blank left out.

    Where there are as many words, each has to begin alike, and a second mistake has to be a letter
    left out: Amy is no slip for Max and Foster none for Fisher, but Grp is short for Group.
    """
    words = wanted.split()
    for one, distance in find_slips(wanted, keys).items():
        pairs = list(zip(words, one.split(), strict=False))
        if len(words) != one.count(" ") + 1 or all(
            a[0] == b[0] and (distance == 1 or is_shortened(a, b)) and not are_two_names(a, b)
            for a, b in pairs
        ):
            yield one, Likeness.of_mistakes(distance)
