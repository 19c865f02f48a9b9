"""Unfinished files that a living program makes: held for as long as it makes them.

A killed program holds nothing, so what it left is told from what is being made. A lock of the
system does that (``man 2 flock``); on Windows a file that a program has open cannot be taken away.
"""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from refcli.core.copies.names import UNFINISHED, is_copy_name
from refcli.storage.book.place import create_private_file, network_place

WINDOWS = sys.platform == "win32"
HOUR, DAY = 60 * 60, 24 * 60 * 60  # seconds
CLAIMS: dict[Path, int] = {}  # the descriptors of this process


def claim_file(path: Path) -> None:
    """Make an empty file for its owner alone, and hold it; one that is there is an error."""
    if WINDOWS:
        create_private_file(path)
        return
    import fcntl  # noqa: PLC0415  (Windows has none)

    while True:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
        with suppress(OSError):  # a drive without locks: nobody finds it given up there
            fcntl.flock(handle, fcntl.LOCK_EX)
        if os.fstat(handle).st_nlink:
            break
        os.close(handle)  # it was swept before it was held
    release_gone()
    CLAIMS[path] = handle


def release_file(path: Path) -> None:
    """Hold a file no more. Call it when no connection to it is open: SQLite would lose its lock."""
    if (handle := CLAIMS.pop(path, None)) is not None:
        os.close(handle)


def release_gone() -> None:
    """Hold no more what has another name by now, or is gone."""
    for path in [one for one in CLAIMS if is_gone(one)]:
        release_file(path)


def is_gone(path: Path) -> bool:
    """Whether a file is not there any more, as on a stick that was pulled out."""
    try:
        path.lstat()
    except OSError:
        return True
    return False


@contextmanager
def given_up(part: Path) -> Iterator[bool]:
    """Whether nobody makes an unfinished file any more; nobody takes it up while the block runs.

    Where no lock tells, as on a network drive, it is given up a day after the last byte.
    """
    age = time.time() - part.stat().st_mtime
    if WINDOWS:
        yield age > HOUR
        return
    handle = os.open(part, os.O_RDWR | os.O_NOFOLLOW)
    try:
        locked = try_lock(handle)
        free = locked if is_there(handle, part) else False  # looked at once nobody can claim it
        told = free and is_copy_name(part.name.removesuffix(UNFINISHED)) and not network_place(part)
        yield told or (free is not False and age > DAY)
    finally:
        os.close(handle)


def is_there(handle: int, path: Path) -> bool:
    """Whether an open file still has its name; another one may have been made by that name."""
    try:
        return os.path.samestat(os.fstat(handle), path.lstat())
    except OSError:
        return False


def try_lock(handle: int) -> bool | None:
    """Whether nobody else holds an open file, which is then held; None on a drive without locks."""
    import fcntl  # noqa: PLC0415  (Windows has none)

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return None
    return True
