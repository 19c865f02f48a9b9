"""Command lines as they are typed, with quotes where the shell at hand needs them."""

import re
import shlex
import sys
from collections.abc import Sequence

WINDOWS = sys.platform == "win32"
PLAIN = re.compile(r"[\w./:@%+,=-]+")  # no shell reads anything into these
READ_IN_QUOTES = re.compile(r"[$`\\!]")  # a shell of POSIX reads these even in double quotes


def command_line(words: Sequence[str]) -> str:
    """``ref`` with words after it."""
    return " ".join(["ref", *map(quote_word, words)])


def quote_word(word: str, *, windows: bool = WINDOWS) -> str:
    """A word, in quotes unless it is plain: double ones, which every shell takes.

    Only where a shell of POSIX would change what stands in them, as ``$45``, they are single.
    """
    if PLAIN.fullmatch(word):
        return word
    if not windows and READ_IN_QUOTES.search(word):
        return shlex.quote(word)
    return '"' + word.replace('"', "'") + '"'
