"""A page as a PDF, printed by the browser that is there; nothing of it stays behind."""

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from refcli.errors import RefusedError
from refcli.output.browser import BY_HAND, PATIENCE, VARIABLE, find_browser, print_page

PREFIX = "ref-pdf-"
ABANDONED_AFTER = 3600  # seconds
BEGIN, END = b"%PDF-", b"%%EOF"
SNAP = "snap"  # its programs see neither the folder for temporary files nor hidden ones


def to_pdf(page: str, patience: float = PATIENCE) -> bytes:
    """The page as a PDF; ``patience``: seconds for the browser."""
    browser = find_browser()
    with own_folder(folder_for(browser)) as folder:
        html, pdf = folder / "page.html", folder / "page.pdf"
        with os.fdopen(os.open(html, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(page.encode())
        print_page(browser, html, pdf, folder / "profile", patience)
        content = pdf.read_bytes() if pdf.exists() else b""
    if not content.startswith(BEGIN) or END not in content[-64:]:
        raise RefusedError(
            f"{browser} made no PDF of the page. Bring it up to date, or name another one in"
            f" {VARIABLE}; or {BY_HAND}"
        )
    return content


def folder_for(browser: Path) -> Path:
    """Where the browser can read a file of ours: as a rule the folder for temporary files."""
    inside = Path.home() / SNAP / browser.name / "common"
    confined = SNAP in browser.parts or SNAP in browser.resolve().parts
    return inside if confined and inside.is_dir() else Path(tempfile.gettempdir())


@contextmanager
def own_folder(parent: Path) -> Iterator[Path]:
    """A folder that only its owner sees, gone afterwards; what a killed ref left goes first."""
    for left in parent.glob(f"{PREFIX}*"):
        with suppress(OSError):
            if not left.is_symlink() and time.time() - left.stat().st_mtime > ABANDONED_AFTER:
                shutil.rmtree(left)
    folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=parent))
    try:
        yield folder
    finally:
        remove_folder(folder)


def remove_folder(folder: Path) -> None:
    """Take a folder away; on Windows a browser that has just ended may hold it a moment longer."""
    for pause in (0.1, 0.3, 1.0):
        shutil.rmtree(folder, ignore_errors=True)
        if not folder.exists():
            return
        time.sleep(pause)
    shutil.rmtree(folder, ignore_errors=True)
