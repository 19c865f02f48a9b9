"""What a source is from a day on; the column of the source keeps what holds last."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import delete, select

from refcli.core.sources.facts import FACTS, DatedFact, keep_fact, read_fact
from refcli.storage.book.choices import (
    BEGINNING,
    DatedChoice,
    choose,
    insert_choice,
    read_choices,
)
from refcli.storage.book.door import Book
from refcli.storage.book.rows import update_row
from refcli.storage.schema.models import SOURCE
from refcli.storage.schema.tables import CHOICE


def read_facts(book: Book, source_id: int) -> list[DatedFact]:
    """The facts of a source that changed on a day, in order; of the others nothing."""
    known = read_choices(book, FACTS, source_id=source_id)
    found = [DatedFact(one.key, one.value, one.since) for one in known]
    return sorted(found, key=lambda one: (FACTS.index(one.key), one.since))


def change_fact(book: Book, source_id: int, key: str, value: object, since: date) -> None:
    """Let a fact of a source hold from a day on; before that day it was what it was.

    Of a source that was added on that day or later it is the first one, and has no day.
    """
    columns = select(SOURCE.c[key], SOURCE.c.added_on).where(SOURCE.c.id == source_id)
    before, added_on = book.session.execute(columns).one()
    if not read_choices(book, [key], on=date.max, source_id=source_id):
        if before == value:
            return
        if since <= added_on:
            update_row(book, SOURCE, source_id, {key: value})
            return
        insert_choice(book, DatedChoice(key, keep_fact(before), BEGINNING, source_id=source_id))
    choose(book, key, keep_fact(value), since, source_id=source_id)
    note_last_fact(book, source_id, key)


def note_last_fact(book: Book, source_id: int, key: str) -> None:
    """Keep what holds last in the row of the source, where all that asks for today looks."""
    last = read_choices(book, [key], on=date.max, source_id=source_id)[-1]
    values = {key: read_fact(key, last.value)}
    stands = select(SOURCE.c[key]).where(SOURCE.c.id == source_id)
    if book.session.execute(stands).scalar_one() != values[key]:
        update_row(book, SOURCE, source_id, values)


def forget_fact(book: Book, source_id: int, key: str) -> None:
    """A fact never changed: what is written in the row of the source held all the while."""
    mine = (CHOICE.c.source_id == source_id, CHOICE.c.key == key)
    book.session.execute(delete(CHOICE).where(*mine))


def join_facts(book: Book, kept_id: int, gone_id: int, taken: Mapping[str, Any]) -> None:
    """Let what a source takes over in a merge hold since the days on which it was said.

    Where it had changed that fact itself, it holds from today on.
    """
    for key in (one for one in FACTS if one in taken):
        theirs = read_choices(book, [key], on=date.max, source_id=gone_id)
        if read_choices(book, [key], on=date.max, source_id=kept_id):
            choose(book, key, keep_fact(taken[key]), book.today, source_id=kept_id)
        else:
            for one in theirs:
                insert_choice(book, DatedChoice(key, one.value, one.since, source_id=kept_id))
