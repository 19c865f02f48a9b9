"""The screen as ``ref`` prints to it: plain, as wide as makes sense, in a time that there is."""

import os
import sys
import time
from datetime import datetime

from rich.console import Console

SENSIBLE_SIZES = {  # in letters, for Rich and Typer; a line is no longer on the widest screens
    "COLUMNS": range(20, 1_000),
    "TERMINAL_WIDTH": range(20, 1_000),
    "LINES": range(2, 1_000),
}


def forget_senseless_sizes() -> None:
    """Let the terminal say its size, or 80 columns be it, where the environment says nonsense.

    ``COLUMNS=0`` would print nothing at all, ``COLUMNS=100000`` five megabytes of help.
    """
    for name, sizes in SENSIBLE_SIZES.items():
        if os.environ.get(name, "") not in map(str, sizes):
            os.environ.pop(name, None)


def forget_senseless_zone() -> None:
    """Let the system say its time zone where ``TZ`` is a day or more away from everybody else."""
    try:
        datetime.now().astimezone()
    except ValueError:
        os.environ.pop("TZ", None)
        if sys.platform != "win32":
            time.tzset()


class PlainConsole(Console):
    """A console that leaves it to the end of the command what a closed pipe means."""

    def on_broken_pipe(self) -> None:
        """Pass on what the system said."""
        raise  # noqa: PLE0704  (rich calls this while it handles the failure)


def plain_console(*, stderr: bool = False) -> Console:
    """A console that prints names such as ``[Elm]`` or ``:smile:`` as they are."""
    forget_senseless_sizes()
    return PlainConsole(stderr=stderr, markup=False, emoji=False, highlight=False)
