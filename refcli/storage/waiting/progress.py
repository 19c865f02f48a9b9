"""What takes longer than a second shows how far it is, and ^C is heard meanwhile."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Self

from refcli.phrases import count_phrase

A_SECOND = 1.0  # of silence, and between two signs of life
STEPS_OF_SQLITE = 5_000  # between two looks at the clock: less than a millisecond


class Meter:
    """Shows how far something is that takes long, and takes the line away at its end.

    ``show`` gets the whole line each time, and an empty one at the end.
    """

    def __init__(
        self, show: Callable[[str], None], what: str, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.show, self.what, self.clock = show, what, clock
        self.begun = self.shown = clock()

    def __enter__(self) -> Self:
        """Begin at once."""
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        """Take the line away."""
        if self.shown > self.begun:
            self.show("")

    def tell(self, how_far: str) -> None:
        """Show how far it is, at most once a second."""
        now = self.clock()
        if now - self.shown >= A_SECOND:
            self.shown = now
            self.show(f"{self.what}: {how_far}")

    def step(self, _status: int, left: int, whole: int) -> None:
        """So many pages are left of a whole copy."""
        self.tell(f"{100 * (whole - left) // max(whole, 1)} %")

    def tick(self) -> int:
        """SQLite is still at a statement, and goes on."""
        self.tell(count_phrase(round(self.clock() - self.begun), "second"))
        return 0

    def turn_to(self, what: str) -> None:
        """Something else begins."""
        self.what = what


@contextmanager
def meter_statements(db: sqlite3.Connection, meter: Meter) -> Iterator[None]:
    """Long statements in the block move a meter, and ^C ends them.

    SQLite gives a ^C that is heard within a statement back as a failure of that.
    """
    db.set_progress_handler(meter.tick, STEPS_OF_SQLITE)
    try:
        yield
    except sqlite3.OperationalError as error:
        if getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_INTERRUPT:
            raise KeyboardInterrupt from None
        raise
    finally:
        db.set_progress_handler(None, 0)
