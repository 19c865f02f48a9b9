"""What a first name may stand for: an initial, a nickname, a shortened form, a typing mistake."""

import re
from functools import lru_cache

from refcli.core.names.nicknames import RELATED
from refcli.core.sources.duplicates.grades import SHORTEST_SLIP, compare_words

ENDING = re.compile("(?:ie|ey|y|i)$")


def compare_given(one: str, other: str) -> str:
    """How a first name stands for another: same, initial, nickname, begun, slip; '' for not at all.

    Jeff is begun for Jeffery, and Julia for Julian, who is somebody else.
    """
    if one == other:
        return "same"
    if min(len(one), len(other)) == 1:
        initial, full = sorted((one, other), key=len)
        return "initial" if any(f[0] == initial for f in short_forms(full)) else ""
    if is_nickname(one, other):
        return "nickname"
    if is_shortened_name(*sorted((one, other), key=len)):
        return "begun"
    return compare_words(one, other)


def is_nickname(one: str, other: str) -> bool:
    """True for a name and its short form, and for two short forms of one name: Bob and Rob.

    Patricia and Patrick share a short form and are two people: what is shared has to be longer.
    """
    if drop_ending(one) == drop_ending(other) or drop_ending(other) in short_forms(one):
        return True
    shared = full_names(one) & full_names(other)
    return any(len(name) >= max(len(one), len(other)) for name in shared)


def full_names(name: str) -> frozenset[str]:
    """The names that a first name is related to."""
    return STEMS.get(drop_ending(name), frozenset())


@lru_cache(maxsize=1 << 14)
def short_forms(name: str) -> frozenset[str]:
    """A first name and all that it may stand for or be called for short, without their endings."""
    return frozenset(map(drop_ending, (name, *full_names(name))))


def drop_ending(name: str) -> str:
    """Patt for Patty, Pattie and Patti: people write all three."""
    return ENDING.sub("", name) if len(name) > SHORTEST_SLIP else name


def is_shortened_name(short: str, long: str) -> bool:
    """True for Jeff of Jeffery, and for Brina of Sabrina."""
    return long.startswith(short) or (len(short) >= SHORTEST_SLIP and short in long)


def related_by_stem() -> dict[str, frozenset[str]]:
    """The names that a short form may stand for, however its ending is written."""
    found: dict[str, frozenset[str]] = {}
    for name, others in RELATED.items():
        found[drop_ending(name)] = found.get(drop_ending(name), frozenset()) | others
    return found


STEMS = related_by_stem()
