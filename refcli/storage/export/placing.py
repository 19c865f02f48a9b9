"""The book of an export in the place of an empty one, or of none: all of it, or nothing changes.

Whoever has settings only, as ``ref init`` writes them, has an empty book. A book in which anything
else was ever recorded keeps its place.
"""

# ruff: noqa: S608  (statements made of the tables of a book, quoted)

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from refcli.core.export.contents import ExportFaultError, ExportHead
from refcli.errors import RefusedError
from refcli.lines import command_line
from refcli.storage.book.copying import one_view, open_there
from refcli.storage.book.door import Door
from refcli.storage.book.failures import failures_in_words
from refcli.storage.book.identity import TABLES, check_identity
from refcli.storage.book.looked import FileState, watch_file
from refcli.storage.book.opening import holds_something, mind_the_place
from refcli.storage.book.parts.unfinished import unfinished_file
from refcli.storage.book.place import create_folder
from refcli.storage.book.replacing.kept import leave_wal
from refcli.storage.book.replacing.swapping import put_as_file, put_over, read_mark
from refcli.storage.export.making import Tell, make_book
from refcli.storage.export.members import open_export
from refcli.storage.waiting.interrupts import interrupts_held

WHY = "importing"
MOST_NAMES = 100
SETTING_UP = "init"
KEPT_OF_ALL = {
    "choice",
    "change",
    "command",
    "migration",
    "open_command",
    "setting",
    "written_file",
}
BUILT_IN = "source"  # two of them are in every book
COMMANDS = "SELECT count(*) FROM command WHERE name <> ?"


def take_back_book(door: Door, source: Path, tell: Tell, *, keep: bool) -> None:
    """Put the book of an export in the place of the empty one; ``keep`` False only tries it.

    What is no whole and sound export is refused, with what is wrong and what to do about it.
    """
    mind_the_place(door.file)
    with failures_in_words(door.path):
        state = look_for_empty(door, source)
        with unfinished_file(door, WHY) as part:
            with faults_in_words(source), open_export(source) as export:
                make_book(part, export, source, tell)
            if keep:
                put_in_place(door, part, state)


def read_head(source: Path) -> ExportHead:
    """What an export says of itself."""
    with faults_in_words(source), open_export(source) as export:
        return export.head


@contextmanager
def faults_in_words(source: Path) -> Iterator[None]:
    """What is wrong with an export is said of its file, with what to do about it."""
    try:
        yield
    except ExportFaultError as error:
        raise RefusedError(
            f"{source}: {error}. Nothing was taken in. Copy it once more from where it was, or"
            " export it there anew."
        ) from None


def look_for_empty(door: Door, source: Path) -> FileState | None:
    """The state of an empty book, None for no book; one that holds something is refused."""
    if not holds_something(door.path):
        return None
    with watch_file(door.path) as watched, closing(open_there(door.path)) as db:
        check_identity(db, door.path)
        leave_wal(db, door.path)
        with one_view(db):
            if holds_records(db):
                line = command_line(["--db", find_free_name(), "import", str(source)])
                raise RefusedError(
                    f"{door.path} holds records already, and an export is a whole book of its own."
                    f" Nothing was taken in. To have it as a book beside this one, type: {line}"
                )
            return watched.state()


def find_free_name() -> str:
    """A name in this folder under which there is no book yet: new.db, else new-2.db."""
    names = ("new.db", *(f"new-{number}.db" for number in range(2, MOST_NAMES)))
    return next((name for name in names if not Path(name).exists()), "another.db")


def holds_records(db: sqlite3.Connection) -> bool:
    """Whether more than the settings of ``ref init`` was ever recorded in a book."""
    if db.execute(COMMANDS, (SETTING_UP,)).fetchone()[0]:
        return True
    tables = {name for (name,) in db.execute(TABLES)} - KEPT_OF_ALL - {BUILT_IN}
    counts = [db.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in tables]
    own = db.execute("SELECT count(*) FROM source WHERE built_in IS NULL").fetchone()[0]
    return any(counts) or bool(own)


def put_in_place(door: Door, part: Path, state: FileState | None) -> None:
    """Let a file take the place of the book; ^C comes before or after."""
    mark = read_mark(part)
    create_folder(door.path.parent)
    with interrupts_held():
        if state is None:
            put_as_file(door.path, part, None)
        else:
            put_over(door, part, state, mark)
        if mark:
            door.kept(mark[0])
