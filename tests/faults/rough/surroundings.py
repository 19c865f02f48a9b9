"""Commands as processes of their own in strange surroundings: environment, streams, signals, clock.

``python -m tests.faults.rough.surroundings --tries 800 --seed 1``
"""

import os
import shlex
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Generator, Iterable, Iterator, Mapping
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from functools import partial
from itertools import count, product
from pathlib import Path
from random import Random

import pytest
from typer.testing import CliRunner

from refcli.cli import app
from tests.conftest import TODAY
from tests.faults.desk import EXIT_CODES
from tests.faults.rough.counting import Trial, count_trials
from tests.faults.rough.ground import (
    COMMANDS,
    READING,
    Ground,
    find_unsound,
    find_unsound_end,
    lay_out,
    read_rows,
    take_away,
)
from tests.faults.rough.tracing import Ended

ROOT = Path(__file__).parents[3]
GONE = "(gone)"  # a variable that is not set
ENVIRONMENTS: tuple[Mapping[str, str], ...] = (
    *({"COLUMNS": size} for size in ("0", "-5", "1", "99999", "abc", "")),
    *({"LINES": size} for size in ("0", "1", "x")),
    *({"TERM": kind} for kind in ("dumb", "", GONE, "nonsense", "xterm-256color")),
    *({name: "1"} for name in ("NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "TTY_COMPATIBLE")),
    *({"LC_ALL": name} for name in ("C", "POSIX", "nonsense", "tr_TR.UTF-8", "C.UTF-8")),
    *({"PYTHONIOENCODING": name} for name in ("ascii", "latin-1", "utf-8:strict")),
    *({"PYTHONUTF8": "0", "LC_ALL": "C"}, {"PYTHONCOERCECLOCALE": "0", "LC_ALL": "C"}),
    *({"HOME": place} for place in (GONE, "/nowhere", "", "/dev/null", "/root/../nowhere")),
    *({"TMPDIR": place} for place in ("/nowhere", "/dev/null", "", "/proc")),
    *({"USER": GONE, "LOGNAME": GONE, "REF_USER": GONE}, {"USER": "", "LOGNAME": "\t"}),
    *({"TZ": zone} for zone in ("nonsense", "", "Pacific/Kiritimati", "UTC+99")),
    *({"PYTHONOPTIMIZE": "2"}, {"PYTHONUNBUFFERED": "1"}, {"PYTHONHASHSEED": "0"}, {"PATH": ""}),
    *({"EDITOR": "/nowhere", "VISUAL": "/nowhere"}, {"XDG_DATA_HOME": "relative"}),
    *({"REF_COMPLETE": ""}, {"REF_ALLOW_NETWORK": "1"}, {"REF_AS_OF": ""}, {"REF_USER": ""}),
    *({"TERMINAL_WIDTH": "0"}, {"_TYPER_STANDARD_TRACEBACK": "1"}, {"TYPER_USE_RICH": "0"}),
)
STREAMS = (
    *(">&-", "2>&-", "<&-", ">&- 2>&-", "<&- >&- 2>&-", "> /dev/full", "2> /dev/full"),
    *("> /dev/full 2>&1", "< /dev/null", "| head -n 1", "2>&1 | head -n 1", "| true"),
    *("2>&1 >/dev/full | true", "< /dev/zero", "> /dev/null 2>&1"),
)
SIGNALS = (signal.SIGINT, signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
NAMES = ("add", "due", "report", "history", "status", "--help", "--version", "top -f json", "undo")
NOT_BEGUN = "Could not import runpy module"  # what Python says that is interrupted in its start
CODES_OF_SIGNALS = {-number for number in SIGNALS}


def make_trials(chance: Random) -> Generator[Trial]:
    """Each environment and each stream with each command, signals and clocks between; no end."""
    ground = lay_out()
    try:
        settled = [
            *(of_environment(ground, *both) for both in product(NAMES, ENVIRONMENTS)),
            *(of_stream(ground, *both) for both in product(NAMES, STREAMS)),
        ]
        chance.shuffle(settled)
        for number in count():
            if number % 2 and settled:
                yield settled.pop()
            elif number % 20 == 0:
                seed = chance.randrange(10**9)
                yield Trial("clocks", f"clock {seed}", partial(turn_clock, ground, seed))
            else:
                name, kind = chance.choice((*COMMANDS, *READING)), chance.choice(SIGNALS)
                share = chance.random()
                told = f"{name}, {kind.name} after {share:.3f} of its time"
                act = partial(send, ground, name, kind, share)
                yield Trial(f"signals, {kind.name}", told, act)
    finally:
        take_away(ground)


def of_environment(ground: Ground, name: str, changes: Mapping[str, str]) -> Trial:
    """A command in an environment."""
    act = partial(live, ground, name, "", changes)
    return Trial("environments", f"{name} with {dict(changes)}", act)


def of_stream(ground: Ground, name: str, stream: str) -> Trial:
    """A command with its streams elsewhere."""
    return Trial("streams", f"{name} {stream}", partial(live, ground, name, stream, {}))


def environment(ground: Ground, changes: Mapping[str, str]) -> dict[str, str]:
    """The usual environment of a process with changes."""
    usual = os.environ | {
        "REF_DB": str(ground.book),
        "REF_AS_OF": TODAY.isoformat(),
        "REF_USER": "tina",
        "PYTHONPATH": str(ROOT),
    }
    return {name: value for name, value in {**usual, **changes}.items() if value != GONE}


def live(ground: Ground, name: str, stream: str, changes: Mapping[str, str]) -> Iterable[str]:
    """Run a command from a shell, and see how it ends."""
    ground.renew()
    line = f"{shlex.quote(sys.executable)} -m refcli {ground.line(name)} {stream}"
    done = subprocess.run(
        ["/bin/bash", "-c", f"{line}; exit ${{PIPESTATUS[0]}}"],
        env=environment(ground, changes),
        cwd=ground.folder,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        timeout=120,
        check=False,
    )
    ended = Ended(done.returncode, done.stdout, done.stderr, 0)
    yield from find_wrong(ground, name, ended, usual="REF_" not in str(changes))
    silent = ">" in stream or "|" in stream
    if ended.code == 0 and not silent and not ended.out.strip() and changes != {"REF_COMPLETE": ""}:
        yield f"no answer: {ended}"


def send(ground: Ground, name: str, kind: signal.Signals, share: float) -> Iterable[str]:
    """Send a signal to a command after a share of the time that it takes undisturbed."""
    begun = time.monotonic()
    start_alone(ground, name).communicate()
    whole = time.monotonic() - begun
    running = start_alone(ground, name)
    time.sleep(share * whole)
    running.send_signal(kind)
    out, err = running.communicate()
    return find_wrong(ground, name, Ended(running.returncode, out, err, 0))


def start_alone(ground: Ground, name: str) -> subprocess.Popen[str]:
    """A command as a process of its own, on a book as at first."""
    ground.renew(name)
    return subprocess.Popen(
        [sys.executable, "-m", "refcli", *shlex.split(ground.line(name))],
        env=environment(ground, {}),
        cwd=ground.folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


def find_wrong(ground: Ground, name: str, ended: Ended, *, usual: bool = True) -> Iterator[str]:
    """No words of Python, an exit code of ours, and what is said is so.

    Under a name or on a day that is not the ``usual`` one, other rows are recorded.
    """
    for word in ("Traceback", "inside ref", "Exception ignored", "Error:"):
        if word in ended.err and NOT_BEGUN not in ended.err:
            yield f"{word}: {ended}"
    if ended.code not in EXIT_CODES | CODES_OF_SIGNALS:
        yield f"exit code: {ended}"
    rows = read_rows(ground.book)
    yield from find_unsound_end(ground, name, rows)
    if not usual:
        return
    none, whole = rows == ground.before(name), name in COMMANDS and rows == ground.after(name)
    if not none and not whole:
        yield f"half a command: {ended}"
    if whole and "othing was changed" in ended.err:
        yield f"nothing was changed, and it was: {ended}"
    if none and ("on record as command" in ended.err or (name in COMMANDS and ended.code == 0)):
        yield f"on record, and it is not: {ended}"


def turn_clock(ground: Ground, seed: int) -> Iterable[str]:
    """Commands on days that jump about: each ends well or is refused, and recorded days go on."""
    ground.renew()
    chance = Random(seed)  # noqa: S311
    env = {"REF_DB": str(ground.book), "REF_USER": "tina", "REF_AS_OF": ""}
    for number in range(8):
        day = TODAY + timedelta(days=chance.choice((0, 1, chance.randint(-900, 900))))
        line = ground.line(chance.choice((f"add 'Clocky {chr(65 + number)}' --from '#3'", *NAMES)))
        with pytest.MonkeyPatch.context() as patch:
            set_clock(patch, day)
            result = CliRunner(env=env).invoke(app, shlex.split(line), prog_name="ref")
        if result.exit_code not in {0, 1, 2} or "inside ref" in result.stderr:
            yield f"{day}, {line}: exit {result.exit_code}, {result.stderr}"
    yield from find_unsound(ground.book)
    with closing(sqlite3.connect(ground.book)) as db:
        days = [day for (day,) in db.execute("SELECT recorded_on FROM command ORDER BY id")]
    known = [day for day in days if day]
    if known != sorted(known):
        yield f"recorded days go back: {known}"


def set_clock(patch: pytest.MonkeyPatch, day: date) -> None:
    """This PC says that it is another day."""
    patch.setattr("refcli.cli.real_day", lambda: day)
    patch.setattr("refcli.cli.real_now", lambda: datetime(day.year, day.month, day.day, tzinfo=UTC))


if __name__ == "__main__":
    count_trials("tests.faults.rough.surroundings", make_trials)
