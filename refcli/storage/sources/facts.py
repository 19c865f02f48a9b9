"""What a source is from a day on; the column of the source keeps what holds last."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import delete, select

from refcli.core.sources.facts import FACTS, DatedFact, keep_fact
from refcli.core.values.chosen import Chosen
from refcli.storage.book.choices import (
    BEGINNING,
    DatedChoice,
    choose,
    insert_choice,
    read_choices,
)
from refcli.storage.book.door import Book
from refcli.storage.book.facts_on_record import note_last_fact
from refcli.storage.book.rows import update_row
from refcli.storage.schema.models import SOURCE
from refcli.storage.schema.tables import CHOICE
from refcli.storage.sources.joining import read_own_ids, select_records


def read_facts(book: Book, source_id: int) -> list[DatedFact]:
    """The facts of a source that changed on a day, in order; of the others nothing."""
    known = read_choices(book, FACTS, source_id=source_id)
    found = [DatedFact(one.key, one.value, one.since) for one in known]
    return sorted(found, key=lambda one: (FACTS.index(one.key), one.since))


def change_fact(book: Book, source_id: int, key: str, value: object, since: date) -> Chosen:
    """Let a fact of a source hold from a day on; before that day it was what it was.

    Since ``BEGINNING`` it held always, until a later day that is on record.
    """
    if not read_choices(book, [key], on=date.max, source_id=source_id):
        column = select(SOURCE.c[key]).where(SOURCE.c.id == source_id)
        before = book.session.execute(column).scalar_one()
        if before == value:
            return Chosen(written=False)
        if since == BEGINNING:
            update_row(book, SOURCE, source_id, {key: value})
            return Chosen()
        insert_choice(book, DatedChoice(key, keep_fact(before), BEGINNING, source_id=source_id))
    chosen = choose(book, key, keep_fact(value), since, source_id=source_id)
    note_last_fact(book, source_id, key)
    return chosen


def date_fact(book: Book, source_id: int, key: str, since: date, begun: date) -> date:
    """The day from which a fact is to hold: always, where nothing of the source is older.

    ``begun``: the first day of which anything of the source is on record.
    """
    known = read_choices(book, [key], on=since, source_id=source_id)
    changed = any(one.since > BEGINNING for one in known)
    return since if since > begun or changed else BEGINNING


def find_begun(book: Book, source_id: int) -> date:
    """The first day of a source: on which it was added, or of what is on record of before."""
    added_on = select(SOURCE.c.added_on).where(SOURCE.c.id == source_id)
    days: list[date] = [book.session.execute(added_on).scalar_one()]
    for statement in select_records(read_own_ids(book, source_id)):
        days += [on for _, on in book.session.execute(statement)]
    return min(days)


def forget_fact(book: Book, source_id: int, key: str) -> list[DatedFact]:
    """A fact never changed: what is written in the row held all the while; what was dated of it."""
    gone = [one for one in read_facts(book, source_id) if one.key == key]
    mine = (CHOICE.c.source_id == source_id, CHOICE.c.key == key)
    book.session.execute(delete(CHOICE).where(*mine))
    return gone


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
