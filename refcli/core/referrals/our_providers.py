"""Our own providers, who see the referred: which of them a typed name means."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from itertools import combinations

from refcli.core.names.keys import name_key
from refcli.errors import RefusedError


@dataclass(frozen=True, slots=True)
class OurProvider:
    """One of our providers: the ``spellings`` on record, and the numbers of whom they see.

    ``kin``: who is called so in part, and may be the same: Dr. Ray beside Dr. Jane Ray. ``typed``
    is the name that means them all.
    """

    spellings: frozenset[str]
    referral_ids: frozenset[int] = frozenset()
    kin: tuple["OurProvider", ...] = ()
    typed: str = ""

    @property
    def name(self) -> str:
        """The fullest spelling: Dr. Jane Ray before Dr. Ray."""
        return max(sorted(self.spellings), key=len)

    @property
    def option(self) -> str:
        """What ``--provider`` takes to mean all their spellings again."""
        return self.typed or self.name


def settle_provider(typed: str, known: Collection[str], line: Callable[[str], str]) -> OurProvider:
    """The one provider whom whole words of a name mean; nobody and several are refused.

    ``line`` makes the line to type out of a name that works.
    """
    if not known:
        raise RefusedError(
            "No provider of ours is on record. Who sees a patient is said with --provider:"
            " ref referral edit --help"
        )
    names = sorted(known, key=str.casefold)
    found = find_spellings(typed, names)
    if found and is_one_person(found):
        return OurProvider(frozenset(found))
    if found:
        ways = " or ".join(line(one) for one in found)
        raise RefusedError(f"{typed!r} may be {' or '.join(found)}. Type: {ways}")
    raise RefusedError(
        f"{typed!r} is no provider of ours. On record: {', '.join(names)}. Type: {line(names[0])}"
    )


def find_spellings(typed: str, names: Collection[str]) -> list[str]:
    """The names of which all typed words are whole words; of several persons, that very name.

    >>> find_spellings("ray", ["Dr. Jane Ray", "Dr. Ray", "Dr. Rayner"])
    ['Dr. Jane Ray', 'Dr. Ray']
    >>> find_spellings("ray", ["Dr. Jane Ray", "Dr. Ray", "Dr. Tom Ray"])
    ['Dr. Ray']
    """
    wanted = name_key(typed)
    words = {*wanted.split()}
    found = [name for name in names if words and words <= {*name_key(name).split()}]
    same = [name for name in found if name_key(name) == wanted]
    return found if is_one_person(found) else same or found


def find_kin(spellings: Collection[str], names: Collection[str]) -> list[str]:
    """The other names that say no more, or no less, than one of these, so that both may be one.

    >>> find_kin(["Dr. Jane Ray"], ["Dr. Jane Ray", "Dr. Tom Ray", "ray"])
    ['ray']
    """
    return sorted(
        name
        for name in names
        if name not in spellings and any(is_one_person([name, one]) for one in spellings)
    )


def is_one_person(names: Collection[str]) -> bool:
    """Whether of every two names one says no more than the other."""
    words = [{*name_key(name).split()} for name in names]
    return all(one <= other or other <= one for one, other in combinations(words, 2))
