"""Which source does a typed name mean? Id, exact, prefix, words, typing mistake: the best wins."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

from refcli.core.names import key, titled
from refcli.core.vocabulary import Kind

PEOPLE = frozenset({Kind.PATIENT, Kind.PROVIDER})
MOST_NEAR = 8
MOST_WORDS = 12  # a longer name is compared as a whole only
ID = re.compile(r"#\s*0*([1-9][0-9]*)")


class Level(IntEnum):
    """How well a name fits, the best first."""

    ID = 1
    EXACT = 2
    PREFIX = 3
    WORD = 4
    TYPO = 5


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
    """Several sources fit equally well, or, without candidates and level, none does."""

    candidates: tuple[Named, ...]
    level: Level | None


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


Book = Sequence[tuple[Named, tuple[str, ...]]]


def find(typed: str, sources: Sequence[Named]) -> Found | Unclear:
    """The source meant by ``#id``, or by a name, an alias or a part of one.

    A bare ``4`` is the name of a source that is called so, else the number of one.
    A typed title prefers persons: ``dr chen`` is Dr. Wei Chen rather than Chen Family Dental.
    """
    if number := ID.fullmatch(typed.strip()):
        return decide([Match(s, Level.ID) for s in sources if str(s.id) == number[1]])
    if not (wanted := key(typed)):
        return decide([])
    book = keyed(sources)
    matches = alike(wanted, book)
    own = numbered(typed, sources)
    if own and all(match.level is not Level.EXACT for match in matches):
        return decide(own)
    matches = matches or mistyped(wanted, book)
    return decide(people(matches) if titled(typed) else matches)


def numbered(typed: str, sources: Iterable[Named]) -> list[Match]:
    """The source of a number without the ``#`` in front."""
    return [Match(s, Level.ID) for s in sources if str(s.id) == typed.strip().lstrip("0")]


def people(matches: Sequence[Match]) -> Sequence[Match]:
    """The persons among them, and what is called exactly so; all where there is neither."""
    chosen = [m for m in matches if m.level is Level.EXACT or m.source.kind in PEOPLE]
    return chosen or matches


def near(typed: str, sources: Sequence[Named]) -> tuple[Named, ...]:
    """The sources that a new name could be confused with, the best first, eight at most."""
    if not (wanted := key(typed)):
        return ()
    book = keyed(sources)
    matches = alike(wanted, book)
    known = {match.source.id for match in matches}
    matches += (match for match in mistyped(wanted, book) if match.source.id not in known)
    return tuple(match.source for match in in_order(matches)[:MOST_NEAR])


def decide(matches: Iterable[Match]) -> Found | Unclear:
    """The best match if it is alone at its rank, else all that share that rank."""
    ranked = in_order(matches)
    if not ranked:
        return Unclear((), None)
    best = ranked[0]
    rivals = tuple(match.source for match in ranked if match.rank == best.rank)
    return Found(best.source, best.level) if len(rivals) == 1 else Unclear(rivals, best.level)


def in_order(matches: Iterable[Match]) -> list[Match]:
    """The best first; equals by name, then id."""
    return sorted(matches, key=lambda m: (m.rank, m.source.name.casefold(), m.source.id))


def keyed(sources: Iterable[Named]) -> Book:
    """Each source with the keys of its name and its aliases."""
    return [(source, (key(source.name), *map(key, source.aliases))) for source in sources]


def alike(wanted: str, book: Book) -> list[Match]:
    """The sources that fit without a typing mistake, each once at its best level."""
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
    if candidate.startswith(wanted):
        return Level.EXACT if candidate == wanted else Level.PREFIX
    return Level.WORD if begins_words(words, candidate.split()) else None


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


def mistyped(wanted: str, book: Book) -> list[Match]:
    """The sources within the allowed typing mistakes, as a whole or word by word."""
    every_key = {k for _, keys in book for k in keys}
    distances = dict(by_words(wanted.split(), every_key))
    for k, distance in within_reach(wanted, every_key).items():
        distances[k] = min(distance, distances.get(k, distance))
    return [
        Match(source, Level.TYPO, min(reached))
        for source, keys in book
        if (reached := [distances[k] for k in keys if k in distances])
    ]


def by_words(words: Sequence[str], keys: Collection[str]) -> Iterator[tuple[str, int]]:
    """The keys that hold a word of its own for each typed word, with the mistakes in all."""
    if len(words) > MOST_WORDS:
        return
    vocabulary = {word for k in keys for word in k.split()}
    reach = [within_reach(word, vocabulary) for word in words]
    for k in keys:
        present = k.split()
        if reach[0].keys().isdisjoint(present):
            continue
        wishes = [[n for n, word in enumerate(present) if word in close] for close in reach]
        if all_seated(wishes):
            yield k, sum(min(close[w] for w in present if w in close) for close in reach)


def all_seated(wishes: Sequence[Sequence[int]]) -> bool:
    """True if each guest can have a chair that it wishes for (augmenting paths, Kuhn 1955)."""
    holder: dict[int, int] = {}

    def seat(guest: int, tried: set[int]) -> bool:
        for chair in wishes[guest]:
            if chair not in tried:
                tried.add(chair)
                if chair not in holder or seat(holder[chair], tried):
                    holder[chair] = guest
                    return True
        return False

    return all(seat(guest, set()) for guest in range(len(wishes)))


def within_reach(typed: str, choices: Collection[str]) -> dict[str, int]:
    """The choices within the allowed mistakes: letter missing, added, wrong, or two swapped."""
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - 38 ms that few commands need
    from rapidfuzz.process import extract  # noqa: PLC0415 - as above

    close = extract(typed, choices, scorer=OSA.distance, score_cutoff=allowed(typed), limit=None)
    return {choice: int(distance) for choice, distance, _ in close}


def allowed(typed: str) -> int:
    """How many typing mistakes are forgiven: none up to 3 letters, one up to 7, then two."""
    letters = len(typed) - typed.count(" ")
    return (letters > 3) + (letters > 7)  # noqa: PLR2004
