"""Which files ref wrote, by path and command, with their digests; no part of the history."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from sqlalchemy import delete, insert, select, text

from refcli.errors import RefError
from refcli.storage.book import place
from refcli.storage.book.door import Door, driver_of, reading
from refcli.storage.book.failures import failures_in_words
from refcli.storage.book.identity import schema_fault
from refcli.storage.book.looked import keep_own_change, state_found_whole, watch_file
from refcli.storage.book.opening import open_session
from refcli.storage.schema.tables import WRITTEN_FILE

SECONDS_TO_WAIT = 1  # for another writer; a digest is not worth more


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


def remember(door: Door, command: str, written: Mapping[Path, str]) -> None:
    """Note the digests of files just written; a book that cannot be written asks next time."""
    if place.network_place(door.path) and not door.network_risk:
        return
    with (
        suppress(RefError),
        failures_in_words(door.path),
        watch_file(door.path) as file,
        open_session(door.file, seconds=SECONDS_TO_WAIT) as session,
    ):
        if schema_fault(driver_of(session), door.path):
            return  # it is read, and never written
        session.execute(text("BEGIN IMMEDIATE"))
        whole = state_found_whole(file)
        for path, digest in written.items():
            mine = (WRITTEN_FILE.c.path == path_key(path), WRITTEN_FILE.c.command == command)
            session.execute(delete(WRITTEN_FILE).where(*mine))
            row = {"path": path_key(path), "command": command, "digest": digest}
            session.execute(insert(WRITTEN_FILE).values(row))
        session.commit()
        if whole:
            keep_own_change(file, *whole)


def path_key(path: Path) -> str:
    """The place of a file, however it was typed."""
    return str(path.resolve())
