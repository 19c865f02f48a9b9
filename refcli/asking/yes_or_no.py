"""A question that is answered with yes or no, and the ways out of every question."""

from collections.abc import Callable

import typer

from refcli.asking.turns import Way

GO_BACK = frozenset({"b", "back"})
STOP = frozenset({"q", "quit"})
YES, NO = frozenset({"y", "yes"}), frozenset({"n", "no"})


def read_way(answer: str, *, back: bool) -> Way | None:
    """The way back, where there is one; the way out stops the command."""
    if answer.lower() in STOP:
        raise typer.Abort
    return Way.BACK if back and answer.lower() in GO_BACK else None


def ask_yes_or_no(
    ask: Callable[[str], str], say: Callable[[str], None], question: str, *, back: bool = False
) -> bool | Way:
    """Ask until it is yes, no or a way out; ``back``: there is a question before this one."""
    keys = "y, n, b: back, q: stop" if back else "y, n, q: stop"
    while True:
        answer = ask(f"{question} ({keys})").lower()
        if way := read_way(answer, back=back):
            return way
        if answer in YES | NO:
            return answer in YES
        say(f"{answer!r} is neither yes nor no. Type y or n.")
