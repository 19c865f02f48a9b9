"""From a typed name to the source that is meant.

Certain is a number, a whole name or alias, or whole words of one that fit one source alone. All
else can be asked about, never acted on: a part of a word, a nickname, a typing mistake.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from refcli.core.names.keys import is_titled, name_key, person_keys
from refcli.core.names.likeness import KeyedNames
from refcli.core.vocabulary import CHANNELS, Kind

PEOPLE = frozenset({Kind.PATIENT, Kind.PROVIDER})
MARKETING = CHANNELS | {Kind.OTHER}
MOST_NEAR = 8
ID = re.compile(r"#\s*0*([1-9][0-9]*)")
NUMBER = re.compile(r"#?\s*0*([1-9][0-9]*)")
CONNECTING = frozenset({"and", "at", "for", "in", "of", "on", "the"})


class Level(IntEnum):
    """How well a name fits, the best first."""

    ID = 1
    EXACT = 2
    WORDS = 3  # whole ones, wherever they stand
    PART = 4  # the beginning of a name or of its words
    LIKE = 5  # a longer or shorter form, an initial, a nickname
    TYPO = 6


CERTAIN = frozenset({Level.ID, Level.EXACT, Level.WORDS})


@dataclass(frozen=True, slots=True)
class Named:
    """What matching needs to know of a source; ``place``, its office, tells namesakes apart."""

    id: int
    name: str
    kind: Kind
    aliases: tuple[str, ...] = ()
    place: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """The one source that was meant."""

    source: Named
    level: Level


@dataclass(frozen=True, slots=True)
class Unclear:
    """The sources that may be meant, the best first; none where no name is like the typed one.

    ``clear``: the first of them fits better than all the others.
    """

    candidates: tuple[Named, ...] = ()
    clear: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """A source and how well it fits; ``distance`` counts the typing mistakes."""

    source: Named
    level: Level
    distance: int = 0

    @property
    def rank(self) -> tuple[Level, int]:
        """Smaller is better; equal ranks compete."""
        return self.level, self.distance


Book = Sequence[tuple[Named, Sequence[str]]]


def find_sources(typed: str, sources: Sequence[Named], *, titles: bool = True) -> Found | Unclear:
    """The source meant by its number, by a name or an alias, or by whole words of one.

    A typed title means a person: ``dr chen`` is Dr. Wei Chen, never Chen Family Dental. Where no
    persons are looked for, ``titles`` is off.
    """
    matches = find_numbered(typed, sources)
    if not ID.fullmatch(typed.strip()) and (wanted := name_key(typed)):
        meant = who_can_be_meant(typed, sources) if titles else sources
        book = key_sources(meant)
        matches += find_alike(wanted, book)
        if not any(match.level in CERTAIN for match in matches):
            matches = combine_matches(matches, find_likely(wanted, book))
    return decide_match(matches)


def who_can_be_meant(typed: str, sources: Sequence[Named]) -> Sequence[Named]:
    """The sources that can be meant: with a title typed, all people, and places of that very name.

    Example: "dr chen" can mean Wei Chen, and the office Dr. Chen & Sons if typed in full.
    """
    return [one for one in sources if fits_title(typed, one)] if is_titled(typed) else sources


def fits_title(typed: str, source: Named) -> bool:
    """True for a person, and for a place with the whole typed name, its title included."""
    if source.kind in PEOPLE:
        return True
    names = (source.name, *source.aliases)
    return any(is_titled(name) and name_key(name) == name_key(typed) for name in names)


def find_numbered(typed: str, sources: Iterable[Named]) -> list[Match]:
    """The source of a number; one without its sign is no better than a name of digits."""
    text = typed.strip()
    if not (number := NUMBER.fullmatch(text)):
        return []
    level = Level.ID if text.startswith("#") else Level.EXACT
    return [Match(source, level) for source in sources if str(source.id) == number[1]]


def find_near(typed: str, sources: Sequence[Named]) -> tuple[Named, ...]:
    """The sources that a new name could be confused with, the best first, eight at most."""
    return make_unclear(in_order(find_suspects(typed, sources))).candidates


def find_suspects(typed: str, sources: Sequence[Named]) -> list[Match]:
    """Each source that a new name could be confused with, at its best level."""
    book = key_sources(sources, person_keys)
    wishes = [wanted for wanted in person_keys(typed) if wanted]
    return combine_matches(
        *([*find_alike(wanted, book), *find_likely(wanted, book)] for wanted in wishes)
    )


def find_rivals(name: str, kind: Kind, sources: Sequence[Named]) -> Unclear:
    """The sources that a new one of this kind could be taken for: also namesakes of other kinds."""
    matches = find_suspects(name, sources)
    return make_unclear(in_order(match for match in matches if is_rival(match, name, kind)))


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


def combine_matches(*lists: Iterable[Match]) -> list[Match]:
    """Each source once, at its best."""
    best: dict[int, Match] = {}
    for match in (match for matches in lists for match in matches):
        known = best.get(match.source.id)
        if known is None or match.rank < known.rank:
            best[match.source.id] = match
    return list(best.values())


def decide_match(matches: Iterable[Match]) -> Found | Unclear:
    """The certain match that is alone at its level; else all that may be meant."""
    ranked = in_order(combine_matches(matches))
    certain = [match for match in ranked if match.level in CERTAIN]
    best = [match for match in certain if match.rank == certain[0].rank]
    if len(best) == 1:
        return Found(best[0].source, best[0].level)
    return make_unclear(best or ranked)


def make_unclear(ranked: Sequence[Match]) -> Unclear:
    """The first few that may be meant, of those that come in order."""
    if not ranked:
        return Unclear()
    alone = len(ranked) == 1 or ranked[0].rank < ranked[1].rank
    return Unclear(tuple(match.source for match in ranked[:MOST_NEAR]), alone)


def in_order(matches: Iterable[Match]) -> list[Match]:
    """The best first; equals by name, then id."""
    return sorted(matches, key=lambda m: (m.rank, m.source.name.casefold(), m.source.id))


def own_key(name: str) -> list[str]:
    """A name as one key."""
    return [name_key(name)]


def key_sources(sources: Iterable[Named], forms: Callable[[str], list[str]] = own_key) -> Book:
    """Each source with the keys of its name and its aliases."""
    return [
        (source, [k for name in (source.name, *source.aliases) for k in forms(name)])
        for source in sources
    ]


def find_alike(wanted: str, book: Book) -> list[Match]:
    """The sources that fit as typed, wholly or in part, each once at its best level."""
    words = sorted(wanted.split(), key=len, reverse=True)
    return [
        Match(source, min(levels))
        for source, keys in book
        if (levels := [level for k in keys if (level := grade(wanted, words, k))])
    ]


def grade(wanted: str, words: Sequence[str], candidate: str) -> Level | None:
    """How one key fits the wanted one, whose ``words`` come longest first."""
    if words[0] not in candidate:
        return None
    if candidate == wanted:
        return Level.EXACT
    if any(map(is_telling, words)) and all_among(words, candidate.split()):
        return Level.WORDS
    begun = candidate.startswith(wanted) or begins_words(words, candidate.split())
    return Level.PART if begun else None


def is_telling(word: str) -> bool:
    """True for a word that can name somebody; an initial or ``of`` cannot."""
    return word not in CONNECTING and (len(word) > 1 or not word.isascii())


def all_among(words: Iterable[str], of: list[str]) -> bool:
    """True if each word stands there, as often as it was typed."""
    for word in words:
        if word not in of:
            return False
        of.remove(word)
    return True


def begins_words(words: Iterable[str], of: list[str]) -> bool:
    """True if each word, longest first, begins a word of its own.

    Taking the first that fits is enough: what a longer word leaves, a shorter one can use.
    """
    for word in words:
        taken = next((other for other in of if other.startswith(word)), None)
        if taken is None:
            return False
        of.remove(taken)
    return True


def find_likely(wanted: str, book: Book) -> list[Match]:
    """The sources of which a name is like the wanted one."""
    distances = KeyedNames({k for _, keys in book for k in keys}).like(wanted)
    return [
        Match(source, Level.TYPO if min(reached) else Level.LIKE, min(reached))
        for source, keys in book
        if (reached := [distances[k] for k in keys if k in distances])
    ]
