"""What ref source edit changes of a source from a day on: kind, owner, what it does not want."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated, Any

import typer

from refcli.core.names.named import Named
from refcli.core.sources.facts import FACTS, ChangedFact, keep_fact
from refcli.core.sources.places import next_provider_day, place_at, refuse_later_office
from refcli.core.sources.records import SourceView
from refcli.core.vocabulary import Kind
from refcli.env import Env
from refcli.errors import UsageError
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
        raise UsageError(f"What holds of {source} from that day on? Say it with its option.")
    return env.day_or_today(since)


def take_dated(values: dict[str, Any], known: SourceView, *, since: bool) -> dict[str, Any]:
    """Take out of the columns to write what is to hold from a day on.

    Another kind without a day is corrected for all days instead, and the same one is no change.
    """
    if not since and values.get("kind") == known.record.kind.value:
        values.pop("kind")
    return {key: values.pop(key) for key in FACTS if key in values and (since or key != "kind")}


def read_begun(book: "Book", known: SourceView, *, dated: bool) -> date:
    """The day before which a source was nothing: of a day that was typed, the first on record."""
    if not dated:
        return known.record.added_on
    return storage.sources.facts.find_begun(book, known.id)


def change_facts(
    book: "Book", known: SourceView, dated: Mapping[str, Any], day: date, begun: date
) -> list[ChangedFact]:
    """Write what holds from a day on; who is no provider from then on leaves the office."""
    changed = []
    for key, value in dated.items():
        since = storage.sources.facts.date_fact(book, known.id, key, day, begun)
        if key == "kind" and value != Kind.PROVIDER.value:
            leave_office(book, known, since)
        chosen = storage.sources.facts.change_fact(book, known.id, key, value, since)
        changed.append(ChangedFact(key, keep_fact(value), since, chosen))
    return changed


def leave_office(book: "Book", known: SourceView, since: date) -> None:
    """Let who is no provider from a day on work in no office, until it is one again."""
    stays = storage.sources.places.read_stays(book, known.id)
    again = next_provider_day(storage.sources.facts.read_facts(book, known.id), since)
    refuse_later_office(known, stays, since, again)
    here = place_at(stays, since)
    if here.is_office:
        storage.sources.places.move_source(book, known.id, known.id, since)
    back = place_at(stays, again) if again else here
    if again and back.is_office and back.since < again:
        storage.sources.places.move_source(book, known.id, back.place_id, again)


def settle_office(
    book: "Book", known: SourceView, changed: Sequence[ChangedFact], office: Named
) -> str:
    """Let who becomes a provider from a day on work in an office from then on; in words."""
    kind = next(one for one in changed if one.key == "kind")
    storage.sources.places.move_source(book, known.id, office.id, kind.since)
    if kind.chosen.until is None:
        return f" It works at {office.name} from then on."
    end = kind.chosen.until + timedelta(days=1)
    storage.sources.places.move_source(book, known.id, known.id, end)
    return f" It works at {office.name} until then."
