"""The real programs in which people open what ref writes.

On a machine without one its tests are skipped; where REF_NEEDS_PROGRAMS is set they fail.
"""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright


def program(*names: str) -> str:
    """The path of a program, by any of its names."""
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        missing = f"{names[0]} is not installed"
        if os.environ.get("REF_NEEDS_PROGRAMS"):
            pytest.fail(missing)
        pytest.skip(missing)
    return found


@pytest.fixture(scope="session")
def office() -> str:
    """LibreOffice."""
    return program("soffice", "libreoffice")


@pytest.fixture(scope="session")
def pdftotext() -> str:
    """What reads a printed page: poppler's."""
    return program("pdftotext")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Chromium without a window."""
    path = program("chromium", "chromium-browser", "google-chrome")
    with sync_playwright() as programs:
        browser = programs.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()
