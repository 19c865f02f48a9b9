"""A line from the keyboard: one that can be edited where the terminal knows how, else a plain one.

The library that edits lines is imported with the first question, so that whoever is asked nothing
does not wait for it.
"""

import os
import sys
from contextlib import suppress
from typing import TextIO

import typer

from refcli.asking.offers import Offers

WINDOWS = sys.platform == "win32"
KEYS_WITHOUT_MEANING = (  # of GNU readline: what it does not know of a key stays out of the name
    r'"\e[": skip-csi-sequence',
    r'"\e[2~": ""',  # Insert, which would take the next key as it is
)
DUMB = frozenset({"dumb", "unknown"})  # terminals in which no cursor can be moved


def read_line(prompt: str, offers: Offers | None = None) -> str:
    """What is typed after the prompt; TAB completes it from the ``offers``.

    Ctrl-C and Ctrl-D stop the command.
    """
    return read_edited_line(prompt, offers) if can_edit() else read_plain_line(prompt)


def can_edit() -> bool:
    """Whether a cursor can be moved: somebody types at a terminal and sees what is typed."""
    term = os.environ.get("TERM", "" if not WINDOWS else "windows").lower()
    return bool(term) and term not in DUMB and all(map(is_terminal, (sys.stdin, sys.stdout)))


def is_terminal(stream: TextIO | None) -> bool:
    """True for a stream that a person reads or types; one that is closed is none."""
    return stream is not None and not stream.closed and stream.isatty()


def read_edited_line(prompt: str, offers: Offers | None) -> str:
    """A line in which the arrow keys move; a plain one where the terminal refuses."""
    from refcli.asking.editing import open_editor  # noqa: PLC0415  (only for somebody who is asked)

    editor = open_editor(offers)
    if editor is None:
        return read_plain_line(prompt)
    try:
        return editor.prompt(prompt)
    except (EOFError, KeyboardInterrupt):
        raise typer.Abort from None  # the editor has ended its line


def read_plain_line(prompt: str) -> str:
    """A line as the terminal hands it over; GNU readline edits it where Python has it."""
    with suppress(ImportError):
        import readline  # noqa: PLC0415  (to import it is to use it; not on Windows)

        for binding in KEYS_WITHOUT_MEANING:
            readline.parse_and_bind(binding)
    try:
        return input(prompt)
    except EOFError:
        raise KeyboardInterrupt from None  # both leave the cursor in the middle of a line
