"""Whose an item is: the owner that is meant by a name as typed."""

from collections.abc import Iterable

from refcli.core.owed.items import DueItem, Party
from refcli.errors import RefusedError


def list_owners(parties: Iterable[Party], items: Iterable[DueItem] = ()) -> list[str]:
    """Everybody who owns a source in use or something that is owed, by name, each once."""
    own = [*(one.owner for one in parties if not one.archived), *(one.owner for one in items)]
    known = {name.strip().casefold(): name.strip() for name in own if name.strip()}
    return sorted(known.values(), key=str.casefold)


def find_owner(typed: str, owners: Iterable[str]) -> str | None:
    """The owner of that whole name, in whatever case; None where nobody has it."""
    wanted = typed.strip().casefold()
    return next((name for name in owners if name.casefold() == wanted), None)


def settle_owner(typed: str, owners: list[str], line: str) -> str:
    """The owner that is meant; a refusal with a ``line`` to type where nobody is."""
    if found := find_owner(typed, owners):
        return found
    if not owners:
        raise RefusedError(
            "Nobody owns a source yet. One is given an owner with --owner: ref source edit --help"
        )
    raise RefusedError(f"{typed!r} owns nothing. Owners: {', '.join(owners)}. Type: {line}")
