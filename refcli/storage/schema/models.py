"""The tables as the program sees them; the schema itself, with its checks, is in the migrations.

Closed sets are kept as their words (``Kind.OFFICE`` is ``"office"``), dates as ISO text, money as
whole cents.
"""

from datetime import date

from sqlalchemy import Index, Table, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from refcli.storage.schema.tables import numbered_table, reference_column, text_column


class Row(SQLModel):
    """The base of every table; it does not build pydantic's validators, which no table uses."""

    model_config = {"defer_build": True}
    id: int | None = Field(default=None, primary_key=True)


def table_of(row: type[SQLModel]) -> Table:
    """The table of a model, for statements that need its columns and no objects.

    Statements of columns alone are twice as quick to build as those of mapped classes.
    """
    return SQLModel.metadata.tables[str(row.__tablename__)]


class SourceRow(Row, table=True):
    """Whoever or whatever sends us a patient."""

    __tablename__ = "source"

    name: str
    kind: str
    built_in: str | None = Field(default=None, unique=True)
    office_id: int | None = Field(default=None, foreign_key="source.id", index=True)
    owner: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    note: str = ""
    target: bool = False
    do_not_visit: bool = False
    do_not_mail: bool = False
    no_gifts: bool = False
    visit_every: int | None = None
    visit_first: int | None = None
    visit_later: int | None = None
    added_on: date
    archived_on: date | None = None
    target_on: date | None = None
    interests: str = ""
    npi: str = ""
    fax: str = ""
    street: str = ""
    city: str = ""
    state: str = ""
    zip: str = ""
    specialty: str = ""
    tags: str = ""
    report_by: str = ""
    archived_why: str = ""
    referral_id: int | None = Field(default=None, foreign_key="referral.id")
    merged_into_id: int | None = Field(default=None, foreign_key="source.id")
    prefers: str = ""
    salutation: str = ""


class ReferralRow(Row, table=True):
    """One person put forward to us."""

    __tablename__ = "referral"
    __table_args__ = (
        Index("ix_referral_source_received", "source_id", "received_on"),
        Index("ix_referral_received", "received_on"),
    )

    patient: str
    source_id: int = Field(foreign_key="source.id")
    received_on: date
    status: str
    scheduled_on: date | None = None
    seen_on: date | None = None
    completed_on: date | None = None
    closed_on: date | None = None
    reason: str = ""
    production_cents: int | None = None
    production_on: date | None = None
    service: str = ""
    chart: str = ""
    provider: str = ""
    note: str = ""
    past: bool = False
    phone: str = ""


class ActivityRow(Row, table=True):
    """One thing done for a relationship on a day."""

    __tablename__ = "activity"
    __table_args__ = (
        Index("ix_activity_source_done", "source_id", "done_on"),
        Index("ix_activity_referral", "referral_id", sqlite_where=text("referral_id IS NOT NULL")),
        Index("ix_activity_closes", "closes", sqlite_where=text("closes <> ''")),
        Index("ix_activity_event_id", "event_id", sqlite_where=text("event_id IS NOT NULL")),
    )

    source_id: int = Field(foreign_key="source.id")
    kind: str
    done_on: date
    attempt: bool = False
    who: str = ""
    met: str = ""
    brought: str = ""
    purpose: str = ""
    intel: str = ""
    next_step: str = ""
    note: str = ""
    referral_id: int | None = Field(default=None, foreign_key="referral.id")
    closes: str = ""
    covers_id: int | None = None
    event_id: int | None = Field(default=None, foreign_key="event.id")
    next_on: date | None = None
    outcome: str = ""


SOURCE, REFERRAL = table_of(SourceRow), table_of(ReferralRow)
ACTIVITY = table_of(ActivityRow)
ALIAS = numbered_table(  # another name by which a source is known
    "alias",
    *(reference_column("source_id", index=None), text_column("alias")),
    UniqueConstraint("source_id", "alias"),
)
ASSIST = numbered_table(  # a further source of a referral
    "assist",
    *(reference_column("referral_id", index=None), reference_column("source_id")),
    UniqueConstraint("referral_id", "source_id"),
)
