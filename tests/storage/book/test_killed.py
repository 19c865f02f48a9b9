"""A killed command never was; an acknowledged one stays."""

import signal
import subprocess
import sys

import pytest
from sqlalchemy import text

from refcli.storage.book.door import Door, reading
from refcli.storage.sources import records as sources
from tests.storage.books import run, whole
from tests.storage.faults import ELM, sound

KILLED = """
import sys
from datetime import date
from pathlib import Path
from sqlalchemy import text
from refcli.core.sources.records import NewSource
from refcli.core.vocabulary import Kind
from refcli.storage import intake
from refcli.storage.book.door import Door, writing

path, rows, stop = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
day = date(2026, 11, 23)
door = Door(path, day, "tina", "import", print)

def wait(*_):
    print("here", flush=True)
    sys.stdin.read()

with writing(door) as book:
    book.session.execute(text("PRAGMA cache_size = 5"))  # spills into the file at once
    sources = [NewSource(id=i, name=f"S{i}", kind=Kind.OFFICE, added_on=day, note="x" * 500)
               for i in range(3, 3 + rows)]
    intake.load(book, sources)
    if stop == "inside":
        wait()
wait()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
@pytest.mark.parametrize(
    ("rows", "stop"),
    [(1, "inside"), (40, "inside"), (400, "inside"), (2000, "inside"), (400, "after")],
)
def test_a_killed_command_never_was_and_an_acknowledged_one_stays(
    door: Door, rows: int, stop: str
) -> None:
    before, size = whole(door.path), door.path.stat().st_size
    arguments = [sys.executable, "-c", KILLED, str(door.path), str(rows), stop]

    with subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdout
        assert child.stdout.readline() == b"here\n"
        child.send_signal(signal.SIGKILL)
    journal = door.path.with_name("ref.db-journal")
    assert journal.exists() == (stop == "inside")
    if rows >= 400:
        assert door.path.stat().st_size > size  # it was in the middle of the file
    with reading(door) as book:
        names = book.session.execute(text("SELECT count(*) FROM source")).scalar()

    assert names == (2 if stop == "inside" else 2 + rows)
    note = ["ref.db-writer"] if stop == "inside" else []  # nobody holds it: the next one takes it
    assert sorted(one.name for one in door.path.parent.iterdir()) == ["ref.db", *note]
    assert sound(door.path)
    if stop == "inside":
        assert whole(door.path) == before
    run(door, "add", lambda book: sources.add_source(book, ELM))
    assert [one.name for one in door.path.parent.iterdir()] == ["ref.db"]
