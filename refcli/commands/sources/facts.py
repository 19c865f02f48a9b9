"""What ref source edit changes of a source from a day on: kind, owner, what it does not want."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from refcli.core.sources.facts import FACTS
from refcli.core.sources.records import SourceView
from refcli.core.vocabulary import Kind
from refcli.env import Env
from refcli.errors import UsageError
from refcli.lines import type_line
from refcli.on_use import storage

if TYPE_CHECKING:
    from refcli.storage.book.door import Book

SinceOption = Annotated[
    str | None,
    typer.Option(
        metavar="DATE",
        help="From this day on: kind, owner, do-not-visit, do-not-mail, no-gifts (today). Without"
        " it, another kind corrects all days.",
    ),
]


def read_since(
    env: Env, since: str | None, source: str, typed: Mapping[str, Any], kind: Kind | None
) -> date:
    """The day from which on the typed facts hold, today unless told."""
    if since and kind is None and not typed.keys() & {*FACTS}:
        line = type_line("source edit", source, "--owner", "Tina", "--since", since)
        raise UsageError(f"What holds from that day on? Type: {line}")
    return env.day_or_today(since)


def take_dated(values: dict[str, Any], known: SourceView, since: date | None) -> dict[str, Any]:
    """Take out of the columns to write what is to hold from a day on.

    A kind without a day, or of the day on which the source was added, is corrected instead.
    """
    corrected = since is None or since <= known.record.added_on
    dated = [key for key in FACTS if key in values and not (corrected and key == "kind")]
    return {key: values.pop(key) for key in dated}


def change_facts(book: "Book", known: SourceView, dated: Mapping[str, Any], day: date) -> None:
    """Write what holds from a day on; who is no provider from then on leaves the office."""
    kind = dated.get("kind", Kind.PROVIDER.value)
    if kind != Kind.PROVIDER.value and known.record.office_id:
        storage.sources.places.move_source(book, known.id, known.id, day)
    for key, value in dated.items():
        storage.sources.facts.change_fact(book, known.id, key, value, day)
