"""Targets on record: read, written, and which of them are sources already."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import select

from refcli.core.targets.news import FileNews, Renewed
from refcli.core.targets.records import Cases, Ending, NewTarget, OwnWords, Target
from refcli.core.targets.tables import TargetSource
from refcli.core.vocabulary import Kind
from refcli.errors import RefusedError
from refcli.lines import type_line
from refcli.storage.book.door import Book
from refcli.storage.book.rows import insert_rows, update_row
from refcli.storage.schema.models import SOURCE
from refcli.storage.schema.room_tables import TARGET
from refcli.storage.sources.records import read_standings

FILE_SAYS = (
    *("npi", "name", "other_name", "specialty", "phone", "fax"),
    *("street", "city", "state", "zip"),
)


def read_targets(book: Book) -> list[Target]:
    """All targets, those who have left too, as they were added."""
    rows = book.session.execute(
        select(TARGET).where(TARGET.c.added_on <= book.today).order_by(TARGET.c.id)
    )
    return [target_of(row) for row in rows]


def find_target(book: Book, npi: str) -> Target:
    """The target of an NPI."""
    row = book.session.execute(select(TARGET).where(TARGET.c.npi == npi)).first()
    if row is None:
        raise RefusedError(f"No target has the NPI {npi}. See: {type_line('target list')}")
    return target_of(row)


def target_of(row: Any) -> Target:  # noqa: ANN401  (a row of the table)
    """A row as a value."""
    record = NewTarget(
        **{name: getattr(row, name) for name in FILE_SAYS},
        kind=Kind(row.kind),
        codes=tuple(row.codes.split()),
    )
    return Target(
        id=row.id,
        record=record,
        cases=Cases(row.cases),
        note=row.note,
        added_on=row.added_on,
        moved_on=row.moved_on,
        moved_from=row.moved_from,
        ended_on=row.ended_on,
        ended_why=Ending(row.ended_why),
    )


def record_values(record: NewTarget) -> dict[str, Any]:
    """The columns that a list fills."""
    values = asdict(record)
    return values | {"kind": record.kind.value, "codes": " ".join(record.codes)}


def noted_values(words: OwnWords) -> dict[str, Any]:
    """The columns of what somebody noted."""
    return {"cases": words.cases.value, "note": words.note}


def take_in_news(book: Book, news: FileNews) -> None:
    """Write what a list said that the book did not know."""
    blank = {"moved_from": "", "ended_why": "", "added_on": book.today}
    words = [news.own_words.get(one.npi, OwnWords()) for one in news.new]
    pairs = zip(news.new, words, strict=True)
    rows = [record_values(one) | blank | noted_values(noted) for one, noted in pairs]
    insert_rows(book, TARGET, rows)
    for one in news.renewed:
        update_row(book, TARGET, one.known.id, renewed_values(book, one))
    for gone in news.retired:
        ended = {"ended_on": book.today, "ended_why": gone.why.value}
        update_row(book, TARGET, gone.known.id, ended)


def renewed_values(book: Book, one: Renewed) -> dict[str, Any]:
    """The columns of a target as the list says now; whoever had left is back."""
    values = record_values(one.now) | noted_values(one.own_words)
    values |= {"ended_on": None, "ended_why": ""}
    if one.has_moved:
        values |= {"moved_on": book.today, "moved_from": one.known.record.address}
    return values


def edit_target(book: Book, target_id: int, values: Mapping[str, Any]) -> None:
    """Change what we know of a target."""
    update_row(book, TARGET, target_id, values)


def read_known_sources(book: Book, npis: Sequence[str]) -> dict[str, TargetSource]:
    """Per NPI of a target: the source that has it, with the last visit to its place."""
    wanted = set(npis)
    rows = book.session.execute(
        select(SOURCE.c.npi, SOURCE.c.id, SOURCE.c.name).where(
            SOURCE.c.npi != "", SOURCE.c.merged_into_id.is_(None), SOURCE.c.added_on <= book.today
        )
    ).all()
    mine = [row for row in rows if row.npi in wanted]
    standings = read_standings(book) if mine else {}
    return {row.npi: TargetSource(row.id, row.name, standings[row.id].last_visit) for row in mine}


def read_source_npis(book: Book) -> dict[str, int]:
    """Per NPI: the number of the source that has it."""
    rows = book.session.execute(
        select(SOURCE.c.npi, SOURCE.c.id).where(
            SOURCE.c.npi != "", SOURCE.c.merged_into_id.is_(None)
        )
    )
    return {row.npi: row.id for row in rows}


def read_office_spots(book: Book) -> list[tuple[int, str, str, str]]:
    """The offices on record, each with its street, ZIP code and phone."""
    rows = book.session.execute(
        select(SOURCE.c.id, SOURCE.c.street, SOURCE.c.zip, SOURCE.c.phone).where(
            SOURCE.c.kind == Kind.OFFICE.value,
            SOURCE.c.merged_into_id.is_(None),
            SOURCE.c.archived_on.is_(None),
        )
    )
    return [(row.id, row.street, row.zip, row.phone) for row in rows]
