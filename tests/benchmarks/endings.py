"""Faults put into a command at each of its system calls: does it say what really happened?

Run: python -m tests.benchmarks.endings [--every N]; needs strace (Linux). A run lies when its exit
code is 0 and nothing is on record, when it is another one and something is, when a letter is there
that nobody noted (or the other way round), or when Python speaks in its own words.
"""

import argparse
import os
import shutil
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

COMMANDS = {
    "add": ["add", "Maria Lopez", "--from", "none"],
    "letter": ["letter", "thank-you", "--record", "-o", "letters.html"],
    "import": ["import", "rows.csv"],
    "undo": ["undo", "1"],
}
CALLS = ("pwrite64", "fdatasync", "fsync", "unlink", "rename", "write", "openat")
FAULTS = ("error=EIO", "error=ENOSPC", "signal=SIGINT")
ROWS = "received_on,patient,source\n" + "".join(f"2026-11-0{n},P{n},none\n" for n in range(1, 9))
PYTHON_SPEAKS = ("Traceback", "Exception ignored", "KeyboardInterrupt")


@dataclass(frozen=True, slots=True)
class Try:
    """A command with a fault at the Nth call of a kind."""

    command: str
    call: str
    fault: str
    number: int


def run(folder: Path, arguments: list[str], trace: list[str]) -> subprocess.CompletedProcess[str]:
    """The program under strace."""
    env = os.environ | {
        "REF_DB": str(folder / "ref.db"),
        "REF_USER": "tina",
        "REF_AS_OF": "2026-11-25",
        "PYTHONPATH": str(Path(__file__).parents[2]),
    }
    traced = ["strace", "-f", "-o", str(folder.parent / "trace"), *trace]
    return subprocess.run(
        [*traced, sys.executable, "-m", "refcli", *arguments],
        env=env,
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )


def commands(book: Path) -> int:
    """How many commands that were not noted before a fault are on record."""
    with closing(sqlite3.connect(book)) as db:
        return int(db.execute("SELECT count(*) FROM command").fetchone()[0])


def tries(folder: Path, fresh: Path, every: int) -> Iterator[Try]:
    """A fault at each call that lies on or after the first touch of the book."""
    for command, arguments in COMMANDS.items():
        for call in CALLS:
            renew(folder, fresh)
            run(folder, arguments, ["-e", f"trace={call}"])
            lines = (folder.parent / "trace").read_text(encoding="utf-8").splitlines()
            total = sum(f"{call}(" in line for line in lines)
            first = max(1, total - 60) if call == "openat" else 1
            for fault in FAULTS:
                for number in range(first, total + 1, every):
                    yield Try(command, call, fault, number)


def renew(folder: Path, fresh: Path) -> None:
    """The folder as it was before every try."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(fresh, folder)


def lie(one: Try, folder: Path, before: int) -> str:
    """What is wrong with how a try ended; empty where all it said is true."""
    inject = f"inject={one.call}:{one.fault}:when={one.number}"
    done = run(folder, COMMANDS[one.command], ["-e", f"trace={one.call}", "-e", inject])
    kept = commands(folder / "ref.db") > before
    letters = (folder / "letters.html").exists()
    if any(words in done.stderr for words in PYTHON_SPEAKS):
        return f"Python speaks: {done.stderr[-300:]}"
    if done.returncode not in {0, 1, 2, 3, 5}:
        return f"exit {done.returncode}: {done.stderr[-300:]}"
    unknown = "It is not known" in done.stderr
    if kept is not (done.returncode == 0) and not unknown:
        return f"exit {done.returncode}, on record {kept}: {done.stderr[-300:]}"
    beside = (folder / "letters-2.html").exists()
    if one.command == "letter" and (letters or beside) is not kept:
        return f"letters {letters}, on record {kept}: {done.stderr[-300:]}"
    return ""


def main() -> None:
    """Try all, and count."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--every", type=int, default=1, help="only each Nth call")
    every = options.parse_args().every
    with TemporaryDirectory() as place:
        fresh, folder = Path(place) / "fresh", Path(place) / "work"
        fresh.mkdir()
        (fresh / "rows.csv").write_text(ROWS)
        for arguments in (
            ["init", "--practice", "Elm"],
            ["add", "Ann Ray", "--from", "Dr. Wei Chen", "--kind", "provider"],
        ):
            run(fresh, arguments, ["-e", "trace=none"])
        before, counted = commands(fresh / "ref.db"), Counter[str]()
        for one in list(tries(folder, fresh, every)):
            renew(folder, fresh)
            found = lie(one, folder, before)
            counted[one.fault] += 1
            if found:
                counted["lied"] += 1
                sys.stdout.write(f"{one} {found}\n")
        sys.stdout.write(f"{dict(counted)}\n")


if __name__ == "__main__":
    main()
