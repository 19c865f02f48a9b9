"""Is it the same person? One answer for whoever sends patients and for the patients themselves."""

import re
from collections.abc import Iterable, Sequence
from enum import IntEnum, StrEnum
from functools import lru_cache

from refcli.core.names.given_names import are_two_names, is_nickname
from refcli.core.names.keys import name_key
from refcli.core.names.likeness import (
    KeyedNames,
    are_two_generations,
    essential_words,
    find_likeness,
    is_off_in_a_short_word,
)
from refcli.core.names.words import Resemblance, compare_words, is_slip

OWNED = re.compile(r"[^\W\d_]{2,}['\N{RIGHT SINGLE QUOTATION MARK}]s \w")  # Kim's Auto Shop


class Sameness(IntEnum):
    """How far two names speak of one person."""

    DIFFERENT = 0
    LIKE = 1  # a nickname, an initial, a slip, a longer form: somebody has to say
    SAME = 2  # the same words in any order


class Contradiction(StrEnum):
    """What says that two people of one surname are two."""

    GIVEN_NAME = "given name"
    MIDDLE_NAME = "middle name"
    GENERATION = "generation"


def compare_people(one: str, other: str) -> Sameness:
    """Whether two names are of one person, whichever is the longer one.

    Same: Maria Lopez and LOPEZ, MARÍA. Like: Ann Ray and Ray, Ann B.; Sue, S. and Suasn Park;
    Susan Park Jr. and Susan Park. Different: Tim and Tom Park, Susan A. and Susan B. Park, Park
    Jr. and Park Sr., Dr. Kim and Kim's Auto Shop.
    """
    if is_of_another(one, other):
        return Sameness.DIFFERENT
    return compare_keys(name_key(one), name_key(other))


def is_of_another(one: str, other: str) -> bool:
    """Whether a name is that of what somebody owns, and shares no whole word with the other."""
    if not OWNED.search(one) and not OWNED.search(other):
        return False
    return set(name_key(one).split()).isdisjoint(name_key(other).split())


def compare_keys(one: str, other: str) -> Sameness:
    """Whether two names, as ``name_key`` gives them, are of one person."""
    if not one or not other:
        return Sameness.DIFFERENT
    if sort_words(one) == sort_words(other):
        return Sameness.SAME
    return Sameness.DIFFERENT if find_likeness(one, other) is None else Sameness.LIKE


def find_contradiction(one: str, other: str) -> Contradiction | None:
    """What tells two people of one surname apart, by the keys of their names; None if nothing does.

    Robert and Roberta Park, Susan A. and Susan B. Park, and Park Jr. and Park Sr. are told apart.
    Susan Park and Susan Miller are not: she may have married.
    """
    if are_two_generations(one, other):
        return Contradiction.GENERATION
    words, others = essential_words(one), essential_words(other)
    found = next(filter(None, (tell_apart(a, b) for a, b in turn_alike(words, others))), None)
    return found if found and compare_keys(one, other) is Sameness.DIFFERENT else None


@lru_cache(maxsize=1 << 16)
def are_two_people(one: str, other: str) -> bool:
    """Whether two names with one chart number are of two people beyond doubt.

    Bob Baker and Dan Dole are. Robert and Bob Baker are not, nor are Susan Park and Susan Miller.
    """
    if compare_people(one, other) is not Sameness.DIFFERENT:
        return False
    key, other_key = name_key(one), name_key(other)
    mine, theirs = essential_words(key), essential_words(other_key)
    if not mine or not theirs or find_contradiction(key, other_key):
        return True
    return mine[0] != theirs[0] and not is_nickname(mine[0], theirs[0])


def turn_alike(one: list[str], other: list[str]) -> list[tuple[list[str], list[str]]]:
    """Two names as they stand, and each of them with the first word at the end: Park Susan A."""
    return [(one, other), ([*one[1:], *one[:1]], other), (one, [*other[1:], *other[:1]])]


def tell_apart(one: list[str], other: list[str]) -> Contradiction | None:
    """What tells apart two names that end with the surname."""
    if min(len(one), len(other)) < 2 or not compare_surnames(one, other):  # noqa: PLR2004
        return None
    if are_two_names(one[0], other[0]):
        return Contradiction.GIVEN_NAME
    middles = one[1:-1], other[1:-1]
    if not all(middles) or compare_words(one[0], other[0]) is None:
        return None
    alike = any(compare_words(a, b) for a in middles[0] for b in middles[1])
    return None if alike else Contradiction.MIDDLE_NAME


def compare_surnames(one: Sequence[str], other: Sequence[str]) -> Resemblance | None:
    """Whether the last words of two names are the same or one is a slip; None for neither.

    Lee and Lew are slips only where all other words are the same.
    """
    if one[-1] == other[-1]:
        return Resemblance.SAME
    is_mistyped = is_slip(one[-1], other[-1]) or is_off_in_a_short_word(one, other)
    return Resemblance.SLIP if is_mistyped else None


def sort_words(key: str) -> str:
    """The words of a key in the order of the alphabet: by them names are the same."""
    return " ".join(sorted(key.split()))


def person_key(name: str) -> str:
    """What the same names have in common: the words of the key in the order of the alphabet."""
    return sort_words(name_key(name))


class KnownPeople:
    """Names of people, to be asked who may be one of them."""

    def __init__(self, names: Iterable[str]) -> None:
        self.places: dict[str, list[int]] = {}  # by key, where it stands among the names
        self.names = list(names)
        for place, name in enumerate(self.names):
            self.places.setdefault(name_key(name), []).append(place)
        self.places.pop("", None)
        self.keyed: KeyedNames | None = None

    def find(self, name: str) -> dict[int, Sameness]:
        """The places of the names that are the same or like this one, the nearest first."""
        wanted = name_key(name)
        if not wanted:
            return {}
        self.keyed = self.keyed or KeyedNames(self.places)
        whole = sort_words(wanted)
        near = sorted(self.keyed.find_like_keys(wanted).items(), key=lambda one: (one[1], one[0]))
        same = [one for one in self.places if len(one) == len(whole) and sort_words(one) == whole]
        like = [one for one, _ in near if one not in same]
        return {
            place: sameness
            for sameness, keys in ((Sameness.SAME, same), (Sameness.LIKE, like))
            for one in keys
            for place in self.places[one]
            if not is_of_another(self.names[place], name)
        }
