"""From a typed name to the source that is meant.

Certain is a number, a whole name or alias, or whole words of one that fit one source alone. All
else can be asked about, never acted on: a part of a word, a nickname, a typing mistake.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from refcli.core.names.akin import TRADE, rank_akin
from refcli.core.names.keys import has_other_title, is_titled, name_key
from refcli.core.names.likeness import KeyedNames
from refcli.core.names.named import Named
from refcli.core.names.nobody import built_in_meant
from refcli.core.names.wording import all_among, begins_words, is_telling
from refcli.core.names.words import Likeness
from refcli.core.vocabulary import BuiltIn, Kind

PEOPLE = frozenset({Kind.PATIENT, Kind.PROVIDER})
MOST_NEAR = 8
ID = re.compile(r"#\s*0*([1-9][0-9]*)")
NUMBER = re.compile(r"#?\s*0*([1-9][0-9]*)")


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
class Found:
    """The one source that was meant."""

    source: Named
    level: Level


@dataclass(frozen=True, slots=True)
class Unclear:
    """The sources that may be meant, the best first; none where no name is like the typed one.

    ``clear``: the first of them fits better than all the others. ``akin``: where nobody may be
    meant, those that share a word with what was typed, such as its surname; the nearest first.
    ``more``: how many may be meant beside the candidates.
    """

    candidates: tuple[Named, ...] = ()
    clear: bool = False
    akin: tuple[Named, ...] = ()
    more: int = 0

    @property
    def offered(self) -> tuple[Named, ...]:
        """What can be shown to pick from."""
        return self.candidates or self.akin


@dataclass(frozen=True, slots=True)
class Match:
    """A source and how well it fits; ``distance``: how far the names are apart."""

    source: Named
    level: Level
    distance: int = 0

    @property
    def rank(self) -> tuple[Level, int]:
        """Smaller is better; equal ranks compete. A short form and a slip do by their distance."""
        return min(self.level, Level.LIKE), self.distance


KeyedSources = Sequence[tuple[Named, Sequence[str]]]


def find_sources(typed: str, sources: Sequence[Named], *, titles: bool = True) -> Found | Unclear:
    """The source meant by its number, by a name or an alias, or by whole words of one.

    A typed title means a person: ``dr chen`` is Dr. Wei Chen, never Chen Family Dental. Where no
    persons are looked for, ``titles`` is off. ``self`` means the built-in source none, unless one
    on record is called so; where it is a word of one, it is asked.
    """
    matches = find_numbered(typed, sources)
    wanted = "" if ID.fullmatch(typed.strip()) else name_key(typed)
    if not wanted:
        return decide_match(matches)
    book = key_sources(who_can_be_meant(typed, sources) if titles else sources)
    matches += [*find_alike(wanted, book), *find_built_in(typed, sources)]
    if any(match.level in CERTAIN for match in matches):
        matches = level_short_names(wanted, matches)
        return check_title(typed, decide_match(matches), matches)
    known = know_keys(book)
    likely = combine_matches(matches, find_like_names(wanted, book, known))
    return decide_match(likely) if likely else Unclear(akin=find_akin(wanted, book, known))


def level_short_names(wanted: str, matches: Sequence[Match]) -> list[Match]:
    """The matches, with whoever is on record by that one word as good as all who have it.

    Example: "lopez" can mean the patient Lopez, and Maria Lopez. An alias of one word was given so
    that the word means its source, and a place or a channel is called as it is called.
    """
    if not any(match.level is Level.WORDS for match in matches):
        return list(matches)
    return [
        replace(match, level=Level.WORDS) if is_short_name(wanted, match) else match
        for match in matches
    ]


def is_short_name(wanted: str, match: Match) -> bool:
    """True for a person whose name on record is the one word that is wanted."""
    one = match.source
    if match.level is not Level.EXACT or one.kind not in PEOPLE or " " in wanted:
        return False
    return wanted not in {name_key(alias) for alias in one.aliases} | {str(one.id)}


def check_title(typed: str, found: Found | Unclear, matches: Sequence[Match]) -> Found | Unclear:
    """The source that fits, unless the typed title speaks against it: Dr. Smith is no patient."""
    if isinstance(found, Unclear) or found.level is Level.ID:
        return found
    if fits_degree(typed, found.source):
        return found
    return make_unclear(in_order(combine_matches(m for m in matches if m.level in CERTAIN)))


def fits_degree(typed: str, one: Named) -> bool:
    """False where the typed title or degree speaks against a source: Smith DDS is no patient."""
    return not has_other_title(typed, (one.name, *one.aliases), patient=one.kind is Kind.PATIENT)


def find_built_in(typed: str, sources: Iterable[Named]) -> list[Match]:
    """The built-in source that is meant by ``?``, ``n/a``, ``self`` and the like."""
    if not (meant := built_in_meant(typed)):
        return []
    return [Match(one, Level.WORDS) for one in sources if is_built_in(one, meant)]


def is_built_in(source: Named, meant: BuiltIn) -> bool:
    """True for the source of that name: no other can bear it."""
    return source.kind is Kind.OTHER and source.name == meant.value


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
    alone = len(ranked) == 1 or in_rank(ranked[0]) < in_rank(ranked[1])
    nearest = tuple(match.source for match in ranked[:MOST_NEAR])
    return Unclear(nearest, alone, more=len(ranked) - len(nearest))


def in_order(matches: Iterable[Match]) -> list[Match]:
    """The best first; equals by name, then id."""
    return sorted(matches, key=lambda m: (in_rank(m), m.source.name.casefold(), m.source.id))


def in_rank(match: Match) -> tuple[tuple[Level, int], bool]:
    """Where a match stands in the list: an archived source behind its equals."""
    return match.rank, match.source.archived


def own_key(name: str) -> list[str]:
    """A name as one key."""
    return [name_key(name)]


def key_sources(
    sources: Iterable[Named], forms: Callable[[str], list[str]] = own_key
) -> KeyedSources:
    """Each source with the keys of its name and its aliases."""
    return [
        (source, [k for name in (source.name, *source.aliases) for k in forms(name)])
        for source in sources
    ]


def find_alike(wanted: str, book: KeyedSources) -> list[Match]:
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
    if any(is_telling(word) and word not in TRADE for word in words) and all_among(
        words, candidate.split()
    ):
        return Level.WORDS
    begun = candidate.startswith(wanted) or begins_words(words, candidate.split())
    return Level.PART if begun else None


def know_keys(book: KeyedSources) -> KeyedNames:
    """The keys of all names, each once, by their words."""
    return KeyedNames(dict.fromkeys(k for _, keys in book for k in keys))


def find_like_names(wanted: str, book: KeyedSources, known: KeyedNames) -> list[Match]:
    """The sources with a name like the wanted one: Susan Park for ``sue prak``."""
    distances = known.find_like_keys(wanted)
    if not distances:
        return []
    return [
        grade_likeness(source, min(reached))
        for source, keys in book
        if (reached := [distances[k] for k in keys if k in distances])
    ]


def grade_likeness(source: Named, far: Likeness) -> Match:
    """A source of which a name is so far from the wanted one."""
    return Match(source, Level.TYPO if far.mistakes else Level.LIKE, far.cost)


def find_akin(wanted: str, book: KeyedSources, known: KeyedNames) -> tuple[Named, ...]:
    """The sources that share a word with the wanted name, the nearest first, eight at most."""
    order = {k: place for place, k in enumerate(rank_akin(wanted, known))}
    places = [(min(order.get(k, len(order)) for k in keys), s.id, s) for s, keys in book if keys]
    found = sorted(one for one in places if one[0] < len(order))
    return tuple(source for *_, source in found[:MOST_NEAR])
