"""What taking a command back comes to, before it is done: read from the history."""

from dataclasses import dataclass

from refcli.core.history.telling import Teller, join_phrases, net_changes, sources_in, tell_changes
from refcli.core.history.walking import brings_back, list_takings, trace_back
from refcli.errors import RefusedError
from refcli.lines import type_line
from refcli.storage.book.door import Book
from refcli.storage.history.log import (
    CommandView,
    changes_of,
    current_rows,
    ids_in_force,
    last_done,
    read_command,
    read_undoes,
)


@dataclass(frozen=True, slots=True)
class WayBack:
    """A step of the walk: the command to take back, and what that comes to.

    ``origin``: the command that all is about; another one where an undo or a redo is taken back.
    ``forward``: what it did comes back. ``told``: what it had done, in words. ``is_latest``: no
    later command is in force, so that ref undo and ref redo are about this one next.
    """

    undone: CommandView
    origin: CommandView
    forward: bool
    told: tuple[str, ...]
    is_latest: bool


def read_step(book: Book, number: int) -> WayBack:
    """What it comes to if a command is taken back."""
    undone, undoes = read_command(book, number), read_undoes(book)
    forward = brings_back(number, undoes)
    nets = net_changes(changes_of(book, number))
    if forward:  # an undo: what it did is the command before it, the other way round
        nets = [net.turned() for net in nets]
    names = {
        id_: row["name"] for id_, row in current_rows(book, "source", [*sources_in(nets)]).items()
    }
    names |= {net.row_id: net.row["name"] for net in nets if net.table == "source"}
    told = tell_changes(nets, Teller(names, book.today, forward))
    origin = trace_back(number, undoes)[-1]
    latest = all(one <= origin for one in ids_in_force(book))
    return WayBack(undone, read_command(book, origin), forward, tuple(told), latest)


def next_taking(book: Book) -> int:
    """The undo that took something back last, with no other command after it."""
    takings, done = list_takings(read_undoes(book)), last_done(book)
    if takings and takings[-1] > done:
        return takings[-1]
    if not takings:
        raise RefusedError("There is nothing to bring back. See: ref history")
    step = read_step(book, takings[-1])
    raise RefusedError(
        f"There is nothing to bring back after {read_command(book, done)}. Taken back before it:"
        f" {step.origin}: {join_phrases(step.told)}."
        f" To bring it back: {type_line('undo', takings[-1])}"
    )
