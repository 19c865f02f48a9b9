"""What SQLite and the system say of the file, in our words and without anybody's data."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from refcli.core.waiting import Holder, word_end_of_wait
from refcli.errors import (
    ContradictionError,
    DiskFullError,
    LockedError,
    ReadOnlyError,
    RefError,
    RefusedError,
    UnusableFileError,
)
from refcli.storage.book.damage import DamagedError
from refcli.storage.book.identity import not_ours
from refcli.storage.book.place import refuse_for_system


@contextmanager
def failures_in_words(path: Path) -> Iterator[None]:
    """Turn what SQLite or the system says into one sentence without anybody's data."""
    try:
        yield
    except BrokenPipeError:
        raise
    except DBAPIError as error:
        original = error.orig
        if not isinstance(original, sqlite3.Error) or is_our_own(original):
            raise
        raise describe_failure(original, path) from None
    except sqlite3.Error as error:
        if is_our_own(error):
            raise
        raise describe_failure(error, path) from None
    except UnicodeDecodeError:  # a name in the file's own schema that is no text
        raise DamagedError(path) from None
    except UnicodeEncodeError:
        raise RefusedError(
            "What was typed holds characters that are no text. Nothing was changed; type it again."
        ) from None
    except OSError as error:
        raise refuse_for_system(error, path) from None


def is_our_own(error: sqlite3.Error) -> bool:
    """Whether a sum of ours is beyond SQLite's numbers: a fault of ref, and none of the file."""
    return str(error) == "integer overflow"


def describe_failure(error: sqlite3.Error, path: Path) -> RefError:
    """The failure for a result code of https://sqlite.org/rescode.html.

    SQLite's own text is never passed on: it quotes what it read, which can be a patient's name.
    """
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:  # Python could not read a text as UTF-8
        return DamagedError(path)
    if code in UNREADABLE:
        return DamagedError(path, "the disk does not give all of it any more")
    primary = code & 0xFF
    if primary == sqlite3.SQLITE_CONSTRAINT:
        from refcli.storage.schema.contradictions import explain_contradiction  # noqa: PLC0415

        return ContradictionError(path, explain_contradiction(error))
    if failure := FAILURES.get(primary):
        return failure(path)
    return UnusableFileError(path, cause_of(error))


def refusal_of(error: Exception, path: Path) -> Exception:
    """What a failure says of a book; one that Python cannot read is a damaged one."""
    if isinstance(error, sqlite3.Error):
        return describe_failure(error, path)
    return error if isinstance(error, RefError) else DamagedError(path)


def cause_of(error: sqlite3.Error) -> str:
    """Why, in a few words that stand within a sentence."""
    code = getattr(error, "sqlite_errorcode", 0)
    return CAUSES.get(code & 0xFF, f"the system refused it (SQLite result {code})")


def still_held(path: Path) -> LockedError:
    """The refusal where a connection that does not wait finds the file locked."""
    return LockedError(word_end_of_wait(str(path), Holder.WRITER, ""))


UNREADABLE = {  # what was written is not what the disk gives, as with a bad sector
    *(sqlite3.SQLITE_IOERR_READ, sqlite3.SQLITE_IOERR_SHORT_READ),
    *(sqlite3.SQLITE_IOERR_CORRUPTFS, sqlite3.SQLITE_IOERR_DATA),
}
CAUSES = {
    sqlite3.SQLITE_BUSY: "another program holds the file",
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_IOERR: "the disk reported an error",
}
FAILURES: dict[int, Callable[[Path], RefError]] = {
    sqlite3.SQLITE_BUSY: still_held,
    sqlite3.SQLITE_LOCKED: still_held,
    sqlite3.SQLITE_READONLY: ReadOnlyError,
    sqlite3.SQLITE_PERM: ReadOnlyError,
    sqlite3.SQLITE_FULL: DiskFullError,
    sqlite3.SQLITE_CANTOPEN: UnusableFileError,
    sqlite3.SQLITE_NOTADB: not_ours,
    sqlite3.SQLITE_CORRUPT: DamagedError,
    sqlite3.SQLITE_ERROR: DamagedError,  # our statements are right: the file lacks what they name
}
