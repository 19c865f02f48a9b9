"""The words of the core that programs read: columns of tables, and closed sets of words.

Written anew with: ``python -m tests.core.public_words > tests/core/public_words.txt``
"""

import pkgutil
from collections.abc import Iterator
from enum import StrEnum
from importlib import import_module

import refcli.core
from refcli.core.output.table import Column


def list_words() -> Iterator[str]:
    """One line per column and per word, in the order of the modules and of each of them."""
    for found in pkgutil.walk_packages(refcli.core.__path__, "refcli.core."):
        module = import_module(found.name)
        for name, value in vars(module).items():
            yield from (f"{found.name}.{name}: {line}" for line in describe(value, found.name))


def describe(value: object, place: str) -> Iterator[str]:
    """The columns of a table, or the words of a closed set of this module."""
    if isinstance(value, tuple | list) and value and all(isinstance(one, Column) for one in value):
        for one in value:
            hidden = ", for programs only" if one.machine_only else ""
            yield f"{one.name} | {one.heading} | {one.type.name.lower()}{hidden}"
    if isinstance(value, type) and issubclass(value, StrEnum) and value.__module__ == place:
        yield from (f"{name} = {one.value}" for name, one in value.__members__.items())


if __name__ == "__main__":
    print("\n".join(list_words()))  # noqa: T201
