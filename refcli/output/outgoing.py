"""The one door for files that go out: whole or not at all, and never over somebody else's.

Files are written beside their places under a name of our own and get their names together, once
everything else has succeeded. What a killed program left behind is swept away by the next one.
"""

import errno
import hashlib
import os
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from refcli.core.history.disclosures import NamesTold
from refcli.errors import RefusedError

WINDOWS = sys.platform == "win32"
SQLITE = b"SQLite format 3\0"
OURS = re.compile(r"\.ref-[a-z0-9_]{8}\.(part|old)")
ABANDONED_AFTER = 3600  # seconds, of what has no lock to ask
TRIES, PAUSE = 10, 0.1  # a virus scanner of Windows holds a new file for a moment


@dataclass(slots=True)
class Part:
    """A file that waits beside its place; ``file`` is open, and locked where the system can.

    ``digest`` is known once it is written; ``told`` says whom it names, if anybody.
    """

    target: Path
    path: Path
    file: IO[bytes]
    digest: str = ""
    told: NamesTold | None = None


@dataclass(frozen=True, slots=True)
class Outgoing:
    """The files of one command; ``looked`` has the digest of what lay in each place before."""

    looked: Mapping[Path, str | None]
    parts: list[Part] = field(default_factory=list)

    def put(self, target: Path, content: bytes, told: NamesTold | None = None) -> None:
        """Write a file that will get its name at the end; nobody but the owner may read it.

        ``told``: what it tells of people, which is noted when it has its name.
        """
        self.pour(target, lambda file: file.write(content), told)

    def pour(
        self,
        target: Path,
        write: Callable[[IO[bytes]], object],
        told: NamesTold | None = None,
    ) -> None:
        """The same of a file that is written bit by bit, since it may not fit into memory."""
        with explain_failure(target):
            sweep(target.resolve().parent)
            path, file = locked_file(target.resolve().parent)
            part = Part(target, path, file, told=told)
            self.parts.append(part)
            write(file)
            file.flush()
            os.fsync(file.fileno())
            part.digest = digest_of(path)

    def publish(self) -> None:
        """Give all their names; where one cannot have it, all places are as before."""
        renamed: list[tuple[Part, Path | None]] = []
        aside: Path | None = None
        try:
            for part in self.parts:
                with explain_failure(part.target):
                    self.check_unchanged(part.target)
                    aside = put_aside(part.target) if len(self.parts) > 1 else None
                    rename(part, part.target)
                renamed.append((part, aside))
        except BaseException:
            for part, old in reversed(renamed):
                put_back(part, old)
            raise
        finally:
            for old in (aside, *(old for _, old in renamed)):
                if old:
                    old.unlink(missing_ok=True)
        for folder in {part.path.parent for part in self.parts}:
            sync(folder)

    def check_unchanged(self, target: Path) -> None:
        """Refuse a place in which something else lies than was looked at."""
        now = digest_of(target) if target.exists() else None
        if target.is_symlink() or now != self.looked.get(target):
            raise RefusedError(f"{target} was changed by another program meanwhile.")

    def publish_beside(self) -> list[Path]:
        """Give them names that are free beside those they cannot have."""
        names = []
        for part in self.parts:
            if part.path.exists():
                names.append(unused_path(part.target))
                rename(part, names[-1])
        return names

    def close(self) -> None:
        """Take away what got no name."""
        for part in self.parts:
            part.file.close()
            with suppress(OSError):
                part.path.unlink(missing_ok=True)


def check_targets(
    targets: Iterable[Path],
    *,
    known: Callable[[Path], str | None],
    may_overwrite: Callable[[Path], bool],
) -> dict[Path, str | None]:
    """The digest of what lies in each place; one that a file should not have is refused.

    A file that is there is written over only where it is as ref wrote it (``known`` has its
    digest), or where the person agrees (``may_overwrite``). A database is never written over.
    """
    seen: set[str] = set()
    looked: dict[Path, str | None] = {}
    for target in targets:
        with explain_failure(target):
            check_place(target)
            if (place := str(target.resolve()).casefold()) in seen:
                raise RefusedError(f"{target} is named twice. Nothing was written.")
            seen.add(place)
            looked[target] = digest_of(target) if target.exists() else None
            if looked[target] not in {None, known(target)} and not may_overwrite(target):
                raise RefusedError(
                    f"{target} is there already, and not as ref wrote it. Nothing was written:"
                    " name another file, or add --overwrite."
                )
    return looked


def check_place(target: Path) -> None:
    """Refuse a folder, a link, a device and a database."""
    if not target.resolve().parent.is_dir():
        raise FileNotFoundError
    if target.is_symlink():
        raise RefusedError(
            f"{target} is a link, and ref follows none. Name the file itself: {target.resolve()}"
        )
    if not target.exists():
        return
    if not target.is_file():
        raise RefusedError(f"{target} is no ordinary file. Name another one.")
    with target.open("rb") as file:
        if file.read(len(SQLITE)) == SQLITE:
            raise RefusedError(f"{target} is a database, and is never written over.")


def digest_of(path: Path) -> str:
    """The SHA-256 of a file: two with the same have the same content."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def locked_file(folder: Path) -> tuple[Path, IO[bytes]]:
    """A new file that only its owner may read, and that nobody sweeps while it is open."""
    while True:
        handle, name = tempfile.mkstemp(prefix=".ref-", suffix=".part", dir=folder)
        file = os.fdopen(handle, "wb")
        with suppress(OSError):  # a drive without locks; there no other program sweeps either
            lock(file, wait=True)
        if WINDOWS or os.fstat(handle).st_nlink:  # else it was swept before it was locked
            return Path(name), file
        file.close()


def sweep(folder: Path) -> None:
    """Take away what a killed program of ours left in a folder."""
    for left in folder.glob(".ref-*"):
        if OURS.fullmatch(left.name) and not left.is_symlink() and left.is_file():
            with suppress(OSError), left.open("rb") as file:
                lock(file, wait=False)
                locked = left.suffix == ".part" and not WINDOWS
                if locked or time.time() - left.stat().st_mtime > ABANDONED_AFTER:
                    left.unlink()


def lock(file: IO[bytes], *, wait: bool) -> None:
    """Hold a file until it is closed, where the system can; one that is held is an OSError."""
    with suppress(ImportError):  # Windows: an open file cannot be taken away there
        import fcntl  # noqa: PLC0415

        fcntl.flock(file, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)


def rename(part: Part, target: Path) -> None:
    """Put the file in the place in one step; a link there is replaced, not followed."""
    if WINDOWS:
        part.file.close()  # an open file cannot be renamed there
    place = target.parent.resolve() / target.name
    for tries_left in reversed(range(TRIES if WINDOWS else 1)):
        try:
            part.path.replace(place)
        except PermissionError:
            if not tries_left:
                raise
            time.sleep(PAUSE)
        else:
            return


def put_aside(target: Path) -> Path | None:
    """A second name for what is there, to put it back; None where there is nothing."""
    if not target.exists():
        return None
    aside = Path(tempfile.mktemp(prefix=".ref-", suffix=".old", dir=target.resolve().parent))  # noqa: S306
    try:
        os.link(target, aside)
    except OSError:  # a drive without second names
        shutil.copy2(target, aside)
    return aside


def put_back(part: Part, old: Path | None) -> None:
    """The place as it was before, and the new file under the name that it had."""
    with suppress(OSError):
        part.target.replace(part.path)
        if old:
            old.replace(part.target)


def unused_path(target: Path) -> Path:
    """``letters-2.html``, or ``letters-3.html`` and so on where that is taken."""
    names = (target.with_name(f"{target.stem}-{n}{target.suffix}") for n in range(2, 1000))
    return next(name for name in names if not name.exists())


def sync(folder: Path) -> None:
    """Have the system keep the names of a folder through a power loss, where it can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextmanager
def explain_failure(path: Path) -> Iterator[None]:
    """Turn what the system says into a sentence."""
    try:
        if path.is_dir():
            raise RefusedError(f"{path} is a folder. Name a file in it.")
        yield
    except (FileNotFoundError, NotADirectoryError):
        raise RefusedError(f"There is no folder {path.parent} to write {path.name} to.") from None
    except PermissionError:
        raise RefusedError(
            f"{path} may not be written. Close it where it is open, or name another folder."
        ) from None
    except OSError as error:
        full = error.errno == errno.ENOSPC
        why = "the disk is full" if full else error.strerror or str(error)
        raise RefusedError(f"{path} could not be written: {why}.") from None
