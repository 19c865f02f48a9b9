"""The national file as a stream: 10 GB are read a megabyte at a time, out of its zip too."""

import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from refcli.errors import RefusedError, UnusableFileError, UsageError
from refcli.output.progress.bar import Tell
from refcli.reading_files import no_file

BLOCK = 1 << 20  # bytes
MAIN = "npidata_pfile"
WORKBOOK = "[Content_Types].xml"  # in every .xlsx (ECMA-376, part 2)
HEADER_ALONE = "fileheader"  # of the second file of that name in the zip
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)


@dataclass(frozen=True, slots=True)
class ListFile:
    """A file that can be read: its stream, its size in bytes, and its name, that in a zip too."""

    stream: IO[bytes]
    size: int
    name: str


@contextmanager
def open_file(path: Path) -> Iterator[ListFile]:
    """An ordinary file, or the main one in the zip from the government."""
    try:
        mode = path.stat().st_mode  # before it is opened: a pipe waits for somebody to write
        if not stat.S_ISREG(mode):
            raise UnusableFileError(path, no_file(mode))
        with path.open("rb") as file:
            if zipfile.is_zipfile(file):
                with open_zip(path) as found:
                    yield found
            else:
                file.seek(0)
                yield ListFile(file, path.stat().st_size, path.name)
    except (FileNotFoundError, NotADirectoryError):
        raise UsageError(f"There is no file {path}.") from None
    except OSError as error:
        raise UnusableFileError(path, error.strerror or type(error).__name__) from None


@contextmanager
def open_zip(path: Path) -> Iterator[ListFile]:
    """The main file in a zip, never unpacked to the disk."""
    try:
        with zipfile.ZipFile(path) as archive:
            if WORKBOOK in archive.namelist():
                raise UsageError(
                    f"{path.name} is a workbook. In Excel: File, Save As, CSV UTF-8; then import"
                    " that file."
                )
            found = [one for one in archive.infolist() if is_main(one.filename)]
            if len(found) != 1:
                raise RefusedError(
                    f"{path.name} holds {'no' if not found else 'more than one'} file"
                    f" {MAIN}_....csv. Unpack it, and name the file to read."
                )
            with archive.open(found[0]) as stream:
                yield ListFile(stream, found[0].file_size, Path(found[0].filename).name)
    except BROKEN as error:
        raise UnusableFileError(path, f"the zip is damaged, or locked ({error})") from None


def is_main(name: str) -> bool:
    """True for the file with the providers: not for its column names alone, nor the others."""
    last = name.rpartition("/")[2].casefold()
    return last.startswith(MAIN) and last.endswith(".csv") and HEADER_ALONE not in last


def read_blocks(file: ListFile, tell: Tell) -> Iterator[bytes]:
    """The bytes of a file, a megabyte at a time; ``tell`` is told how many were read by now."""
    done = 0
    while block := file.stream.read(BLOCK):
        done += len(block)
        tell(done)
        yield block
