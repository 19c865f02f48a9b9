"""Is the file a book of ours, and is its schema whole? Asked before a word of it is believed."""

import hashlib
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import text

from refcli.errors import ForeignFileError, NoDatabaseError, RefError
from refcli.storage.book.damage import DamagedError, MeddledSchemaError
from refcli.storage.schema import migrations

if TYPE_CHECKING:
    from refcli.storage.book.door import Book

# Of the newest schema; a test holds it against what the migrations make.
SCHEMA = "26d6922623d73f5585fa181e8b25a068f096e9ce76063f1e77bdba4d56b29d6b"
OURS = b"CREATE TABLE open_command"  # stands in the schema of every book, and in no other file
LOOKED_AT = 1 << 20  # bytes from the beginning: the schema lies there
OBJECTS = (
    "SELECT type, name, sql FROM sqlite_master"
    " WHERE type = 'trigger' OR type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    " OR type = 'index' AND sql LIKE 'CREATE UNIQUE%' ORDER BY type, name"
)
TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
BEGUN = "SELECT at FROM migration WHERE id = 1"
MARK = f"SELECT ({BEGUN}), (SELECT coalesce(max(id), 0) FROM command)"  # noqa: S608  (ours)
Object = tuple[str, str, str]


def check_identity(db: sqlite3.Connection, path: Path) -> int:
    """The schema's number; a file that is not ours, or whose numbers disagree, is refused.

    The number stands twice, in the header and as the count of the migrations on record, so that
    a flipped bit is told from a newer ref.
    """
    if db.execute("PRAGMA application_id").fetchone()[0] != migrations.APPLICATION_ID:
        raise not_ours(path)
    taken = db.execute("SELECT count(*) FROM migration").fetchone()[0]
    if taken != migrations.version_of(db):
        raise DamagedError(path)
    return int(taken)


def not_ours(path: Path) -> RefError:
    """The refusal of a file without our mark: another program's, or ours with a damaged header."""
    from refcli.storage.book.copying import has_copies  # noqa: PLC0415  (only failures need it)

    try:
        with path.open("rb") as file:
            damaged = OURS in file.read(LOOKED_AT)
    except OSError:
        damaged = False
    return DamagedError(path) if damaged else ForeignFileError(path, copies=has_copies(path))


def not_there(path: Path) -> NoDatabaseError:
    """The refusal where no file is; it names the copies that lie beside."""
    from refcli.storage.book.copying import has_copies  # noqa: PLC0415  (as above)

    return NoDatabaseError(path, copies=has_copies(path))


def schema_fault(db: sqlite3.Connection, path: Path) -> MeddledSchemaError | None:
    """What is wrong with the tables, checks and triggers of a book of today's schema.

    Without its triggers a book forgets what was changed, and keeps gifts that no rule saw.
    """
    differing = differing_objects(db, len(migrations.MIGRATIONS))
    return MeddledSchemaError(path, differing) if differing else None


def differing_objects(db: sqlite3.Connection, version: int) -> list[str]:
    """The names of what a book of this version lacks, or has in another form.

    Tables that another program added do no harm.
    """
    present = read_objects(db)
    if version == len(migrations.MIGRATIONS) and digest_of_schema(present) == SCHEMA:
        return []
    expected = objects_of(version)
    known = {name for _, name, _ in expected}
    counted = [one for one in present if one[0] != "table" or one[1] in known]
    return sorted({name for _, name, _ in set(expected) ^ set(counted)})


def find_lost_triggers(db: sqlite3.Connection, version: int) -> list[str]:
    """The triggers that a book of an older schema lacks or holds otherwise, by name.

    An upgrade may make them anew; what was changed without them is not in the history.
    """
    expected = {one for one in objects_of(version) if one[0] == "trigger"}
    return sorted(name for _, name, _ in expected - set(read_objects(db)))


def read_objects(db: sqlite3.Connection) -> list[Object]:
    """The tables, triggers and unique indexes of a database, with what made them."""
    return [(kind, name, sql.replace('"', "")) for kind, name, sql in db.execute(OBJECTS)]


@cache
def objects_of(version: int) -> list[Object]:
    """The tables, triggers and unique indexes of a new book of a schema."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        migrations.make_version(db, version)
        return read_objects(db)


def digest_of_schema(present: Iterable[Object]) -> str:
    """One figure for a whole schema."""
    return hashlib.sha256(repr(list(present)).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class FileOrigin:
    """When the book in a file was begun, and the number of its last command."""

    begun: str = ""
    last: int = 0


def read_origin(path: Path) -> FileOrigin:
    """Which book a file holds, and up to where; empty where it cannot be read."""
    from refcli.storage.book.copying import open_there  # noqa: PLC0415  (only copies are read so)

    try:
        with closing(open_there(path, "ro")) as db:
            begun, last = db.execute(MARK).fetchone()
            return FileOrigin(str(begun or ""), int(last))
    except (sqlite3.Error, OSError, ValueError, TypeError):
        return FileOrigin()


def beginning_of(book: "Book") -> str:
    """When an open book was begun."""
    return str(book.session.execute(text(BEGUN)).scalar() or "")


def is_begun_otherwise(file: Path, begun: str) -> bool:
    """Whether a file surely holds another book than the one that was begun at that moment."""
    return read_origin(file).begun not in {"", begun}
