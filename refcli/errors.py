"""What can go wrong that the user can do something about.

Each failure knows its sentence (what is wrong, and what to type instead) and its exit code.
"""

from collections.abc import Callable, Sequence
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from refcli.phrases import BESIDE

Words = ParamSpec("Words")
Value = TypeVar("Value")


class RefError(Exception):
    """A failure shown as one line on stderr, without a traceback; nothing was changed.

    ``cause`` is what is wrong alone, without what became of the command: "the disk is full".
    """

    exit_code = 1
    cause = ""

    @property
    def short(self) -> str:
        """What is wrong, for a sentence of one who went on all the same."""
        return (self.cause or str(self)).rstrip(".")


class RefusedError(RefError):
    """The request makes no sense as it stands."""


class EarlierDayError(RefusedError):
    """A ``command`` would be recorded on a ``day`` before the ``last`` one of the book.

    ``rehearsal``: the last day of such a book is not that of the calendar.
    """

    def __init__(self, day: date, last: date, command: str, *, rehearsal: bool = False) -> None:
        super().__init__(f"Nothing can be recorded as of {day}: the last day on record is {last}.")
        self.day, self.last, self.command = day, last, command
        self.rehearsal = rehearsal


class UsageError(RefError):
    """What was typed cannot be read.

    So that a line to type can be told, it may say which value is ``wrong``, as it was typed, and
    which would be ``right``; or which options to ``drop``, or to ``add`` with their values.
    ``takes``: what the help calls the parameters that take such a value.
    """

    exit_code = 2
    takes: frozenset[str] = frozenset()

    def __init__(
        self,
        said: str,
        *,
        wrong: str = "",
        right: str = "",
        drop: Sequence[str] = (),
        add: Sequence[str] = (),
    ) -> None:
        super().__init__(said)
        self.wrong, self.right, self.drop, self.add = wrong, right, tuple(drop), tuple(add)


def naming_text(
    read: Callable[Concatenate[str, Words], Value],
) -> Callable[Concatenate[str, Words], Value]:
    """A reader of a text whose usage errors say that this text is wrong, whole as it was typed."""

    @wraps(read)
    def reading(text: str, /, *args: Words.args, **options: Words.kwargs) -> Value:
        try:
            return read(text, *args, **options)
        except UsageError as error:
            error.wrong = text
            raise

    return reading


class NoDatabaseError(RefError):
    """There is no file where the database should be; ``copies``: but copies of it are beside."""

    exit_code = 3

    def __init__(self, path: Path, *, copies: bool = False) -> None:
        way = f"but {BESIDE}" if copies else "Create one with: ref init"
        super().__init__(f"There is no database at {path}{', ' if copies else '. '}{way}")


class ForeignFileError(RefError):
    """The file is no ref database: another program's, or no database at all.

    ``copies``: copies of a book of this name are beside it, so it may be what is left of one.
    """

    exit_code = 3

    def __init__(self, path: Path, *, copies: bool = False) -> None:
        way = f", but {BESIDE}" if copies else ". Name another file with --db."
        super().__init__(f"{path} is not a ref database{way}")


class NewerSchemaError(RefError):
    """The file was written by a ref that knows more than this one."""

    exit_code = 3

    def __init__(self, path: Path, found: int, known: int) -> None:
        super().__init__(
            f"{path} was written by a newer ref (schema {found}; this one knows {known})."
            " Install on this PC the ref that the other one runs; nothing was changed."
        )


class OldSqliteError(RefError):
    """Python carries a SQLite that lacks what the schema needs."""

    def __init__(self, found: str, needed: str) -> None:
        super().__init__(
            f"This Python carries SQLite {found}; ref needs {needed}."
            " Install a newer Python: https://www.python.org/downloads/"
        )


class NetworkDriveError(RefError):
    """Two PCs that write to one file over a network can damage it."""

    def __init__(self, path: Path, where: str) -> None:
        super().__init__(
            f"{path} lies on {where}, where two PCs can damage it. Keep it on one PC's own disk"
            " (--db), or take the risk with REF_ALLOW_NETWORK=1"
        )


class LockedError(RefError):
    """Another program has held the file for too long; the sentence says which, and what to do."""

    cause = "another program held the file for too long"


class ReadOnlyError(RefError):
    """The file, or its folder, may not be written."""

    def __init__(self, path: Path) -> None:
        self.cause = f"{path} is read-only"
        super().__init__(f"{path} is read-only. Nothing was changed; ask for write access.")


class DiskFullError(RefError):
    """No room for the change and its journal."""

    def __init__(self, path: Path) -> None:
        self.cause = f"the disk of {path} is full"
        super().__init__(
            f"The disk of {path} is full. Nothing was changed; make room and try again."
        )


class UnusableFileError(RefError):
    """The system does not let us use the file."""

    def __init__(self, path: Path, why: str = "check that you may read and write it") -> None:
        self.cause = f"{path} cannot be used: {why}"
        super().__init__(f"{path} cannot be used, and nothing was changed: {why}")


class ContradictionError(RefError):
    """What was typed contradicts what is on record; the schema refused it."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            f"This would contradict what is on record ({why}); nothing was changed in {path.name}."
            " See what is on record: ref history"
        )


class NoCopyError(RefError):
    """What was named as a copy of a book is none."""

    exit_code = 3

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} is not a copy of a ref database. Nothing was changed."
            " See the copies: ref backup list"
        )


class ReplacedFileError(RefError):
    """Another program put another file in place of the book, or took it away."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} was moved or replaced while ref was writing. What was typed is not in the"
            " file that is there now: look at it, then type it again."
        )


class ChangedMeanwhileError(RefError):
    """Somebody wrote to the book after it was kept, each time that it was tried."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"Others go on writing to {path}, and nothing of theirs is to be lost. Nothing was"
            " changed: try again when they have a break."
        )


class RepairedMeanwhileError(RefError):
    """Another ref repaired the book while this one was about to."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} was repaired meanwhile by another ref, so nothing was left to do. What that"
            " did: ref history --limit 1"
        )


class HeldOpenError(RefError):
    """On Windows nothing takes the place of a file that a program has open."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"Another program has {path} open, so Windows lets nothing take its place. Nothing was"
            " changed: close what shows the file, also on other PCs, then type the same again."
        )


class UncertainError(RefError):
    """The commit failed, and whether it was kept cannot be looked up."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            f"It is not known whether this was recorded in {path.name}: {why}."
            " Before you type it again, look: ref history"
        )


class MeddledLedgerError(RefError):
    """The ledger of gifts holds what this program never writes."""

    exit_code = 5

    def __init__(self) -> None:
        super().__init__(
            "The ledger of gifts was changed outside ref and cannot be read. See which row it is:"
            " ref audit verify"
        )


class ChangedLedgerError(RefError):
    """The chain of the ledger does not hold: ``said`` is where, in a sentence."""

    exit_code = 5

    def __init__(self, said: str) -> None:
        super().__init__(f"{said} Bring back what was recorded: ref doctor --repair")


class PolicyError(RefError):
    """A rule about gifts that the practice configured was broken."""

    exit_code = 4
