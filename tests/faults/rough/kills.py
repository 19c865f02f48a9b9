"""Commands that are killed: before, within and after each call that changes, and at any moment.

``python -m tests.faults.rough.kills --tries 2000 --seed 1``
"""

import os
import signal
import time
from collections.abc import Generator, Iterable, Iterator
from functools import partial
from itertools import cycle, product
from random import Random

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
from tests.faults.rough.tracing import Ended, Fault, How, read_end

AT_CALLS = 5  # trials, between two at any moment
KILLS = (How.KILL_BEFORE, How.KILL_WITHIN, How.KILL_AFTER)


def make_trials(chance: Random) -> Generator[Trial]:
    """Each command at each call in each way; between them, and after for ever, at any moment."""
    ground = lay_out()
    names = cycle((*COMMANDS, *READING))
    try:
        for number, trial in enumerate(make_at_calls(ground, chance), start=1):
            yield trial
            if number % AT_CALLS == 0:
                yield make_at_moment(ground, next(names), chance.random())
        while True:
            yield make_at_moment(ground, next(names), chance.random())
    finally:
        take_away(ground)


def make_at_calls(ground: Ground, chance: Random) -> list[Trial]:
    """Each command killed at each call in each way, in an order by chance."""
    trials = []
    for name, how in product((*COMMANDS, *READING), KILLS):
        for number in choose_calls(ground, name, chance):
            act = partial(kill_at_call, ground, name, Fault(how, number))
            trials.append(Trial(str(how), f"{name} {how} call {number}", act))
    chance.shuffle(trials)
    return trials


def make_at_moment(ground: Ground, name: str, share: float) -> Trial:
    """A command killed after a share of its time."""
    act = partial(kill_at, ground, name, share)
    return Trial("killed at any moment", f"{name} killed after {share:.3f} of its time", act)


def kill_at_call(ground: Ground, name: str, fault: Fault) -> Iterable[str]:
    """Kill a command at a call."""
    return find_wrong(ground, name, ground.run(name, fault))


def kill_at(ground: Ground, name: str, share: float) -> Iterable[str]:
    """Kill a command when a share of the time has gone that it takes undisturbed."""
    begun = time.monotonic()
    os.waitpid(ground.start(name), 0)
    whole = time.monotonic() - begun
    pid = ground.start(name)
    time.sleep(share * whole)
    os.kill(pid, signal.SIGKILL)
    _, status = os.waitpid(pid, 0)
    return find_wrong(ground, name, read_end(status, ground.folder))


def find_wrong(ground: Ground, name: str, ended: Ended) -> Iterator[str]:
    """A command that was killed is whole or not at all; what it acknowledged is kept."""
    rows = read_rows(ground.book)
    yield from find_unsound_end(ground, name, rows)
    whole, none = rows == ground.after(name), rows == ground.before(name)
    if not whole and not none:
        yield "half a command"
    if name in COMMANDS and ended.out and not whole:
        yield f"acknowledged and lost: {ended.out}"
    yield from find_lost_copies(ground, name, ended.out)
    yield from find_stuck(ground, name)


if __name__ == "__main__":
    count_trials("tests.faults.rough.kills", make_trials)
