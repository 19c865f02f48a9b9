"""What was skipped or snoozed, narrowed as the list is: ref due skipped."""

from collections.abc import Sequence

from refcli.commands.due.due_book import DueBook
from refcli.commands.due.wanted import AskedDue, WantedDue
from refcli.core.due.choosing import PUT_OFF
from refcli.core.due.decided import DecidedItem
from refcli.core.due.ours import pick_ours
from refcli.env import Env
from refcli.lines import command_line


def split_put_off(words: Sequence[str]) -> tuple[list[str], bool]:
    """The words without the one that asks for what is put off, and whether it was among them."""
    kept = [one for one in words if one.casefold() not in PUT_OFF]
    return kept, len(kept) < len(words)


def pick_decided(
    env: Env, known: DueBook, decided: Sequence[DecidedItem], wanted: WantedDue
) -> list[DecidedItem]:
    """Those that the list would take if they were on it."""
    taken = wanted.pick([one.item for one in decided], env)
    mine = pick_ours(taken, known.facts, known.ours) if known.ours else taken
    keys = {one.key for one in mine}
    return [one for one in decided if one.item.key in keys]


def tell_decided(decided: Sequence[DecidedItem], asked: AskedDue, known: DueBook) -> list[str]:
    """How many items are off the list by a decision, with the line that shows them."""
    if not decided:
        return []
    provider = ["--provider", known.ours.option] if known.ours else []
    line = command_line(["due", "skipped", *asked.typed, *provider])
    return [f"{len(decided)} skipped or snoozed ({line})"]
