"""The tables of the history, apart because only it reads them."""

from datetime import date

from sqlalchemy import Index
from sqlmodel import Field

from refcli.storage.models import Row


class CommandRow(Row, table=True):
    """One command that changed something; ``at`` is the real clock, in UTC."""

    __tablename__ = "command"

    id: int | None = Field(default=None, primary_key=True)
    at: str
    by: str
    name: str
    as_of: date
    undoes_id: int | None = Field(default=None, foreign_key="command.id")


class ChangeRow(Row, table=True):
    """One row inserted, updated or deleted, as the database itself saw it."""

    __tablename__ = "change"
    __table_args__ = (Index("ix_change_row", "table_name", "row_id"),)

    id: int | None = Field(default=None, primary_key=True)
    command_id: int | None = Field(default=None, foreign_key="command.id", index=True)
    at: str
    table_name: str
    row_id: int
    action: str
    before: str | None = None
    after: str | None = None


class OpenCommandRow(Row, table=True):
    """The command that is writing now: one row inside a write transaction, none at rest."""

    __tablename__ = "open_command"

    id: int = Field(primary_key=True)
    command_id: int = Field(foreign_key="command.id")


class MigrationRow(Row, table=True):
    """A step of the schema's history, and when it was taken."""

    __tablename__ = "migration"

    id: int = Field(primary_key=True)
    name: str
    at: str
