"""A bar that says how far something is: on a terminal, and for what takes longer than a blink."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from rich.console import Console

Tell = Callable[[int], None]
"""Is told how many are done by now."""
T = TypeVar("T")
ROWS_AT_ONCE = 1_000


@contextmanager
def show_bar(
    console: Console, what: str, total: int, *, fewest: int, in_bytes: bool = False
) -> Iterator[Tell]:
    """A bar on a terminal, of ``total`` rows or bytes; the function is told how many are done.

    A pipe gets none, nor does what has fewer than ``fewest`` and is done in a blink.
    """
    if not console.is_terminal or total < fewest:
        yield lambda _done: None
        return
    from rich.progress import (  # noqa: PLC0415  (a pipe needs no bar)
        BarColumn,
        DownloadColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = Progress.get_default_columns()
    if in_bytes:
        columns = (TextColumn(what), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task(what, total=total)
        yield lambda done: progress.update(task, completed=done)


def tell_rows(rows: Iterable[T], tell: Tell, before: int = 0) -> Iterator[T]:
    """The rows; by the thousand it is told how many there were, with those ``before`` them."""
    for number, row in enumerate(rows, start=1):
        if number % ROWS_AT_ONCE == 0:
            tell(before + number)
        yield row
