"""How far a long export or import is, on a terminal."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from refcli.env import Env

WORTH_A_BAR = 20_000  # fewer rows are done in a blink
ROWS_AT_ONCE = 1_000
Tell = Callable[[int], None]
T = TypeVar("T")


@contextmanager
def show_progress(env: Env, what: str, rows: int) -> Iterator[Tell]:
    """A bar of so many rows; the function is told how many are done. A pipe gets none."""
    if not env.errors.is_terminal or rows < WORTH_A_BAR:
        yield lambda _done: None
        return
    from rich.progress import Progress  # noqa: PLC0415  (a pipe needs no bar)

    with Progress(console=env.errors, transient=True) as progress:
        task = progress.add_task(what, total=rows)
        yield lambda done: progress.update(task, completed=done)


def count_rows(rows: Iterable[T], tell: Tell, before: int) -> Iterator[T]:
    """The rows; it is told how many there were, with those ``before`` them."""
    for number, row in enumerate(rows, start=1):
        if number % ROWS_AT_ONCE == 0:
            tell(before + number)
        yield row
