"""What every rule of the due list rests on."""

from datetime import date

from sqlalchemy import select

from refcli.core.owed.items import Ground, Mark
from refcli.core.vocabulary import MarkAction
from refcli.storage.book.door import Book
from refcli.storage.owed.ahead import find_next_steps
from refcli.storage.owed.closed import closed_days
from refcli.storage.owed.parties import read_parties
from refcli.storage.owed.settings import due_rules
from refcli.storage.schema.tables import DUE_MARK


def read_ground(book: Book, on: date | None = None) -> Ground:
    """The facts that every rule of the due list needs; kinds, owners, wishes of a day (today)."""
    rules = due_rules(book)
    return Ground(
        parties=read_parties(book, rules, on=on),
        marks=read_marks(book),
        rules=rules,
        closed=closed_days(book),
        steps=find_next_steps(book),
    )


def read_marks(book: Book) -> list[Mark]:
    """The skips and snoozes made by today, in the order in which they were made."""
    columns = (
        DUE_MARK.c.key,
        DUE_MARK.c.action,
        DUE_MARK.c.due_on,
        DUE_MARK.c.until,
        DUE_MARK.c.made_on,
        DUE_MARK.c.why,
    )
    rows = book.session.execute(
        select(*columns).where(DUE_MARK.c.made_on <= book.today).order_by(DUE_MARK.c.id)
    )
    return [
        Mark(key, MarkAction(action), due_on, until, made_on, why)
        for key, action, due_on, until, made_on, why in rows
    ]
