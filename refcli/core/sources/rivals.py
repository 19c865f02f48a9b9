"""Whom a new source could be confused with: asked before it is put on record."""

from collections.abc import Callable, Sequence

from refcli.core.names.keys import name_key, person_keys
from refcli.core.names.likeness import KeyedNames
from refcli.core.names.named import Named
from refcli.core.sources.matching import (
    PEOPLE,
    KeyedSources,
    Level,
    Match,
    Unclear,
    combine_matches,
    find_alike,
    find_like_names,
    in_order,
    key_sources,
    know_keys,
    make_unclear,
)
from refcli.core.vocabulary import CHANNELS, Kind

Narrow = Callable[[str], KeyedSources]
MARKETING = CHANNELS | {Kind.OTHER}


def find_suspects(typed: str, sources: Sequence[Named]) -> list[Match]:
    """Each source that a new name could be confused with, at its best level."""
    book = key_sources(sources, person_keys)
    return match_suspects(typed, book, know_keys(book))


def match_suspects(
    typed: str, book: KeyedSources, known: KeyedNames, narrow: Narrow | None = None
) -> list[Match]:
    """The same of sources whose names are keyed already; ``known`` are the keys of all of them.

    ``narrow`` gives those that may fit as typed, so that not each of a long list is looked at.
    """
    wishes = [wanted for wanted in person_keys(typed) if wanted]
    alike = [find_alike(wanted, narrow(wanted) if narrow else book) for wanted in wishes]
    return combine_matches(*alike, *(find_like_names(wanted, book, known) for wanted in wishes))


def find_rivals(name: str, kind: Kind, sources: Sequence[Named]) -> Unclear:
    """The sources that a new one of this kind could be taken for: also namesakes of other kinds."""
    book = key_sources(sources, person_keys)
    return make_unclear(list_rivals(name, kind, book, know_keys(book)))


def list_rivals(
    name: str, kind: Kind, book: KeyedSources, known: KeyedNames, narrow: Narrow | None = None
) -> list[Match]:
    """The same of sources whose names are keyed already, the best first."""
    found = match_suspects(name, book, known, narrow)
    return in_order(match for match in found if is_rival(match, name, kind))


def is_rival(match: Match, name: str, kind: Kind) -> bool:
    """True unless the kinds tell the two apart.

    Chen Dental is not Dr. Chen. A channel may have been given another channel's kind, and a doctor
    may also be on record as a patient, but not by the surname alone or with a typing mistake.
    """
    other = match.source
    if match.level is Level.EXACT or other.kind is kind:
        return True
    whole = kind not in PEOPLE or all(" " in name_key(one) for one in (name, other.name))
    related = any({kind, other.kind} <= family for family in (PEOPLE, MARKETING))
    return whole and related and match.level is not Level.TYPO
