"""When a command on a book was refused last, so that undo names what it takes back after it.

Only the moment is kept, as that of an empty file: in a folder of the system's temporary files that
is open to nobody else, under a name that does not tell which book it is. Where that cannot be,
nothing is kept, and nothing is said.
"""

import os
import re
import stat
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

WINDOWS = sys.platform == "win32"
UNDOING = frozenset({"undo", "redo"})
READING = frozenset(
    {
        *("audit", "backup", "completion", "demo", "doctor", "due", "find", "history", "quiet"),
        *("report", "show", "top"),
    }
)
NOT_IN_A_NAME = re.compile(r"[^\w.-]")


def note_refusal(command: str | None, book: Path, login: str, moment: datetime) -> None:
    """Keep when a command was refused; one that only reads, and undo itself, do not count."""
    if command in UNDOING | READING:
        return
    with suppress(OSError, ValueError, RuntimeError):
        if not book.is_file():
            return
        place = place_of(book, login)
        with suppress(FileExistsError):
            place.parent.mkdir(0o700)
        if not is_private(place.parent, stat.S_ISDIR):
            return
        with suppress(FileExistsError):
            place.touch(0o600, exist_ok=False)
        if is_private(place, stat.S_ISREG):
            os.utime(place, (moment.timestamp(), moment.timestamp()))


def last_refusal(book: Path, login: str) -> datetime | None:
    """When a command on a book was refused last, by whoever is logged in; None if unknown."""
    with suppress(OSError, ValueError, RuntimeError, OverflowError):
        place = place_of(book, login)
        if is_private(place.parent, stat.S_ISDIR) and is_private(place, stat.S_ISREG):
            return datetime.fromtimestamp(place.lstat().st_mtime, UTC)
    return None


def place_of(book: Path, login: str) -> Path:
    """The file whose moment counts for a book."""
    import hashlib  # noqa: PLC0415  (only a refusal and undo need it)
    import tempfile  # noqa: PLC0415

    name = hashlib.sha256(os.fsencode(book.resolve())).hexdigest()
    return Path(tempfile.gettempdir()) / f"ref-{NOT_IN_A_NAME.sub('_', login)}" / name


def is_private(path: Path, is_kind: Callable[[int], bool]) -> bool:
    """Whether a path is what it should be, no link, ours, and open to nobody else."""
    found = path.lstat()
    if not is_kind(found.st_mode) or WINDOWS:  # where each has a temporary folder of their own
        return is_kind(found.st_mode)
    return found.st_uid == os.getuid() and not found.st_mode & 0o077
