"""What a line says of something that is on record already."""

from collections.abc import Iterable, Iterator

from refcli.core.names.keys import name_key


def tell_differences(pairs: Iterable[tuple[str, object, object]]) -> Iterator[str]:
    """What a line says otherwise than the record does, of each fact that it says anything of."""
    for name, there, here in pairs:
        if here in {None, ""} or are_same(there, here):
            continue
        yield f"{name} {there if there not in {None, ''} else 'unknown'}, here {here}"


def are_same(there: object, here: object) -> bool:
    """Whether two facts are one, in whatever capitals."""
    if isinstance(there, str) and isinstance(here, str):
        return there == here or name_key(there) == name_key(here) != ""
    return there == here
