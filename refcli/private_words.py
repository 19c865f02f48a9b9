"""What is about a person can be left out of the command line, and given on standard input.

A command line stands in the shell's history, and while it runs in the list of processes. So ``-``
in the place of such a word stands for the next line of standard input.
"""

from collections.abc import Sequence
from itertools import pairwise

from refcli.errors import UsageError
from refcli.phrases import count_phrase

PRIVATE = frozenset(
    {"--chart", "--met", "--note", "--patient", "--phone", "--purpose", "--service", "--why"}
)


def fill_in(words: Sequence[str]) -> list[str]:
    """The words of a command, with a line of standard input for each ``-``.

    Without such an option they stay as they are: an argument ``-`` is its command's own matter.
    """
    if not any(word == "-" and before in PRIVATE for before, word in pairwise(words)):
        return list(words)
    from refcli.reading_files import piped_lines  # noqa: PLC0415  (few commands read it)

    lines, wanted = piped_lines(), list(words).count("-")
    if len(lines) != wanted:
        raise UsageError(
            f"Each - stands for one line of standard input: {count_phrase(wanted, 'line')} wanted,"
            f" {len(lines)} there. Nothing was recorded."
        )
    left = iter(lines)
    return [next(left) if word == "-" else word for word in words]
