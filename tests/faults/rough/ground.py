"""A folder with a book in which commands are killed, refused and raced, and what has to hold after.

A command is whole or not at all: the rows of the book are those from before, or those that the
command leaves where nothing disturbs it.
"""

import gc
import os
import re
import shlex
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from pathlib import Path
from random import Random
from tempfile import mkdtemp

from refcli.cli import app
from tests.conftest import TODAY
from tests.faults.rough.tracing import Ended, Fault, run_apart, start
from tests.faults.small_books import A_DAY, make, run
from tests.storage.trust.books import harm

READY = ("add 'Zoe Early' --from '#3'", "source add 'Fir Dental' --kind office")
BOOK, DEBRIS = "ref.db", (".part", ".old", "-journal")
OF_THE_DAY = ".daily.db"  # the first command makes it, and all others find it
REPAIR = "doctor --repair"
COMMANDS: Mapping[str, str] = {  # what is tried, and that it writes to the book
    "add": "add 'Zoe Quinn' --from '#3'",
    "doctor": "add 'Zoe Quinn' --from 'Dr. New' --kind provider --office 'New Dental'",
    "import": "import {folder}/in.csv --new",
    "done": "done T3",
    "status": "referral status 4 seen --value 900",
    "gift": "gift add '#3' pens --value 9 --by tina --record-anyway --why so",
    "merge": "source merge '#3' 'Fir Dental' --yes",
    "archive": "source archive '#3' --why retired",
    "visit": "visit '#3' --met Kim --brought pads",
    "setting": "setting set visit_every 3",
    "undo": "undo {last}",
    "letters": "letter thank-you -o {folder}/letters.html --labels {folder}/l.html --record",
    "restore": "restore {folder}/kept/of-then.db --yes",
    "repair of rows": REPAIR,
    "repair of a page": REPAIR,
}
READING: Mapping[str, str] = {  # what reads the book and writes files
    "report": "report -o {folder}/r.html -o {folder}/r.xlsx -o {folder}/r.csv",
    "due": "due --ics {folder}/due.ics",
    "backup": "backup",
}
BY_THE_CLOCK = re.compile(  # moments, also in the names of copies, and seals over moments
    r"\d{4}-\d\d-\d\dT[\d:.]+Z|\d{4}-\d\d-\d\d-\d{4}(_\d+)?|[0-9a-f]{64}"
)
COPIED = re.compile(
    r"Copied to (\S+) \(|book from before: ref restore (\S+)\n|as it was before: (\S+)\n"
)
HARM = (  # to rows: nothing logs it, and SQLite finds nothing wrong
    "UPDATE referral SET patient = 'Nemo' WHERE id = 1",
    "DELETE FROM activity WHERE id = (SELECT max(id) FROM activity)",
)
PAGE = 4096  # bytes
MOST_CALLS, SOME_CALLS = 1000, 300  # a repair writes its pages alike, a thousand times
APART = {"written_file", "disclosure"}  # noted after all else, and forgotten without harm
Rows = dict[str, list[tuple[object, ...]]]


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """A folder, the book as it is at first, and the rows that each command leaves.

    ``harmed``: the book as it is at first for a command that brings it back.
    """

    folder: Path
    new: bytes
    harmed: Mapping[str, bytes]
    left: dict[str, Rows] = field(default_factory=dict)

    @property
    def book(self) -> Path:
        return self.folder / BOOK

    @property
    def copies(self) -> Path:
        """Where the copies lie."""
        return self.folder / "ref-backups"

    def renew(self, name: str = "") -> None:
        """The book as at first for a command, and nothing beside it but what commands read."""
        for path in (*self.folder.iterdir(), *self.copies.iterdir()):
            if path.is_file() and path.name != "in.csv" and OF_THE_DAY not in path.name:
                path.unlink()
        self.book.write_bytes(self.harmed.get(name, self.new))
        self.book.chmod(0o600)

    def line(self, name: str) -> str:
        """The line of a command."""
        line = {**COMMANDS, **READING}.get(name, name)
        last = max(self.numbers()) if "{last}" in line else 0
        return line.format(folder=self.folder.as_posix(), last=last)

    def numbers(self) -> list[int]:
        """The numbers of the commands on record."""
        with closing(sqlite3.connect(self.book)) as db:
            return [number for (number,) in db.execute("SELECT id FROM command")]

    def act(self, name: str) -> Callable[[], object]:
        """The command, to be run in a process that has no other work."""
        line = self.line(name)
        return lambda: type_line(line, self.book)

    def run(self, name: str, fault: Fault | None = None) -> Ended:
        """A command in a process of its own, with a fault; the book is renewed before."""
        self.renew(name)
        return run_apart(self.act(name), self.folder, fault)

    def start(self, name: str) -> int:
        """The same, left to run: its number as a process."""
        self.renew(name)
        return start(self.act(name), self.folder)

    def after(self, name: str) -> Rows:
        """The rows that a command leaves where nothing disturbs it."""
        if name not in self.left:
            ended = self.run(name)
            if ended.code:
                raise RuntimeError(name, ended)
            self.left[name] = read_rows(self.book)
        return self.left[name]

    def before(self, name: str = "") -> Rows:
        """The rows as at first for a command."""
        at_first = f"before {name}" if name in self.harmed else ""
        if at_first not in self.left:
            self.renew(name)
            self.left[at_first] = read_rows(self.book)
        return self.left[at_first]

    def is_harmed(self, name: str, rows: Rows) -> bool:
        """Whether these are the rows of a book that a command has to bring back."""
        return name in self.harmed and rows == self.before(name)


def lay_out() -> Ground:
    """A fresh folder with a book of a day, and a file of 300 rows to take in."""
    folder = Path(mkdtemp(prefix="rough-"))
    os.environ["TMPDIR"] = str(folder)
    make(folder / BOOK, TODAY, A_DAY)
    (folder / "kept").mkdir()
    (folder / "ref-backups").mkdir(exist_ok=True)
    shutil.copyfile(folder / BOOK, folder / "kept" / "of-then.db")
    for line in READY:
        run(line, folder / BOOK)
    rows = [f"2026-10-{n % 28 + 1:02},Pat {n},Dr. File {n % 40},provider" for n in range(300)]
    head = "received_on,patient,source,kind\n"
    (folder / "in.csv").write_text(head + "\n".join(rows) + "\n", encoding="utf-8")
    new = (folder / BOOK).read_bytes()
    for statement in HARM:
        harm(folder / BOOK, statement)
    harmed = {
        "repair of rows": (folder / BOOK).read_bytes(),
        "repair of a page": bytes(PAGE) + new[PAGE:],
    }
    gc.freeze()  # what is loaded stays shared with the forks
    ground = Ground(folder, new, harmed)
    for name in ("", *harmed):
        ground.before(name)  # it lays the book anew: never between a command and a look at its end
    return ground


@cache
def count_calls(ground: Ground, name: str) -> int:
    """How many calls of a command change something; what it leaves is noted."""
    ground.before(name)
    ground.after(name)
    return ground.run(name).calls


def choose_calls(ground: Ground, name: str, chance: Random) -> Sequence[int]:
    """The calls of a command at which it is tried: all of them, or some by chance of very many."""
    calls = range(1, count_calls(ground, name) + 1)
    return sorted(chance.sample(calls, SOME_CALLS)) if len(calls) > MOST_CALLS else calls


def take_away(ground: Ground) -> None:
    """The folder is gone."""
    shutil.rmtree(ground.folder)


def type_line(line: str, book: Path, day: str = TODAY.isoformat()) -> None:
    """Run a line as the program does, in this process, which ends with it."""
    os.environ |= {
        "REF_DB": str(book),
        "REF_AS_OF": day,
        "REF_USER": "tina",
        "COLUMNS": "80",
        "TERM": "dumb",
    }
    app(shlex.split(line), prog_name="ref")


def read_rows(book: Path) -> Rows:
    """Every row of every table, without the moments at which commands ran.

    Of a file that SQLite cannot read it is what tells it from others.
    """
    with suppress(sqlite3.DatabaseError), closing(sqlite3.connect(book)) as db:
        names = db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        return {name: rows_of(db, name) for (name,) in names.fetchall() if name not in APART}
    return {"": [(sha256(book.read_bytes()).hexdigest(),)]}


def rows_of(db: sqlite3.Connection, table: str) -> list[tuple[object, ...]]:
    """The rows of a table."""
    rows = db.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608
    return [tuple(map(mask, row)) for row in rows if row[0] not in APART]


def mask(value: object) -> object:
    """A value without what depends on when a command really ran."""
    return BY_THE_CLOCK.sub("#", value) if isinstance(value, str) else value


def find_unsound_end(ground: Ground, name: str, rows: Rows) -> Iterator[str]:
    """The same of the book after a command, unless it is the one that is to be brought back."""
    if not ground.is_harmed(name, rows):
        yield from find_unsound(ground.book)


def find_unsound(book: Path) -> Iterator[str]:
    """What SQLite and the log find wrong in a book."""
    with closing(sqlite3.connect(book)) as db:
        checks = ("integrity_check", "foreign_key_check")
        found = [db.execute(f"PRAGMA {check}").fetchall() for check in checks]
        open_ = db.execute("SELECT count(*) FROM open_command").fetchone()
        alone = db.execute("SELECT count(*) FROM change WHERE command_id IS NULL").fetchone()
        first = db.execute("SELECT count(*) FROM change").fetchone()
    if found != [[("ok",)], []] or open_ != (0,):
        yield f"the book is not sound: {found} {open_} {alone} of {first}"


def find_lost_copies(ground: Ground, name: str, out: str) -> Iterator[str]:
    """A copy with a name is whole, one that was told is there, the book gone back from is kept."""
    copies = [path for path in ground.copies.glob("*.db") if OF_THE_DAY not in path.name]
    for path in copies:
        if not ground.is_harmed(name, read_rows(path)):
            yield from (f"{path.name}: {wrong}" for wrong in find_unsound(path))
    for told in filter(None, (part for parts in COPIED.findall(out) for part in parts)):
        if not (ground.copies / Path(told).name).is_file():
            yield f"told and not there: {told}"
    keeping = name in {"backup", "restore", *ground.harmed}
    if keeping and any(read_rows(one) != ground.before(name) for one in copies):
        yield "a copy is not the book from before"
    gone = keeping and name != "backup" and read_rows(ground.book) != ground.before(name)
    if gone and not copies:
        yield "the book from before is lost"


def find_stuck(ground: Ground, name: str = "") -> Iterator[str]:
    """Whether the next command works, and leaves nothing of the one before lying about.

    A book that was to be brought back is first brought back, where that has not been done.
    """
    if name in ground.harmed and (result := run(REPAIR, ground.book)).exit_code:
        yield f"the repair after it fails: {result.stderr}"
    line = "add 'Ida Next' --from '#4' --again"
    if any(path.name.endswith(DEBRIS[:2]) for path in ground.folder.iterdir()):
        line = f"due --ics {ground.folder.as_posix()}/next.ics"  # who writes files clears away
    result = run(line, ground.book)
    if result.exit_code:
        yield f"the next command fails: {line}: {result.stderr}"
    there = [*ground.folder.iterdir(), *ground.copies.iterdir()]
    left = [path.name for path in there if path.name.endswith(DEBRIS)]
    if left:
        yield f"left lying about: {left}"
