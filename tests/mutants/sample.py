"""Which mistakes are tried: a sample drawn by chance, spread over modules and kinds."""

import tomllib
from collections.abc import Iterator, Mapping
from itertools import chain, islice, zip_longest
from pathlib import Path
from random import Random

from tests.mutants.changes import Mutant, Site, find_sites, make_mutant

ROOT = Path(__file__).parents[2]
CORE = ROOT / "refcli" / "core"
EQUIVALENT = Path(__file__).with_name("equivalent.toml")
AROUND = 30  # letters that are shown before and after a difference


def draw(size: int, seed: int, within: str = "") -> list[tuple[Path, Mutant]]:
    """Mutants of the core, or of its modules whose path holds ``within``.

    Each module gives one before any gives a second, and so on; equivalent ones are left out.
    """
    modules = [path for path in sorted(CORE.rglob("*.py")) if within in path.as_posix()]
    chance = Random(seed)  # noqa: S311  (a sample, no secret)
    chance.shuffle(modules)
    rounds = zip_longest(*(of_module(path, seed) for path in modules))
    return list(islice(filter(None, chain.from_iterable(rounds)), size))


def of_module(path: Path, seed: int) -> Iterator[tuple[Path, Mutant]]:
    """The mutants of a module in an order by chance, one kind after the other."""
    place, text = path.relative_to(ROOT), path.read_text(encoding="utf-8")
    chance = Random(f"{seed}:{place.as_posix()}")  # noqa: S311
    sites = find_sites(text)
    chance.shuffle(sites)
    kinds: dict[str, list[Site]] = {}
    for site in sites:
        kinds.setdefault(site.kind, []).append(site)
    order = sorted(kinds)
    chance.shuffle(order)
    left_out = read_equivalent()
    for site in filter(None, chain.from_iterable(zip_longest(*(kinds[kind] for kind in order)))):
        mutant = make_mutant(text, site)
        if mutant.was != mutant.now and name(place, mutant) not in left_out:
            yield place, mutant


def name(place: Path, mutant: Mutant) -> tuple[str, str]:
    """What a mutant is called in the list of equivalent ones: no line, for lines move."""
    return place.as_posix(), difference(mutant)


def read_equivalent() -> Mapping[tuple[str, str], str]:
    """Mutants that no test can tell from the original, each with its reason."""
    known = tomllib.loads(EQUIVALENT.read_text(encoding="utf-8"))
    return {(one["module"], one["change"]): one["reason"] for one in known.get("mutant", [])}


def difference(mutant: Mutant) -> str:
    """What was changed to what, with some letters around: ``a < b  =>  a <= b``."""
    was, now = mutant.was, mutant.now
    if not now:
        return f"{was}  =>  nothing"
    first = next((at for at, (a, b) in enumerate(zip(was, now, strict=False)) if a != b), 0)
    start, end = max(0, first - AROUND), first + AROUND
    return f"{was[start:end]}  =>  {now[start:end]}"
