"""Several desks at once: many who write, and some who want the same at the same moment.

``python -m tests.faults.rough.writers --tries 130 --seed 1`` (every fifth try is 50 writes)
"""

import os
import sqlite3
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random

from tests.faults.rough.counting import Trial, count_trials
from tests.faults.rough.ground import (
    Ground,
    find_stuck,
    find_unsound,
    lay_out,
    take_away,
    type_line,
)
from tests.faults.rough.tracing import Ended, read_end, start
from tests.faults.small_books import run

DESKS, EACH = 5, 10
MOST_TRIES = 10
SENT_AWAY = 1  # the exit code where another desk held the book for too long
GAPS = (
    "SELECT count(*) FROM command AS one WHERE id > 1 AND NOT EXISTS"
    " (SELECT 1 FROM command WHERE id = one.id - 1)"
)
OUT_OF_ORDER = (
    "SELECT count(*) FROM command AS one JOIN command AS next ON next.id = one.id + 1"
    " WHERE next.at < one.at"
)


@dataclass(frozen=True, slots=True)
class Race:
    """Lines typed at one moment: how many may go well, and what the book then counts."""

    lines: Sequence[str]
    well: range
    count: str = "SELECT 1"
    found: int = 1


def of_four(line: str) -> list[str]:
    """Four desks that type the same but for a number."""
    return [line.replace("{n}", str(number)) for number in range(4)]


RACES = {
    "the same patient": Race(
        of_four("add 'Zoe Quinn' --from '#3'"),
        range(1, 2),
        "SELECT count(*) FROM referral WHERE patient = 'Zoe Quinn'",
    ),
    "the same new doctor": Race(
        [
            f"add '{name}' --from 'Dr. Quincy Obi' --kind provider"
            for name in ("Abe Ash", "Una Birch", "Max Cedar", "Eve Dogwood")
        ],
        range(4, 5),
        "SELECT count(*) FROM source WHERE name LIKE '%Quincy%'",
    ),
    "the same item": Race(
        of_four("done T3"),
        range(1, 2),
        "SELECT count(*) FROM activity WHERE kind = 'thank_you'",
    ),
    "the same step back": Race(
        of_four("undo {last}"),
        range(1, 2),
        "SELECT count(*) FROM command WHERE undoes_id IS NOT NULL",
    ),
    "the same file": Race(
        of_four("import {folder}/in.csv --new")[:2],
        range(1, 3),
        "SELECT count(*) FROM referral WHERE patient LIKE 'Pat %'",
        300,
    ),
    "the same setting": Race(
        of_four("setting set visit_every {n}1"),
        range(4, 5),
        "SELECT count(*) FROM command WHERE name = 'setting set'",
        5,
    ),
    "the same merge": Race(
        of_four("source merge '#3' 'Fir Dental' --yes"),
        range(1, 2),
        "SELECT count(*) FROM command WHERE name = 'source merge'",
    ),
    "the same ledger": Race(
        of_four("gift add '#3' pens --value {n}.50 --by tina --record-anyway --why so"),
        range(4, 5),
        "SELECT count(*) FROM incentive WHERE item = 'pens'",
        4,
    ),
}


def make_trials(chance: Random) -> Generator[Trial]:
    """Races in turn, and after every fourth one the many who write; without end."""
    ground = lay_out()
    names = list(RACES)
    try:
        while True:
            chance.shuffle(names)
            for at, name in enumerate(names):
                yield Trial("races", f"race for {name}", partial(race, ground, RACES[name]))
                if at % 4 == 3:
                    told = f"{DESKS} desks, {EACH} writes each"
                    yield Trial(told, told, partial(write_much, ground))
    finally:
        take_away(ground)


def at_once(ground: Ground, acts: Sequence[Callable[[], object]]) -> list[Ended]:
    """Run things at the same time, each in a process of its own."""
    running = []
    for number, act in enumerate(acts):
        folder = ground.folder / f"desk {number}"
        folder.mkdir(exist_ok=True)
        running.append((start(act, folder), folder))
    return [read_end(os.waitpid(pid, 0)[1], folder) for pid, folder in running]


def write_much(ground: Ground) -> Iterable[str]:
    """Every desk writes as fast as it can: nothing is lost, and who is sent away was told so."""
    ground.renew()
    before = len(ground.numbers())
    ended = at_once(ground, [partial(add_many, ground, desk) for desk in range(DESKS)])
    said = sum(one.out.count("Recorded referral") for one in ended)
    kept = len(ground.numbers()) - before
    if said != DESKS * EACH or kept != said:
        yield f"{DESKS * EACH} typed, {said} acknowledged, {kept} kept: {ended}"
    yield from find_disorder(ground)


def add_many(ground: Ground, desk: int) -> None:
    """One desk: referrals that nobody else has; who is told to try again does so."""
    for number in range(EACH):
        line = f"add 'Nemo {chr(65 + desk)}{number}' --from '#3' --again"
        codes = (ends_with(line, ground.book) for _ in range(MOST_TRIES))
        if all(code == SENT_AWAY for code in codes):
            raise SystemExit(SENT_AWAY)


def ends_with(line: str, book: Path) -> object:
    """The exit code of a line; one that no busy book explains ends the desk."""
    try:
        type_line(line, book)
    except SystemExit as end:
        if end.code not in {0, SENT_AWAY}:
            raise
        return end.code
    return 0


def race(ground: Ground, wanted: Race) -> Iterable[str]:
    """Some desks want the same: the book is as if one had come after the other."""
    ground.renew()
    before = len(ground.numbers())
    lines = [ground.line(line) for line in wanted.lines]
    ended = at_once(ground, [partial(type_line, line, ground.book) for line in lines])
    well = sum(one.code == 0 for one in ended)
    kept = len(ground.numbers()) - before
    with closing(sqlite3.connect(ground.book)) as db:
        (count,) = db.execute(wanted.count).fetchone()
    strange = [one for one in ended if one.code not in {0, 1, 2} or "inside ref" in one.err]
    if well not in wanted.well or count != wanted.found or kept > well or strange:
        yield f"{well} went well, {kept} kept, {count} counted: {ended}"
    yield from find_disorder(ground)


def find_disorder(ground: Ground) -> Iterator[str]:
    """Numbers with gaps, times out of order, a broken ledger, a book that is not sound."""
    yield from find_unsound(ground.book)
    with closing(sqlite3.connect(ground.book)) as db:
        found = [db.execute(one).fetchone()[0] for one in (GAPS, OUT_OF_ORDER)]
    if found != [0, 0]:
        yield f"{found[0]} gaps, {found[1]} out of order"
    if (result := run("audit verify", ground.book)).exit_code:
        yield f"the ledger: {result.output}"
    yield from find_stuck(ground)


if __name__ == "__main__":
    count_trials("tests.faults.rough.writers", make_trials)
