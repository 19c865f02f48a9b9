"""The names by which a source goes on being found after it was renamed."""

from collections.abc import Iterable

from refcli.commands.finding.sources import check_new_name
from refcli.core.names.keys import name_key
from refcli.core.sources.kind_words import is_nameless
from refcli.core.sources.records import SourceView
from refcli.core.vocabulary import Kind
from refcli.errors import UsageError
from refcli.lines import type_line


def saved_text(known: SourceView, name: str) -> str:
    """What was saved: ``Saved #4 Dr. Lee (still found as Dr. Chen).``."""
    still = "".join(f" (still found as {one})" for one in former_name(known, name))
    return f"Saved #{known.id} {name}{still}."


def former_name(known: SourceView, name: str) -> tuple[str, ...]:
    """The name that a source had until now, if people may go on saying it."""
    return not_yet(known, (name,)) and (known.record.name,)


def not_yet(known: SourceView, names: Iterable[str]) -> tuple[str, ...]:
    """The names by which a source could not be found until now."""
    keys = {name_key(name) for name in (known.record.name, *known.record.aliases)}
    return tuple(name for name in names if name_key(name) not in keys)


def require_name(name: str, kind: Kind | None = None) -> str:
    """A name with something in it, which says more than what a new person of a ``kind`` is."""
    if not name.strip():
        raise UsageError("A name is missing.")
    if kind and is_nameless(name, kind):
        line = type_line("source add", "Ann Ray", "--kind", "provider")
        raise UsageError(f"{name!r} says what somebody is, and not who. Type the name: {line}")
    return check_new_name(name)


def nonempty_aliases(aliases: list[str] | None) -> tuple[str, ...]:
    """The typed aliases without the empty ones."""
    return tuple(check_new_name(alias) for alias in aliases or () if alias.strip())
