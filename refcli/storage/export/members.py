"""The members of the zip of an export: looked at before they are believed, never unpacked.

A hostile zip may name members outside its folder, name one twice, unpack to a thousand times its
size, or end too early. Members are read as streams, only under the names that an export has, and
against the SHA-256 that the last one says.
"""

import hashlib
import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from refcli.core.export.contents import (
    EVERYTHING,
    HEAD,
    LETTERS,
    README,
    SUMS,
    ExportFaultError,
    ExportHead,
    begins_export,
    read_head,
)
from refcli.core.export.sums import read_sums
from refcli.errors import UnusableFileError

END, END_SIZE, LONGEST_COMMENT = b"PK\x05\x06", 22, 65_535  # APPNOTE.TXT of PKWARE, 4.3.16
LARGE_END, LARGE_END_SIZE = b"PK\x06\x07", 20  # of a zip of more than 4 GB, 4.3.15
DIRECTORY_SIZE = slice(12, 16)  # in the end record
MOST_OF_DIRECTORY = 1_000_000  # bytes; 60 members need 6,000
MOST_BYTES = 16_000_000_000  # unpacked; 100,000 referrals with their history are 500 MB
MOST_PACKED = 300  # times; rows of a book pack to a tenth or a thirtieth
SMALL = 1_000_000_000  # bytes that may be packed as well as they can: they are read as a stream
LONGEST_LINE = 64_000_000  # bytes: a row of the history with two notes of 10 MB
MOST_OF_TEXT = 4_000_000  # bytes of the head and of the sums
BLOCK = 1 << 20
LETTER = re.compile(re.escape(LETTERS) + r"[a-z][a-z-]{0,40}\.txt")
ENCRYPTED = 1
ZIPPED, ROWS_BEGIN = b"PK", b'{"ref_export":'  # how a zip begins, and the rows of an export
KNOWN_PACKING = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
BROKEN = (  # what the library raises for a zip that is none, or that is cut off
    *(zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError),
    *(ValueError, KeyError, IndexError, OverflowError),
)


@dataclass(frozen=True, slots=True)
class OpenExport:
    """A zip whose members are those that its head names."""

    zip: zipfile.ZipFile
    head: ExportHead
    sums: Mapping[str, str]

    def check_others(self) -> None:
        """Refuse one in which another member than the rows was changed."""
        for name in self.sums:
            if name != EVERYTHING:
                with self.zip.open(name) as file:
                    self.check_sum(name, hash_stream(file))

    def lines(self) -> Iterator[str]:
        """The lines of the rows; after the last one it is checked that none was changed."""
        digest = hashlib.sha256()
        with self.zip.open(EVERYTHING) as raw, read_buffered(raw) as file:
            while line := file.readline(LONGEST_LINE):
                digest.update(line)
                if len(line) == LONGEST_LINE:
                    raise ExportFaultError(f"{EVERYTHING} has a line that is too long for a row")
                yield decode_line(line)
        self.check_sum(EVERYTHING, digest.hexdigest())

    def check_sum(self, name: str, found: str) -> None:
        """Refuse a member that is not as it was written."""
        if self.sums[name] != found:
            raise ExportFaultError(f"{name} is not as ref wrote it")


def is_export(path: Path) -> bool:
    """Whether a file is an export, whole or not."""
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            return begins_export(file.read(64))
    except OSError:
        return False  # the reading of other files says why


def is_unpacked(path: Path) -> bool:
    """Whether a path is what an export holds, out of its zip, or packed anew with its folder."""
    if path.is_dir():
        return (path / HEAD).is_file()
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            start = file.read(64)
            if not start.startswith(ZIPPED):
                return b"".join(start.split()).startswith(ROWS_BEGIN)
            check_end(file)
            with zipfile.ZipFile(file) as found:
                return any(name.rpartition("/")[2] == HEAD for name in found.namelist())
    except (OSError, ExportFaultError, *BROKEN):
        return False


@contextmanager
def open_export(path: Path) -> Iterator[OpenExport]:
    """An export, after a look at its members; all that is wrong with it is an ExportFaultError."""
    try:
        file = path.open("rb")
    except OSError as error:
        raise UnusableFileError(path, error.strerror or type(error).__name__) from None
    try:
        with file:
            check_end(file)
            with zipfile.ZipFile(file) as found:
                yield look_at_members(found)
    except BROKEN:
        raise ExportFaultError("it is damaged or cut off") from None


def check_end(file: io.BufferedReader) -> None:
    """Refuse a file without the end of a zip, or whose directory would fill the memory."""
    size = file.seek(0, io.SEEK_END)
    start = max(0, size - END_SIZE - LONGEST_COMMENT - LARGE_END_SIZE)
    file.seek(start)
    tail = file.read()
    at = tail.rfind(END)
    if at < 0 or len(tail) - at < END_SIZE:
        raise ExportFaultError("it is cut off")
    directory = int.from_bytes(tail[at:][DIRECTORY_SIZE], "little")
    if LARGE_END in tail[max(0, at - LARGE_END_SIZE) : at] or directory > MOST_OF_DIRECTORY:
        raise ExportFaultError("it has more files in it than an export has")
    file.seek(0)


def look_at_members(found: zipfile.ZipFile) -> OpenExport:
    """The head and the sums, where all members are those of an export."""
    members = found.infolist()
    names = [one.filename for one in members]
    if len(names) != len(set(names)):
        raise ExportFaultError("a file stands in it twice")
    for one in members:
        check_member(one)
    if sum(one.file_size for one in members) > MOST_BYTES:
        raise ExportFaultError("it would unpack to more than 16 GB")
    if missing := [name for name in (HEAD, SUMS) if name not in names]:
        raise ExportFaultError(f"{missing[0]} is missing in it")
    head = read_head(read_text(found, HEAD))
    sums = read_sums(read_text(found, SUMS))
    check_names(names, head, sums)
    return OpenExport(found, head, sums)


def check_member(one: zipfile.ZipInfo) -> None:
    """Refuse a member that is locked, packed in a strange way, or a bomb."""
    if one.flag_bits & ENCRYPTED or one.compress_type not in KNOWN_PACKING:
        raise ExportFaultError("it was packed by another program, not by ref")
    if one.file_size > max(SMALL, one.compress_size * MOST_PACKED):
        raise ExportFaultError("it would unpack to far more than a book can hold")


def check_names(names: list[str], head: ExportHead, sums: Mapping[str, str]) -> None:
    """Refuse files that no export has, and one from which a file is missing."""
    wanted = {HEAD, README, EVERYTHING, *(table.file for table in head.tables)}
    letters = {name for name in names if LETTER.fullmatch(name)}
    if strange := [name for name in names if name not in wanted | letters | {SUMS}]:
        raise ExportFaultError(f"there is a file in it that ref did not write: {strange[0][:60]!r}")
    if missing := sorted((wanted | set(sums)) - set(names)):
        raise ExportFaultError(f"{missing[0][:60]} is missing in it")
    if unsummed := sorted(set(names) - set(sums) - {SUMS}):
        raise ExportFaultError(f"{SUMS} says nothing of {unsummed[0][:60]}")


def read_text(found: zipfile.ZipFile, name: str) -> str:
    """A short member as text."""
    with found.open(name) as file:
        raw = file.read(MOST_OF_TEXT + 1)
    if len(raw) > MOST_OF_TEXT:
        raise ExportFaultError(f"{name} is far too long")
    return decode_line(raw)


def decode_line(raw: bytes) -> str:
    """Bytes as text in UTF-8."""
    try:
        return raw.decode()
    except UnicodeDecodeError:
        raise ExportFaultError("there are bytes in it that are no text") from None


def read_buffered(raw: IO[bytes]) -> io.BufferedReader:
    """A member of which large pieces are unpacked at once."""
    return io.BufferedReader(cast("io.RawIOBase", raw), BLOCK)


def hash_stream(file: IO[bytes]) -> str:
    """The SHA-256 of all that is left of a stream."""
    digest = hashlib.sha256()
    while block := file.read(BLOCK):
        digest.update(block)
    return digest.hexdigest()
