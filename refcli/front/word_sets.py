"""Words of a closed set as people type them: ``Provider`` and ``doctor`` for provider."""

from enum import StrEnum
from functools import partial
from typing import Any

from typer.core import TyperGroup

from refcli.core.typed_values import NEAR_VALUE, SAME_VALUE, plain_word
from refcli.core.vocabulary import Kind, ShownStatus, Status, Telling


def understand_sets(command: Any) -> Any:  # noqa: ANN401  (Typer's own commands)
    """The command, and all below it, taking other words for those of its closed sets."""
    if isinstance(command, TyperGroup):
        for one in command.commands.values():
            understand_sets(one)
    for param in command.params:
        kind = set_of(param)
        if kind:
            param.process_value = partial(read_meant, kind, param.process_value)
    return command


def set_of(param: Any) -> type[StrEnum] | None:  # noqa: ANN401
    """The closed set of words that a parameter takes, if it does."""
    kind = param.type_descriptor.annotation
    return kind if isinstance(kind, type) and issubclass(kind, StrEnum) else None


def read_meant(kind: type[StrEnum], read: Any, ctx: Any, value: Any) -> Any:  # noqa: ANN401
    """The value that a parameter reads, of the word that was meant."""
    meant = find_meant(kind, value) if isinstance(value, str) else None
    return read(ctx, meant.value if meant else value)


def find_meant(kind: type[StrEnum], typed: str) -> StrEnum | None:
    """The word of a set that another one means without a doubt: call for ``phone``."""
    plain = plain_word(typed)
    own = next((one for one in kind if plain_word(one.value) == plain), None)
    return own or SAME_VALUE.get(kind, {}).get(plain) or word_of_files(kind, typed)


def word_of_files(kind: type[StrEnum], typed: str) -> StrEnum | None:
    """What the same word means in a file that is taken in; that somebody waits is no news."""
    from refcli.core.intake.reading.words import find_kind, find_telling  # noqa: PLC0415  (seldom)

    if kind is Kind:
        return find_kind(typed)
    meant = find_telling(typed) if kind in {Status, ShownStatus, Telling} else None
    known = {one.value: one for one in kind}
    return known.get(meant.value) if meant and meant is not Telling.RECEIVED else None


def find_near(kind: type[StrEnum], typed: str) -> StrEnum | None:
    """The word of a set that may be meant, and is proposed: letter for ``email``."""
    return NEAR_VALUE.get(kind, {}).get(plain_word(typed))
