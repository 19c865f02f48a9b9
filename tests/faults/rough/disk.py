"""Disks that fail: EIO and ENOSPC, once or for good, at each call of a command that changes.

``python -m tests.faults.rough.disk --tries 1000 --seed 1``
"""

import errno
import re
from collections.abc import Generator, Iterable, Iterator
from functools import partial
from itertools import product
from pathlib import Path
from random import Random

from tests.faults.desk import EXIT_CODES
from tests.faults.rough.counting import Trial, count_trials
from tests.faults.rough.ground import (
    COMMANDS,
    READING,
    Ground,
    choose_calls,
    find_lost_copies,
    find_stuck,
    find_unsound_end,
    lay_out,
    read_rows,
    take_away,
)
from tests.faults.rough.tracing import Ended, Fault, How

REFUSALS = tuple(product((errno.EIO, errno.ENOSPC), (False, True)))
UNKNOWN = "It is not known whether"
TARGET = re.compile(r"-o (\S+)|--labels (\S+)|--ics (\S+)")


def make_trials(chance: Random) -> Generator[Trial]:
    """Each command at each call with each fault, in an order by chance."""
    ground = lay_out()
    try:
        trials = [*make_refusals(ground, chance), *make_short_writes(ground, chance)]
        chance.shuffle(trials)
        yield from trials
    finally:
        take_away(ground)


def make_refusals(ground: Ground, chance: Random) -> Iterator[Trial]:
    """The system refuses a call, or all from one on."""
    for name, (code, for_good) in product((*COMMANDS, *READING), REFUSALS):
        sort = f"{errno.errorcode[code]} {'for good' if for_good else 'once'}"
        for number in choose_calls(ground, name, chance):
            fault = Fault(How.REFUSE, number, code, for_good)
            yield Trial(sort, f"{name}, {sort}, call {number}", partial(fail, ground, name, fault))


def make_short_writes(ground: Ground, chance: Random) -> Iterator[Trial]:
    """The system writes half of what it was given, and says so."""
    for name in (*COMMANDS, *READING):
        for number in choose_calls(ground, name, chance)[::4]:
            told = f"{name}, half a write, call {number}"
            act = partial(fail, ground, name, Fault(How.CUT, number))
            yield Trial("half a write", told, act)


def fail(ground: Ground, name: str, fault: Fault) -> Iterable[str]:
    """Let a command meet a fault, and see what it says and leaves."""
    return find_wrong(ground, name, ground.run(name, fault))


def find_wrong(ground: Ground, name: str, ended: Ended) -> Iterator[str]:
    """The command is whole or not at all, and what it says of it is so."""
    told = f"exit {ended.code}, {ended.out!r}, {ended.err!r}"
    if ended.code not in EXIT_CODES or "inside ref" in ended.err or "Traceback" in ended.err:
        yield f"no end of ours: {told}"
    rows = read_rows(ground.book)
    whole, none = rows == ground.after(name), rows == ground.before(name)
    yield from find_unsound_end(ground, name, rows)
    if not whole and not none:
        yield f"half a command: {told}"
    if name in COMMANDS:
        yield from (f"{lie}: {told}" for lie in find_lies(ended, whole=whole))
    files = [Path(next(filter(None, one))) for one in TARGET.findall(ground.line(name))]
    there = [path.exists() for path in files]
    if any(there) and "othing was " in ended.err:
        yield f"nothing was written, and {there}: {told}"
    if "Wrote" in ended.out and not all(there):
        yield f"written, and {there}: {told}"
    yield from find_lost_copies(ground, name, ended.out)
    yield from find_stuck(ground, name)


def find_lies(ended: Ended, *, whole: bool) -> Iterator[str]:
    """What a command that writes says otherwise than it is."""
    if "othing was changed" in ended.err and whole:
        yield "nothing was changed, and it was"
    if "on record as command" in ended.err and not whole:
        yield "on record, and it is not"
    if ended.out and not whole:
        yield "acknowledged and lost"
    if UNKNOWN not in ended.err and ended.code == 0 and not whole:
        yield "exit 0, and it is lost"
    if UNKNOWN not in ended.err and ended.code and whole:
        yield "it failed, and it is there"


if __name__ == "__main__":
    count_trials("tests.faults.rough.disk", make_trials)
