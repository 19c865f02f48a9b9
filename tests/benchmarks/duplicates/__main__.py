"""How many sources on record twice are found among 10,000, and are the certain ones right? Seeded.

Run: python -m tests.benchmarks.duplicates --nppes pl_pfile_DAYS.csv. The file is the one of
secondary practice locations in the monthly download of NPPES, which CMS publishes at
https://download.cms.gov/nppes/NPI_Files.html; a part of it will do. Beside ref stand rapidfuzz's
token_sort_ratio and recordlinkage. The names of people come from the census of 1990 and their
nicknames from a list that ref does not use; all three are packages of the Python index.
"""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from statistics import fmean

from refcli.core.sources.duplicates.pairs import DuplicatePair, Sureness, find_duplicates
from tests.benchmarks.duplicates.book import KnownBook, make_book
from tests.benchmarks.duplicates.rivals import Curve, Linker, curves, ratio_scores

SEEDS = ("nine", "ten", "eleven")  # of which no rule has seen a mistake
NEEDED = ("names", "nicknames", "recordlinkage")
MANY = 10_000
AIMS = (("precision at certain", 0.995), ("recall, certain and asked", 0.92), ("seconds", 20.0))
SURE = 0.995


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--nppes", type=Path, required=True, help="A file of practice locations.")
    parser.add_argument("--many", type=int, default=MANY, help="Sources in the book.")
    parser.add_argument("--seeds", nargs="+", default=SEEDS, help="A book of each.")
    parser.add_argument("--alone", action="store_true", help="Without the two others.")
    parser.add_argument("--wrong", type=int, default=0, help="Show so many of each mistake.")
    return parser.parse_args()


def folder_of(package: str) -> Path:
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        missing = [name for name in NEEDED if find_spec(name) is None]
        sys.exit(f"These packages are needed, in an environment of their own: {' '.join(missing)}")
    return Path(next(iter(spec.submodule_search_locations)))


def public_nicknames() -> dict[str, list[str]]:
    """The nicknames by the name of the package's list."""
    rows = (folder_of("nicknames") / "names.csv").read_text(encoding="utf-8").split()[1:]
    found: dict[str, list[str]] = {}
    for row in rows:
        name, _, short = row.split(",")
        found.setdefault(name, []).append(short)
    return found


def say(*cells: object) -> None:
    widths = (40, 12, 10, 10, 10)
    line = " ".join(f"{cell!s:<{width}}" for cell, width in zip(cells, widths, strict=False))
    sys.stdout.write(line.rstrip() + "\n")
    sys.stdout.flush()


def say_curve(what: str, found: Curve, seconds: float) -> None:
    say(what, f"{found.precision:.4f}", f"{found.recall:.4f}", found.listed, f"{seconds:.1f}")


def ours(book: KnownBook) -> tuple[list[DuplicatePair], float]:
    start = time.process_time()
    pairs = find_duplicates(book.sources)
    return pairs, time.process_time() - start


def share(pairs: Sequence[DuplicatePair], book: KnownBook) -> Curve:
    hits = sum((one.first.id, one.second.id) in book.same for one in pairs)
    return Curve(0, hits / max(len(pairs), 1), hits / len(book.same), len(pairs))


def rivals(book: KnownBook, other: KnownBook) -> None:
    start = time.process_time()
    ratios = ratio_scores(book.sources)
    took = time.process_time() - start
    say_best("token_sort_ratio", curves(ratios, book, range(71, 101)), took)
    linker = Linker()
    linker.learn(other)
    start = time.process_time()
    chances = linker.scores(book.sources)
    took = time.process_time() - start
    steps = [n / 100 for n in range(1, 100)] + [1 - 10**-n for n in range(3, 9)]
    say_best("recordlinkage, taught by another book", curves(chances, book, steps), took)


def say_best(what: str, found: Sequence[Curve], seconds: float) -> None:
    """At the threshold of the best F1, and at the lowest that is as sure as certain."""
    best = max(found, key=lambda one: one.f1)
    say_curve(f"{what} >= {best.threshold:g}", best, seconds)
    sure = [one for one in found if one.precision >= SURE]
    if sure:
        top = max(sure, key=lambda one: one.recall)
        say_curve(f"  as sure as certain, >= {top.threshold:g}", top, seconds)
    else:
        say(f"  as sure as certain ({SURE})", "never")
    most = max(found, key=lambda one: one.recall)
    say_curve(f"  most found, >= {most.threshold:g}", most, seconds)


def show_mistakes(pairs: Sequence[DuplicatePair], book: KnownBook, many: int) -> None:
    by_id = {one.id: one for one in book.sources}
    found = {(one.first.id, one.second.id) for one in pairs}
    wrong = [one for one in pairs if (one.first.id, one.second.id) not in book.same]
    for level in Sureness:
        for one in [one for one in wrong if one.level is level][:many]:
            say(f"\nWRONG {level} {one.score}: {one.reasons}\n  {one.first}\n  {one.second}")
    for a, b in sorted(book.same - found)[:many]:
        say(f"\nMISSED\n  {by_id[a]}\n  {by_id[b]}")
    say(Counter(why for one in wrong for why in one.reasons[:1]).most_common(20))


def main() -> None:
    given, names, shorts = options(), folder_of("names"), public_nicknames()
    found = []
    for seed in given.seeds:
        book, other = (
            make_book(given.nppes, names, shorts, given.many, one)
            for one in (seed, f"{seed}, to learn from")
        )
        say(f"{len(book.sources):,} sources, {len(book.same):,} pairs are one, seed {seed!r}")
        say("what", "precision", "recall", "listed", "seconds")
        found.append(take_ours(book, given.wrong))
        if not given.alone:
            rivals(book, other)
    say_aims(found)


def take_ours(book: KnownBook, wrong: int) -> tuple[Curve, Curve, float]:
    """What ref finds: the certain pairs, all pairs, and the seconds."""
    pairs, took = ours(book)
    certain, asked = (
        share([one for one in pairs if one.level is level], book)
        for level in (Sureness.CERTAIN, Sureness.ASK)
    )
    whole = share(pairs, book)
    say_curve("ref, certain", certain, took)
    say_curve("ref, asked", asked, took)
    say_curve("ref, certain and asked", whole, took)
    if wrong:
        show_mistakes(pairs, book, wrong)
    return certain, whole, took


def say_aims(found: Sequence[tuple[Curve, Curve, float]]) -> None:
    """The mean over the books, beside what is aimed at."""
    certain = sum(one.listed for one, _, _ in found)
    precision = sum(one.precision * one.listed for one, _, _ in found) / max(certain, 1)
    recall = fmean(one.recall for _, one, _ in found)
    slowest = max(took for _, _, took in found)
    for (what, aim), got in zip(AIMS, (precision, recall, slowest), strict=True):
        reached = got <= aim if what == "seconds" else got >= aim
        say(f"{what}, aimed at {aim:g}", f"{got:.4f}", "" if reached else "MISSED")


if __name__ == "__main__":
    main()
