"""The path of a file as it is typed: one to read, one to write, and that of a book."""

import sys
from pathlib import Path

from refcli.core.file_names import path_objection
from refcli.errors import UsageError

NO_FILES = (":memory:", "file:")  # names that SQLite takes for something else


def file_path(typed: str) -> Path:
    """A typed path; the shell leaves the ``~`` of the home folder alone in ``--from=~/x``."""
    if not typed.strip():
        raise UsageError("The name of a file is empty. Type one, as: letters.html")
    try:
        return Path(typed).expanduser()
    except RuntimeError:
        raise UsageError(
            f"There is no home folder {Path(typed).parts[0]}. If a file is called so,"
            f" type: ./{typed}"
        ) from None


def names_in(path: Path) -> tuple[str, ...]:
    """The folders and the file, without drive or root."""
    return path.parts[1:] if path.anchor else path.parts


def new_file_path(typed: str) -> Path:
    """The path of a file or folder to write; its name has to be one that a file can have."""
    path = file_path(typed)
    if why := path_objection(names_in(path), windows=sys.platform == "win32"):
        raise UsageError(f"{path} cannot be written: {why}")
    return path


def book_path(typed: str) -> Path:
    """The path of a book, whether its file exists or not."""
    if not typed.strip() or typed.lower().startswith(NO_FILES):
        raise UsageError(f"--db names no file: '{typed}'. Type one: ref --db practice.db due")
    path = file_path(typed)
    if why := path_objection(
        names_in(path), windows=sys.platform == "win32", spare=len("-journal")
    ):
        raise UsageError(f"{path} cannot be the name of a book: {why}")
    if path.is_dir():
        raise UsageError(f"{path} is a folder. Name a file in it: --db {path / 'ref.db'}")
    if path.exists() and not path.is_file():
        raise UsageError(f"{path} is a device or a pipe, and a book is a file. Name another one.")
    return path
