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


def page(report: Report) -> bytes:
    """The report as HTML."""
    from refcli.output.html import to_html  # noqa: PLC0415  (jinja2 takes 50 ms to import)

    return to_html(report).encode()


def workbook(report: Report) -> bytes:
    """The report for a spreadsheet program."""
    from refcli.output.xlsx import to_xlsx  # noqa: PLC0415  (xlsxwriter takes 40 ms to import)

    return to_xlsx(report)


WRITERS: Mapping[str, Callable[[Report], bytes]] = {
    ".xlsx": workbook,
    ".html": page,
    ".md": lambda report: to_markdown(report).encode(),
    ".csv": lambda report: report_to_csv(report).encode("utf-8-sig"),  # Excel looks for the mark
    ".json": lambda report: report_to_json(report).encode(),
}


def write_report(report: Report, path: Path) -> None:
    """Write the report in the format that the ending of the file's name stands for."""
    suffix = check_suffix(path)
    write_bytes(path, WRITERS[suffix](report))


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


def write_text(path: Path, text: str) -> None:
    """Put the text in place of the file (UTF-8, LF), as ``write_bytes`` does."""
    write_bytes(path, text.encode())


def write_bytes(path: Path, content: bytes) -> None:
    """Put the content in place of the file in one step; after a failure it is as before.

    Nobody but the owner may read it. What the system refuses is a ``RefusedError``.
    """
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
