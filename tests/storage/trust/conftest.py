"""One book for all the tests of this folder, made once."""

from pathlib import Path

import pytest

from refcli.storage.book.door import Door
from tests.storage.trust.books import make_book, put_book


@pytest.fixture(scope="session")
def content(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The file of a book with a row in every table."""
    return make_book(tmp_path_factory.mktemp("whole"))


@pytest.fixture
def full(content: bytes, tmp_path: Path) -> Door:
    """The way into a book of its own with a row in every table."""
    return put_book(content, tmp_path)
