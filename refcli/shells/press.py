"""The TAB key: a shell asks what may follow, and whatever goes wrong is answered in silence."""

import os
import sys
from collections.abc import Sequence
from typing import NoReturn

import typer
from typer.core import TyperGroup

ASKING = "REF_COMPLETE"  # set where a shell asks for what may follow


def is_asked(words: Sequence[str]) -> bool:
    """Whether it is a shell that asks, and nobody typed a command."""
    return ASKING in os.environ and not words


def answer_shell(root: TyperGroup) -> NoReturn:
    """Tell the shell what may follow."""
    try:
        from refcli.shells.answer import answer_completion  # noqa: PLC0415  (only a shell needs it)

        found = answer_completion(root, os.environ)
        typer.echo(found.encode(errors="replace"), nl=False)
    except (Exception, KeyboardInterrupt):  # noqa: BLE001, S110
        pass
    sys.exit(0)
