"""Is it the same person? One answer for whoever sends patients and for the patients themselves."""

from collections.abc import Iterable
from enum import IntEnum

from refcli.core.names.keys import name_key
from refcli.core.names.likeness import KeyedNames


class Sameness(IntEnum):
    """How far two names speak of one person."""

    DIFFERENT = 0
    LIKE = 1  # a nickname, an initial, a slip, a longer form: somebody has to say
    SAME = 2  # the same words in any order


def compare_people(one: str, other: str) -> Sameness:
    """Whether two names are of one person, whichever is the longer one.

    Same: Maria Lopez and LOPEZ, MARÍA. Like: Ann Ray and Ray, Ann B.; Sue, S. and Suasn Park;
    Susan Park Jr. and Susan Park. Different: Tim and Tom Park, Susan A. and Susan B. Park, Park
    Jr. and Park Sr.
    """
    return KnownPeople((one,)).find(other).get(0, Sameness.DIFFERENT)


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
        for place, name in enumerate(names):
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
        near = sorted(self.keyed.like(wanted).items(), key=lambda one: (one[1], one[0]))
        same = [one for one in self.places if len(one) == len(whole) and sort_words(one) == whole]
        like = [one for one, _ in near if one not in same]
        return {
            place: sameness
            for sameness, keys in ((Sameness.SAME, same), (Sameness.LIKE, like))
            for one in keys
            for place in self.places[one]
        }
