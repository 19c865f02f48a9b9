"""Where the book is gone or is no book any more, the copies that lie beside it are named."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands.copies.conftest import Clock
from tests.conftest import Ref

BESIDE = (
    "copies of an earlier one lie beside it. See them: ref backup list. To go back to one:"
    " ref restore 1"
)


@pytest.fixture
def copied(ref: Ref, database: Path, clock: Clock) -> Path:
    assert clock
    ref("add 'Ann Ray' --from 'Dr. Chen' --kind provider")
    ref("backup")
    return database


def gone(book: Path) -> None:
    book.unlink()


def zeros(book: Path) -> None:
    book.write_bytes(bytes(book.stat().st_size))


def other(book: Path) -> None:
    book.write_text("a letter")


def empty(book: Path) -> None:
    book.write_bytes(b"")


@pytest.mark.parametrize("command", ["due", "add 'Bo Kim' --from none", "top", "doctor"])
@pytest.mark.parametrize(
    ("lost", "told"),
    [
        (gone, "ref: There is no database at {}, but "),
        (zeros, "ref: {} is not a ref database, but "),
        (other, "ref: {} is not a ref database, but "),
        (empty, "ref: {} is not a ref database, but "),
    ],
)
def test_a_lost_book_leads_to_its_copies(
    ref: Ref, copied: Path, lost: Callable[[Path], None], told: str, command: str
) -> None:
    lost(copied)

    assert ref(command, exit_code=3).stderr == f"{told.format(copied)}{BESIDE}\n"


@pytest.mark.parametrize("lost", [gone, empty])
def test_a_lost_book_is_brought_back_from_its_copy(
    ref: Ref, copied: Path, lost: Callable[[Path], None]
) -> None:
    lost(copied)

    ref("restore 1 --yes")

    assert "Ann Ray" in ref("referral list").stdout


def test_a_new_book_beside_old_copies_says_so(ref: Ref, copied: Path) -> None:
    gone(copied)

    assert ref("init").stderr.endswith(f"This book is new and empty; {BESIDE}\n")


def test_a_file_of_another_program_keeps_who_may_read_it(ref: Ref, database: Path) -> None:
    database.write_text("a letter")
    database.chmod(0o664)

    ref("due", exit_code=3)

    assert database.stat().st_mode & 0o777 == 0o664
