"""The table of gifts, apart because the daily commands do without it."""

from datetime import date

from sqlalchemy import Index, text
from sqlmodel import Field

from refcli.storage.schema.models import Row, table_of


class IncentiveRow(Row, table=True):
    """Anything of value given to a source, what came back of it, or a correction; never changed."""

    __tablename__ = "incentive"
    __table_args__ = (
        Index("ix_incentive_returns_id", "returns_id", sqlite_where=text("returns_id IS NOT NULL")),
    )

    source_id: int = Field(foreign_key="source.id", index=True)
    given_on: date = Field(index=True)
    entered_at: str
    item: str
    form: str
    value_cents: int
    cost_cents: int | None = None
    heads: int = 1
    occasion: str = ""
    purpose: str = ""
    given_by: str = ""
    approved_by: str = ""
    receipt: str = ""
    note: str = ""
    replaces_id: int | None = Field(default=None, foreign_key="incentive.id", unique=True)
    voided: bool = False
    entered_on: date
    entered_by: str = ""
    allocation: str = "full_each"
    person: str = ""
    relation: str = "self"
    payer: str = "unknown"
    contingency: str = "none"
    solicited: bool = False
    host: str = ""
    paid_from: str = "practice"
    anyway: str = ""
    findings: str = "[]"
    why: str = ""
    returns_id: int | None = Field(default=None, foreign_key="incentive.id")
    inadvertent: bool = False
    prev_hash: str = ""
    hash: str = ""


INCENTIVE = table_of(IncentiveRow)
