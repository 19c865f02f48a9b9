"""Damaged files: whatever is wrong with one, it is read or refused, and never half taken in.

``python -m tests.faults.damage.files --files 10000 --seed 1`` damages the samples of every format
and imports each into a new book. The file of a number is the same for the same seed; one that fails
is kept beside its number.
"""

import argparse
import faulthandler
import io
import json
import sqlite3
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from random import Random
from unittest.mock import patch

from openpyxl import Workbook
from typer.testing import CliRunner

from refcli.cli import app
from refcli.command_table import LazyCommand
from tests.conftest import one_engine
from tests.storage.books import empty

ROOT = Path(__file__).parents[3]
MOST_SECONDS = 20.0  # for one file; then the process ends, with where it was
BLOCK = 500  # files for one process
MOST_MEMORY = 1_500_000_000  # bytes of address space beyond those of the start
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "mac-roman", "cp437", "cp850")
BAD_WORDS = ("Traceback", "inside ref", "MemoryError", "RecursionError")


@dataclass(frozen=True, slots=True)
class Damaged:
    """A sample after it was damaged, and how."""

    name: str
    raw: bytes
    how: str


@dataclass(slots=True)
class Score:
    """How the files ended: taken in, refused, or failed; the slowest one in seconds.

    ``megabytes`` is the most memory that a process held.
    """

    ends: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)
    slowest: tuple[float, int] = (0.0, 0)
    megabytes: int = 0

    def add(self, other: "Score") -> None:
        """Count others with these."""
        self.ends += other.ends
        self.failures += other.failures
        self.slowest = max(self.slowest, other.slowest)
        self.megabytes = max(self.megabytes, other.megabytes)


OF_THE_PROGRAM = (
    "occasion",
    "event",
    "issue",
    "choice",
    "duty",
    "duty_away",
)  # tables that its lists write


@cache
def samples() -> dict[str, bytes]:
    """The sample files of every format, by name, with a workbook made of the tracker."""
    paths = [*(ROOT / "tests" / "files").glob("*/*.*"), ROOT / "examples" / "referrals.csv"]
    found = {path.name: path.read_bytes() for path in sorted(paths) if path.suffix != ".toml"}
    return found | {"tracker.xlsx": workbook()}


def workbook() -> bytes:
    """The tracker as a workbook of two sheets."""
    text = (ROOT / "tests" / "files" / "referrals" / "tracker.csv").read_text(encoding="cp1252")
    book, target = Workbook(), io.BytesIO()
    sheet = book.active
    assert sheet is not None
    for line in text.splitlines():
        sheet.append(line.split(","))
    book.create_sheet("Other").append(["nothing", "here", 46266])
    book.save(target)
    return target.getvalue()


def flip_bits(raw: bytearray, chance: Random) -> None:
    for _ in range(chance.randint(1, 20)):
        raw[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)


def cut_short(raw: bytearray, chance: Random) -> None:
    del raw[chance.randrange(len(raw)) :]


def double_bytes(raw: bytearray, chance: Random) -> None:
    start = chance.randrange(len(raw))
    part = raw[start : start + chance.randint(1, 200)]
    raw[start:start] = part * chance.randint(1, 5)


def drop_bytes(raw: bytearray, chance: Random) -> None:
    start = chance.randrange(len(raw))
    del raw[start : start + chance.randint(1, 100)]


def move_bytes(raw: bytearray, chance: Random) -> None:
    start = chance.randrange(len(raw))
    part = raw[start : start + chance.randint(1, 200)]
    del raw[start : start + len(part)]
    place = chance.randrange(len(raw) + 1)
    raw[place:place] = part


def put_controls(raw: bytearray, chance: Random) -> None:
    for _ in range(chance.randint(1, 10)):
        place = chance.randrange(len(raw))
        raw[place:place] = bytes(
            [chance.choice((0, 0, 7, 10, 13, 26, 27, 34, 34, 59, 92, 127, 255))]
        )


def encode_anew(raw: bytearray, chance: Random) -> None:
    text = bytes(raw).decode(chance.choice(ENCODINGS), "replace")
    raw[:] = text.encode(chance.choice(ENCODINGS), "replace")


def change_signs(raw: bytearray, chance: Random) -> None:
    old, new = chance.sample((b",", b";", b"\t", b"|", b"\n", b"\r\n", b"\r", b'"', b":", b"="), 2)
    raw[:] = bytes(raw).replace(old, new)


def join_another(raw: bytearray, chance: Random) -> None:
    other = chance.choice(list(samples().values()))
    place = chance.choice((0, len(raw), chance.randrange(len(raw))))
    raw[place:place] = other


def put_much(raw: bytearray, chance: Random) -> None:
    place = chance.randrange(len(raw))
    unit = chance.choice((b"a", b",", b'"', b"\n", b",\n", b"\0", b"[", b"{}", b" ", b"=\r\n"))
    raw[place:place] = unit * (chance.choice((1_000, 200_000, 10_000_000)) // len(unit))


def stretch_blanks(raw: bytearray, chance: Random) -> None:
    """A long run of white space in a cell, which a pattern may take very long over."""
    blank = chance.choice((b" ", b"\t", "\N{NO-BREAK SPACE}".encode()))
    place = chance.randrange(len(raw))
    raw[place:place] = blank * chance.choice((500, 3_000, 40_000))


DAMAGES: tuple[Callable[[bytearray, Random], None], ...] = (
    *(flip_bits, cut_short, double_bytes, drop_bytes, move_bytes),
    *(put_controls, encode_anew, change_signs, join_another, stretch_blanks),
)


def damage(chance: Random) -> Damaged:
    """A sample, damaged once to three times; one in fifty gets megabytes of one sign."""
    name = chance.choice(sorted(samples()))
    raw = samples()[name]
    kinds = [chance.choice(DAMAGES) for _ in range(chance.randint(1, 3))]
    if chance.random() < 0.02:
        kinds.append(put_much)
    inside = name.endswith(".xlsx") and chance.random() < 0.7
    made = damage_part(raw, kinds, chance) if inside else damage_bytes(raw, kinds, chance)
    return Damaged(name, made, ", ".join(kind.__name__ for kind in kinds) + " inside" * inside)


def damage_bytes(
    raw: bytes, kinds: list[Callable[[bytearray, Random], None]], chance: Random
) -> bytes:
    """The bytes after each damage in turn."""
    made = bytearray(raw)
    for kind in kinds:
        if made:
            kind(made, chance)
    return bytes(made)


def damage_part(
    raw: bytes, kinds: list[Callable[[bytearray, Random], None]], chance: Random
) -> bytes:
    """A workbook with one of its parts damaged, in a zip that is whole."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(raw)) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        hurt = chance.choice([name for name in old.namelist() if name.endswith(".xml")])
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, damage_bytes(part, kinds, chance) if name == hurt else part)
    return target.getvalue()


def count_rows(book: Path) -> dict[str, int]:
    """How many rows the tables have that an import writes."""
    with closing(sqlite3.connect(book)) as db:
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        return {
            table: db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608
            for table in ("referral", "step", "source", "command", "target", *OF_THE_PROGRAM)
        }


def line_of(file: Path) -> list[str]:
    """The command that takes in a sample: the national file has one of its own."""
    if file.name.startswith("npidata"):
        return ["target", "import", str(file), "--near", "98101", "--format", "json"]
    return ["import", str(file), "--skip-rejected", "--format", "json"]


def import_file(one: Damaged, folder: Path) -> tuple[str, str]:
    """How the import of a damaged file ended, and what is wrong with that, if anything."""
    book, file = folder / "ref.db", folder / one.name
    book.write_bytes(empty())
    book.chmod(0o600)
    file.write_bytes(one.raw)
    before = count_rows(book)
    env = {"REF_DB": str(book), "REF_AS_OF": "2026-11-23", "REF_USER": "tina", "TERM": "dumb"}
    result = CliRunner(env=env).invoke(app, line_of(file), prog_name="ref")
    after = count_rows(book)
    end = {0: "taken in", 1: "refused", 2: "not understood"}.get(result.exit_code, "failed")
    return end, wrong_with(end, result.stdout, result.stderr, before, after)


def wrong_with(
    end: str, stdout: str, stderr: str, before: Mapping[str, int], after: Mapping[str, int]
) -> str:
    """What must not be: a traceback, a half import, another count than was said."""
    if end == "failed" or any(word in stderr for word in BAD_WORDS):
        return f"{end}: {stderr[-300:]}"
    if end != "taken in":
        return "" if before == after else f"half taken in: {before} {after}"
    said, more = json.loads(stdout), {table: after[table] - before[table] for table in after}
    if "places" in said:
        return "" if more["target"] == len(said["new"]) else f"said {said}, found {more}"
    if " " in str(said["format"]):  # as it is typed: event list
        found = sum(more[table] for table in OF_THE_PROGRAM)
        if said["format"] == "setting reasons":  # all of them are one setting
            found = said["new"] * more["choice"]
        return "" if found == said["new"] else f"said {said}, found {more}"
    contacts = more["referral"] == 0 and more["source"] >= said["new"]
    right = more["referral"] == said["new"] or contacts
    return "" if right else f"said {said}, found {more}"


def try_files(
    first: int, many: int, seed: int, keep: Path
) -> Iterator[tuple[int, float, str, str]]:
    """Each damaged file by its number: the seconds it took, how it ended, what is wrong."""
    with (
        tempfile.TemporaryDirectory() as folder,
        patch("refcli.storage.book.opening.create_engine", one_engine()),
        patch.object(LazyCommand, "load", cache(LazyCommand.load)),
    ):
        for number in range(first, first + many):
            one = damage(Random(f"{seed}:{number}"))  # noqa: S311
            faulthandler.dump_traceback_later(MOST_SECONDS, exit=True)
            begun = time.monotonic()
            end, wrong = import_file(one, Path(folder))
            faulthandler.cancel_dump_traceback_later()
            if wrong:
                (keep / f"{seed}-{number}-{one.name}").write_bytes(one.raw)
            yield number, time.monotonic() - begun, end, wrong and f"{one.name}, {one.how}: {wrong}"


def limit_memory() -> None:
    """Let the process have no more than it needs for the largest file, where the system can."""
    try:
        import resource  # noqa: PLC0415
    except ImportError:  # Windows
        return
    with Path("/proc/self/statm").open(encoding="ascii") as file:
        held = int(file.read().split()[0]) * resource.getpagesize()
    most = held + MOST_MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


def peak_megabytes() -> int:
    """The most memory that the process ever held, in megabytes; 0 where it is not known."""
    try:
        import resource  # noqa: PLC0415
    except ImportError:
        return 0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def tell(line: str) -> None:
    """One line to whoever waits."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def try_block(first: int, many: int, seed: int, keep: Path) -> Score:
    """How some files ended, in a process of their own, whose memory is limited."""
    limit_memory()
    score = Score()
    for number, seconds, end, wrong in try_files(first, many, seed, keep):
        score.ends[end] += 1
        score.slowest = max(score.slowest, (seconds, number))
        if wrong:
            score.failures.append(f"{number}: {wrong}")
            tell(score.failures[-1])
    score.megabytes = peak_megabytes()
    return score


def main() -> int:
    """Damage and import as many files as were asked for, and say how they ended."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=150)
    parser.add_argument("--first", type=int, default=0, help="the number of the first file")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    keep = Path(tempfile.mkdtemp(prefix="damaged-"))
    score, last = Score(), asked.first + asked.files
    with ProcessPoolExecutor(1, get_context("spawn"), max_tasks_per_child=1) as pool:
        for first in range(asked.first, last, BLOCK):
            many = min(BLOCK, last - first)
            score.add(pool.submit(try_block, first, many, asked.seed, keep).result())
            tell(f"{first + many - asked.first} files: {dict(score.ends)}")
    seconds, number = score.slowest
    tell(
        f"{asked.files} files, seed {asked.seed}: {dict(score.ends)}; {len(score.failures)} failed;"
        f" the slowest (number {number}) took {seconds:.1f} s; {score.megabytes} MB at most"
    )
    return 1 if score.failures else 0


if __name__ == "__main__":
    sys.exit(main())
