"""The dated facts of a source, and the column that says what holds last: kept true by undo."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select

from refcli.core.sources.facts import FACTS, read_fact
from refcli.storage.book.choices import read_choices
from refcli.storage.book.door import Book
from refcli.storage.book.rows import update_row
from refcli.storage.schema.models import SOURCE


def note_last_fact(book: Book, source_id: int, key: str) -> None:
    """Keep what holds last in the row of the source, where all that asks for today looks."""
    known = read_choices(book, [key], on=date.max, source_id=source_id)
    stands = book.session.execute(select(SOURCE.c[key]).where(SOURCE.c.id == source_id)).first()
    if not known or stands is None:
        return
    last = read_fact(key, known[-1].value)
    if stands[0] != last:
        update_row(book, SOURCE, source_id, {key: last})


def let_facts_follow(book: Book, source_ids: Iterable[int]) -> None:
    """Let the columns of some sources say what their dated facts do, where there are any."""
    for source_id in source_ids:
        for key in FACTS:
            note_last_fact(book, source_id, key)
