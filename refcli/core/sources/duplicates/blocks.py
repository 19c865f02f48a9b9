"""Which pairs are worth a look: those that share a rare word, a contact or a house number.

Ten thousand sources have fifty million pairs; a look at each would take minutes.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, pairwise

from refcli.core.names.given_names import list_stems
from refcli.core.sources.duplicates.candidates import Profile
from refcli.core.sources.duplicates.places import telling_words

MOST_TOGETHER = 60  # sources that share a key; the pairs of more are found by narrower keys
MOST_NARROWLY = 200
SHORTEST_WORD = 3
SHORTEST_SLIP = 3
RARE = 3  # as many sources with a word: it may be a slip
Key = tuple[str, ...]


def count_words(profiles: Sequence[Profile]) -> Counter[str]:
    """How many sources have each word in one of their names, in its own and its usual form."""
    return Counter(word for one in profiles for word in all_words(one))


def all_words(one: Profile) -> set[str]:
    """The words of all names of a source; those of places in their usual form too."""
    words = {word for name in one.names for word in name.words}
    return words if one.person else words.union(*map(telling_words, one.names))


def find_likely_pairs(profiles: Sequence[Profile], words: Counter[str]) -> set[tuple[int, int]]:
    """The places of the pairs that share a key, the earlier first."""
    blocks: defaultdict[Key, list[int]] = defaultdict(list)
    meant = find_meant_words(words)
    for place, one in enumerate(profiles):
        for key in {*name_keys(one, words, meant), *contact_keys(one)}:
            blocks[key].append(place)
    return {pair for key, places in blocks.items() for pair in pair_up(places, key)}


def pair_up(places: Sequence[int], key: Key) -> Iterable[tuple[int, int]]:
    """The pairs of those that share a key; of too many each with the next one alone."""
    most = MOST_NARROWLY if key[0] == "narrow" else MOST_TOGETHER
    return combinations(places, 2) if len(places) <= most else pairwise(places)


def contact_keys(one: Profile) -> Iterator[Key]:
    """The keys of what a source can be reached by."""
    for name in ("phone", "email", "fax"):
        if value := getattr(one, name):
            yield name, value
    if one.source.npi:
        yield "npi", one.source.npi
    if one.street:
        for where in filter(None, (one.zip, one.city)):
            yield "house", one.street.number, where


def find_meant_words(words: Counter[str]) -> dict[str, list[str]]:
    """For each word of few sources, the words that it may be a slip for.

    A missing, doubled, wrong or swapped letter leaves two words that are equal without one letter.
    """
    sharing: defaultdict[str, list[str]] = defaultdict(list)
    for word in words:
        if len(word) >= SHORTEST_SLIP:
            for less in without_a_letter(word):
                sharing[less].append(word)
    return {
        word: [*{other for less in without_a_letter(word) for other in sharing[less]}]
        for word, count in words.items()
        if count <= RARE and len(word) >= SHORTEST_SLIP
    }


def without_a_letter(word: str) -> set[str]:
    """The word, and what is left of it without each of its letters."""
    return {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}


def name_keys(
    one: Profile, words: Counter[str], meant: Mapping[str, Sequence[str]]
) -> Iterator[Key]:
    """The keys of the names of a source: its rare words, and its common ones with an initial."""
    for name in one.names:
        yield "begins", "".join(name.words)[:6]
        telling = name.words if one.person else telling_words(name)
        for word in telling:
            if len(word) < SHORTEST_WORD and not one.person:
                continue
            for wanted in meant.get(word, (word,)):
                if words[wanted] <= MOST_TOGETHER:
                    yield "word", wanted
                else:
                    rest = [other for other in telling if other != word]
                    yield from narrow_keys(wanted, rest, person=one.person)


def narrow_keys(word: str, others: Sequence[str], *, person: bool) -> Iterator[Key]:
    """A common word with the beginning of each other: one letter of people's, two of places'."""
    for other in others:
        for form in {other, *list_stems(other)} if person else (other,):
            yield "narrow", word, form[: 1 if person else 2]
