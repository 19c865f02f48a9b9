"""How a figure is taken: two things in turn, A B A B, and the median of the ratios of the pairs.

A machine that is slow for a second is slow for both halves of a pair, so the ratio holds where
the seconds do not.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from tests.benchmarks.records import TODAY

PROJECT = Path(__file__).parents[2]
FLOORS = Path(__file__).parent / "floors"
MS = 1000
LEFT_OUT = ("PYTHONDONTWRITEBYTECODE", "PYTHONPROFILEIMPORTTIME", "PYTHONDEVMODE")


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the closing table."""

    what: str
    aim: float
    measured: float
    unit: str
    note: str

    @property
    def reached(self) -> bool:
        return self.measured <= self.aim


@dataclass(frozen=True, slots=True)
class Paired:
    """Two things measured in turn, in seconds."""

    ratio: float
    first: float
    second: float

    def figure(self, what: str, aim: float) -> Figure:
        note = f"{self.first * MS:.1f} ms against {self.second * MS:.1f} ms"
        return Figure(what, aim, self.ratio, "x", note)


@dataclass(frozen=True, slots=True)
class Program:
    """A program to run from start to end."""

    args: Sequence[str]
    env: Mapping[str, str] = field(default_factory=dict)
    before: Callable[[], object] = bool  # what is made ready, not timed

    def output(self) -> str:
        """Run it and fail loudly; what it printed."""
        self.before()
        done = subprocess.run(
            self.args,
            env=environment(self.env),
            cwd=PROJECT,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        if done.returncode:
            raise SystemExit(f"{' '.join(self.args)}: exit {done.returncode}\n{done.stderr}")
        return done.stdout

    def seconds(self) -> float:
        """How long it runs, from the start of the process to its end."""
        self.before()
        start = time.perf_counter()
        subprocess.run(
            self.args,
            env=environment(self.env),
            cwd=PROJECT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=True,
        )
        return time.perf_counter() - start


def environment(more: Mapping[str, str]) -> dict[str, str]:
    """The children's: bytecode is cached as on any user's machine, no setting of ref's is set."""
    kept = {k: v for k, v in os.environ.items() if k not in LEFT_OUT and not k.startswith("REF_")}
    return kept | {"REF_AS_OF": TODAY.isoformat()} | dict(more)


def ref(*args: str, book: Path | None = None, **env: str) -> Program:
    """``ref`` on a book."""
    where = {} if book is None else {"REF_DB": str(book)}
    return Program((sys.executable, "-m", "refcli", *args), env | where)


def floor(name: str, *args: object) -> Program:
    """One of the floors."""
    return Program((sys.executable, str(FLOORS / f"{name}.py"), *map(str, args)))


def paired(
    first: Callable[[], float], second: Callable[[], float], *, pairs: int, warm: int = 1
) -> Paired:
    """Both in turn, after a warm-up that fills the caches of files and bytecode."""
    for _ in range(warm):
        first()
        second()
    taken = [(first(), second()) for _ in range(pairs)]
    ratio = median(a / b for a, b in taken)
    return Paired(ratio, median(a for a, _ in taken), median(b for _, b in taken))


def timed(call: Callable[[], object]) -> float:
    """How long a call takes."""
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def options() -> argparse.Namespace:
    """Where the books are kept between runs, and how many pairs are taken."""
    parser = argparse.ArgumentParser()
    usual = Path(tempfile.gettempdir()) / "refcli-benchmarks"
    parser.add_argument("--cache", type=Path, default=usual, help="Where the books are kept.")
    parser.add_argument("--pairs", type=int, default=15, help="Of the short programs.")
    return parser.parse_args()


def show(figures: Iterable[tuple[str, Figure]]) -> None:
    """One line per figure, as each is taken."""
    heads = ("what", "aimed at", "measured", "", "command")
    write_row(*heads)
    for module, one in figures:
        write_row(
            one.what,
            f"<= {one.aim:g} {one.unit}",
            f"{one.measured:.2f} {one.unit}" + ("" if one.reached else "  MISSED"),
            one.note,
            f"python -m tests.benchmarks.{module}",
        )


def write_row(what: str, aim: str, measured: str, note: str, command: str) -> None:
    """One line of the table."""
    sys.stdout.write(f"{what:<52} {aim:<11} {measured:<17} {note:<34} {command}\n")
    sys.stdout.flush()
