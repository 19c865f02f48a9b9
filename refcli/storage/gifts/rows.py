"""Rows of the ledger as values, and the other way round."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, fields
from datetime import date
from enum import Enum
from typing import Any

from refcli.core.gifts.entries import Comeback, Gone
from refcli.core.gifts.findings import Finding
from refcli.core.gifts.ledger import Gift
from refcli.core.gifts.seals import Value
from refcli.core.vocabulary import (
    Allocation,
    Contingency,
    IncentiveForm,
    PaidFrom,
    Payer,
    Relation,
    Severity,
)

Row = Any  # a row of SQLAlchemy's, whose columns are attributes
NAMES = tuple(field.name for field in fields(Gift))
SETS: dict[str, type[Enum]] = {
    "form": IncentiveForm,
    "allocation": Allocation,
    "relation": Relation,
    "payer": Payer,
    "contingency": Contingency,
    "paid_from": PaidFrom,
}
FINDING_NAMES = frozenset(field.name for field in fields(Finding))


def gift_of(row: Row, merged: Mapping[int, int]) -> Gift:
    """A row as a gift; one to a source that was merged away is one to whom it turned out to be."""
    values = {name: getattr(row, name) for name in NAMES}
    values["source_id"] = merged.get(row.source_id, row.source_id)
    values |= {name: words(values[name]) for name, words in SETS.items()}
    return Gift(**values)


def values_of(gift: Gift) -> dict[str, Value]:
    """A typed gift as the columns of its row, but for who entered it and when."""
    values = {name: sqlite_value(getattr(gift, name)) for name in NAMES}
    return {k: v for k, v in values.items() if k not in {"id", "entered_on", "entered_by"}}


def sqlite_value(value: object) -> Value:
    """A value as SQLite keeps it."""
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return int(value)
    return value if isinstance(value, int | str) or value is None else str(value)


def gone_of(row: Row) -> Gone:
    """A void or a correction, as what became of the row that it names."""
    return Gone(
        row=row.id,
        voided=row.voided,
        on=row.entered_on,
        at=row.entered_at,
        by=row.entered_by,
        why=row.why,
    )


def comeback_of(row: Row, gone: Gone | None) -> Comeback:
    """A row that tells what came back."""
    return Comeback(
        row=row.id,
        on=row.given_on,
        cents=row.value_cents,
        inadvertent=row.inadvertent,
        entered_on=row.entered_on,
        entered_at=row.entered_at,
        entered_by=row.entered_by,
        note=row.note,
        gone=gone,
    )


def json_of(findings: Iterable[Finding]) -> str:
    """The findings of a gift as the JSON kept in its row."""
    return json.dumps([asdict(finding) for finding in findings])


def findings_of(text: str) -> Sequence[Finding]:
    """The findings kept with a gift, as they were shown; fields that are no more are left out."""
    return tuple(finding_of(kept) for kept in json.loads(text))


def finding_of(kept: dict[str, Any]) -> Finding:
    """One finding that was kept."""
    values = {name: value for name, value in kept.items() if name in FINDING_NAMES}
    values |= {name: tuple(value) for name, value in values.items() if isinstance(value, list)}
    return Finding(**values | {"severity": Severity(kept["severity"])})
