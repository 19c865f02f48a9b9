"""Which files ref wrote, by path and command, and whom they name; no part of the history."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import delete, insert, select, text
from sqlmodel import Session

from refcli.core.history.disclosures import NamesTold
from refcli.errors import RefError
from refcli.storage.book import place
from refcli.storage.book.door import Door, driver_of, reading
from refcli.storage.book.failures import failures_in_words
from refcli.storage.book.identity import schema_fault
from refcli.storage.book.looked import keep_own_change, state_found_whole, watch_file
from refcli.storage.book.opening import open_session
from refcli.storage.schema.room_tables import DISCLOSURE, WRITTEN_FILE

SECONDS_TO_WAIT = 1  # for another writer; a digest is not worth more
SECONDS_FOR_NAMES = 15  # that somebody's name went out is


def read_digests(door: Door, command: str, paths: Iterable[Path]) -> Mapping[Path, str]:
    """The digests of those of the paths that this command wrote last; none without a book."""
    wanted = {path_key(path): path for path in paths}
    found: dict[Path, str] = {}
    with suppress(RefError), reading(door) as book:
        rows = select(WRITTEN_FILE.c.path, WRITTEN_FILE.c.digest).where(
            WRITTEN_FILE.c.command == command, WRITTEN_FILE.c.path.in_(wanted)
        )
        found = {wanted[path]: digest for path, digest in book.session.execute(rows)}
    return found


def remember(
    door: Door,
    command: str,
    written: Mapping[Path, str],
    told: Mapping[Path, NamesTold] | None = None,
) -> bool:
    """Note the digests of files just written, and what they tell of people.

    False where the book cannot be written: then their digests are asked for next time.
    """
    if place.network_place(door.path) and not door.network_risk:
        return False
    try:
        with beside_history(door, SECONDS_FOR_NAMES if told else SECONDS_TO_WAIT) as session:
            for path, digest in written.items():
                note_digest(session, command, path, digest)
            for path, names in (told or {}).items():
                note_disclosure(session, door, command, path, names)
    except RefError:
        return False
    return True


@contextmanager
def beside_history(door: Door, seconds: float) -> Iterator[Session]:
    """A transaction that is no command: nothing of it is logged or taken back."""
    with (
        failures_in_words(door.path),
        watch_file(door.path) as file,
        open_session(door.file, seconds=seconds) as session,
    ):
        if fault := schema_fault(driver_of(session), door.path):
            raise fault  # it is read, and never written
        session.execute(text("BEGIN IMMEDIATE"))
        whole = state_found_whole(file)
        yield session
        session.commit()
        if whole:
            keep_own_change(file, *whole)


def note_digest(session: Session, command: str, path: Path, digest: str) -> None:
    """Keep the digest of a file instead of that from the time before."""
    mine = (WRITTEN_FILE.c.path == path_key(path), WRITTEN_FILE.c.command == command)
    session.execute(delete(WRITTEN_FILE).where(*mine))
    row = {"path": path_key(path), "command": command, "digest": digest}
    session.execute(insert(WRITTEN_FILE).values(row))


def note_disclosure(
    session: Session, door: Door, command: str, path: Path, names: NamesTold
) -> None:
    """Note that a file with names went out: on the real day, whatever day it tells of."""
    row = {
        "left_on": door.clock or door.today,
        "who": door.by,
        "login": door.login,
        "command": command,
        "file": path_key(path),
        "content": names.content.value,
        "people": names.people,
    }
    session.execute(insert(DISCLOSURE).values(row))


def path_key(path: Path) -> str:
    """The place of a file, however it was typed."""
    return str(path.resolve())
