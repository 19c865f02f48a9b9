"""Trials by the hundred: how many, of which sort, and which failed with which seed."""

import argparse
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass
from itertools import islice
from random import Random

SHOWN = 2_000  # letters of a failure
PROGRESS = 100  # tries between two signs of life


@dataclass(frozen=True, slots=True)
class Trial:
    """Something to try: its ``sort`` for the count, its ``name``, and how to find what is wrong."""

    sort: str
    name: str
    find_wrong: Callable[[], Iterable[str]]


def count_trials(prog: str, make: Callable[[Random], Generator[Trial]]) -> None:
    """Try as many as the command line asks for, print the counts, and exit with 1 if any failed.

    The same seed makes the same trials; ``--only`` tries again those whose name holds a text.
    """
    wanted = argparse.ArgumentParser(prog=f"python -m {prog}")
    wanted.add_argument("--tries", type=int, default=100)
    wanted.add_argument("--seed", type=int, default=1)
    wanted.add_argument("--only", default="", help="try only those whose name holds this")
    wanted.add_argument("--part", default="1/1", help="as 2/4: the second of four parts")
    typed = wanted.parse_args()
    part, parts = map(int, typed.part.split("/"))
    begun, tried, failed = time.monotonic(), Counter[str](), list[str]()
    trials = make(Random(typed.seed))  # noqa: S311  (a sample, no secret)
    chosen = (one for one in trials if typed.only in one.name)
    stopped: list[int] = []
    for kind in (signal.SIGINT, signal.SIGTERM):  # either ends the tries, and the counts are told
        signal.signal(kind, lambda number, _frame: stopped.append(number))
    for trial in islice(chosen, part - 1, typed.tries, parts):
        if wrong := [f"{trial.name}: {one}" for one in trial.find_wrong()]:
            print(f"FAILED, seed {typed.seed}, {wrong[0]}"[:SHOWN], flush=True)
        failed += wrong
        tried[trial.sort] += 1
        if tried.total() % PROGRESS == 0:
            print(f"{tried.total():,} tries ...", file=sys.stderr, flush=True)
        if stopped:
            break
    trials.close()
    for sort, many in sorted(tried.items()):
        print(f"{many:6,} {sort}")
    seconds = time.monotonic() - begun
    print(f"{tried.total():6,} tries in {seconds:.0f} s, {len(failed)} failures")
    sys.exit(1 if failed else 0)
