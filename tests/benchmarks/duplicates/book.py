"""A book of so many sources in which it is known who is on record several times."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from random import Random

from refcli.core.sources.duplicates.candidates import Candidate
from tests.benchmarks.duplicates.cast import Cast, Census, read_locations
from tests.benchmarks.duplicates.writing import Desk

SHARE_TWICE = 0.13  # of those on record, who get a second record
SHARE_MORE = 0.25  # of those on record several times, who get one more, and so on
IDS = tuple[int, int]


@dataclass(frozen=True, slots=True)
class KnownBook:
    """The sources, and the pairs of ids that are one."""

    sources: Sequence[Candidate]
    same: frozenset[IDS]


def make_book(
    nppes: Path, names: Path, shorts: Mapping[str, Sequence[str]], many: int, seed: str
) -> KnownBook:
    """The book of a seed: everybody once, and a known part of them again."""
    rng = Random(seed)  # noqa: S311  (a simulation has to repeat)
    cast = Cast(read_locations(nppes), Census(names, rng), rng)
    truths = cast.everybody(round(many / (1 + SHARE_TWICE / (1 - SHARE_MORE))))
    desk = Desk(cast, shorts, rng)
    for number, one in enumerate(truths, start=1):
        one.id = number
    sources = [desk.write(one, one.id, again=False) for one in truths]
    records = defaultdict(list, {one.id: [one.id] for one in truths})
    while len(sources) < many:
        one = rng.choice(truths)
        if len(records[one.id]) == 1 or rng.random() < SHARE_MORE:
            sources.append(desk.write(one, len(sources) + 1, again=True))
            records[one.id].append(len(sources))
            while len(sources) < many and rng.random() < SHARE_MORE:
                sources.append(desk.write(one, len(sources) + 1, again=True))
                records[one.id].append(len(sources))
    same = frozenset(pair for ids in records.values() for pair in combinations(ids, 2))
    return KnownBook(sources, same)
