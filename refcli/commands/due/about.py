"""What is owed to or about a name that was typed behind ref due."""

from collections.abc import Sequence

from refcli.commands.due.naming import list_all_owing
from refcli.core.due.list import DueFacts
from refcli.core.finding.owed import find_owed_to
from refcli.core.names.named import Named
from refcli.core.owed.items import DueItem, read_key
from refcli.core.sources.matching import Found, find_sources
from refcli.errors import RefusedError
from refcli.lines import type_line


def find_keys(
    name: str, facts: DueFacts, sources: Sequence[Named], items: Sequence[DueItem]
) -> frozenset[str]:
    """The keys of all that is owed to or about a name; where it is nobody's it is refused.

    One of the keys that the list shows names itself.
    """
    if key := read_key(name):
        if str(key) in {item.key for item in items}:
            return frozenset({str(key)})
        raise RefusedError(f"{key} is not owed. See: ref due")
    owing = list_all_owing(facts, sources, items)
    found = find_owed_to(name, owing)
    if found.certain:
        return frozenset(item.key for item in found.items)
    if isinstance(find_sources(name, list(sources)), Found):
        return frozenset()
    near = [item.patient or item.source for item in found.items][:1]
    line = type_line("due", near[0]) if near else "ref due --only call"
    raise RefusedError(
        f"{name!r} is no type and no heading of the list, owns nothing, and nothing is owed to or"
        f" about anybody of that name. Type: {line}"
    )
