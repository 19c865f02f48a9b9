"""The one way in for files: an ordinary one of a sensible size, or a sentence that says why not."""

import stat
import sys
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from refcli.errors import RefusedError, UnusableFileError, UsageError
from refcli.phrases import count_phrase

MEGABYTE = 1_000_000
LARGEST_TEXT = MEGABYTE  # 500 pages
STANDARD_INPUT = "Standard input"
PIPED = "-"  # how it is named where a file is wanted
PRIVATE = frozenset(  # what is about a person; a command line can be seen by others
    {"--chart", "--met", "--note", "--patient", "--phone", "--purpose", "--service", "--why"}
)


def read_bytes(path: Path, largest: int, hint: str) -> bytes:
    """The whole file; ``hint`` is what to do with one of more than ``largest`` bytes."""
    try:
        mode = path.stat().st_mode  # before it is opened: a pipe waits for somebody to write
        if not stat.S_ISREG(mode):
            raise UnusableFileError(path, no_file(mode))
        with path.open("rb") as file:
            raw = file.read(largest + 1)  # whatever the system says of its size
    except (FileNotFoundError, NotADirectoryError):
        raise UsageError(f"There is no file {path}.") from None
    except OSError as error:
        raise UnusableFileError(path, error.strerror or type(error).__name__) from None
    return small_enough(raw, str(path), largest, hint)


def small_enough(raw: bytes, name: str, largest: int, hint: str) -> bytes:
    """What was read, unless there is more of it."""
    if len(raw) > largest:
        raise RefusedError(f"{name} has more than {largest // MEGABYTE} MB. {hint}")
    return raw


def no_file(mode: int) -> str:
    """What stands there instead of a file, and what to do about it."""
    if stat.S_ISDIR(mode):
        return "it is a folder. Name a file in it."
    return "it is a device or a pipe. Save what it gives as a file, and name that."


def read_text(path: Path) -> str:
    """The text of a file in UTF-8."""
    if not path.exists():
        raise RefusedError(f"{path} cannot be read: there is no such file.")
    return in_utf8(read_bytes(path, LARGEST_TEXT, "Keep the text shorter."), str(path))


def piped_text() -> str:
    """The text in UTF-8 that standard input gives."""
    return in_utf8(piped_bytes(), STANDARD_INPUT)


def in_utf8(raw: bytes, name: str) -> str:
    """The text of these UTF-8 bytes, its lines ending in line feeds."""
    from refcli.core.intake.encodings import EncodingError, decode_text  # noqa: PLC0415  (few read)

    try:
        text, _ = decode_text(raw, "utf-8")
    except EncodingError as error:
        raise RefusedError(
            f"{name} is not UTF-8 text: it {error}. Save it as UTF-8 and try again."
        ) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def piped_line() -> str:
    """The only line that standard input gives; empty where there is none."""
    lines = piped_lines()
    if len(lines) > 1:
        raise UsageError(
            f"{STANDARD_INPUT} has {len(lines)} lines, and only one is taken. Nothing was"
            " recorded; for several at once see: ref import --help"
        )
    return "".join(lines)


def piped_lines() -> list[str]:
    """The lines that standard input gives, without empty ones around them."""
    from refcli.core.intake.encodings import EncodingError, decode_text  # noqa: PLC0415  (few read)

    try:
        text, _ = decode_text(piped_bytes())
    except EncodingError as error:
        raise UsageError(f"{STANDARD_INPUT} {error}. Type the text itself, not -.") from None
    return text.strip().splitlines()


def piped_bytes(largest: int = LARGEST_TEXT, hint: str = "Keep the text shorter.") -> bytes:
    """All that standard input gives; of what is typed, one line."""
    if sys.stdin is None or sys.stdin.closed:
        raise UsageError(f"{STANDARD_INPUT} is closed: nothing can be read from it.")
    stream = sys.stdin.buffer
    raw = stream.readline() if sys.stdin.isatty() else stream.read(largest + 1)
    return small_enough(raw, STANDARD_INPUT, largest, hint)


def fill_in(words: Sequence[str]) -> list[str]:
    """The words of a command, with a line of standard input for each ``-``.

    Without such an option they stay as they are: an argument ``-`` is its command's own matter.
    """
    if not any(word == "-" and before in PRIVATE for before, word in pairwise(words)):
        return list(words)
    lines, wanted = piped_lines(), list(words).count("-")
    if len(lines) != wanted:
        raise UsageError(
            f"Each - stands for one line of standard input: {count_phrase(wanted, 'line')} wanted,"
            f" {len(lines)} there. Nothing was recorded."
        )
    left = iter(lines)
    return [next(left) if word == "-" else word for word in words]
