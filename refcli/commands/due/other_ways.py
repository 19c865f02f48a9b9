"""What ``ref done`` cannot close: items that another command closes, with the lines to type."""

from collections.abc import Callable

from refcli.core.owed.items import DueItem, Key
from refcli.errors import RefusedError
from refcli.lines import type_line


def refuse_other_way(item: DueItem, key: Key) -> None:
    """Refuse to close by hand what only something else on record closes."""
    if say := OTHER_WAYS.get(key.letter):
        drop = type_line("skip", item.key, "--why", "TEXT")
        raise RefusedError(f"{item.key} is closed by {say(item, key)}: {drop}")


def give_back(item: DueItem, key: Key) -> str:
    """An excess: only a return recorded in the ledger closes it."""
    back = type_line("gift return", key.number, "--amount", 20, "--inadvertent")
    return (
        f"what came back: {back} (how much: {type_line('gift cure', f'#{item.source_id}')})."
        " If nothing comes back"
    )


def say_came(_item: DueItem, key: Key) -> str:
    """An appointment that is over: whether the patient came."""
    number = key.number
    seen, missed = type_line("seen", number), type_line("missed", number)
    off, moved = type_line("cancelled", number), type_line("booked", number, "--for", "friday")
    return (
        f"what came of it: {seen}, {missed}, {off}, or for another day {moved}. If nobody will know"
    )


def who_came(_item: DueItem, _key: Key) -> str:
    """An event: who came to it."""
    return "who came: ref event came --help. If nobody came"


OTHER_WAYS: dict[str, Callable[[DueItem, Key], str]] = {
    "G": give_back,
    "A": say_came,
    "E": who_came,
}
