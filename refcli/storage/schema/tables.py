"""The tables beside the records: what the program, the due list and the history are kept in.

No object stands for their rows, so they are plain tables: a mapped class costs every start a
millisecond and a half. The schema itself, with its checks, is in the migrations.
"""

from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
    text,
)
from sqlmodel import SQLModel


def numbered_table(name: str, *parts: Column[Any] | UniqueConstraint | Index) -> Table:
    """A table whose rows are numbered."""
    return Table(name, SQLModel.metadata, Column("id", Integer, primary_key=True), *parts)


def text_column(name: str, *, unique: bool | None = None, index: bool | None = None) -> Column[str]:
    """Words; empty where there are none."""
    return Column(name, String, nullable=False, unique=unique, index=index)


def number_column(name: str) -> Column[int]:
    """A whole number."""
    return Column(name, Integer, nullable=False)


def flag_column(name: str) -> Column[bool]:
    """Yes or no."""
    return Column(name, Boolean, nullable=False)


def day_column(name: str, *, known: bool = True) -> Column[Any]:
    """A day; not ``known``: it may be missing."""
    return Column(name, Date, nullable=not known)


def reference_column(name: str, *, known: bool = True, index: bool | None = True) -> Column[int]:
    """The number of a row of another table: ``source_id`` names one of ``source``."""
    key = ForeignKey(f"{name.removesuffix('_id')}.id")
    return Column(name, Integer, key, nullable=not known, index=index)


CHOICE = numbered_table(  # what holds from a day on, of the practice, a kind of source, or a source
    "choice",
    *(text_column("key"), reference_column("source_id", known=False, index=None)),
    *(text_column("kind"), text_column("value")),
    Column("place_id", Integer, ForeignKey("source.id"), index=True),
    *(day_column("since"), day_column("recorded_on", known=False)),
    Index("ix_choice_source_id", "source_id", "key", "since"),
    Index(
        "ix_choice_once",
        *(text("coalesce(source_id, 0)"), "kind", "key", "since"),
        unique=True,
    ),
)
STEP = numbered_table(  # one thing that happened to a referral
    "step",
    *(reference_column("referral_id"), text_column("what"), day_column("day", known=False)),
    *(day_column("for_day", known=False), Column("for_hour", String)),
    *(text_column("reason"), text_column("note"), Column("cents", Integer), text_column("who")),
    *(day_column("recorded_on", known=False), flag_column("after_import")),
    Index("ix_step_after_import", "referral_id", sqlite_where=text("after_import = 1")),
)
DUE_MARK = numbered_table(  # a due item skipped or snoozed instead of done
    "due_mark",
    *(text_column("key", index=True), text_column("action"), day_column("due_on")),
    *(day_column("until", known=False), text_column("why"), day_column("made_on")),
)
# The answer to a question of the plan, from the day it was recorded on.
PLAN_ANSWER = numbered_table(
    "plan_answer",
    *(text_column("question"), text_column("answer"), day_column("recorded_on")),
    UniqueConstraint("question", "recorded_on"),
)
EVENT = numbered_table(  # a social event to which sources are invited
    "event",
    *(text_column("name"), day_column("held_on"), text_column("place"), text_column("note")),
    *(
        day_column("added_on"),
        day_column("cancelled_on", known=False),
        reference_column("source_id", known=False),
    ),
)
INVITATION = numbered_table(  # a source invited to an event, and what it answered
    "invitation",
    *(
        reference_column("event_id", index=None),
        reference_column("source_id"),
        day_column("invited_on"),
    ),
    *(Column("answer", String), day_column("answered_on", known=False), text_column("note")),
    UniqueConstraint("event_id", "source_id"),
)
SIGNER = numbered_table(  # how one of our providers signs letters
    "signer",
    *(text_column("provider", unique=True), text_column("signs_as"), text_column("phone")),
)
COMMAND = numbered_table(  # one command that changed something; ``at`` is the real clock, in UTC
    "command",
    *(text_column("at"), text_column("by"), text_column("name"), day_column("as_of")),
    Column("undoes_id", Integer, ForeignKey("command.id")),
    Column("recorded_on", Date, index=True),  # never goes back; none while the book is set up
    text_column("login"),
)
CHANGE = numbered_table(  # one row inserted, updated or deleted, as the database itself saw it
    "change",
    *(
        reference_column("command_id", known=False),
        text_column("at"),
        text_column("table_name"),
        number_column("row_id"),
    ),
    *(text_column("action"), Column("before", String), Column("after", String)),
    Index("ix_change_row", "table_name", "row_id"),
)
# The one that is writing now.
OPEN_COMMAND = numbered_table("open_command", reference_column("command_id", index=None))
# A step of the schema, and when taken.
MIGRATION = numbered_table("migration", text_column("name"), text_column("at"))
