"""Which commands are in force, and which of those taken back comes back next.

``undoes`` holds for each undo and redo on record the number of the command that it took back:
{4: 3, 5: 4} means that 4 took back 3, and 5 took back 4, so that 3 is in force again.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

Undoes = Mapping[int, int]
RECENT = timedelta(minutes=10)  # in which somebody remembers what the last command was


def find_taken(undoes: Undoes) -> frozenset[int]:
    """The commands that are taken back by one in force; nothing comes after the latest."""
    taken: set[int] = set()
    for number in sorted(undoes, reverse=True):
        if number not in taken:
            taken.add(undoes[number])
    return frozenset(taken)


def trace_back(number: int, undoes: Undoes) -> list[int]:
    """A command, the one that it took back, and so on to the one that is no undo: [5, 4, 3]."""
    chain = [number]
    while (before := undoes.get(chain[-1])) is not None:
        chain.append(before)
    return chain


def brings_back(number: int, undoes: Undoes) -> bool:
    """Whether to take back this command brings an earlier one back, as undo of an undo does."""
    return len(trace_back(number, undoes)) % 2 == 0


def list_takings(undoes: Undoes) -> list[int]:
    """The undos that keep a command taken back, the latest last."""
    taken = find_taken(undoes)
    return [
        number
        for number in sorted(undoes)
        if number not in taken
        and brings_back(number, undoes)
        and trace_back(number, undoes)[-1] in taken
    ]


def is_recent(at: str, now: datetime | None) -> bool:
    """Whether a moment of the log is less than ten minutes from now; never by an unknown clock."""
    return now is not None and abs(now - datetime.fromisoformat(at)) < RECENT
