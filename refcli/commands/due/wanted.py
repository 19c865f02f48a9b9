"""What of the due list is wanted: types, an owner, or whom it is about, also without an option."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from refcli.core.due.choosing import ALL, DueChoice, read_choice, split_words
from refcli.core.due.list import DueFacts, due_items
from refcli.core.due.of_referral import FAR_DAYS
from refcli.core.names.named import Named
from refcli.core.owed.items import DueItem
from refcli.core.owed.owners import find_owner, list_owners, settle_owner
from refcli.env import Env
from refcli.lines import type_line


@dataclass(frozen=True, slots=True)
class AskedDue:
    """What was typed to narrow the list: words without an option, types of ``--only``, an owner."""

    words: Sequence[str] = ()
    only: Sequence[str] = ()
    owner: str | None = None

    @property
    def typed(self) -> list[str]:
        """The same as words of a line."""
        only = [word for one in self.only for word in ("--only", one)]
        return [*self.words, *only, *(["--owner", self.owner] if self.owner else [])]


@dataclass(frozen=True, slots=True)
class WantedDue:
    """What was asked for; ``about`` is a name as typed, ``keys`` what is owed to or about it.

    Without ``keys`` everything that the choice takes; ``whole``: not a screen at a time.
    """

    choice: DueChoice
    about: str = ""
    keys: frozenset[str] | None = None
    whole: bool = False

    def pick(self, items: Sequence[DueItem], env: Env) -> list[DueItem]:
        """The items that are wanted, in their order."""
        taken = [item for item in items if self.choice.takes(item, env.today)]
        return [item for item in taken if self.keys is None or item.key in self.keys]


def read_wanted(
    env: Env,
    facts: DueFacts,
    sources: Sequence[Named],
    asked: AskedDue,
    off: Sequence[DueItem],
) -> WantedDue:
    """What was asked for as one choice, of what is owed and what is ``off`` the list."""
    owner = asked.owner
    named, name = split_words(asked.words)
    choice = read_choice([*asked.only, *(one for one in named if one != ALL)])
    wanted = WantedDue(choice, whole=ALL in named)
    if not (name or owner):
        return wanted
    items = due_items(
        facts, until=env.today + timedelta(days=FAR_DAYS), today=env.today, snoozed_too=True
    )
    items = [*items, *off]
    owners = list_owners(facts.ground.parties.values(), items)
    if owner:
        mine = settle_owner(
            owner, owners, type_line("due", "--owner", owners[0] if owners else owner)
        )
        wanted = replace(wanted, choice=replace(choice, owner=mine))
    if not name:
        return wanted
    if found := None if owner else find_owner(name, owners):
        return replace(wanted, choice=replace(wanted.choice, owner=found))
    from refcli.commands.due.about import find_keys  # noqa: PLC0415  (only a name needs it)

    return replace(wanted, about=name, keys=find_keys(name, facts, sources, items))
