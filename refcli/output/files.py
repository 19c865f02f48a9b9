"""Files: written whole or not at all, readable by their owner alone."""

import errno
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from refcli.core.document import Report
from refcli.errors import RefusedError, UsageError
from refcli.output.markdown import to_markdown
from refcli.output.render import report_to_csv, report_to_json


def page(report: Report) -> str:
    """The report as HTML."""
    from refcli.output.html import to_html  # noqa: PLC0415  (jinja2 takes 50 ms to import)

    return to_html(report)


WRITERS: Mapping[str, Callable[[Report], str]] = {
    ".html": page,
    ".md": to_markdown,
    ".csv": report_to_csv,
    ".json": report_to_json,
}


def write_report(report: Report, path: Path) -> None:
    """Write the report in the format that the ending of the file's name stands for."""
    suffix = check_suffix(path)
    write_text(path, WRITERS[suffix](report), bom=suffix == ".csv")  # Excel looks for the mark


def check_suffix(path: Path) -> str:
    """The ending, in small letters; one that no writer knows is refused."""
    suffix = path.suffix.lower()
    if suffix not in WRITERS:
        raise UsageError(f"{path} has no ending that is known: {', '.join(WRITERS)}")
    return suffix


def check_target(path: Path) -> None:
    """Refuse, before anything is written, a file that could not be."""
    check_suffix(path)
    if not path.resolve().parent.is_dir():
        raise RefusedError(f"There is no folder {path.parent} to write {path.name} to.")


def write_text(path: Path, text: str, *, bom: bool = False) -> None:
    """Put the text in place of the file in one step (UTF-8, LF); after a failure it is as before.

    Nobody but the owner may read it. What the system refuses is a ``RefusedError``.
    """
    content = text.encode("utf-8-sig" if bom else "utf-8")
    with explained(path):
        target = path.resolve()  # through a link, not in place of it
        handle, name = tempfile.mkstemp(prefix=".ref-", dir=target.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(target)
        finally:
            Path(name).unlink(missing_ok=True)


@contextmanager
def explained(path: Path) -> Iterator[None]:
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
