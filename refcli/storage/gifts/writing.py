"""What is written into the ledger of gifts: rows are added, each sealed behind the last.

It works behind the firewall: nothing here reads referrals.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import column, insert, select, table, text

from refcli.core.gifts import seals as chain
from refcli.core.gifts.entries import GiftEntry
from refcli.core.gifts.findings import Finding
from refcli.core.gifts.ledger import Gift
from refcli.core.gifts.seals import Value
from refcli.core.values.money import cents_text
from refcli.errors import RefusedError
from refcli.lines import type_line
from refcli.storage.book.door import Book
from refcli.storage.gifts import seals
from refcli.storage.gifts.models import INCENTIVE, IncentiveRow
from refcli.storage.gifts.reading import read_gift, row_of
from refcli.storage.gifts.rows import Row, json_of, sqlite_value, values_of
from refcli.storage.schema.tables import COMMAND

AS_KEPT = table(INCENTIVE.name, *map(column, INCENTIVE.c.keys()))  # a seal is over kept values
NOW = "SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now')"


def add(book: Book, gift: Gift, findings: Iterable[Finding] = ()) -> int:
    """Record a gift with what the rules said of it; its number.

    It is entered today by whoever runs the command, whatever the gift says of that.
    """
    return write(book, gift_row_values(book, gift, findings))


def replace(
    book: Book, gift_id: int, gift: Gift, why: str, findings: Iterable[Finding] = ()
) -> int:
    """Put a corrected gift in the place of one on record, which stays to be seen; its number."""
    old = one_standing(book, gift_id)
    back = old.gift.value_cents - old.left_cents
    if gift.value_cents < back:
        raise RefusedError(
            f"{cents_text(back)} of gift {gift_id} came back, so it was worth no less. Void what"
            ' came back first: ref gift void NUMBER --why "wrong amount"'
        )
    more = {"replaces_id": gift_id, "why": require_reason(why)}
    return write(book, gift_row_values(book, gift, findings) | more)


def gift_row_values(book: Book, gift: Gift, findings: Iterable[Finding]) -> dict[str, Value]:
    """A gift as its row says it; what is still to be given is none yet."""
    if gift.given_on > book.today:
        raise RefusedError(
            f"A gift is recorded when it was given; {gift.given_on} is after today ({book.today})."
            f" Type a day that was: --on {book.today}"
        )
    return values_of(gift) | {"findings": json_of(findings)}


def void(book: Book, row_id: int, why: str) -> int:
    """Say that a gift, or what came back of one, should not be on record; the row that says so."""
    row = row_of(book, row_id)
    if row.voided:
        raise RefusedError(f"{row_id} is no gift: it voids {row.replaces_id}. See: ref gift list")
    refuse_gone(book, row_id)
    ends = {"value_cents": 0, "voided": 1, "replaces_id": row_id, "why": require_reason(why)}
    return write(book, subject_of_row(row) | ends)


def give_back(  # noqa: PLR0913  (what can be said of it)
    book: Book,
    gift_id: int,
    *,
    on: date,
    cents: int | None = None,
    inadvertent: bool = False,
    note: str = "",
) -> int:
    """Record that so much of a gift came back on a day, all that is left unless told; its row."""
    entry = one_standing(book, gift_id)
    left, given_on = entry.left_cents, entry.gift.given_on
    amount = left if cents is None else cents
    if left == 0:
        raise RefusedError(f"Nothing is left of gift {gift_id} to come back. See: ref gift list")
    if not 0 < amount <= left:
        raise RefusedError(
            f"{cents_text(left)} of gift {gift_id} is left; {cents_text(amount)} cannot come back."
            f" Type {cents_text(left)} or less, or leave the amount out for all of it"
        )
    if not given_on <= on <= book.today:
        raise RefusedError(
            f"Gift {gift_id} was given on {given_on}, and today is {book.today}: it cannot have"
            f" come back on {on}. Type a day between:"
            f" {type_line('gift return', gift_id, '--on', book.today)}"
        )
    values = {"given_on": sqlite_value(on), "value_cents": amount, "returns_id": gift_id}
    more = {"inadvertent": int(inadvertent), "note": note}
    return write(book, subject_of_row(row_of(book, gift_id)) | values | more)


def subject_of_row(row: Row) -> dict[str, Value]:
    """The columns that a void or a return copies from its gift: source, day, item and form."""
    return {
        name: sqlite_value(getattr(row, name)) for name in ("source_id", "given_on", "item", "form")
    }


def one_standing(book: Book, gift_id: int) -> GiftEntry:
    """A gift that was neither voided nor replaced."""
    found = read_gift(book, gift_id)
    refuse_gone(book, gift_id)
    return found


def refuse_gone(book: Book, row_id: int) -> None:
    """Refuse a row that was voided or replaced, today or on a day that is called later."""
    row = book.session.execute(select(INCENTIVE).where(INCENTIVE.c.replaces_id == row_id)).first()
    if row and row.voided:
        raise RefusedError(
            f"{row_id} was voided on {row.entered_on} ({row.why}). If it is true after all, record"
            " it again: ref gift add"
        )
    if row:
        raise RefusedError(
            f"{row_id} was replaced by {row.id} on {row.entered_on}. Name that one instead:"
            f" {row.id}"
        )


def require_reason(why: str) -> str:
    """Why a row is set aside; nobody does so without saying."""
    if not why.strip():
        raise RefusedError('Say why; it is kept: --why "entered twice"')
    return why


def write(book: Book, values: Mapping[str, Any]) -> int:
    """Add a row, sealed behind the last one; its number."""
    number, before = seals.last_seal(book)
    who = select(COMMAND.c.by).where(COMMAND.c.id == book.command_id)
    row = {
        **blank_values(),
        **values,
        "id": number + 1,
        "entered_on": sqlite_value(book.today),
        "entered_at": book.session.execute(text(NOW)).scalar_one(),
        "entered_by": book.session.execute(who).scalar_one(),
    }
    sealed = row | {"prev_hash": before, "hash": chain.seal_row(row, before)}
    book.session.execute(insert(AS_KEPT).values(sealed))
    return number + 1


def blank_values() -> dict[str, Value]:
    """What a row says where nothing is said: the defaults of the model, as SQLite keeps them."""
    return {
        name: sqlite_value(field.default)
        for name, field in IncentiveRow.model_fields.items()
        if not field.is_required()
    }
