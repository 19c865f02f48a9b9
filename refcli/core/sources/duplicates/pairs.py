"""From the sources of a book to the pairs that are on record twice, the surest first."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from refcli.core.sources.duplicates.blocks import count_words, find_likely_pairs
from refcli.core.sources.duplicates.candidates import Candidate, Profile, make_profile
from refcli.core.sources.duplicates.contacts import (
    Evidence,
    Holders,
    add_up,
    are_different,
    count_holders,
    find_differences,
    find_rarity,
    find_shared,
)
from refcli.core.sources.duplicates.grades import CountHolders, NameGrade
from refcli.core.sources.duplicates.people import grade_people
from refcli.core.sources.duplicates.places import grade_places
from refcli.core.sources.matching import PEOPLE
from refcli.core.sources.rivals import MARKETING

LEAST = 45  # points of a pair that is worth a question
CERTAIN_FROM, BEST = 90, 99
NPI_POINTS = 50
LEAST_NAMED = 40  # points of names that are alike
LEAST_CONTACT = 10  # points of a phone, an e-mail address, a fax, an office or a house
GROUP = 4  # as many sources with one NPI: the group's, given to all its doctors


class Sureness(StrEnum):
    """How surely two sources are one: merged after a look, or a question to somebody who knows."""

    CERTAIN = "certain"
    ASK = "ask"


@dataclass(frozen=True, slots=True)
class DuplicatePair:
    """Two sources that are, or may be, one; the first is the one with the lower id.

    ``score`` is of a hundred; from 90 on the pair is certain. ``reasons`` speak for it, and those
    that begin with "but" against it.
    """

    first: Candidate
    second: Candidate
    score: int
    level: Sureness
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """A pair before the others are looked at.

    ``contradicted``: something says that it is two; ``listed``: it is worth a question.
    """

    pair: DuplicatePair
    contradicted: bool
    listed: bool


def find_duplicates(sources: Iterable[Candidate]) -> list[DuplicatePair]:
    """The pairs that are or may be one source, the surest first.

    Built-in sources and archived ones that nobody asks about are left out by the caller.
    """
    profiles = [make_profile(one) for one in sorted(sources, key=lambda one: one.id)]
    words, holders = count_words(profiles), count_holders(profiles)
    judged = [
        found
        for a, b in find_likely_pairs(profiles, words)
        if (found := judge_pair(profiles[a], profiles[b], words, holders))
    ]
    pairs = ask_where_others_differ(judged)
    return sorted(pairs, key=lambda one: (-one.score, one.first.id, one.second.id))


def judge_pair(
    one: Profile, other: Profile, words: Counter[str], holders: Holders
) -> Judged | None:
    """Whether two sources are one; None where nothing says so."""
    if is_office_of(one, other):
        return None
    npi = one.source.npi if one.source.npi == other.source.npi else ""
    shared = [*([(NPI_POINTS, "same NPI")] if npi else []), *find_shared(one, other, holders)]
    met = any(points >= LEAST_CONTACT for points, _ in shared)
    grade = compare_names(one, other, words.__getitem__, met=met)
    if grade is None and not (npi or share_a_line(one, other)):
        return None
    grade = grade or NameGrade(0, "another name")
    against = [
        *find_differences(one, other, together=bool(shared)),
        *find_other_kinds(one, other),
    ]
    other_npi = are_different(one.source.npi, other.source.npi)
    contradicted = bool(grade.against) or other_npi
    own_npi = bool(npi) and holders.npis[npi] < GROUP
    same_kind = one.source.kind is other.source.kind
    contact = add_up(shared) - add_up(against)
    certain = same_kind and not contradicted and is_enough(grade, contact, own_npi=own_npi)
    shared += find_rarity(one, other, holders)
    pair = make_pair(one, other, grade, shared, against, certain=certain)
    listed = is_listed(pair, grade, met=met and not other_npi, own_npi=own_npi)
    return Judged(pair, contradicted, listed)


def is_listed(pair: DuplicatePair, grade: NameGrade, *, met: bool, own_npi: bool) -> bool:
    """True for a pair that is worth a question.

    Like names are, with a phone or the like in common; names of two, as Robert and Roberta Park,
    only with an NPI of their own in common.
    """
    if grade.contradicted:
        return own_npi
    return pair.score >= LEAST or (met and grade.alike)


def is_enough(grade: NameGrade, contact: int, *, own_npi: bool) -> bool:
    """True where nothing is left to ask: like names with an NPI of their own, or enough contact."""
    if own_npi and grade.points >= LEAST_NAMED:
        return True
    return grade.enough is not None and contact >= grade.enough


def share_a_line(one: Profile, other: Profile) -> bool:
    """True for two places with one phone or e-mail address, whatever they are called."""
    if one.person or other.person:
        return False
    return (one.phone != "" and one.phone == other.phone) or (
        one.email != "" and one.email == other.email
    )


def is_office_of(one: Profile, other: Profile) -> bool:
    """True for a provider and the office that the provider works in."""
    return one.source.office_id == other.source.id or other.source.office_id == one.source.id


def compare_names(
    one: Profile, other: Profile, count: CountHolders, *, met: bool
) -> NameGrade | None:
    """The best grade of their names and aliases; across kinds only the very same name counts."""
    if one.person is not other.person:
        same = {name.words for name in one.names} & {name.words for name in other.names}
        return NameGrade(70, "same name") if same else None
    cities = (one.city, other.city)
    grades = [
        grade_people(a, b, count, met=met) if one.person else grade_places(a, b, count, cities)
        for a in one.names
        for b in other.names
    ]
    return max(filter(None, grades), key=lambda grade: grade.points, default=None)


def find_other_kinds(one: Profile, other: Profile) -> list[Evidence]:
    """What it costs that the two are on record as two kinds."""
    kinds = {one.source.kind, other.source.kind}
    if len(kinds) == 1:
        return []
    related = kinds <= PEOPLE or kinds <= MARKETING
    said = " and ".join(sorted(kind.value for kind in kinds))
    return [(5 if related else 30, f"but on record as {said}")]


def make_pair(  # noqa: PLR0913 - what is said of a pair
    one: Profile,
    other: Profile,
    grade: NameGrade,
    shared: Sequence[Evidence],
    against: Sequence[Evidence],
    *,
    certain: bool,
) -> DuplicatePair:
    """The pair with its score and its reasons."""
    score = grade.points + add_up(shared) - add_up(against)
    low, high = (CERTAIN_FROM, BEST) if certain else (0, CERTAIN_FROM - 1)
    said = (grade.reason, *(why for _, why in shared), *grade.against, *(why for _, why in against))
    return DuplicatePair(
        one.source,
        other.source,
        max(low, min(score, high)),
        Sureness.CERTAIN if certain else Sureness.ASK,
        tuple(filter(None, said)),
    )


def ask_where_others_differ(judged: Sequence[Judged]) -> list[DuplicatePair]:
    """The pairs, asked about where one of the two is as surely a third who is somebody else.

    John Smith may be John A. Smith or his son John B. Smith.
    """
    certain: defaultdict[int, set[int]] = defaultdict(set)
    apart: set[frozenset[int]] = set()
    for one in judged:
        first, second = one.pair.first.id, one.pair.second.id
        if one.pair.level is Sureness.CERTAIN:
            certain[first].add(second)
            certain[second].add(first)
        elif one.contradicted:
            apart.add(frozenset((first, second)))
    return [
        ask(one.pair) if is_torn(one.pair, certain, apart) else one.pair
        for one in judged
        if one.listed
    ]


def is_torn(
    pair: DuplicatePair, certain: defaultdict[int, set[int]], apart: set[frozenset[int]]
) -> bool:
    """True where one of a certain pair is certainly a third, and the other is not that third."""
    if pair.level is not Sureness.CERTAIN:
        return False
    ids = (pair.first.id, pair.second.id)
    return any(
        frozenset((third, mine)) in apart
        for mine, other in (ids, ids[::-1])
        for third in certain[other]
    )


def ask(pair: DuplicatePair) -> DuplicatePair:
    """The pair as a question."""
    why = "but a third source fits as well"
    score = min(pair.score, CERTAIN_FROM - 1)
    return replace(pair, score=score, level=Sureness.ASK, reasons=(*pair.reasons, why))
