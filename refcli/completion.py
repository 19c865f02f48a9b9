"""What the shell offers when a source is being typed."""

from pathlib import Path

import typer

from refcli import storage


def complete_source(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """What may follow: the rest of each name, from the word that begins as typed.

    Shells take only what begins letter for letter as typed; matching forgives the letters' case
    and takes any part of a name, so ``wei`` is offered ``wei Chen`` for Dr. Wei Chen.
    """
    chosen = ctx.find_root().params.get("database")
    path = Path(chosen) if chosen else storage.place.default_path()
    found = storage.names.beginning_with(path, incomplete)
    return [(continued(text, incomplete), f"{name}, {kind}") for text, name, kind in found]


def continued(name: str, typed: str) -> str:
    """The typed letters with the rest of the name behind them."""
    start = (
        0 if name.lower().startswith(typed.lower()) else name.lower().find(f" {typed.lower()}") + 1
    )
    return typed + name[start + len(typed) :]
