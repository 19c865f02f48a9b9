"""The real programs in which people open what ref writes.

On a machine without one its tests are skipped; where REF_NEEDS_PROGRAMS is set they fail.
"""

import os
import shutil

import pytest


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
