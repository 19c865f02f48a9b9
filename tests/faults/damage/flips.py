"""One bit of a book flipped: is anything wrong printed, a name shown, a wrong exit code given?

``python -m tests.faults.damage.flips --files 1000`` flips a bit in each of so many copies of the
sample practice and runs four commands on each. What they print is held against the sound book.
"""

import argparse
import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from typer.testing import Result

from tests.faults.small_books import run

COMMANDS = ("due", "top", "report", "audit")
DAY = date(2026, 11, 23)
FINE, DAMAGED = 0, 5
BITS = 8
NAMES = "SELECT patient FROM referral UNION SELECT name FROM source WHERE built_in IS NULL"
WARNED = "ts own checks were changed outside ref"
HARMLESS, TOLD = "harmless", "told as damage"
BAD = ("wrong in silence", "a name shown in an error", "wrong exit code")


@dataclass(frozen=True, slots=True)
class Flip:
    """A bit of a file: the byte, and which of its bits."""

    byte: int
    bit: int

    def write(self, content: bytes, path: Path) -> None:
        """Flip this bit in a file that was looked at just before, and found whole."""
        flipped = bytearray(content)
        flipped[self.byte] ^= 1 << self.bit
        path.write_bytes(flipped)


def choose_flips(content: bytes, files: int, seed: int) -> list[Flip]:
    """Bits anywhere in the file, the same for a seed."""
    chance = Random(seed)  # noqa: S311  (samples, no secret)
    return [Flip(chance.randrange(len(content)), chance.randrange(BITS)) for _ in range(files)]


def read_names(path: Path) -> tuple[str, ...]:
    """The names of all patients and sources."""
    with closing(sqlite3.connect(path)) as db:
        return tuple(name for (name,) in db.execute(NAMES))


def judge(result: Result, sound: str, names: Sequence[str]) -> str:
    """What came of a command on a flipped file.

    Where a trigger was changed the book can still be read: that is warned of, and the audit says
    it in its list.
    """
    if any(name in result.stderr for name in names):
        return BAD[1]
    if result.exit_code == FINE:
        if result.stdout == sound:
            return HARMLESS
        return TOLD if WARNED in result.stderr and WARNED in result.stdout else BAD[0]
    return TOLD if result.exit_code == DAMAGED and not result.stdout else BAD[2]


def try_flips(
    book: Path, flips: Sequence[Flip], commands: Sequence[str] = COMMANDS
) -> Iterator[tuple[Flip, str, str]]:
    """Each flip and command with what came of it; ``book`` is copied and stays as it is."""
    content, names = book.read_bytes(), read_names(book)
    sound = {command: run(command, book, DAY).stdout for command in commands}
    with TemporaryDirectory() as folder:
        path = Path(folder) / book.name
        for flip in flips:
            for command in commands:
                path.write_bytes(content)
                run("due", path, DAY)
                flip.write(content, path)
                yield flip, command, judge(run(command, path, DAY), sound[command], names)


def make_sample(folder: Path) -> Path:
    """The sample practice, as ``ref demo`` makes it."""
    made = run(f"demo --folder {folder.as_posix()}", folder / "none.db", DAY)
    if made.exit_code:
        raise RuntimeError(made.output)
    return folder / "demo.db"


def main() -> None:
    """Flip, count, and print each case that must not be."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--files", type=int, default=1000)
    given.add_argument("--seed", type=int, default=1)
    wanted = given.parse_args()
    counts: Counter[str] = Counter()
    with TemporaryDirectory() as folder:
        book = make_sample(Path(folder) / "sample")
        flips = choose_flips(book.read_bytes(), wanted.files, wanted.seed)
        for flip, command, outcome in try_flips(book, flips):
            counts[outcome] += 1
            if outcome in BAD:
                print(f"{outcome}: byte {flip.byte}, bit {flip.bit}, {command}", flush=True)  # noqa: T201
    for outcome in (HARMLESS, TOLD, *BAD):
        print(f"{counts[outcome]:7,} {outcome}")  # noqa: T201


if __name__ == "__main__":
    main()
