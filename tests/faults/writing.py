"""Which commands of the tree write in the book, as their own code says."""

from inspect import isfunction, unwrap
from types import CodeType, ModuleType
from typing import Any

from tests.faults.cells import TREE


def names_used(code: CodeType) -> set[str]:
    """Every name that a function uses, and those in it."""
    inner = [one for one in code.co_consts if isinstance(one, CodeType)]
    return set(code.co_names).union(*map(names_used, inner))


def opens_to_write(function: Any, seen: set[Any]) -> bool:  # noqa: ANN401
    """Whether a function of the commands leads to opening the book for writing."""
    seen.add(function)
    names = names_used(function.__code__)
    known = function.__globals__
    rooms = [vars(known[one]) for one in names if isinstance(known.get(one), ModuleType)]
    called = [room[name] for room in (known, *rooms) for name in names if name in room]
    return "writing" in names or any(
        opens_to_write(one, seen)
        for one in called
        if isfunction(one) and one.__module__.startswith("refcli.commands") and one not in seen
    )


def writing_commands() -> set[str]:
    """The commands of the tree that lead to opening the book for writing."""
    return {name for name, one in TREE.items() if opens_to_write(unwrap(one.callback), set())}
