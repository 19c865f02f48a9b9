"""The table of gifts, apart because the daily commands do without it."""

from datetime import date

from sqlmodel import Field

from refcli.storage.models import Row


class IncentiveRow(Row, table=True):
    """Anything of value given to a source; written once, never changed."""

    __tablename__ = "incentive"

    id: int | None = Field(default=None, primary_key=True)
    source_id: int = Field(foreign_key="source.id", index=True)
    given_on: date
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
