"""What the shell offers when a source is being typed."""

from pathlib import Path

import typer

from refcli import storage


def complete_source(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """The sources of which a word begins as typed, with their kinds."""
    chosen = ctx.find_root().params.get("database")
    path = Path(chosen) if chosen else storage.place.default_path()
    return storage.names.beginning_with(path, incomplete)
